"""Form: a file in the one form that there is, proved to mean what it meant."""

import re
from collections import Counter
from typing import Any, Final

from generator.layout.comments import Comments
from generator.layout.order import Shape
from generator.layout.place import Place
from generator.layout.writer import Writer
from generator.source import Mapping, Node, Problems, Scalar, Sequence, Source, parse

_MODELINE: Final = re.compile(r"#\s*yaml-language-server:\s*\$schema=")


def formatted(source: Source, place: Place, problems: Problems) -> str | None:
    """Give a file in its form; None where it cannot be read.

    Raises RuntimeError where the result would mean anything else, or lack a comment.
    """
    before = len(problems.errors)
    node = parse(source, problems)
    if node is None or len(problems.errors) > before:
        return None
    head, skip = [], None
    if place.address is not None:
        head, skip = [f"# yaml-language-server: $schema={place.address}"], _MODELINE
    comments = Comments(source, skip)
    lines = Writer(source, comments).file(node, Shape.of(place.schema))
    text = "\n".join((*head, *lines, ""))
    _prove(node, comments, Source(path=source.path, text=text), skip)
    return text


def _prove(node: Node, comments: Comments, made: Source, skip: re.Pattern[str] | None) -> None:
    problems = Problems()
    again = parse(made, problems)
    if again is None or problems.errors or _plain(again) != _plain(node):
        raise RuntimeError(f"{made.path} would mean something else in its form")
    if Counter(one.text for one in Comments(made, skip).all) != Counter(
        one.text for one in comments.all
    ):
        raise RuntimeError(f"{made.path} would lose a comment in its form")


def _plain(node: Node) -> Any:
    match node:
        case Scalar(value=value):
            return (type(value).__name__, value)
        case Sequence(items=items):
            return [_plain(item) for item in items]
        case Mapping(entries=entries):
            return {entry.key.text: _plain(entry.value) for entry in entries}
