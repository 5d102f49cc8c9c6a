"""Nodes: what a YAML file says, each part with its place in the file."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.source.mark import Mark
from generator.source.span import places

Style = Literal["plain", "single", "double", "literal", "folded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A single value: `text` as written after YAML's quoting, `value` with its type.

    Only plain `true`, `false`, `null`, nothing at all, and decimal integers have a type; all else
    (`0644`, `yes`, `1.0`, dates) is text, and then `value == text`.
    """

    value: str | int | bool | None
    text: str
    mark: Mark
    style: Style = "plain"

    def mark_of(self, start: int, end: int) -> Mark:
        """Give the place in the file of the characters `start:end` of `text`.

        Exact for literal block scalars and for plain and quoted scalars on one line; the whole
        scalar for folded text, where no such place need exist.
        """
        spots = places(self.text, self.mark, self.style)
        if not spots:
            return self.mark
        start = max(0, min(start, len(spots)))
        end = max(start, min(end, len(spots)))
        first = spots[start][0] if start < len(spots) else spots[-1][1]
        last = spots[end - 1][1] if end > start else first
        return Mark(source=self.mark.source, start=first, end=last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One key of a mapping with its value."""

    key: Scalar
    value: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Keys and values in the order of the file; no key occurs twice, all keys are text."""

    entries: tuple[Entry, ...]
    mark: Mark

    def entry(self, name: str) -> Entry | None:
        """Give the key `name` with its value, if there is one."""
        return next((entry for entry in self.entries if entry.key.text == name), None)

    def get(self, name: str) -> "Node | None":
        """Give the value of the key `name`, if there is one."""
        entry = self.entry(name)
        return entry.value if entry else None


Node: TypeAlias = Scalar | Sequence | Mapping


def merged(base: Mapping, over: Mapping) -> Mapping:
    """Give the keys of `base` as `over` changes them; mappings under one key are merged, too."""
    entries = tuple(
        _merged_entry(entry, changed) if (changed := over.entry(entry.key.text)) else entry
        for entry in base.entries
    )
    new = tuple(entry for entry in over.entries if base.entry(entry.key.text) is None)
    return Mapping(entries=(*entries, *new), mark=over.mark)


def _merged_entry(base: Entry, over: Entry) -> Entry:
    if isinstance(base.value, Mapping) and isinstance(over.value, Mapping):
        return Entry(key=over.key, value=merged(base.value, over.value))
    return over
