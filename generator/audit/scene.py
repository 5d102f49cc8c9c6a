"""Scene: one way in which a required event can happen, as the meaning of conditions reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from generator.audit.cells import Dimension
from generator.audit.names import COMPARISONS

EXECUTE: Final = 1
"""The `perm` of a run: x."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is fixed of an event.

    `elf` and `number` are the arch and the call; `path` is the file of a run or an access, without
    links above it; `access` the bits of `perm` that it is, `asked` those of the whole event;
    `below` tells that it is somewhere below `path`, `opens` that the flags of the call say what it
    does; `does` and `may` are the bits of `perm` that a call without a path is by its number, and
    by its flags one or more of; `files` tells whether the call names files; `auid` is what is open
    of it; `plain_result` tells that success is always 0; `programs` numbers the programs that `exe`
    conditions name;
    `fixed` has the numbers that the event fixes, by dimension.
    """

    elf: int
    number: int
    path: str | None
    files: bool
    auid: Dimension
    auid_set: bool
    plain_result: bool
    programs: Mapping[str, int]
    access: int = EXECUTE
    asked: int = EXECUTE
    below: bool = False
    opens: bool = False
    does: int = 0
    may: int = 0
    fixed: Mapping[str, int] = field(default_factory=dict)

    @property
    def runs(self) -> bool:
        """Whether it is a run of a file."""
        return self.path is not None and self.access == EXECUTE

    @property
    def other_owner(self) -> tuple[str, int] | None:
        """A user number that the event excludes: of an owner that differs from a fixed one."""
        return excluded_owner(self.fixed)


def excluded_owner(fixed: Mapping[str, int]) -> tuple[str, int] | None:
    """Give the owner that differs from a fixed one, and the number that it therefore is not."""
    for name, same in fixed.items():
        if not name.startswith("compare ") or same:
            continue
        pair = COMPARISONS[int(name.removeprefix("compare ")) - 1]
        for one, other in (pair, pair[::-1]):
            if one in fixed and other not in fixed:
                return other, fixed[one]
    return None
