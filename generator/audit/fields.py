"""Fields: the names, operators and lists that auditctl 3.0.9 and the kernel accept.

Sources: libaudit's fieldtab.h and audit_rule_fieldpair_data, the kernel's audit_field_valid
(kernel/auditfilter.c); every cell was tried on Linux 6.18.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from generator.audit.letters import small
from generator.audit.rule import FilterList, Operator

MAX_FIELDS: Final = 63
"""Fields of one rule that auditctl sends, the joined keys counting as one (AUDIT_MAX_FIELDS 64)."""
MAX_KEY_BYTES: Final = 256
"""AUDIT_MAX_KEY_LEN: all keys of a rule with a separating byte between them."""
KEY_SEPARATOR: Final = "\x01"
"""AUDIT_KEY_SEPARATOR: what auditctl puts between several keys of a rule."""
UNSET: Final = 0xFFFFFFFF
"""The user number that means none: -1, 4294967295, `unset`."""


class Kind(Enum):
    """How the value of a field is read."""

    USER = auto()
    GROUP = auto()
    NUMBER = auto()
    SIGNED = auto()
    SESSION = auto()
    FAMILY = auto()
    ERRNO = auto()
    MESSAGE_TYPE = auto()
    FILE_TYPE = auto()
    FILE_SYSTEM = auto()
    ARCH = auto()
    PERM = auto()
    PATH = auto()
    DIRECTORY = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldType:
    """What may be said of one field; `name` is libaudit's canonical name."""

    name: str
    kind: Kind
    operators: tuple[Operator, ...]
    lists: tuple[FilterList, ...]


ANY_OPERATOR: Final[tuple[Operator, ...]] = ("=", "!=", ">=", "<=", ">", "<", "&", "&=")
ORDER: Final[tuple[Operator, ...]] = ("=", "!=", ">=", "<=", ">", "<")
EQUALITY: Final[tuple[Operator, ...]] = ("=", "!=")
EQUAL: Final[tuple[Operator, ...]] = ("=",)

_EXIT: Final[tuple[FilterList, ...]] = ("exit",)
_CALLS: Final[tuple[FilterList, ...]] = ("exit", "task", "user")
_WITH_EXCLUDE: Final[tuple[FilterList, ...]] = ("exit", "task", "user", "exclude")

_GROUPS: Final[tuple[tuple[str, Kind, tuple[Operator, ...], tuple[FilterList, ...]], ...]] = (
    ("uid auid", Kind.USER, ORDER, _WITH_EXCLUDE),
    ("euid suid fsuid obj_uid", Kind.USER, ORDER, _CALLS),
    ("gid", Kind.GROUP, ORDER, _WITH_EXCLUDE),
    ("egid sgid fsgid obj_gid", Kind.GROUP, ORDER, _CALLS),
    ("pid", Kind.NUMBER, ORDER, _WITH_EXCLUDE),
    ("ppid devmajor success", Kind.NUMBER, ORDER, _EXIT),
    ("pers", Kind.NUMBER, ANY_OPERATOR, _CALLS),
    ("devminor", Kind.NUMBER, ANY_OPERATOR, _EXIT),
    ("inode", Kind.NUMBER, EQUALITY, _EXIT),
    ("field_compare", Kind.NUMBER, EQUALITY, _CALLS),
    ("a0 a1 a2 a3", Kind.SIGNED, ANY_OPERATOR, _CALLS),
    ("sessionid", Kind.SESSION, ORDER, ("exit", "user")),
    ("saddr_fam", Kind.FAMILY, ORDER, _CALLS),
    ("exit", Kind.ERRNO, ORDER, _EXIT),
    ("msgtype", Kind.MESSAGE_TYPE, ORDER, ("user", "exclude")),
    ("filetype", Kind.FILE_TYPE, EQUALITY, _EXIT),
    ("fstype", Kind.FILE_SYSTEM, EQUALITY, ("filesystem",)),
    ("arch", Kind.ARCH, EQUALITY, _CALLS),
    ("perm", Kind.PERM, EQUAL, _EXIT),
    ("path", Kind.PATH, EQUAL, _EXIT),
    ("dir", Kind.DIRECTORY, EQUAL, _EXIT),
    ("exe", Kind.PATH, EQUALITY, _WITH_EXCLUDE),
    ("subj_user subj_role subj_type", Kind.TEXT, EQUALITY, _WITH_EXCLUDE),
    ("subj_sen subj_clr", Kind.TEXT, ORDER, _WITH_EXCLUDE),
    ("obj_user obj_role obj_type", Kind.TEXT, EQUALITY, _EXIT),
    ("obj_lev_low obj_lev_high", Kind.TEXT, ORDER, _EXIT),
    ("key", Kind.TEXT, EQUALITY, ("exit", "task", "user", "filesystem")),
)

FIELDS: Final[dict[str, FieldType]] = {
    name: FieldType(name=name, kind=kind, operators=operators, lists=lists)
    for names, kind, operators, lists in _GROUPS
    for name in names.split()
}
"""Every field by its canonical name."""

FIELD_WORDS: Final = (*FIELDS, "loginuid")
"""Every name `-F` takes, in any case."""

COMPARABLE: Final = tuple(
    name for name, field in FIELDS.items() if field.kind in (Kind.USER, Kind.GROUP)
)
"""The names `-C` takes on either side."""

_SEARCH_ORDER: Final[tuple[Operator, ...]] = ("!=", ">=", "<=", "&=", "=", ">", "<", "&")


def canonical_name(written: str) -> str:
    """Return the canonical name of a field as written: lower case, `auid` for `loginuid`."""
    name = small(written)
    return "auid" if name == "loginuid" else name


def find_operator(text: str) -> tuple[Operator, int] | None:
    """Return the operator auditctl splits `text` at, and where it begins.

    auditctl looks for one operator after the other, not for the leftmost:
    `path=/a!=b` is the unknown field `path=/a`.
    """
    for op in _SEARCH_ORDER:
        place = text.find(op)
        if place >= 0:
            return op, place
    return None
