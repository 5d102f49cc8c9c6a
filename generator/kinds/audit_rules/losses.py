"""Regular expressions for lines that keep later rules from counting, or all rules.

Each matches only lines that do so for certain or very likely: a line that is none of these is
taken for harmless. Where a rule that says never also says what real users cannot meet (auid unset,
or below the UID_MIN of the product), another system call or another file, it matches none of them.
"""

from typing import Final

from generator.audit.events import Only
from generator.kinds.audit_rules import numbers, only
from generator.kinds.audit_rules.patterns import BLANK, NARROW, literal

_END: Final = "[ ]*"
_NEVER: Final = r"-[aA][ ]*(?:never,exit|exit,never)"
_ALWAYS: Final = r"-[aA][ ]*(?:always,exit|exit,always)"
_KEYS: Final = r"-k[ ]*[^ \n]+|-F[ ]*key=[^ \n]*"
_KEYS_BEHIND: Final = f"[ ]+(?:{_KEYS})"
_ANY_CALL: Final = r"-S[ ]*[^ \n]+"
_UNSET: Final = r"(?:auid|loginuid)=(?:unset|-1|4294967295)"
_IDS: Final = r"(?:e|s|fs)?[ug]id[!<>=&][^ \n]*"
_PROCESS: Final = r"(?:p?pid|pers|success|exit|sessionid|a[0-3])[!<>=][^ \n]*|subj_[^ \n]+"
_FILES: Final = r"obj_[^ \n]+|filetype=file|(?:inode|devmajor|devminor)[!<>=][^ \n]*"
_WIDE: Final = r"b64|x86_64|aarch64|armv8l|ppc64|ppc64le|s390x|0[xX][cC8][^ \n]*"
WIDE_ARCH: Final = rf"arch(?:!=[^ \n]+|=(?:{_WIDE}))"
ANY_ARCH: Final = r"arch!?=[^ \n]+"
_NARROW_ARCH: Final = rf"arch(?:!=(?:{_WIDE})|=(?:{NARROW}))"
_COMPARED: Final = r"-C[ ]*[a-np-z]+!?=[a-np-z]+"


def _real(uid_min: int) -> str:
    """Match bounds on auid that some user from `uid_min` on meets.

    Names that begin with r or u are taken for root, unset.
    """
    return (
        r"(?:auid|loginuid)(?:!=[^ \n]+|>=?[0-9]{1,9}"
        rf"|={numbers.from_on_without_zeros(uid_min)}|=[a-qstv-z_][^ \n]*"
        rf"|<={numbers.from_on(uid_min)}|<{numbers.above(uid_min)})"
    )


def taking_calls(names: tuple[str, ...], fixed: tuple[Only, ...], arch: str, uid_min: int) -> str:
    """Match the words of rules about calls of `names` (with numbers, without `all`).

    Real users, from `uid_min` on, meet their conditions. Such a rule takes the calls away if it
    says never, or records without a key: see `taken`. What contradicts what the calls fix does no
    harm.
    """
    if fixed:
        return _taking_some_calls(names, fixed, arch, uid_min)
    return _about(_fields_of_calls(arch, uid_min), names)


def taking_b32_calls(names: tuple[str, ...], numbers: tuple[str, ...], uid_min: int) -> str:
    """Match the words of rules about calls of 32-bit programs, as `taking_calls` does.

    Without arch a name is one of the machine's own programs, but a number or `all` is of all.
    """
    fields = _fields_of_calls(_NARROW_ARCH, uid_min)
    some = f"(?:[ ]+(?:{fields}|{_ANY_CALL}))*"
    narrow = f"{some}[ ]+-F[ ]*{_NARROW_ARCH}{some}[ ]+{_listing(names)}{some}"
    return f"(?:{_about(fields, numbers)}|{narrow})"


def _fields_of_calls(arch: str, uid_min: int) -> str:
    return f"-F[ ]*(?:{_real(uid_min)}|{_IDS}|{_PROCESS}|filetype!=[^ \\n]+|{arch})|{_COMPARED}"


def _taking_some_calls(
    names: tuple[str, ...], fixed: tuple[Only, ...], arch: str, uid_min: int
) -> str:
    said = "|".join(only.word(one) for one in fixed)
    numbers = [one for one in ("exit", "a0", "a1", "a2", "a3") if one not in only.fixed(fixed)]
    process = rf"(?:p?pid|pers|sessionid|{'|'.join(numbers)})[!<>=][^ \n]*|subj_[^ \n]+"
    fields = f"{_real(uid_min)}|{_ids(fixed)}|{process}|filetype!=[^ \\n]+|{arch}"
    compared = any(one.name.startswith("compare ") for one in fixed)
    others = "" if compared else f"|{_COMPARED}"
    return _about(f"-F[ ]*(?:{fields})|{said}{others}", names)


