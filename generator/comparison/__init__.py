"""Comparison: two data streams by what they mean, whoever made them.

`read_stream` reads a stream to items (rules, profiles, Values, ...), each with its aspects;
`differences` says which items are gone, new, or changed in which aspects.
"""

from generator.comparison.differences import Change, Difference, differences
from generator.comparison.items import Aspect, Item, Section
from generator.comparison.stream import read_stream

__all__ = [
    "Aspect",
    "Change",
    "Difference",
    "Item",
    "Section",
    "differences",
    "read_stream",
]
