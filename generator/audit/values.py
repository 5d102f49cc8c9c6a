"""Values: the number the kernel keeps for a value as written, all numbers as unsigned 32 bits."""

import re
from collections.abc import Callable
from typing import Final

from generator.audit.fields import UNSET, Kind
from generator.audit.letters import begins_with_digit, large, small
from generator.audit.names import (
    FILE_SYSTEMS,
    FILE_TYPES,
    errno_numbers,
    message_types,
)
from generator.audit.syscalls import (
    Architecture,
    architecture,
    architecture_of_elf,
    companion,
    of_release,
)

PERMISSIONS: Final = {"x": 1, "w": 2, "r": 4, "a": 8}
"""AUDIT_PERM_* of linux/audit.h."""
MAX_ADDRESS_FAMILY: Final = 45
"""The largest `saddr_fam` auditctl 3.0.9 takes."""

_NUMBER: Final = re.compile(r"[+-]?(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)")
_HEXADECIMAL: Final = re.compile(r"(?:0[xX])?([0-9a-fA-F]+)")
_LARGEST: Final = 2**64 - 1


def c_number(text: str) -> tuple[int, int] | None:
    """Return the number at the head of `text` as C's strtoul with base 0 reads it, and its length.

    The number is cut to 32 bits; one too large for 64 bits is the largest.
    """
    match = _NUMBER.match(text)
    if match is None:
        return None
    word = match.group().lstrip("+-")
    base = 16 if word[:2] in ("0x", "0X") else 8 if word[0] == "0" else 10
    value = min(int(word, base), _LARGEST)
    sign = -1 if match.group()[0] == "-" else 1
    return (sign * value) & UNSET, match.end()


def is_plain_number(text: str) -> bool:
    """Whether all of `text` is one C number, so that nothing behind it is dropped."""
    return _NUMBER.fullmatch(text) is not None


def signed(value: int) -> int:
    """Return the 32 bits read as a signed number, as `auditctl -l` prints most fields."""
    return value - 2**32 if value >= 2**31 else value


def kernel_value(kind: Kind, text: str) -> int | str | None:
    """Return what the kernel keeps for `text`: strings and user names as text; None if refused.

    `arch` is not read here: its meaning depends on the machine (`arch_value`).
    """
    reader = _READERS.get(kind)
    return reader(text) if reader else text


def permission_bits(text: str) -> int | None:
    """Return the AUDIT_PERM_* bits of `rwxa` letters in any order and case, at most four."""
    letters = small(text)
    if len(letters) > len(PERMISSIONS) or any(letter not in PERMISSIONS for letter in letters):
        return None
    bits = 0
    for letter in letters:
        bits |= PERMISSIONS[letter]
    return bits


def arch_value(text: str, machine: Architecture) -> Architecture | None:
    """Return the architecture that `-F arch=text` names on `machine`, None where it names none."""
    word = small(text)
    if word == "b64":
        return machine if machine.word == "b64" else None
    if word == "b32":
        return machine if machine.word == "b32" else companion(machine)
    named = _named(text)
    return of_release(named, machine.release) if named else None


def _named(text: str) -> Architecture | None:
    if begins_with_digit(text):
        return architecture_of_elf((c_number(text) or (0, 0))[0])
    named = architecture(text)
    if named is not None:
        return named
    match = _HEXADECIMAL.match(text)
    return architecture_of_elf(int(match[1], 16)) if match else None


def _digits(text: str) -> int | None:
    parsed = c_number(text) if begins_with_digit(text) else None
    return parsed[0] if parsed else None


def _signed_digits(text: str) -> int | None:
    parsed = c_number(text) if begins_with_digit(text) or _is_negative(text) else None
    return parsed[0] if parsed else None


def _is_negative(text: str) -> bool:
    return text[:1] == "-" and begins_with_digit(text[1:])


def _user(text: str, *, may_be_negative: bool) -> int | str:
    if begins_with_digit(text) or (may_be_negative and _is_negative(text)):
        return _signed_digits(text) or 0
    if text == "unset" and may_be_negative:
        return UNSET
    return 0 if text == "root" else text


def _errno(text: str) -> int | None:
    if begins_with_digit(text) or _is_negative(text):
        return _signed_digits(text)
    sign = -1 if text[:1] == "-" else 1
    found = errno_numbers().get(large(text.removeprefix("-")))
    return None if found is None else (sign * found) & UNSET


def _message_type(text: str) -> int | None:
    if begins_with_digit(text):
        return _digits(text)
    unknown = re.match(r"UNKNOWN\[([0-9]{1,7})", text)
    if unknown and "]" in text:
        return int(unknown[1]) or None
    return message_types().get(large(text))


def _session(text: str) -> int:
    return UNSET if text == "unset" else (_signed_digits(text) or 0)


def _family(text: str) -> int | None:
    family = (c_number(text) or (0, 0))[0]
    return family if family <= MAX_ADDRESS_FAMILY else None


def _file_system(text: str) -> int | None:
    return _digits(text) if begins_with_digit(text) else FILE_SYSTEMS.get(small(text))


_READERS: Final[dict[Kind, Callable[[str], int | str | None]]] = {
    Kind.USER: lambda text: _user(text, may_be_negative=True),
    Kind.GROUP: lambda text: _user(text, may_be_negative=False),
    Kind.PERM: permission_bits,
    Kind.FILE_TYPE: lambda text: FILE_TYPES.get(small(text)),
    Kind.FILE_SYSTEM: _file_system,
    Kind.ERRNO: _errno,
    Kind.MESSAGE_TYPE: _message_type,
    Kind.NUMBER: _digits,
    Kind.SIGNED: _signed_digits,
    Kind.SESSION: _session,
    Kind.FAMILY: _family,
}
