"""Differences between two streams, item by item."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from generator.comparison.items import SECTIONS, Aspect, Item, Section
from generator.comparison.rows import text_rows, tree_rows
from generator.comparison.tree import Tree

_LISTS: Final = ("rules", "settings", "references", "identifiers", "platforms")
"""Aspects whose lines say nothing of each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An aspect of an item in which old and new differ."""

    old: Aspect
    new: Aspect

    @property
    def aspect(self) -> str:
        """What differs."""
        return self.new.name

    @property
    def short(self) -> tuple[str, str] | None:
        """Give both texts where both have one line at most."""
        old, new = self.old.content, self.new.content
        if isinstance(old, Tree) or isinstance(new, Tree) or len(old) > 1 or len(new) > 1:
            return None
        return "".join(old), "".join(new)

    @property
    def rows(self) -> tuple[str, ...]:
        """Give the lines that differ, with `-` and `+`, and some around them."""
        old, new = self.old.content, self.new.content
        if isinstance(old, Tree) and isinstance(new, Tree):
            return tuple(tree_rows(old, new))
        context = 0 if self.aspect in _LISTS else 2
        return tuple(text_rows(self.old.lines, self.new.lines, context))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An item that only one side has, or that both have in other ways."""

    section: Section
    id: str
    title: str
    kind: Literal["added", "removed", "changed"]
    changes: tuple[Change, ...] = ()


def differences(old: Iterable[Item], new: Iterable[Item]) -> tuple[Difference, ...]:
    """Compare items by section and id; in the order of sections, then of ids."""
    before = {(item.section, item.id): item for item in old}
    after = {(item.section, item.id): item for item in new}
    found = (_difference(before.get(key), after.get(key)) for key in before | after)
    return tuple(
        sorted(
            (one for one in found if one is not None),
            key=lambda one: (SECTIONS.index(one.section), one.id),
        )
    )


def _difference(old: Item | None, new: Item | None) -> Difference | None:
    item = new or old
    if item is None:
        return None
    if old is None or new is None:
        kind: Literal["added", "removed"] = "added" if old is None else "removed"
        return Difference(section=item.section, id=item.id, title=item.title, kind=kind)
    changes = tuple(_changes(old, new))
    if not changes:
        return None
    return Difference(
        section=item.section, id=item.id, title=item.title, kind="changed", changes=changes
    )


def _changes(old: Item, new: Item) -> Iterator[Change]:
    for name in dict.fromkeys(one.name for one in (*old.aspects, *new.aspects)):
        before, after = old.aspect(name), new.aspect(name)
        if not before.same(after):
            yield Change(old=before, new=after)
