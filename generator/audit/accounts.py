"""Accounts: the numbers of user and group names, as /etc/passwd and /etc/group have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.audit.values import c_number, is_plain_number

_NUMBER_AT: Final = 2
"""name:password:number:..., in both files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """Names known on a system; `root` always is."""

    users: Mapping[str, int]
    groups: Mapping[str, int]


NOBODY_ELSE: Final = Accounts(users={"root": 0}, groups={"root": 0})
"""A system on which root alone has a name."""


def read_accounts(passwd: str, group: str) -> Accounts:
    """Read the texts of /etc/passwd and /etc/group; the first line of a name counts."""
    return Accounts(users=_numbers(passwd), groups=_numbers(group))


def _numbers(text: str) -> Mapping[str, int]:
    found = {"root": 0}
    for line in text.split("\n"):
        parts = line.split(":")
        if len(parts) > _NUMBER_AT and is_plain_number(parts[_NUMBER_AT]):
            number = c_number(parts[_NUMBER_AT])
            found.setdefault(parts[0], number[0] if number else 0)
    return found
