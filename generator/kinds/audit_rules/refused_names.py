"""Rules with names that auditctl does not know, in OVAL: loading stops there."""

from collections.abc import Iterator

from generator.kinds.audit_rules import losses
from generator.kinds.audit_rules.elsewhere import less, loaders, sum_of
from generator.kinds.audit_rules.machines import Machine
from generator.kinds.audit_rules.rule_text import RuleText
from generator.kinds.audit_rules.unknown_names import (
    UNKNOWN_FIELDS,
    lacking_calls,
    unknown_calls,
)
from generator.oval import models as oval


def refused_names(where: RuleText, machines: tuple[Machine, ...]) -> Iterator[oval.ItemObject]:
    """Collect texts up to a rule with a system call or field that auditctl of `machines` lacks.

    `machines` are those of a product, one of which the target is.
    """
    release = machines[0].architecture.release
    for at, line in enumerate(unknown_calls(release), start=1):
        comment = "texts up to a rule with a system call that no machine has"
        yield where.text(f"unknown_calls_{at}", _shared(f"unknown_calls_{at}", line), comment)
    lines = tuple((one, lacking_calls(one.architecture)) for one in machines)
    pattern = oval.LocalVariable(
        name="lacking_calls",
        comment="a text up to a rule with a system call of other machines",
        component=oval.Concat(parts=tuple(_on_machines(lines))),
    )
    comment = "texts up to a rule with a system call that this machine lacks"
    yield where.text("lacking_calls", pattern, comment)
    comment = "texts up to a rule with a field that there is not"
    yield where.text("unknown_fields", _shared("unknown_fields", UNKNOWN_FIELDS), comment)


def _shared(name: str, line: str) -> oval.LocalVariable:
    """Give the pattern as a variable: it is long, and the same for all texts."""
    start, end = losses.first_line("\0").split("\0")
    return oval.LocalVariable(
        name=name,
        comment="a text up to a line that auditctl refuses",
        component=oval.Concat(parts=(oval.Text(text=start + line), oval.Text(text=end))),
    )


def _on_machines(lines: tuple[tuple[Machine, str], ...]) -> Iterator[oval.Component]:
    """Write a way for each machine; on others it begins with a word that no text has."""
    start, end = losses.first_line("\0").split("\0")
    for machine, line in lines:
        yield oval.Text(text=rf"{start}(?:\n is no such machine){{")
        others = (loaders(machine.unless),) if machine.unless else ()
        yield sum_of(1, less(loaders(machine.loader)), *others)
        yield oval.Text(text=f"}}(?:{line})")
        start = "|"
    yield oval.Text(text=end)
