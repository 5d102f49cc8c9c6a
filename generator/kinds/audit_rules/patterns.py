"""Regular expressions for lines of audit rules, in the subset of Perl 5 that OVAL promises.

A line is taken only when every word of it is known to be harmless, so a field that narrows the
rule, a TAB or a comment behind it makes the whole line no match. Words are separated by blanks
alone, and a value may follow its option without one, as auditctl reads them.
"""

from dataclasses import dataclass
from typing import Final, Literal

Bound = Literal[">=", ">"]

_ACTION: Final = r"-[aA][ ]*(?:always,exit|exit,always)"
_UNSET: Final = r"-F[ ]*(?:auid|loginuid)!=(?:unset|-1|4294967295|0[xX][fF]{8})"
_KEY: Final = r"-k[ ]*[^ \n]+|-F[ ]*key=[^ \n]+"
_NUMBER: Final = r"(0|[1-9][0-9]*)"

RULE_FILE_NAME: Final = r"^[^. \t\n][^ \t\n]*\.rules$"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShape:
    """Which words a line may be made of besides auid and key, as regular expressions.

    `head` is what it begins with, the action or more.
    """

    words: tuple[str, ...]
    head: str = _ACTION

    def unbound(self, *, unset: bool) -> str:
        """Match whole lines without a lower bound on auid; the group captures the line."""
        return f"^[ ]*({self.head}(?:[ ]+(?:{self._word(unset)}))*)[ ]*$"

    def bound(self, bound: Bound, *, unset: bool) -> str:
        """Match whole lines with one lower bound on auid, whose number the group captures."""
        words = f"(?:[ ]+(?:{self._word(unset)}))*"
        auid = f"-F[ ]*(?:auid|loginuid){bound}{_NUMBER}"
        return f"^[ ]*{self.head}{words}[ ]+{auid}{words}[ ]*$"

    def _word(self, unset: bool) -> str:  # noqa: FBT001 - private
        """Give the alternatives for a word; `unset` allows to leave out users without auid."""
        return "|".join((*self.words, *((_UNSET,) if unset else ()), _KEY))


def names_arch(names: tuple[str, ...]) -> str:
    """Match a line that says one of these for arch."""
    return rf"[ ]-F[ ]*arch=(?:{'|'.join(names)})(?:[ ]|$)"


def suits_machine(arch_names: tuple[str, ...], calls: tuple[str, ...]) -> str:
    """Match a line of SYSCALL_SHAPE that auditctl takes on a machine, and that is about it.

    Its arch, if it says one, is one of `arch_names` and before -S; keys are behind it; every
    system call is a number or one of `calls`, those of the machine: auditctl refuses others.
    """
    field = r"-F[ ]*(?:auid|loginuid|key)[^ ]+"
    before = f"(?:[ ]+(?:-F[ ]*arch=(?:{'|'.join(arch_names)})|{field}))*"
    # Blanks within a list of calls are for SYSCALL_SHAPE to refuse.
    listed = f"-S[ ]*(?:(?:{'|'.join(calls)}|all|[0-9]+)(?:,[ ]*|[ ]+|$))+"
    behind = rf"(?:(?:{field}|-k[ ]*[^ ]+)(?:[ ]+|$))*"
    return f"^[ ]*{_ACTION}{before}[ ]+(?:{listed}{behind})+$"


SYSCALL_SHAPE: Final = LineShape(words=(r"-F[ ]*arch=[a-z0-9_]+", r"-S[ ]*[a-z0-9_,]+"))
"""Lines of system calls; which of them serves which machine is for `suits_machine` to say."""


def execution_shape(path: str) -> LineShape:
    """Lines that record runs of `path`, with x among the perms.

    By its path, by a folder above it, or by neither: then runs of every program.
    """
    places, folders = "|".join(map(literal, spellings(path))), "|".join(_above(path))
    perm = r"[rwa]*x[rwxa]*"
    return LineShape(
        head=f"(?:{_ACTION}|-w[ ]*(?:{places}|{folders}))",
        words=(
            f"-F[ ]*path=(?:{places})",
            f"-F[ ]*dir=(?:{folders})",
            f"-F[ ]*perm={perm}",
            f"-p[ ]*{perm}",
            r"-S[ ]*all",
        ),
    )


ASKS_FOR_FILES: Final = (
    r"^[ ]*(?:-w|-[aA][ ]*[^ ]+(?:[ ]+-F[ ]*(?:auid|loginuid|key)[^ ]+)*[ ]+"
    r"(?:-S|-F[ ]*(?:path|dir|perm)))"
)
"""Match a line that auditctl takes with a key or -p: what they are about stands before them."""


def names_syscall(*spellings: str) -> str:
    """Match a line whose -S lists have one of `spellings`."""
    return rf"[ ]-S[ ]*(?:[^ ]*,)?(?:{'|'.join(spellings)})(?:,|[ ]|$)"


KEY_BEFORE: Final = r"[ ](?:-k[ ]*|-F[ ]*key=)(?:"
KEY_BEHIND: Final = r")(?:[ ]|$)"


def spellings(path: str) -> tuple[str, ...]:
    """Give `path` and, below /usr, its name through the links that merge / and /usr."""
    for folder in ("/usr/bin", "/usr/sbin", "/usr/lib"):
        if path.startswith(f"{folder}/"):
            return (path, path.removeprefix("/usr"))
    return (path,)


def _above(path: str) -> tuple[str, ...]:
    """Give patterns for the folders above `path`, nearest first, without the root.

    No other spelling of a folder counts: the kernel does not follow a link that ends a `dir`.
    """
    parts = path.split("/")[1:-1]
    folders = ("/" + "/".join(parts[:count]) for count in range(len(parts), 0, -1))
    return tuple(f"{literal(folder)}/?" for folder in folders)


_SPECIAL: Final = frozenset(".^$*+?()[]{}|\\")


def literal(text: str) -> str:
    """Give `text` as a regular expression that matches itself alone."""
    return "".join(f"\\{char}" if char in _SPECIAL else char for char in text)
