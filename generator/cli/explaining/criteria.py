"""Criteria of OVAL as a tree: for people by indentation, for programs as plain values."""

from collections.abc import Iterator
from typing import Any

from generator.oval.models import Criteria, Criterion

Line = tuple[int, str]
"""How deep a line stands in the tree, and its text."""


def outline(node: Criteria | Criterion) -> Iterator[Line]:
    """Give the lines of a tree: `AND  every event is recorded`; what comes again only by name."""
    yield from _without_repetition(_lines(node, 0))


def _lines(node: Criteria | Criterion, depth: int) -> list[Line]:
    if isinstance(node, Criterion):
        return [(depth, f"{'not: ' if node.negate else ''}{node.test.comment}")]
    if len(node.children) == 1 and node.operator in ("AND", "OR"):
        return _lines(node.children[0], depth)
    below = (line for child in node.children for line in _lines(child, depth + 1))
    return [(depth, f"{node.operator}  {node.comment}".rstrip()), *below]


def _without_repetition(lines: list[Line]) -> Iterator[Line]:
    seen: set[tuple[Line, ...]] = set()
    at = 0
    while at < len(lines):
        depth, text = lines[at]
        end = next((n for n in range(at + 1, len(lines)) if lines[n][0] <= depth), len(lines))
        branch = tuple((one - depth, words) for one, words in lines[at:end])
        again = len(branch) > 1 and branch in seen
        yield depth, f"{text} (as above)" if again else text
        seen.add(branch)
        at = end if again else at + 1


def plain(node: Criteria | Criterion) -> dict[str, Any]:
    """Give the tree as plain values."""
    if isinstance(node, Criterion):
        return {"test": node.test.name, "comment": node.test.comment, "negate": node.negate}
    return {
        "operator": node.operator,
        "comment": node.comment,
        "children": [plain(child) for child in node.children],
    }
