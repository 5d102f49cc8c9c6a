"""Schemas: each breach of a JSON Schema is a diagnostic at the key or value to blame."""

import re
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from generator.source.breach import ROOT, Breach, report_breach
from generator.source.diagnostic import Problems
from generator.source.node import Entry, Mapping, Node, Scalar, Sequence
from generator.source.shipped import shipped
from generator.source.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

SCHEMAS = shipped() / "schemas"

KNOWN: Final[set[bytes]] = set()
"""Digests of what keeps to its schema, from an earlier process with the same schemas."""
HELD: Final[set[bytes]] = set()
"""Digests of what was found to keep to its schema since this process began."""

# Where one value breaks several keywords, the first of these says what is wrong; the rest follow.
_WEIGHT = ("type", "minLength", "enum", "pattern")


def check(node: Node, schema: Path, problems: Problems) -> bool:
    """Check a node against a JSON Schema file (draft 2020-12); True where it holds.

    Understands three annotations of ours in the schema: `x-noun` (what the value is called in
    messages), `x-form` (the words for its pattern or its choice of keys) and `x-code` (the code
    of its enum). Patterns must match the whole text, and a blank text is as short as an empty one.
    """
    plain = _plain(node)
    key = blake2b(repr((schema.name, plain)).encode(), digest_size=16).digest()
    if key not in KNOWN:
        breaches = list(_validator(schema).iter_errors(plain))
        for error in _weightiest(breaches):
            report_breach(_breach(node, error), problems)
        if breaches:
            return False
    HELD.add(key)
    return True


@lru_cache
def _validator(schema: Path) -> "Validator":
    import json  # noqa: PLC0415 - as jsonschema, which takes 90 ms to import

    from jsonschema import Draft202012Validator, validators  # noqa: PLC0415

    keywords = {"pattern": _whole_pattern, "minLength": _length_without_blanks}
    extended = validators.extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]  # the stubs lack it
    return cast("Validator", extended(json.loads(schema.read_text("utf-8"))))


def _plain(node: Node) -> Any:
    """Give the node as jsonschema wants it: the one place where content is dicts and lists."""
    match node:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [_plain(item) for item in items]
        case Mapping(entries=entries):
            return {entry.key.text: _plain(entry.value) for entry in entries}


def _whole_pattern(
    _validator: Any, pattern: str, instance: Any, _schema: Any
) -> "Iterator[ValidationError]":
    """Python's `$` lets a final newline pass, the `$` of JSON Schema does not."""
    from jsonschema import ValidationError  # noqa: PLC0415

    if isinstance(instance, str) and not re.fullmatch(pattern, instance):
        yield ValidationError("malformed")


def _length_without_blanks(
    _validator: Any, least: int, instance: Any, _schema: Any
) -> "Iterator[ValidationError]":
    from jsonschema import ValidationError  # noqa: PLC0415

    if isinstance(instance, str) and len(instance.strip()) < least:
        yield ValidationError("too short")


def _weightiest(errors: "list[ValidationError]") -> "Iterator[ValidationError]":
    """Leave out that a value of the wrong type also has the wrong length, words and form."""
    worst: dict[tuple[str | int, ...], int] = {}

    def place(error: "ValidationError") -> tuple[str | int, ...]:
        names = "propertyNames" in error.schema_path
        return (
            (*error.absolute_path, "key", str(error.instance)) if names else (*error.absolute_path,)
        )

    def weight(error: "ValidationError") -> int:
        return _WEIGHT.index(error.validator) if error.validator in _WEIGHT else len(_WEIGHT)

    for error in errors:
        worst[place(error)] = min(weight(error), worst.get(place(error), len(_WEIGHT)))
    for error in errors:
        if weight(error) <= worst[place(error)]:
            yield error


def _breach(root: Node, error: "ValidationError") -> Breach:
    """Say where in the nodes the error is."""
    node, key, place = root, None, ROOT
    for step in error.absolute_path:
        if isinstance(step, int):
            items = cast("Sequence", node).items
            node, key, place = items[step], None, f"an item of {place}"
        else:
            entry = _entry(node, str(step))
            node, key, place = entry.value, entry.key, quoted(str(step))
    if "propertyNames" in error.schema_path:
        node, key, place = _entry(node, str(error.instance)).key, None, "a key"
    schema = cast("dict[str, Any]", error.schema)
    return Breach(keyword=str(error.validator), schema=schema, node=node, key=key, place=place)


def _entry(node: Node, name: str) -> Entry:
    return cast("Entry", cast("Mapping", node).entry(name))