def _ids(fixed: tuple[Only, ...]) -> str:
    """Match conditions on owners that the calls may meet: some have an owner that is not root."""
    gone, other = only.fixed(fixed), only.other_owner(fixed)
    names = [f"{kind}{end}" for end in ("uid", "gid") for kind in ("", "e", "s", "fs")]
    free = [one for one in names if one not in gone and one != other]
    found = rf"(?:{'|'.join(free)})[!<>=&][^ \n]*"
    return found if other is None else rf"{found}|{other}(?:[!<>&][^ \n]*|=[^0r \n][^ \n]*)"


def taking_accesses(
    places: tuple[str, ...],
    above: tuple[str, ...],
    perm: str,
    calls: tuple[str, ...],
    uid_min: int,
) -> str:
    """Match the words of rules about accesses, as `taking_calls` does.

    `places` are patterns for the paths and what is below them, `above` for the folders above;
    `perm` has the letters of permissions that may meet an access.
    """
    own = "|".join((*places, *above))
    letters = f"[rwxa]*[{perm}][rwxa]*"
    where = f"path=(?:{own})|dir=(?:(?:{own})/*|/+)|perm={letters}"
    fields = f"{_real(uid_min)}|{_IDS}|{_PROCESS}|{_FILES}|{where}|arch!?=[^ \\n]+"
    # Each list of calls has one of them; that is shorter than to ask for it of one list.
    return rf"(?:[ ]+(?:-F[ ]*(?:{fields})|-p[ ]*{letters}|-C[ ]*[^ \n]+|{_listing(calls)}))*"


def watching_in_vain(places: tuple[str, ...], above: tuple[str, ...], perm: str) -> str:
    """Match watches, of these paths or of folders above, that give no key."""
    own = "|".join((*places, *above))
    return f"-w[ ]*(?:(?:{own})/*|/+)(?:[ ]+-p[ ]*[rwxa]*[{perm}][rwxa]*)?{_END}"


def by_inode(places: tuple[str, ...], perm: str, uid_min: int) -> str:
    """Match rules by path= that say never or give no key, and watches that give none.

    The kernel looks them up by inode and may ask them before rules that stand in front.
    """
    own, letters = "|".join(places), f"[rwxa]*[{perm}][rwxa]*"
    said = f"(?:[ ]+-F[ ]*(?:perm={letters}|{_real(uid_min)}|{_IDS}))*"
    path = f"{said}[ ]+-F[ ]*path=(?:{own}){said}"
    taking = f"(?:{_NEVER}{path}(?:{_KEYS_BEHIND})*|{_ALWAYS}{path}){_END}"
    return f"{taking}|-w[ ]*(?:{own})/*(?:[ ]+-p[ ]*{letters})?{_END}"


def taking_runs(
    places: tuple[str, ...], folders: tuple[str, ...], calls: tuple[str, ...], uid_min: int
) -> str:
    """Match the words of rules about runs of a program, as `taking_calls` does.

    `places` and `folders` are patterns for the program's path and for the folders above it.
    """
    return _about(_fields_of_runs(places, folders, uid_min), calls)


def taken(words: str) -> str:
    """Match rules of these words that say never, or that record without a key."""
    return f"(?:{_NEVER}{words}(?:{_KEYS_BEHIND})*|{_ALWAYS}{words}){_END}"


def at_the_head(words: str) -> str:
    """Match rules of these words that say never and come first wherever they stand."""
    return f"{NEVER_AT_THE_HEAD}{words}(?:{_KEYS_BEHIND})*{_END}"


def _fields_of_runs(places: tuple[str, ...], folders: tuple[str, ...], uid_min: int) -> str:
    where = f"path=(?:{'|'.join(places)})|dir=(?:{'|'.join(folders)}|/)|perm=[rwa]*x[rwxa]*"
    fields = f"{_real(uid_min)}|{_IDS}|{_PROCESS}|{_FILES}|{where}|arch!?=[^ \\n]+"
    return rf"-F[ ]*(?:{fields})|-p[ ]*[rwa]*x[rwxa]*|-C[ ]*[^ \n]+"


def _about(fields: str, calls: tuple[str, ...]) -> str:
    """Match words of a rule of no calls, or of at least one of `calls`."""
    some = f"(?:[ ]+(?:{fields}|{_ANY_CALL}))*"
    return f"(?:(?:[ ]+(?:{fields}))*|{some}[ ]+{_listing(calls)}{some})"


def _listing(calls: tuple[str, ...]) -> str:
    return rf"-S[ ]*(?:[^ \n]*,)?(?:{'|'.join(calls)}|all)(?:,[^ \n]*)?"


# Rules of other lists, wherever they stand.
def task(uid_min: int) -> str:
    """Match rules of the task list that real users meet, from `uid_min` on."""
    fields = f"{_real(uid_min)}|{_UNSET}|{_IDS}|{_PROCESS}"
    return (
        r"-[aA][ ]*(?:(?:never|always),task|task,(?:never|always))"
        rf"(?:[ ]+(?:-F[ ]*(?:{fields})|{_KEYS}|{_COMPARED}))*{_END}"
    )


