"""Patterns for numbers match the numbers that are great enough, and no others."""

import re

import pytest

from generator.kinds.audit_rules import numbers

BOUNDS = (1, 2, 9, 10, 11, 99, 100, 500, 501, 999, 1000, 1001, 1100, 59999, 999_999_999)


@pytest.mark.parametrize("bound", BOUNDS)
def test_numbers_that_are_great_enough_match(bound: int) -> None:
    near = range(max(0, bound - 1200), bound + 1200)
    far = (10**exponent * digit for exponent in range(11) for digit in (1, 4, 5, 9))
    for number in (*near, *far):
        assert bool(re.fullmatch(numbers.above(bound), str(number))) == (number > bound)
        assert bool(re.fullmatch(numbers.from_on(bound), str(number))) == (number >= bound)
        assert bool(re.fullmatch(numbers.from_on_without_zeros(bound), str(number))) == (
            bound <= number < 10**9
        )
    assert not re.fullmatch(numbers.from_on_without_zeros(bound), f"0{bound}")


def test_patterns_are_as_short_as_can_be() -> None:
    assert numbers.from_on(1000) == "[0-9]{4,}"
    assert numbers.from_on_without_zeros(1000) == "[1-9][0-9]{3,8}"
    assert numbers.above(1000) == (
        "(?:[0-9]{5,}|[2-9][0-9]{3}|1[1-9][0-9]{2}|10[1-9][0-9]|100[1-9])"
    )
