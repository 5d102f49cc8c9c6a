"""Checks and fixes of the audit system's state: they use what those of audit rules use.

A task is what the programs on the target call `task`: `locked` asks for `-e 2` as the last word,
`spared` for `-c` in front of all rules, `in_step` for a kernel that holds what the rule files say.
"""

from dataclasses import dataclass
from typing import Literal, assert_never

from generator.content import Check
from generator.fix.models import BashFix, Fix, Impact, Language
from generator.fix.shared import reading, with_slots
from generator.kinds.audit_rules import ansible, values
from generator.kinds.audit_rules.fix import carrying_out, planning
from generator.kinds.audit_rules.machines import MACHINES
from generator.kinds.audit_rules.requirements import companion_name
from generator.kinds.audit_rules.sce import LIBRARY, library
from generator.kinds.protocol import Facet, Subject
from generator.markup.template import render
from generator.sce.models import Script
from generator.source import Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """The parameter of a check: the name of the file in /etc/audit/rules.d that its fix writes."""

    filename: str


def read_rule_file(check: Check) -> RuleFile | None:
    """Read the parameter; None where it does not have the form that the JSON Schema asks."""
    name = check.node.get("file")
    return RuleFile(filename=name.text) if isinstance(name, Scalar) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a fix is to do; `filename` in /etc/audit/rules.d is empty where it has none."""

    name: Literal["locked", "spared", "in_step"]
    does: str
    filename: str
    impact: Impact


def script(asks: str, purpose: str, subject: Subject) -> Script:
    """Give the script that asks `asks`, a word that the shared library knows."""
    text = render(
        "audit_rules/check.sh.j2",
        rule=subject.rule,
        title=subject.title,
        purpose=purpose,
        library=LIBRARY,
        facet=asks,
        key="",
        run_paths=(),
        watches=(),
        machines=_machines(subject),
    )
    product = subject.product
    return Script(
        filename=f"{subject.rule}.sh",
        text=text,
        values=values.IDS,
        library=library(product),
    )


def fix(task: Task, subject: Subject, facets: tuple[Facet, ...], language: Language) -> Fix:
    """Give the fix of a control with these facets."""
    control, title = subject.control, subject.control_title
    section = render(
        "audit_rules/fix_control.sh.j2",
        control=control,
        title=title,
        task=task.name,
        filename=task.filename,
        key="",
        run_paths=(),
        machines=_machines(subject),
    )
    match language:
        case "bash":
            return _bash(task, subject, section)
        case "ansible":
            return ansible.fix(
                rules=tuple(f"{control}_{facet.suffix}" for facet in facets),
                control=control,
                title=title,
                library=planning(subject.product),
                section=section,
                values=(),
                impact=task.impact,
                locks=task.name == "locked",
            )
        case _:
            assert_never(language)


def _bash(task: Task, subject: Subject, section: str) -> BashFix:
    shared = (planning(subject.product), carrying_out())
    text = render(
        "audit_rules/fix.sh.j2",
        control=subject.control,
        title=subject.control_title,
        does=task.does,
        reading=reading(shared, subject.control, "auditscap_fix").rstrip(),
        section=section.rstrip(),
        slots=(),
    )
    return BashFix(
        impact=task.impact,
        values=(),
        control=subject.control,
        section=section,
        text=with_slots(text, shared),
        shared=shared,
    )


def _machines(subject: Subject) -> tuple[dict[str, object], ...]:
    machines = (MACHINES[name] for name in subject.product.architectures)
    return tuple(
        {
            "uname": " | ".join(one.unames),
            "word": one.architecture.word,
            "companion": companion_name(one.architecture),
            "events": (),
            "b32_events": (),
            "rules": (),
            "b32_rules": (),
        }
        for one in machines
    )