_DROPPED: Final = (
    r"msgtype(?:=(?:SYSCALL|1300)|!=(?:[A-RT-Z0-9][^ \n]*|S[A-XZ][^ \n]*)"
    r"|>=(?:1300|1[0-2][0-9]{2}|[0-9]{1,3})|>(?:1[0-2][0-9]{2}|[0-9]{1,3})"
    r"|<=(?:1[3-9][0-9]{2}|[2-9][0-9]{3})|<(?:130[1-9]|13[1-9][0-9]|1[4-9][0-9]{2}|[2-9][0-9]{3}))"
)


def exclude(uid_min: int) -> str:
    """Match rules that drop system calls' records, or all records of real users."""
    fields = f"{_DROPPED}|{_real(uid_min)}|{_IDS}|{_PROCESS}|exe!?=[^ \\n]+"
    return (
        r"-[aA][ ]*(?:(?:never|always),exclude|exclude,(?:never|always))"
        rf"(?:[ ]+-F[ ]*(?:{fields}))+{_END}"
    )


FILE_SYSTEM: Final = (
    r"-[aA][ ]*(?:never,filesystem|filesystem,never)[ ]+-F[ ]*fstype(?:!=|=0[xX])[^ \n]+[^\n]*"
)
OFF_IN_A_RULE: Final = r"-[^e \n][^\n]*[ ]-e[ ]*0(?:[ ][^\n]*)?"
DELETED: Final = r"-d[ ]*(?:always,exit|exit,always)[^\n]*"
WATCH_DELETED: Final = r"-W[^\n]*[ ]-k[^\n]*"
ANY_WATCH_DELETED: Final = r"-W[^\n]*"
NEVER_AT_THE_HEAD: Final = r"-A[ ]*(?:never,exit|exit,never)"
DELETED_KEY: Final = r"^(?:[\s\S]*?\n)??[ ]*-D[ ]+-k[ ]+([^ \n]+)[ ]*(?:\n|$)"
TAKEN_BACK: Final = r"-d[ ]*(?:never,exit|exit,never)[^\n]*"
BAD_BACKLOG: Final = (
    r"-b[ ]*(?:[^0-9 \r\n][^\n]*|[0-9]+[^0-9 \r\n][^\n]*|[0-9]+[ ]+[^- \r\n][^\n]*"
    # auditctl has room for one word more than a third of a line's bytes
    r"|[0-9](?:[ ]-[a-z][ ][0-9]){2,})"
)
BAD_SETTING: Final = (
    r"-f[ ]*(?:[^0-2 \r\n][^\n]*|[0-2][^ \r\n][^\n]*|[0-2][ ]+[^- \r\n][^\n]*)"
    r"|-D(?:s+|[ ]*\r|[ ]+[^- \r\n][^\n]*)"
)


def first_line(pattern: str) -> str:
    """Match a text up to its first line that is `pattern`, which the group captures.

    For objects of whole texts.
    """
    return rf"^(?:[\s\S]*?\n)??{BLANK}({pattern})(?:\n|$)"


def has_line_before(pattern: str) -> str:
    """Match a text with a line that is `pattern` and is not its last one."""
    return rf"(?:^|\n){BLANK}(?:{pattern})[ ]*\n[\s\S]"


def about(words: tuple[str, ...]) -> str:
    """Match a line of a rule that has one of `words`; the group captures it."""
    return rf"^(-[aw][^\n]*(?:{'|'.join(map(literal, words))})[^\n]*)$"


TWICE: Final = (r"^((?:(?:[\s\S]*?\n)??", r"(?:\n|$)){2})")
"""The two halves of a pattern for texts up to a line that stands there for the second time."""


def rules_with_key(words: tuple[str, ...]) -> tuple[str, str]:
    """Give the two halves of a pattern for texts up to a rule that has one of `words`, and a key.

    Between them stands a part of the key.
    """
    some = "|".join(map(literal, words))
    before = rf"^(?:[\s\S]*?\n)??[ ]*(-[aAw][^\n]*(?:{some}|-S[ ]*all)[^\n]*"
    return rf"{before}[ ](?:-k[ ]*|-F[ ]*key=)[^ \n]*", r")"


def has_rule(words: tuple[str, ...]) -> str:
    """Match a text with a rule that has one of `words`."""
    return rf"(?:^|\n)[ ]*-[aAw][^\n]*(?:{'|'.join(map(literal, words))})"


def last_line(pattern: str) -> str:
    """Match a text up to its last line that is `pattern`, which the group captures."""
    return rf"^(?:[\s\S]*\n)?({pattern})(?:\n|$)"


PADDED_DELETION: Final = r"[ ]+-D[ ]*|-D[ ]+"
LAST_SWITCH: Final = r"^(?:[\s\S]*\n)?[ ]*-e[ ]*([^ \n]+)"
"""Match a text up to its last line that sets `enabled`; the group captures the value."""
