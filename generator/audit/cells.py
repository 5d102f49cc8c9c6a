"""Cells: what a rule leaves open about an event, cut so fine that every rule is yes or no in each.

A dimension is one thing an event leaves open: a number (auid, a0), or a flag (0 or 1). Its numbers
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
MAX_GROUPS: Final = 7
"""More groups of bits than this are too many cells by themselves: 3 to this power is the most."""
MAX_TRIES: Final = 524_288
"""Cells times tests that one event may cost; beyond it the question stays open."""
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
    """Something left open: its name, the least and greatest number it can be, cuts always made."""

    name: str
    low: int = 0
    high: int = UNSET
    cuts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One comparison of an open number with a constant, unsigned, 32 bits; `text` as written."""

    dimension: Dimension
    op: Operator
    value: int
    text: str

    @property
    def of_bits(self) -> bool:
        """Whether it asks for bits."""
        return self.op in _BITS

    @property
    def is_flag(self) -> bool:
        """Whether it asks for a flag: set or not."""
        of_two = (self.dimension.low, self.dimension.high) == (0, 1)
        return of_two and self.dimension.name != "exe"

    @property
    def key(self) -> str:
        """The name of its part of a cell."""
        return f"{self.dimension.name} bits" if self.of_bits else self.dimension.name

    def holds(self, number: int) -> bool:
        """Say whether the comparison is true of `number`, as the kernel's audit_comparator."""
        return _COMPARE[self.op](number, self.value)

    def holds_in(self, cell: "Cell") -> bool:
        """Say whether the comparison is true in a cell."""
        return self.holds(cell[self.key])


Cell = Mapping[str, int]
"""The number that stands for the class, by the name of the dimension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """All cells, in order: the last dimension changes fastest, each from low to high.

    `exact` is False where some cells may stand for nothing that can be.
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


@dataclass(slots=True)
class Tries:
    """How often tests are tried in cells, counted over all that is asked about one event."""

    count: int = 0

    @property
    def too_many(self) -> bool:
        """Whether the answer takes too long."""
        return self.count > MAX_TRIES

    def allow(self, cells: Grid, tests: int) -> bool:
        """Count the tries of so many tests in all cells; say whether they may be made."""
        if cells.size > MAX_CELLS:
            return False
        self.count += cells.size * tests
        return not self.too_many


def grid(tests: Iterable[Test]) -> Grid:
    """Cut the dimensions of the tests, in the order in which the tests name them first.

    Bits and order of one number are cut as if they were two: then some cells may be of no number.
    """
    groups: dict[tuple[str, bool], list[Test]] = {}
    for test in tests:
        groups.setdefault((test.dimension.name, test.of_bits), []).append(test)
    return Grid(
        classes=tuple((group[0].key, numbers_of(tuple(group))) for group in groups.values()),
        exact=not any((name, not of_bits) in groups for name, of_bits in groups),
    )


def numbers_of(tests: tuple[Test, ...]) -> tuple[int, ...]:
    """Return one number for each class of the one dimension of the tests, ascending."""
    dimension = tests[0].dimension
    if dimension.low == dimension.high:
        return (dimension.low,)
    if tests[0].of_bits:
        return tuple(sorted(_patterns(tuple(test.value for test in tests))))
    numbers = {dimension.low, *dimension.cuts}
    for test in tests:
        if test.op in ("=", "!=", ">=", "<"):
            numbers.add(test.value)
        if test.op in ("=", "!=", "<=", ">"):
            numbers.add(test.value + 1)
    return tuple(sorted(one for one in numbers if dimension.low <= one <= dimension.high))


def _patterns(masks: tuple[int, ...]) -> set[int]:
    """Return numbers with every pattern of bits that the masks tell apart.

    Bits that are in the same masks make a group: none of them, one, or all can be set.
    """
    groups: dict[tuple[bool, ...], int] = {}
    for bit in range(32):
        within = tuple(bool(mask >> bit & 1) for mask in masks)
        if any(within):
            groups[within] = groups.get(within, 0) | 1 << bit
    if len(groups) > MAX_GROUPS:
        return set(range(MAX_CELLS + 1))
    choices = [{0, group & -group, group} for group in groups.values()]
    return {sum(chosen) for chosen in product(*choices)}
