"""All fixes of a profile as one bash script, and as one Ansible playbook."""

from collections.abc import Sequence

from generator.fix.ansible import Task, document, literal
from generator.fix.block_yaml import Unsafe
from generator.fix.models import AnsibleFix, BashFix
from generator.fix.planner import functions, planner
from generator.fix.steps import Names, Steps
from generator.markup.template import render


def shell_script(
    filename: str, title: str, fixes: Sequence[BashFix], values: dict[str, str]
) -> str:
    """Give a script that runs every fix; it fails when one of them fails, and runs them all.

    `values` are the texts of Values by short id, as the profile sets them.
    """
    return render(
        "shared/profile.sh.j2",
        filename=filename,
        title=title,
        values=used_values(fixes, values),
        functions=functions(
            [one.text for fix in fixes for one in fix.shared], [fix.section for fix in fixes]
        ),
        fixes=fixes,
    )


def playbook(title: str, fixes: Sequence[AnsibleFix], values: dict[str, str]) -> str:
    """Give a playbook that runs the tasks of every fix, with the Values as its variables."""
    names = Names()
    steps = [fix.steps_with(names) for fix in fixes]
    variables: dict[str, object] = dict(used_values(fixes, values))
    variables |= {name: text for one in steps for name, text in one.variables.items()}
    if any(fix.library for fix in fixes):
        variables[names.planner] = Unsafe(planner_of(title, fixes))
    play: dict[str, object] = {"name": literal(title), "hosts": "all", "become": True}
    play["gather_facts"] = False
    if variables:
        play["vars"] = variables
    play["tasks"] = list(tasks(steps))
    if handlers := [task for one in steps for task in one.handlers]:
        play["handlers"] = handlers
    return document([play])


def tasks(steps: Sequence[Steps]) -> tuple[Task, ...]:
    """Give all tasks in order: whatever fails does so when all else has been done and shown.

    What was done last is undone first, so that a lock is gone before anything is loaded.
    """
    flush: Task = {
        "name": "Load what was changed",
        "ansible.builtin.meta": "flush_handlers",
        "tags": ["always"],
    }
    return (
        *(task for one in steps for task in one.carry_out),
        *((flush,) if any(one.handlers for one in steps) else ()),
        *(task for one in steps for task in one.finish),
        *(task for one in steps for task in one.verify),
        *(task for one in steps for task in one.judge),
        *(task for one in reversed(steps) for task in one.undo),
    )


def planner_of(title: str, fixes: Sequence[AnsibleFix]) -> str:
    """Give the planner for all of `fixes`."""
    return planner(title, [fix.library for fix in fixes], [fix.section for fix in fixes])


def used_values(
    fixes: Sequence[AnsibleFix] | Sequence[BashFix], values: dict[str, str]
) -> dict[str, str]:
    """Give those of `values` that a fix uses."""
    return {name: values[name] for fix in fixes for name in fix.values}
