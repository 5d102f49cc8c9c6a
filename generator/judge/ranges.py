"""Ranges: the numbers that comparisons of one number let through, and those that none does."""

from collections.abc import Iterable

from generator.audit.cells import Test

Range = tuple[int, int]
"""The least number and the greatest one."""


def first_missing(people: Range, alternatives: Iterable[tuple[Test, ...]]) -> int | None:
    """Give the least number of `people` for which no alternative holds as a whole; None if each."""
    least, greatest = people
    for low, high in sorted(one for tests in alternatives for one in through(people, tests)):
        if low > least:
            break
        least = max(least, high + 1)
    return least if least <= greatest else None


def through(people: Range, tests: Iterable[Test]) -> list[Range]:
    """Give the ranges of `people` for which all comparisons hold."""
    ranges = [people]
    for test in tests:
        ranges = [
            (max(low, one), min(high, other))
            for low, high in ranges
            for one, other in _ranges(test)
            if max(low, one) <= min(high, other)
        ]
    return ranges


def _ranges(test: Test) -> tuple[Range, ...]:
    """Give the numbers for which a comparison holds; all where it asks for bits."""
    value, greatest = test.value, test.dimension.high
    return {
        "=": ((value, value),),
        "!=": ((0, value - 1), (value + 1, greatest)),
        ">=": ((value, greatest),),
        ">": ((value + 1, greatest),),
        "<=": ((0, value),),
        "<": ((0, value - 1),),
    }.get(test.op, ((0, greatest),))
