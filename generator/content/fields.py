"""Fields of nodes that keep to their schema: what is not as expected here is a bug of ours."""

from pathlib import Path
from typing import cast

from generator.content.text import Text
from generator.source import Entry, Mapping, Node, Problems, Scalar, Sequence, check


def checked(node: Node, schema: Path, problems: Problems) -> Mapping | None:
    """Give the mapping where it keeps to the schema; else every breach is a problem."""
    return cast("Mapping", node) if check(node, schema, problems) else None


def text_of(node: Node | None) -> Text:
    """Give the text that a scalar is."""
    scalar = cast("Scalar", node)
    return Text(value=scalar.text, scalar=scalar)


def get(node: Node, name: str) -> Node | None:
    """Give what stands under a key, if anything does."""
    return node.get(name) if isinstance(node, Mapping) else None


def text(node: Node, name: str) -> Text:
    """Give the text under a key that must be there."""
    return text_of(get(node, name))


def optional_text(node: Node, name: str) -> Text | None:
    """Give the text under a key, if it is there."""
    found = get(node, name)
    return None if found is None else text_of(found)


def number(node: Node, name: str) -> int:
    """Give the number under a key that must be there."""
    return cast("int", cast("Scalar", get(node, name)).value)


def items(node: Node | None) -> tuple[Node, ...]:
    """Give the items of a list; none where there is no list."""
    return node.items if isinstance(node, Sequence) else ()


def entries(node: Node | None) -> tuple[Entry, ...]:
    """Give the keys and values of a mapping; none where there is no mapping."""
    return node.entries if isinstance(node, Mapping) else ()
