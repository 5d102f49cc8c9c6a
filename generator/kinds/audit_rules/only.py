"""How lines say what an event fixes of a call: a result, an argument, numbers that differ.

Each is a regular expression for one option with its value, in every spelling of the number.
"""

from collections.abc import Iterable

from generator.audit.events import Only
from generator.audit.names import COMPARISONS, errno_numbers
from generator.audit.values import signed
from generator.kinds.audit_rules.patterns import literal

_COMPARED = "compare "
_MEMBER = "in "
_USERS = ("uid", "euid", "suid", "fsuid")


def name_of(only: tuple[Only, ...]) -> str:
    """Give what is fixed as a part of names; nothing where nothing is."""
    return "".join(f"_{one.name}={one.number}" for one in only)


def compares(only: tuple[Only, ...]) -> bool:
    """Say whether lines about it have options beside the fields of plain calls."""
    return any(one.name.startswith((_COMPARED, _MEMBER)) for one in only)


def word(one: Only) -> str:
    """Match the option that fixes it, as a file has it."""
    if one.name.startswith(_COMPARED):
        left, right = (_names(name) for name in _pair(one))
        op = _sign(one)
        return f"-C[ ]*(?:{left}{op}{right}|{right}{op}{left})"
    return f"-F[ ]*{field(one)}"


def field(one: Only) -> str:
    """Match the field that fixes a number, in every spelling."""
    name, number = _field(one)
    return f"{name}=(?:{'|'.join(_spellings(name, number))})"


def listed(one: Only) -> str:
    """Match the option as `auditctl -l` prints it."""
    if one.name.startswith(_COMPARED):
        return f" -C {_sign(one).join(_pair(one))}"
    name, number = _field(one)
    if name == "exit":
        codes = [f"-{known}" for known in _errors(number)]
        return f" -F exit=(?:{'|'.join((*codes, str(signed(number))))})"
    text = f"0x{number:X}" if name.startswith("a") else str(signed(number))
    return f" -F {name}={literal(text)}"


def fixed(only: Iterable[Only]) -> frozenset[str]:
    """Give the names of the fields that are fixed to one number."""
    return frozenset(_field(one)[0] for one in only if not one.name.startswith(_COMPARED))


def other_owner(only: tuple[Only, ...]) -> str | None:
    """Give the owner that differs from one that is fixed to root, so that it is not root."""
    roots = {one.name for one in only if one.name in _USERS and one.number == 0}
    for one in only:
        if one.name.startswith(_COMPARED) and not one.number:
            pair = _pair(one)
            for name, other in (pair, pair[::-1]):
                if name in roots and other not in roots:
                    return other
    return None


def _pair(one: Only) -> tuple[str, str]:
    return COMPARISONS[int(one.name.removeprefix(_COMPARED)) - 1]


def _sign(one: Only) -> str:
    return "=" if one.number else "!="


def _names(name: str) -> str:
    return "(?:auid|loginuid)" if name == "auid" else name


def _field(one: Only) -> tuple[str, int]:
    if one.name.startswith(_MEMBER):
        _, name, number = one.name.split(" ")
        return name, int(number)
    return one.name, one.number


def _errors(number: int) -> list[str]:
    return [name for name, known in errno_numbers().items() if known == -signed(number)]


def _spellings(name: str, number: int) -> tuple[str, ...]:
    if name == "exit":
        low = _errors(number)
        texts = (*low, *(one.lower() for one in low), *_bases(abs(signed(number))))
        sign = "-" if signed(number) < 0 else ""
        return (f"{sign}(?:{'|'.join(texts)})", *((str(number),) if sign else ()))
    root = ("root",) if name in (*_USERS, "gid", "egid", "sgid", "fsgid") and not number else ()
    return (*root, *_bases(number))


def _bases(number: int) -> tuple[str, ...]:
    """Match a number as C reads it: in bases ten, sixteen and eight."""
    if not number:
        return ("0+", "0[xX]0+")
    digits = (f"[{one}{one.upper()}]" if one.isalpha() else one for one in f"{number:x}")
    return (str(number), f"0[xX]0*{''.join(digits)}", f"0+{number:o}")
