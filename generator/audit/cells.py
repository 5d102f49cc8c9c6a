"""Cells: what a rule leaves open about an event, cut so fine that every rule is yes or no in each.

A dimension is one thing an event leaves open: a number (auid, a0), or a flag (0 or 1). Its values
fall into classes that no test of any rule tells apart; one number stands for each. A cell is one
choice of class for every dimension.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Final

from generator.audit.fields import UNSET
from generator.audit.rule import Operator

MAX_CELLS: Final = 4096
"""More cells than this are not looked at; the question stays open."""
_BITS: Final = ("&", "&=")
_COMPARE: Final[Mapping[Operator, Callable[[int, int], bool]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "&": lambda number, value: number & value != 0,
    "&=": lambda number, value: number & value == value,
}


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something left open: its name, and the least and greatest number it can be."""

    name: str
    low: int = 0
    high: int = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One comparison of an open number with a constant, unsigned, 32 bits; `text` as written."""

    dimension: Dimension
    op: Operator
    value: int
    text: str

    def holds(self, number: int) -> bool:
        """Say whether the comparison is true of `number`, as the kernel's audit_comparator."""
        return _COMPARE[self.op](number, self.value)


Cell = Mapping[str, int]
"""The number that stands for the class, by the name of the dimension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """All cells, in order: the last dimension changes fastest, each from low to high.

    `exact` is False where a dimension has both bit and order tests; then some cells may stand
    for no number at all.
    """

    classes: tuple[tuple[str, tuple[int, ...]], ...]
    exact: bool

    @property
    def size(self) -> int:
        """The number of cells."""
        return prod(len(numbers) for _, numbers in self.classes)

    def cells(self) -> Iterator[Cell]:
        """Give one cell after the other."""
        names = tuple(name for name, _ in self.classes)
        for numbers in product(*(numbers for _, numbers in self.classes)):
            yield dict(zip(names, numbers, strict=True))


def grid(tests: Iterable[Test]) -> Grid:
    """Cut the dimensions of the tests, in the order in which the tests name them first."""
    groups: dict[Dimension, list[Test]] = {}
    for test in tests:
        groups.setdefault(test.dimension, []).append(test)
    found = {one: numbers_of(one, tuple(group)) for one, group in groups.items()}
    return Grid(
        classes=tuple((one.name, numbers) for one, (numbers, _) in found.items()),
        exact=all(exact for _, exact in found.values()),
    )


def numbers_of(dimension: Dimension, tests: tuple[Test, ...]) -> tuple[tuple[int, ...], bool]:
    """Return one number for each class of the dimension, ascending, and whether that is exact."""
    numbers = {dimension.low}
    for test in tests:
        if test.op in ("=", "!=", ">=", "<"):
            numbers.add(test.value)
        if test.op in ("=", "!=", "<=", ">"):
            numbers.add(test.value + 1)
    masks = tuple(test.value for test in tests if test.op in _BITS)
    if masks:
        numbers |= _patterns(masks, tuple(numbers))
    ordered = any(test.op not in ("=", "!=", *_BITS) for test in tests)
    within = sorted(one for one in numbers if dimension.low <= one <= dimension.high)
    return tuple(within), not (masks and ordered)


def _patterns(masks: tuple[int, ...], constants: tuple[int, ...]) -> set[int]:
    """Return numbers with every pattern of bits that the masks tell apart.

    Bits that are in the same masks make a group: none of them, one, or all can be set. Each
    pattern comes with and without a bit of no mask and no constant, so that one equals none of
    the constants.
    """
    groups: dict[tuple[bool, ...], int] = {}
    for bit in range(32):
        within = tuple(bool(mask >> bit & 1) for mask in masks)
        groups[within] = groups.get(within, 0) | 1 << bit
    spare = groups.pop((False,) * len(masks), 0)
    for constant in constants:
        spare &= ~constant
    choices = [{0, group & -group, group} for group in groups.values()]
    patterns = {sum(chosen) for chosen in product(*choices)} if len(choices) <= _MAX_GROUPS else {0}
    return patterns | {pattern | (spare & -spare) for pattern in patterns}


_MAX_GROUPS: Final = 7
"""Groups of bits that are told apart: at most 3 to this power patterns."""
