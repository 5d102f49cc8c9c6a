"""Identifiers of enumerations: what can be wrong in one that has the right form."""

from generator.content.model import Identifier
from generator.source import Problems, quoted


def check_identifiers(identifiers: tuple[Identifier, ...], problems: Problems) -> None:
    """Report every CCE whose check digit is another one."""
    for item in identifiers:
        if item.enumeration != "cce":
            continue
        digits = item.text.value.removeprefix("CCE-").replace("-", "")
        due = check_digit(digits[:-1])
        if digits[-1] != due:
            words = f"{quoted(item.text.value)} has the check digit {digits[-1]}, not {due}"
            problems.add("bad-check-digit", item.text.mark, words, "compare it with its source")


def check_digit(digits: str) -> str:
    """Give the digit that Luhn's algorithm puts behind `digits` (NIST SP 800-126 r3, SCAP-A-17).

    From the right every second digit, beginning with the last, counts twice, the digits of what
    that gives added up; the check digit makes the sum a multiple of ten.
    """
    total = 0
    for at, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if at % 2 == 0 else 1)
        total += number // 10 + number % 10
    return str(-total % 10)
