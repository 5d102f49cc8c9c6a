"""The audit_rules remediation in Ansible: the same tasks for oscap, for playbooks and for roles."""

from functools import partial

from generator.fix.ansible import Task, literal
from generator.fix.block_yaml import Unsafe
from generator.fix.models import AnsibleFix, Impact
from generator.fix.planner import planner_for_one
from generator.fix.shared import SharedText, reading
from generator.fix.steps import Names, Steps
from generator.kinds.audit_rules.ansible_tasks import Mending


def fix(
    *,
    rules: tuple[str, ...],
    control: str,
    title: str,
    library: SharedText,
    section: str,
    values: tuple[str, ...],
    impact: Impact,
    locks: bool = False,
) -> AnsibleFix:
    """Give the fix of a control that has these `rules` (short ids).

    `values` are the Values that the planner takes: UID_MIN and the policy of keys. `library` and
    `section` are the planner's text (see generator.fix.planner). Where the file `locks` whatever
    loads it, it is written when all else is loaded.
    """
    names = Names()
    mending = Mending(control=control, action="fix", values=values, names=names)
    functions = reading((library,), control, "auditscap_plan")
    program = planner_for_one(f"What is to be done for {control}", functions, section)
    alone: Task = {
        "name": literal(title),
        "tags": [control, *rules],
        "vars": {**mending.variables, names.planner: Unsafe(program)},
        "block": list(mending.at_once()),
    }
    steps = partial(_steps, rules=rules, control=control, title=title, values=values, locks=locks)
    return AnsibleFix.of(
        impact,
        values,
        (alone,),
        control=control,
        library=library.text,
        section=section,
        shared=(library,),
        steps=steps,
    )


def _steps(
    names: Names,
    *,
    rules: tuple[str, ...],
    control: str,
    title: str,
    values: tuple[str, ...],
    locks: bool,
) -> Steps:
    """Give the steps for a playbook or a role, which have the planner in a variable."""
    mending = Mending(control=control, action="fix", values=values, names=names)
    undoing = Mending(control=control, action="undo", values=values, names=names)
    topic = None if locks else names.own(f"{control}_changed")
    tags = [control, *rules]
    return Steps(
        variables={**mending.variables, **undoing.variables},
        carry_out=() if locks else (_block(title, tags, mending.carry_out(topic)),),
        handlers=tuple({**task, "listen": topic} for task in mending.load() if topic),
        finish=(_block(title, tags, (*mending.carry_out(), *mending.load())),) if locks else (),
        verify=(_block(f"{title} - outcome", tags, mending.verify()),),
        judge=(_block(f"{title} - judgement", tags, mending.judge()),),
        # Not tagged with the control: whoever asks for that by its tag asks for the fix.
        undo=(_block(f"{title} - undo", ["never", "undo", f"undo_{control}"], undoing.at_once()),),
    )


def _block(title: str, tags: list[str], tasks: tuple[Task, ...]) -> Task:
    return {"name": literal(title), "tags": tags, "block": list(tasks)}
