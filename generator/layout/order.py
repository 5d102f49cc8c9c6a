"""Order: the keys of a mapping stand as its schema lists them; names that authors give stay."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.source import Entry, Mapping, Node, Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a schema says of a node: `part` of the whole schema."""

    whole: dict[str, Any]
    part: Any

    @classmethod
    def of(cls, schema: Path) -> "Shape":
        """Give the shape of a whole file."""
        found = _loaded(schema)
        return cls(whole=found, part=found)

    def item(self, node: Node) -> "Shape":
        """Give the shape of the items of a list."""
        found = (part["items"] for part in self._parts(self.part, node) if "items" in part)
        return Shape(whole=self.whole, part=next(found, {}))

    def value(self, node: Mapping, key: str) -> "Shape":
        """Give the shape of what stands under a key."""
        parts = tuple(self._parts(self.part, node))
        named = (part["properties"][key] for part in parts if key in part.get("properties", {}))
        rest = (part["additionalProperties"] for part in parts if "additionalProperties" in part)
        return Shape(whole=self.whole, part=next(named, next(rest, {})))

    def ordered(self, node: Mapping) -> tuple[Entry, ...]:
        """Give the entries of a mapping in order: those that the schema names come first."""
        parts = self._parts(self.part, node)
        names = [name for part in parts for name in part.get("properties", {})]
        places = {name: at for at, name in reversed(tuple(enumerate(names)))}
        return tuple(sorted(node.entries, key=lambda entry: places.get(entry.key.text, len(names))))

    def _parts(self, part: Any, node: Node) -> Iterator[dict[str, Any]]:
        """Give all parts of the schema that hold for the node."""
        if not isinstance(part, dict):
            return
        if "$ref" in part:
            yield from self._parts(self._named(part["$ref"]), node)
        yield part
        for one in part.get("allOf", ()):
            if "if" not in one:
                yield from self._parts(one, node)
            elif _holds(one["if"], node):
                yield from self._parts(one.get("then"), node)

    def _named(self, reference: str) -> Any:
        found: Any = self.whole
        for name in reference.removeprefix("#/").split("/"):
            found = found[name]
        return found


@cache
def _loaded(schema: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema.read_text("utf-8"))
    return found


def _holds(condition: dict[str, Any], node: Node) -> bool:
    """Say whether keys have the constants that a condition asks for."""
    asked = condition.get("properties", {})
    return isinstance(node, Mapping) and all(
        isinstance(value := node.get(key), Scalar) and value.value == one.get("const")
        for key, one in asked.items()
    )
