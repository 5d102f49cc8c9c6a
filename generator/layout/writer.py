"""The writer: nodes become lines, each with the comments that belong to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from generator.layout.comments import Comment, Comments
from generator.layout.order import Shape
from generator.layout.scalars import WIDTH, block, line
from generator.source import Mapping, Node, Scalar, Sequence, Source

_STEP: Final = "  "
_ANY_COLUMN: Final = 10**9

Collection = Mapping | Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One entry or item: its first comment is at `start`, itself at `first`, the next at `end`."""

    key: Scalar | None
    value: Node
    start: int
    first: int
    end: int


class Writer:
    """Writes the nodes of one file."""

    def __init__(self, source: Source, comments: Comments) -> None:
        self._text = source.text
        self._comments = comments

    def file(self, node: Node, shape: Shape) -> list[str]:
        """Give the lines of the whole file.

        Comments above all keys, and apart from the first, are about the file and stay there.
        """
        end = len(self._text) + 1
        if isinstance(node, Scalar) or not _firsts(node):
            return [*(one.text for one in self._comments.all), self._flow(node)]
        first = _firsts(node)[0]
        above = self._comments.between(0, first, own=True)
        blanks = [*(one.after_blank for one in above), self._comments.after_blank(first)]
        apart = max((at for at, blank in enumerate(blanks) if blank), default=0)
        lines: list[str] = []
        self._add(lines, above[:apart], "")
        start = above[apart].offset if apart < len(above) else first
        body = self._collection(node, shape, "", start if apart else 0, end)
        return [*lines, "", *body] if lines else body

    def _collection(
        self, node: Collection, shape: Shape, indent: str, start: int, end: int
    ) -> list[str]:
        """Give the lines of a block; its comments are those from `start` to `end`."""
        parts, tail = self._parts(node, start, end)
        lines: list[str] = []
        for part in _in_order(node, parts, shape):
            nested = self._is_nested(part, indent)
            beside = self._beside(part, nested=nested)
            kept = 0 if nested and not part.key else 1  # the line of '-' has the first thing in it
            above = (*self._above(part), *beside[kept:])
            # A blank line above what was first is none between it and another part.
            self._add(lines, above[:1], indent, blanks=part is not parts[0])
            self._add(lines, above[1:], indent)
            blank = self._comments.after_blank(part.first) and (above or part is not parts[0])
            if blank and lines and lines[-1]:
                lines.append("")
            mark = f"  {beside[0].text}" if beside[:kept] else ""
            if nested:
                lines += self._nested(part, _below(node, part, shape), indent, mark)
            else:
                lines += self._plain(part, indent, mark)
            if not nested or self._in_brackets(part.value):
                self._add(lines, self._behind(part), indent)
        self._add(lines, self._comments.between(tail, end, own=True), indent)
        return lines

    def _parts(self, node: Collection, start: int, end: int) -> tuple[tuple[_Part, ...], int]:
        """Divide a collection, and say where the comments at its end begin.

        A comment that stands no deeper than the block belongs to what follows.
        """
        column = _ANY_COLUMN if self._in_brackets(node) else self._column(node.mark.start)
        found: list[_Part] = []
        firsts = (*_firsts(node), end)
        for at, (key, value) in enumerate(_children(node)):
            following = firsts[at + 1]
            between = self._comments.between(value.mark.end, following, own=True)
            last = next((one.offset for one in between if one.column <= column), following)
            found.append(_Part(key=key, value=value, start=start, first=firsts[at], end=last))
            start = last
        return tuple(found), start

    def _above(self, part: _Part) -> tuple[Comment, ...]:
        """Give the comments above a part, and those between a key and its scalar."""
        above = self._comments.between(part.start, part.first, own=True)
        if isinstance(part.value, Scalar) or not _firsts(part.value):
            above += self._comments.between(part.first, part.value.mark.end, own=True)
        return above

    def _behind(self, part: _Part) -> tuple[Comment, ...]:
        return self._comments.between(part.value.mark.end, part.end, own=True)

    def _beside(self, part: _Part, *, nested: bool) -> tuple[Comment, ...]:
        """Give the comments at the end of the part's own lines."""
        if not nested:
            return self._comments.between(part.first, part.end, own=False)
        inside = _firsts(part.value)[0]
        beside = self._comments.between(part.first, inside, own=False)
        if self._in_brackets(part.value):
            beside += self._comments.between(part.value.mark.end, part.end, own=False)
        return beside

    def _nested(self, part: _Part, shape: Shape, indent: str, mark: str) -> list[str]:
        value, end = part.value, part.end
        if self._in_brackets(value):
            end = value.mark.end
        start = part.key.mark.end if part.key else part.first
        inner = self._collection(_collected(value), shape, indent + _STEP, start, end)
        if part.key:
            return [f"{indent}{line(part.key, 'key')}:{mark}", *inner]
        above = next(at for at, one in enumerate(inner) if one and one.lstrip()[0] != "#")
        lifted = [one[len(_STEP) :] for one in inner[:above] if one]
        return [*lifted, f"{indent}- {inner[above].lstrip()}", *inner[above + 1 :]]

    def _plain(self, part: _Part, indent: str, mark: str) -> list[str]:
        head = f"{indent}{line(part.key, 'key')}:" if part.key else f"{indent}-"
        if isinstance(part.value, Scalar):
            below = indent + _STEP
            found = block(part.value, WIDTH - len(head) - 1, WIDTH - len(below))
            if found:
                sign, rows = found
                return [f"{head} {sign}{mark}", *(f"{below}{row}" if row else "" for row in rows)]
        text = self._flow(part.value) if not isinstance(part.value, Scalar) else line(part.value)
        return [f"{head} {text}".rstrip() + mark]

    def _is_nested(self, part: _Part, indent: str) -> bool:
        """Say whether a part is written as a block: as it was, or since brackets will not do."""
        value = part.value
        if isinstance(value, Scalar) or not _firsts(value):
            return False
        if not self._in_brackets(value):
            return True
        start, end = value.mark.start, value.mark.end
        held = any(self._comments.between(start, end, own=own) for own in (True, False))
        head = f"{indent}{line(part.key, 'key')}: " if part.key else f"{indent}- "
        text = self._flow(value)
        return held or "\n" in text or len(head + text) > WIDTH

    def _flow(self, node: Node) -> str:
        match node:
            case Scalar():
                broken = isinstance(node.value, str) and "\n" in node.value
                return "\n" if broken else line(node, "flow")
            case Sequence(items=items):
                return f"[{', '.join(map(self._flow, items))}]"
            case Mapping(entries=entries):
                texts = (f"{line(one.key, 'flow')}: {self._flow(one.value)}" for one in entries)
                return f"{{{', '.join(texts)}}}"

    def _add(
        self, lines: list[str], comments: Iterable[Comment], indent: str, *, blanks: bool = True
    ) -> None:
        for one in comments:
            if blanks and one.after_blank and lines and lines[-1]:
                lines.append("")
            lines.append(f"{indent}{one.text}")

    def _in_brackets(self, node: Node) -> bool:
        return self._text[node.mark.start : node.mark.start + 1] in ("[", "{")

    def _column(self, offset: int) -> int:
        return offset - self._text.rfind("\n", 0, offset) - 1


def _children(node: Node) -> tuple[tuple[Scalar | None, Node], ...]:
    match node:
        case Mapping(entries=entries):
            return tuple((one.key, one.value) for one in entries)
        case Sequence(items=items):
            return tuple((None, one) for one in items)
        case Scalar():
            return ()


def _firsts(node: Node) -> tuple[int, ...]:
    """Give where each child begins."""
    return tuple((key or value).mark.start for key, value in _children(node))


def _in_order(node: Collection, parts: tuple[_Part, ...], shape: Shape) -> tuple[_Part, ...]:
    if isinstance(node, Sequence):
        return parts
    by_name = {part.key.text: part for part in parts if part.key}
    return tuple(by_name[entry.key.text] for entry in shape.ordered(node))


def _below(node: Collection, part: _Part, shape: Shape) -> Shape:
    if isinstance(node, Mapping) and part.key:
        return shape.value(node, part.key.text)
    return shape.item(node)


def _collected(node: Node) -> Collection:
    if isinstance(node, Scalar):
        raise TypeError("a scalar has nothing below it")
    return node
