"""A tree is what a check asks, without names: equal digests are equal meanings."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

_STEP: Final = "  "


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """A label and what is below it; the digest is made once, as parts are shared."""

    label: str
    children: tuple["Tree", ...] = ()
    digest: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(self.label.encode("utf-8", "surrogatepass"))
        for child in self.children:
            digest.update(child.digest)
        object.__setattr__(self, "digest", digest.digest())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tree) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def lines(self, indent: str = "") -> Iterator[str]:
        """Give the tree as text."""
        for at, row in enumerate(self.label.split("\n")):
            yield f"{indent}{_STEP * (at > 0)}{row}"
        for child in self.children:
            yield from child.lines(indent + _STEP)


def unordered(trees: Iterable[Tree]) -> tuple[Tree, ...]:
    """Give trees whose order says nothing, in one order, each once."""
    found = {tree.digest: tree for tree in trees}
    return tuple(sorted(found.values(), key=lambda one: (one.label, one.digest)))
