"""A remediation in one language, with Values pasted in where they are named."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from generator.fix.ansible import Task, lines, promoted
from generator.fix.shared import SharedText, with_slots
from generator.fix.slot import SLOT
from generator.fix.steps import Names, Steps
from generator.source.recent import Recent

_STEPS: Final[Recent[Steps]] = Recent()
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
    """A bash script that stands in a subshell; `text` has slots for `values` and for `shared`.

    `shared` are its functions, the same for all fixes of a kind on a product; `section` is the
    function that says what `control` asks for. The shared functions take the control's name and
    the texts of `values`, in their order; their names begin with `functions`: `..._fix`,
    `..._undo`, `..._show`, and `..._plan`, which prints JSON.
    """

    impact: Impact
    values: tuple[str, ...]
    text: str
    control: str = ""
    functions: str = "auditscap"
    section: str = field(default="", repr=False)
    shared: tuple[SharedText, ...] = field(default=(), repr=False)

    @property
    def language(self) -> Language:
        """The language's name."""
        return "bash"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsibleFix:
    """Ansible tasks that use the Values `values` as variables.

    `text` is the task list as oscap reads it: the Values first, as tasks that it makes variables
    of, then all that is to be done. `steps` gives the same for a playbook or a role, which hold
    the planner that is made of `library` and `section`.
    """

    impact: Impact
    values: tuple[str, ...]
    text: str
    control: str = ""
    library: str = field(default="", repr=False)
    section: str = field(default="", repr=False)
    shared: tuple[SharedText, ...] = field(default=(), repr=False)
    steps: Callable[[Names], Steps] = field(repr=False, compare=False)

    @classmethod
    def of(
        cls,
        impact: Impact,
        values: tuple[str, ...],
        tasks: tuple[Task, ...],
        *,
        control: str = "",
        library: str = "",
        section: str = "",
        shared: tuple[SharedText, ...] = (),
        steps: Callable[[Names], Steps] | None = None,
    ) -> "AnsibleFix":
        """Make a fix whose text is `tasks`, which are also its steps unless it has others.

        The marks of `shared` in a program become slots.
        """
        return cls(
            impact=impact,
            values=values,
            text=promoted(values) + with_slots(lines(list(tasks)), shared),
            control=control,
            library=library,
            section=section,
            shared=shared,
            steps=steps or (lambda _names: Steps(carry_out=tasks)),
        )

    def steps_with(self, names: Names) -> Steps:
        """Give its steps: those of one fix and the same `names` are the very same."""
        return _STEPS.keyed((id(self), names), lambda: self.steps(names), self)

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
