"""Documents: the events of a YAML parser become nodes, or a diagnostic says why not."""

import re
from collections.abc import Iterator
from typing import Any, cast

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    StreamEndEvent,
)

from generator.source.diagnostic import Problems
from generator.source.mark import Mark, Source
from generator.source.node import Entry, Mapping, Node, Scalar, Sequence, Style
from generator.source.syntax import report_syntax
from generator.source.text import FORBIDDEN
from generator.source.words import quoted

DEEPEST = 16
# libyaml reads ten times as fast; without it PyYAML's own reader gives the same events.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DIRECTIVE = re.compile(r"(?:[ ]*(?:#[^\n]*)?\n)*(%[^\n]*)")
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_STYLES: dict[str | None, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}


def parse_document(source: Source, problems: Problems) -> Node | None:
    """Do the work of `generator.source.parse`."""
    if directive := _DIRECTIVE.match(source.text):
        mark = Mark(source=source, start=directive.start(1), end=directive.end(1))
        text = f"{quoted(mark.text)} is a YAML directive"
        problems.add("yaml-syntax", mark, text, "remove this line")
        return None
    try:
        return _Document(source, problems).read(yaml.parse(source.text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        report_syntax(source, error, problems)
    except yaml.YAMLError:
        problems.add("yaml-syntax", source.whole(), "the text cannot be read as YAML")
    except _TooDeepError as error:
        text = f"lists and mappings are nested deeper than {DEEPEST} levels"
        problems.add("nested-too-deep", error.mark, text, "check brackets and indentation")
    return None


class _TooDeepError(Exception):
    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark


class _Document:
    """Reads the events of one document; `complete` falls when a part of it cannot be told."""

    def __init__(self, source: Source, problems: Problems) -> None:
        self.source = source
        self.problems = problems
        self.complete = True

    def read(self, events: Iterator[Event]) -> Node | None:
        next(events)  # the start of the stream
        if isinstance(next(events), StreamEndEvent):
            text, hint = "the file holds only comments", "remove it until it is written"
            self.problems.add("empty-file", self.source.whole(), text, hint)
            return None
        root = self._node(next(events), events, 0)
        next(events)  # the end of the document
        after = next(events)
        if not isinstance(after, StreamEndEvent):
            text, hint = "a second YAML document starts here", "make it a file of its own"
            self.problems.add("several-documents", self._mark(after), text, hint)
        return root if self.complete else None

    def _node(self, event: Event, events: Iterator[Event], depth: int) -> Node | None:
        if isinstance(event, AliasEvent):
            text = f"{quoted(self._mark(event).text)} is a YAML alias"
            self.problems.add("alias", self._mark(event), text, "write it out")
            self.complete = False
            return None
        if isinstance(event, NodeEvent):
            self._refuse_properties(event)
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if depth == DEEPEST:
            raise _TooDeepError(self._mark(event).sub(0, 1))
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, events, depth)
        return self._sequence(event, events, depth)

    def _refuse_properties(self, event: NodeEvent) -> None:
        if event.anchor is not None:
            mark = self._first(rf"&{re.escape(event.anchor)}", event)
            text = f"{quoted(mark.text)} is a YAML anchor"
            hint = "write the value out where it is needed, or put it in quotes"
            self.problems.add("alias", mark, text, hint)
        if getattr(event, "tag", None) is not None:
            mark = self._first(r"![^\s,\]}]*", event)
            text = f"{quoted(mark.text)} is a YAML tag"
            self.problems.add("explicit-tag", mark, text, "remove it, or put the value in quotes")

    def _first(self, pattern: str, event: Event) -> Mark:
        start = _offset(event.start_mark)
        found = re.compile(pattern).search(self.source.text, start)
        first, last = found.span() if found else (start, start)
        return Mark(source=self.source, start=first, end=last)

    def _scalar(self, event: ScalarEvent) -> Scalar:
        style = _STYLES.get(event.style, "plain")
        mark = self._mark(event)
        if style in {"literal", "folded"}:
            mark = mark.sub(0, len(mark.text.rstrip()))
        value = _typed(event.value) if style == "plain" else event.value
        scalar = Scalar(value=value, text=event.value, mark=mark, style=style)
        for found in FORBIDDEN.finditer(event.value) if style == "double" else ():
            text = f"the escape stands for the character U+{ord(found.group()):04X}"
            self.problems.add("control-character", scalar.mark_of(*found.span()), text, "remove it")
        return scalar

    def _sequence(self, start: Event, events: Iterator[Event], depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(events), CollectionEndEvent):
            if (item := self._node(event, events, depth + 1)) is not None:
                items.append(item)
        ends = items[-1].mark.end if items else 0
        return Sequence(items=tuple(items), mark=self._collection_mark(start, event, ends))

    def _mapping(self, start: Event, events: Iterator[Event], depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        ends = 0
        while not isinstance(event := next(events), CollectionEndEvent):
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            ends = value.mark.end if value else ends
            name = self._name(key) if key else None
            if name is None or value is None:
                continue
            if (first := entries.get(name.text)) is not None:
                text = f"the key {quoted(name.text)} is given a second time"
                hint = f"line {first.key.mark.line} has it already: keep one of the two"
                self.problems.add("duplicate-key", name.mark, text, hint)
            else:
                entries[name.text] = Entry(key=name, value=value)
        mark = self._collection_mark(start, event, ends)
        return Mapping(entries=tuple(entries.values()), mark=mark)

    def _name(self, key: Node) -> Scalar | None:
        if isinstance(key, Scalar) and isinstance(key.value, str):
            if key.text != "<<" or key.style != "plain":
                return key
            self.problems.add(
                "merge-key", key.mark, "'<<' is the YAML merge key", "write its keys out"
            )
        elif isinstance(key, Scalar):
            text = f"the key {quoted(key.text)} is not text" if key.text else "a key is missing"
            hint = f'write it in quotes: "{key.text}"' if key.text else "write one before the ':'"
            self.problems.add("key-not-text", key.mark, text, hint)
        else:
            kind = "list" if isinstance(key, Sequence) else "mapping"
            text = f"a {kind} is used as a key"
            hint = "put text that contains { or [ in quotes"
            self.problems.add("key-not-text", key.mark.sub(0, 1), text, hint)
        self.complete = False
        return None

    def _mark(self, event: Event) -> Mark:
        start, end = _offset(event.start_mark), _offset(event.end_mark)
        return Mark(source=self.source, start=start, end=end)

    def _collection_mark(self, start: Event, end: Event, ends: int) -> Mark:
        """Block collections end with their last value, not where the next token starts."""
        first = _offset(start.start_mark)
        flow = isinstance(start, CollectionStartEvent) and start.flow_style
        last = _offset(end.end_mark) if flow else max(first, ends)
        return Mark(source=self.source, start=first, end=last)


def _offset(mark: Any) -> int:
    """Give the offset of a mark of either reader of PyYAML; every event has one."""
    return cast("int", mark.index)


def _typed(text: str) -> str | int | bool | None:
    match text:
        case "" | "null":
            return None
        case "true" | "false":
            return text == "true"
        case _:
            return int(text) if _INTEGER.fullmatch(text) else text
