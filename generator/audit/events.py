"""Required events: what a control asks the kernel to record, one thing that can happen each."""

from dataclasses import dataclass
from typing import Final, Literal

from generator.audit.values import PERMISSIONS

Floor = int | str | None
"""The least login user number: a number, a placeholder such as `${UID_MIN}`, or no floor."""

Access = Literal["w", "a", "r"]
ACCESSES: Final[dict[Access, str]] = {
    "w": "writes",
    "a": "attribute changes",
    "r": "reads",
}
"""The letters of `perm`, in order, in words; runs are events apart."""

Lies = Literal["watch", "path", "dir"]
"""How a rule names what is accessed: a watch means a folder and all below where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """What an event has by what it is: the number of a field, or that two numbers differ.

    `name` is a dimension as meaning.py names them: `exit`, `a0`, `compare 11`; `text` is how the
    rule says it.
    """

    name: str
    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SyscallEvent:
    """A system call by a program of the arch `word` (of this machine), of any result.

    `only` says which of these calls are meant; none is all.
    """

    syscall: str
    number: int
    word: Literal["b64", "b32"]
    architecture: str
    auid_floor: Floor
    auid_set: bool
    key: str | None
    only: tuple[Only, ...] = ()

    @property
    def label(self) -> str:
        """Words for people: `init_module (b64)`, `open (b64) exit=-EACCES`."""
        return " ".join((f"{self.syscall} ({self.word})", *(one.text for one in self.only)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionEvent:
    """An execution of the file `path`, by any arch and through any of its links."""

    path: str
    auid_floor: Floor
    auid_set: bool
    key: str | None

    @property
    def label(self) -> str:
        """Words for people: `runs of /usr/bin/kmod`."""
        return f"runs of {self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEvent:
    """An access to what lies at `path`, by any call of any arch.

    `access` has the letters of `perm` in the order w, a, r. Where a folder lies there and `lies`
    is not `path`, all that is below it is meant, too. A link is meant itself, not what it leads to.
    """

    path: str
    access: str
    lies: Lies
    auid_floor: Floor
    auid_set: bool
    key: str | None

    @property
    def label(self) -> str:
        """Words for people: `writes and attribute changes of /etc/passwd`."""
        words = (text for letter, text in ACCESSES.items() if letter in self.access)
        return f"{' and '.join(words)} of {self.path}"

    @property
    def bits(self) -> int:
        """The letters as the kernel's number."""
        return sum(PERMISSIONS[letter] for letter in self.access)


RequiredEvent = SyscallEvent | ExecutionEvent | AccessEvent
