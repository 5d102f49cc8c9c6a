"""Regular expressions for lines of audit rules, in the subset of Perl 5 that OVAL promises.

A line is taken only when every word of it is known to be harmless, so a field that narrows the
rule, a TAB or a comment behind it makes the whole line no match. Words are separated by blanks
alone, and a value may follow its option without one, as auditctl reads them.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

BLANK: Final = "[ ]*"
ACTION: Final = r"-[aA][ ]*(?:always,exit|exit,always)"
_UNSET: Final = r"-F[ ]*(?:auid|loginuid)!=(?:unset|-1|4294967295|0[xX][fF]{8})"
KEYED: Final = r"[^ \n]+(?:\\[ ][^ \n]+)*"  # a blank behind a backslash is part of the word
_KEY: Final = rf"-k[ ]*{KEYED}|-F[ ]*key={KEYED}"
_NUMBER: Final = r"((?:0|[1-9][0-9]*)?)"
_ALL_USERS: Final = (
    r"-F[ ]*(?:(?:auid|loginuid|[ef]?s?uid)<=(?:4294967294|-2)|sessionid!=unset|pid!=0|exit>=0"
    r"|a[0-3]&=0)"
)
"""Match conditions that every user meets who is asked about: numbers are compared unsigned."""
_FIELD: Final = r"-F[ ]*(?:[a-z]*uid|key|sessionid|pid|exit|a[0-3])[^ ]+"
_COMPARISON: Final = r"-C[ ]*[^ ]+|-F[ ]*[a-z]*gid[^ ]+"

UNBOUND: Final = r"^[^>]*(?:>[^0-9=][^>]*)*$"
"""Match a line without a lower bound on auid."""
NOT_ABOVE: Final = r"^[^>]*(?:>[^1-9][^>]*)*$"
"""Match a line that does not say auid>N, but for auid>0, which leaves root alone out."""

RULE_FILE_NAME: Final = r"^[^. \t\n][^ \t\n]*\.rules$"
RULE_FILE_PATTERN: Final = r"^[^.].*[*?\[].*\.rules$|^[*?\[].*\.rules$"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShape:
    """Which words a line may be made of besides auid and key, as regular expressions.

    `head` is what it begins with, the action or more.
    """

    words: tuple[str, ...]
    head: str = ACTION

    def line(self, *, unset: bool) -> str:
        """Match whole lines with one lower bound on auid or none.

        The group captures the number of the bound, or nothing.
        """
        words = f"(?:[ ]+(?:{self._word(unset)}))*"
        auid = f"(?:[ ]+-F[ ]*(?:auid|loginuid)>=?)?{_NUMBER}"
        return f"^[ ]*{self.head}{words}{auid}{words}[ ]*$"

    def _word(self, unset: bool) -> str:  # noqa: FBT001 - private
        """Give the alternatives for a word; `unset` allows to leave out users without auid."""
        return "|".join((*self.words, *((_UNSET,) if unset else ()), _ALL_USERS, _KEY))


def names_arch(names: tuple[str, ...]) -> str:
    """Match a line that says one of these for arch."""
    return rf"[ ]-F[ ]*arch=(?:{'|'.join(names)})(?:[ ]|$)"


def suits_machine(
    arch_names: tuple[str, ...], calls: tuple[str, ...], *, compares: bool = False
) -> str:
    """Match a line of SYSCALL_SHAPE that auditctl takes on a machine, and that is about it.

    Its arch, if it says one, is one of `arch_names` and before -S; keys are behind it; every
    system call is a number or one of `calls`, those of the machine: auditctl refuses others. With
    `compares` it may compare numbers of the process, and name groups.
    """
    field = f"{_FIELD}|{_COMPARISON}" if compares else _FIELD
    before = f"(?:[ ]+(?:-F[ ]*arch=(?:{'|'.join(arch_names)})|{field}))*"
    # Blanks within a list of calls are for SYSCALL_SHAPE to refuse. auditctl ignores case.
    listed = f"-S[ ]*(?:(?:{_by_letter(calls)}|[A-Z_]+|{_CALL_NUMBER})(?:,[ ]*|[ ]+|$))+"
    behind = rf"(?:(?:{field}|-k[ ]*[^ ]+(?:\\[ ][^ ]+)*)(?:[ ]+|$))*"
    return f"^[ ]*{ACTION}{before}[ ]+(?:{listed}{behind})+$"


_CALL_NUMBER: Final = r"(?:0[xX][0-9a-fA-F]{1,3}|[0-9]{1,3}|1[0-9]{3}|20[0-3][0-9]|204[0-7])"


@cache
def _by_letter(names: tuple[str, ...]) -> str:
    """Match one of `names`, or all; those of one letter stand together: that is matched fast."""
    found: dict[str, list[str]] = {}
    for name in sorted((*names, "all")):
        found.setdefault(name[0], []).append(name[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in found.items())


SYSCALL_SHAPE: Final = LineShape(words=(r"-F[ ]*arch=[a-zA-Z0-9_]+", r"-S[ ]*[a-zA-Z0-9_,]+"))
"""Lines of system calls; which of them serves which machine is for `suits_machine` to say."""


def syscall_shape(also: tuple[str, ...]) -> LineShape:
    """Lines of system calls that may have these words, too."""
    return LineShape(words=(*SYSCALL_SHAPE.words, *also))


def execution_shape(path: str, *, arch: tuple[str, ...] = (), fills: bool = False) -> LineShape:
    """Lines that record runs of `path`, with x among the perms.

    By its path, by a folder above it, or by neither: then runs of every program. With `arch` lines
    for callers of one of these alone, which may also name the two calls that run programs; where
    auditctl `fills` in the calls of `-F perm=`, which are not both, they have to stand before it.
    """
    places, folders = "|".join(places_of(path)), "|".join(folders_above(path))
    below = "|".join((places, folders, *_links_above(path), "/"))
    action = f"{ACTION}[ ]+-F[ ]*arch=(?:{'|'.join(arch)})"
    perm = r"[rwa]*x[rwxa]*"
    named = (f"-F[ ]*path=(?:{places})", f"-F[ ]*dir=(?:{below})", f"-p[ ]*{perm}")
    calls = rf"-S[ ]*(?:all|{_RUNNING})" if arch else r"-S[ ]*all"
    asked = f"-F[ ]*perm={perm}"
    if arch and fills:
        words: tuple[str, ...] = (rf"{calls}(?:(?:[ ]+(?:{'|'.join(named)}))*[ ]+{asked})?",)
    else:
        words = (asked, calls)
    return LineShape(
        head=action if arch else f"(?:{ACTION}|-w[ ]*(?:{places}|{folders}|/))",
        words=(*named, *words),
    )


NARROW: Final = r"b32|i[3-6]86|arm(?:eb|v5tejl|v5tel|v6l|v7l)?|s390|0[xX](?:4[^ \n]*|16)"
"""The words for arch of 32-bit programs."""
_RUNNING: Final = r"execve(?:,|[ ]+-S[ ]*)execveat|execveat(?:,|[ ]+-S[ ]*)execve"
WHOLE: Final = (
    r"-F[ ]*(?:(?:auid|loginuid)(?:!=(?:unset|-1|4294967295)|>=?[0-9]+)|key=[^ \n]+)|-k[ ]*[^ \n]+"
)


def recording_call(spellings: tuple[str, ...], also: tuple[str, ...] = ()) -> str:
    """Match rules that record a call by one of its `spellings`, whatever the bound on auid.

    Those of any arch count here: rules for both stand next to each other. `also` are more words
    that leave none of the calls out that are asked for.
    """
    words = "|".join((WHOLE, r"-F[ ]*arch=[^ \n]+", r"-S[ ]*[^ \n]+", *also))
    words = f"(?:[ ]+(?:{words}))*"
    listed = rf"-S[ ]*(?:[^ \n]*,)?(?:{'|'.join(spellings)})(?:,[^ \n]*)?"
    return f"{ACTION}{words}[ ]+{listed}{words}"


def recording_b32_call(spellings: tuple[str, ...]) -> str:
    """Match rules that record a call of 32-bit programs, whatever the bound on auid."""
    words = rf"(?:[ ]+(?:{WHOLE}|-S[ ]*[^ \n]+))*"
    arch = f"-F[ ]*arch=(?:{NARROW})"
    listed = rf"-S[ ]*(?:[^ \n]*,)?(?:{'|'.join(spellings)})(?:,[^ \n]*)?"
    return f"{ACTION}{words}[ ]+{arch}{words}[ ]+{listed}{words}"


def recording_runs(path: str) -> str:
    """Match rules that record runs of `path`, whatever the bound on auid, also by one arch."""
    places, folders = "|".join(places_of(path)), "|".join(folders_above(path))
    where = rf"(?:path|dir)=(?:{places}|{folders}|/)|arch=[^ \n]+|perm=[rwa]*x[rwxa]*"
    words = rf"{WHOLE}|-F[ ]*(?:{where})|-S[ ]*(?:all|{_RUNNING})|-p[ ]*[rwa]*x[rwxa]*"
    return rf"(?:{ACTION}|-w[ ]*(?:{places}|{folders}|/))(?:[ ]+(?:{words}))*"


ASKS_FOR_FILES: Final = (
    rf"^[ ]*(?:-w|-[aA][ ]*[^ ]+(?:[ ]+(?:{_FIELD}|-F[ ]*arch=[^ ]+))*[ ]+"
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


def places_of(path: str) -> tuple[str, ...]:
    """Give patterns for the spellings of `path`; several slashes are as one."""
    return tuple(_slashes(spelling) for spelling in spellings(path))


def folders_above(path: str) -> tuple[str, ...]:
    """Give patterns for the folders above `path`, nearest first, without the root.

    No other spelling of a folder counts: the kernel does not follow a link that ends a `dir`.
    """
    parts = path.split("/")[1:-1]
    above = ("/" + "/".join(parts[:count]) for count in range(len(parts), 0, -1))
    return tuple(f"{_slashes(folder)}/?" for folder in above)


def _links_above(path: str) -> tuple[str, ...]:
    """Give patterns for links to the folder of `path`: with a slash behind they are followed."""
    return tuple(f"{_slashes(one.rpartition('/')[0])}/" for one in spellings(path)[1:])


def _slashes(path: str) -> str:
    return literal(path).replace("/", "/+")


_SPECIAL: Final = frozenset(".^$*+?()[]{}|\\")


def literal(text: str) -> str:
    """Give `text` as a regular expression that matches itself alone."""
    return "".join(f"\\{char}" if char in _SPECIAL else char for char in text)
