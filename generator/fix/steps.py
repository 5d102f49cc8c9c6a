"""What a play does for one control, wherever its tasks stand and its variables are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.fix.ansible import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What variables are called: a role's begin with its name, those of a play need not."""

    own_prefix: str = "auditscap_"
    value_prefix: str = ""

    @classmethod
    def of_role(cls, role: str) -> "Names":
        """Give the names of variables in the role `role`."""
        return cls(own_prefix=f"{role}_", value_prefix=f"{role}_")

    @property
    def planner(self) -> str:
        """The variable that holds the planner's text."""
        return self.own("planner")

    def own(self, name: str) -> str:
        """Give the variable for what the tasks themselves call `name`."""
        return f"{self.own_prefix}{name}"

    def value(self, name: str) -> str:
        """Give the variable that holds the Value with short id `name`."""
        return f"{self.value_prefix}{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The tasks of one control, in the order in which they run.

    All controls are first carried out; then handlers load what was changed; then what may stand
    nowhere before that, as loading would lock the kernel, is `finish`ed; then the outcome of each
    is looked at and shown, and only when all have been shown, judged. `undo` stands alone.
    `variables` are expressions that the tasks call by names.
    """

    variables: Mapping[str, str] = field(default_factory=dict)
    carry_out: tuple[Task, ...] = ()
    handlers: tuple[Task, ...] = ()
    finish: tuple[Task, ...] = ()
    verify: tuple[Task, ...] = ()
    judge: tuple[Task, ...] = ()
    undo: tuple[Task, ...] = ()
