"""The order of `ls -v`: natural numbers within names, endings such as `.rules` last of all.

GNU coreutils sorts so through gnulib's filevercmp, whatever the locale, and breaks ties by bytes.
"""

import re
from functools import cmp_to_key
from typing import Final

_ENDING: Final = re.compile(rb"(?:\.[A-Za-z~][A-Za-z0-9~]*)*\Z")
_ZERO: Final = ord("0")
_TILDE: Final = ord("~")
_OTHERS: Final = 256


def sort_naturally(names: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Return the names as `ls -1v` lists them; hidden ones it does not list are not for here."""
    return tuple(sorted(names, key=cmp_to_key(_compare)))


def _compare(left: bytes, right: bytes) -> int:
    stems = _compare_parts(_stem(left), _stem(right))
    return stems or _compare_parts(left, right) or (left > right) - (left < right)


def _stem(name: bytes) -> bytes:
    """Return the name without its endings; something always remains."""
    found = _ENDING.search(name, 1)
    return name[: found.start()] if found else name


def _compare_parts(left: bytes, right: bytes) -> int:
    """Compare text, then number, then text, and so on."""
    here = there = 0
    while here < len(left) or there < len(right):
        while not (_is_digit(left, here) or here >= len(left)) or not (
            _is_digit(right, there) or there >= len(right)
        ):
            difference = _weight(left, here) - _weight(right, there)
            if difference:
                return difference
            here, there = here + 1, there + 1
        numbers = _digits(left, here), _digits(right, there)
        here, there = here + len(numbers[0]), there + len(numbers[1])
        values = int(numbers[0] or b"0"), int(numbers[1] or b"0")
        if values[0] != values[1]:
            return values[0] - values[1]
    return 0


def _is_digit(name: bytes, place: int) -> bool:
    return name[place : place + 1].isdigit()


def _digits(name: bytes, place: int) -> bytes:
    end = place
    while _is_digit(name, end):
        end += 1
    return name[place:end]


def _weight(name: bytes, place: int) -> int:
    """Rank one byte: `~`, then the end, then digits, letters, all else."""
    if place >= len(name):
        return -1
    byte = name[place]
    if _is_digit(name, place):
        return 0
    if byte == _TILDE:
        return -2
    return byte if name[place : place + 1].isalpha() else byte + _OTHERS
