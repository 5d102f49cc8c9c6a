"""Rows: how a text or a tree changed, line by line, each with `-`, `+` or blank in front."""

from collections import Counter
from collections.abc import Iterator
from difflib import unified_diff
from functools import lru_cache, partial
from typing import Final

from generator.comparison.tree import Tree

_STEP: Final = "  "
_MOST_PAIRS: Final = 2500
_DEEPEST: Final = 5


def text_rows(old: tuple[str, ...], new: tuple[str, ...], context: int = 2) -> Iterator[str]:
    """Give the rows of a unified diff, without the names of files."""
    found = list(unified_diff(old, new, n=context, lineterm=""))[2:]
    yield from (row for row in found if context or not row.startswith("@@"))


def tree_rows(old: Tree, new: Tree, indent: str = "") -> Iterator[str]:
    """Give what differs between two trees, below the labels that lead there."""
    if old.digest == new.digest:
        return
    if old.label != new.label:
        yield from _replaced(old, new, indent)
        return
    yield f" {indent}{_first_line(old)}"
    left, right = _others(old, new), _others(new, old)
    for before, after in _paired(left, right):
        if before is not None and after is not None:
            yield from tree_rows(before, after, indent + _STEP)
        elif before is not None:
            yield from (f"-{row}" for row in before.lines(indent + _STEP))
        elif after is not None:
            yield from (f"+{row}" for row in after.lines(indent + _STEP))


def _replaced(old: Tree, new: Tree, indent: str) -> Iterator[str]:
    if old.children or new.children or "\n" not in old.label + new.label:
        yield from (f"-{row}" for row in old.lines(indent))
        yield from (f"+{row}" for row in new.lines(indent))
        return
    for row in text_rows(tuple(old.label.split("\n")), tuple(new.label.split("\n"))):
        yield row if row.startswith("@@") else f"{row[:1]}{indent}{row[1:]}"


def _others(tree: Tree, other: Tree) -> list[Tree]:
    """Give the children that the other tree does not have."""
    counted = Counter(child.digest for child in other.children)
    found: list[Tree] = []
    for child in tree.children:
        if counted[child.digest]:
            counted[child.digest] -= 1
        else:
            found.append(child)
    return found


def _paired(left: list[Tree], right: list[Tree]) -> Iterator[tuple[Tree | None, Tree | None]]:
    """Pair what is most alike: the same label, or the same name in front of what it says."""
    rest = list(right)
    searches = len(left) * len(right) <= _MOST_PAIRS
    for one in left:
        alike = [other for other in rest if _name(other) == _name(one)]
        if not alike:
            yield one, None
            continue
        best = max(alike, key=partial(_likeness, one)) if searches else alike[0]
        rest.remove(best)
        yield one, best
    yield from ((None, other) for other in rest)


def _name(tree: Tree) -> str:
    return tree.label if tree.children else _first_line(tree).partition(" ")[0]


def _first_line(tree: Tree) -> str:
    return tree.label.partition("\n")[0]


def _likeness(one: Tree, other: Tree) -> int:
    return len(_below(one) & _below(other))


@lru_cache(maxsize=4096)
def _below(tree: Tree, depth: int = _DEEPEST) -> frozenset[bytes]:
    found = {child.digest for child in tree.children}
    if depth:
        for child in tree.children:
            found |= _below(child, depth - 1)
    return frozenset(found)
