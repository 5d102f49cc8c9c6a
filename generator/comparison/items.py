"""Items: what a data stream has, each with the aspects in which it can differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from generator.comparison.tree import Tree

Section = Literal["benchmark", "rule", "group", "profile", "value", "platform", "script"]
SECTIONS: Final[tuple[Section, ...]] = (
    "benchmark",
    "rule",
    "group",
    "profile",
    "value",
    "platform",
    "script",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """One thing that can differ: lines of text, or a tree whose lines are made when needed."""

    name: str
    content: Tree | tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The text."""
        if isinstance(self.content, Tree):
            return tuple(self.content.lines())
        return self.content

    def same(self, other: "Aspect") -> bool:
        """Say whether both mean the same."""
        if isinstance(self.content, Tree) and isinstance(other.content, Tree):
            return self.content.digest == other.content.digest
        return self.content == other.content


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A rule, profile, Value and so on, by its id."""

    section: Section
    id: str
    title: str
    aspects: tuple[Aspect, ...]

    def aspect(self, name: str) -> Aspect:
        """Give an aspect; an empty one where the item does not have it."""
        own = (one for one in self.aspects if one.name == name)
        return next(own, Aspect(name=name, content=()))


def aspects(pairs: Iterable[tuple[str, Tree | Iterable[str] | None]]) -> tuple[Aspect, ...]:
    """Give the aspects that say something."""
    found: list[Aspect] = []
    for name, content in pairs:
        if isinstance(content, Tree):
            found.append(Aspect(name=name, content=content))
        elif content is not None and (lines := tuple(one for one in content)) != ():
            found.append(Aspect(name=name, content=lines))
    return tuple(found)
