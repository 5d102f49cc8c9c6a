"""A remediation in one language, with Values pasted in where they are named."""

from dataclasses import dataclass, field
from typing import Literal

from generator.fix.ansible import Task, dump, promoted
from generator.fix.slot import SLOT

Language = Literal["bash", "ansible"]
Degree = Literal["low", "medium", "high"]
Strategy = Literal["configure", "enable", "patch", "policy", "restrict", "update"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What applying a fix means for the host, in XCCDF's words."""

    reboot: bool
    disruption: Degree
    complexity: Degree
    strategy: Strategy


@dataclass(frozen=True, slots=True, kw_only=True)
class BashFix:
    """A bash script that stands in a subshell; `text` has a slot for each of `values`."""

    impact: Impact
    values: tuple[str, ...]
    text: str

    @property
    def language(self) -> Language:
        """The language's name."""
        return "bash"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsibleFix:
    """Ansible tasks that use the Values `values` as variables of those names.

    `text` is the task list as oscap reads it: the Values first, as tasks that it makes variables
    of, then `tasks`.
    """

    impact: Impact
    values: tuple[str, ...]
    tasks: tuple[Task, ...] = field(repr=False)
    text: str

    @classmethod
    def of(cls, impact: Impact, values: tuple[str, ...], tasks: tuple[Task, ...]) -> "AnsibleFix":
        """Make a fix of tasks."""
        text = promoted(values) + dump(list(tasks))
        return cls(impact=impact, values=values, tasks=tasks, text=text)

    @property
    def language(self) -> Language:
        """The language's name."""
        return "ansible"


Fix = BashFix | AnsibleFix


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSlot:
    """The place of a Value in a script."""

    value: str


def parts(fix: Fix) -> tuple[str | ValueSlot, ...]:
    """Split the text of `fix` at its slots, in order."""
    pieces = SLOT.split(fix.text)
    return tuple(
        ValueSlot(value=piece) if index % 2 else piece
        for index, piece in enumerate(pieces)
        if index % 2 or piece
    )
