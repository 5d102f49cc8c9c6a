"""Regular expressions for decimal numbers that are great enough."""

from typing import Final

_MOST_DIGITS: Final = 9
_LAST_DIGIT: Final = 9


def above(number: int) -> str:
    """Match numbers greater than `number`, which may begin with zeros."""
    digits = str(number)
    return _one_of((f"[0-9]{{{len(digits) + 1},}}", *_greater(digits)))


def from_on(number: int) -> str:
    """Match numbers from `number` on, which may begin with zeros."""
    return above(number - 1)


def from_on_without_zeros(number: int) -> str:
    """Match numbers from `number` on of at most nine digits, of which the first is no zero."""
    digits = str(number - 1)
    longer = range(len(digits), _MOST_DIGITS)
    more = (f"[1-9][0-9]{{{longer.start},{longer.stop - 1}}}",) if longer else ()
    return _one_of((*more, *_greater(digits)))


def _greater(digits: str) -> tuple[str, ...]:
    """Match greater numbers of as many digits, by the first digit that is greater."""
    return tuple(
        digits[:at] + _range(int(digit) + 1) + _any(len(digits) - at - 1)
        for at, digit in enumerate(digits)
        if digit != "9"
    )


def _range(least: int) -> str:
    return str(least) if least == _LAST_DIGIT else f"[{least}-9]"


def _any(count: int) -> str:
    match count:
        case 0:
            return ""
        case 1:
            return "[0-9]"
        case _:
            return f"[0-9]{{{count}}}"


def _one_of(patterns: tuple[str, ...]) -> str:
    return patterns[0] if len(patterns) == 1 else f"(?:{'|'.join(patterns)})"
