"""Names of errno values, record types, file types and file systems, as libaudit has them."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

FILE_TYPES: Final[Mapping[str, int]] = {
    "fifo": 0o010000,
    "character": 0o020000,
    "dir": 0o040000,
    "block": 0o060000,
    "file": 0o100000,
    "link": 0o120000,
    "socket": 0o140000,
}
FILE_SYSTEMS: Final[Mapping[str, int]] = {"debugfs": 0x64626720, "tracefs": 0x74726163}

COMPARISONS: Final[tuple[tuple[str, str], ...]] = (
    ("uid", "obj_uid"),
    ("gid", "obj_gid"),
    ("euid", "obj_uid"),
    ("egid", "obj_gid"),
    ("auid", "obj_uid"),
    ("suid", "obj_uid"),
    ("sgid", "obj_gid"),
    ("fsuid", "obj_uid"),
    ("fsgid", "obj_gid"),
    ("uid", "auid"),
    ("uid", "euid"),
    ("uid", "fsuid"),
    ("uid", "suid"),
    ("auid", "fsuid"),
    ("auid", "suid"),
    ("auid", "euid"),
    ("euid", "suid"),
    ("euid", "fsuid"),
    ("suid", "fsuid"),
    ("gid", "egid"),
    ("gid", "fsgid"),
    ("gid", "sgid"),
    ("egid", "fsgid"),
    ("egid", "sgid"),
    ("sgid", "fsgid"),
)
"""The pairs `-C` compares; place n is number n + 1 of AUDIT_COMPARE_* in linux/audit.h."""


@cache
def _tables() -> Mapping[str, Mapping[str, int]]:
    text = Path(__file__).with_name("names.json").read_text(encoding="utf-8")
    tables: dict[str, dict[str, int]] = json.loads(text)
    return tables


@cache
def errno_numbers() -> Mapping[str, int]:
    """Errno name to its positive number; Linux's generic numbers, libaudit's choice of names."""
    return _tables()["errno"]


@cache
def errno_names() -> Mapping[int, str]:
    """Positive errno number to the name `auditctl -l` prints."""
    names: dict[int, str] = {}
    for name, number in errno_numbers().items():
        names.setdefault(number, name)
    return names


@cache
def message_types() -> Mapping[str, int]:
    """Record type name to its number."""
    return _tables()["message_type"]


@cache
def message_type_names() -> Mapping[int, str]:
    """Record type number to the name `auditctl -l` prints."""
    return {number: name for name, number in message_types().items()}


def comparison(left: str, right: str) -> int | None:
    """Return the AUDIT_COMPARE_* number of a pair in either order, None for an impossible pair."""
    for number, pair in enumerate(COMPARISONS, start=1):
        if pair in ((left, right), (right, left)):
            return number
    return None
