"""Breaches of a schema in our words: what was expected, what was found, what to write."""

from collections.abc import Mapping as Annotations
from dataclasses import dataclass, field
from typing import Any

from generator.source.diagnostic import Problems
from generator.source.mark import Mark
from generator.source.node import Mapping, Node, Scalar, Sequence
from generator.source.words import choose, did_you_mean, listed, quoted

ROOT = "the file"
_TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a mapping",
    "integer": "a number",
    "boolean": "true or false",
    "null": "nothing",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A keyword of a schema that a node breaks; `key` is the node's own key, if it has one.

    `place` names the node in messages: `'links'`, `an item of 'links'`.
    """

    keyword: str
    schema: Annotations[str, Any] = field(repr=False)
    node: Node
    key: Scalar | None
    place: str


def report_breach(breach: Breach, problems: Problems) -> None:
    """Add what a breach means, at the key or value to blame."""
    node = breach.node
    match breach.keyword, node:
        case "type", _:
            _wrong_type(breach, problems)
        case "additionalProperties", Mapping():
            _unknown_keys(breach, node, problems)
        case "required", Mapping():
            _missing_keys(breach, node, problems)
        case "enum", Scalar():
            _unknown_value(breach, node, problems)
        case (("pattern" | "minimum" | "maximum"), Scalar()):
            _malformed(breach, node, problems)
        case "minLength", Scalar():
            told = breach.schema.get("description")
            problems.add("empty-text", _value_mark(breach), f"{breach.place} is empty", told)
        case (("minProperties" | "maxProperties"), Mapping(entries=entries)) if entries:
            _wrong_count(breach, node, problems)
        case (("minItems" | "minProperties"), _):
            text = f"{breach.place} is empty, at least one entry is needed"
            told = breach.schema.get("description")
            problems.add("too-few-items", _value_mark(breach), text, told)
        case "uniqueItems", Sequence():
            _duplicates(breach, node, problems)
        case _:
            problems.add(
                "schema-violation", _value_mark(breach), f"{breach.place} is not as it must be",
                breach.schema.get("description"),
            )  # fmt: skip


def _wrong_type(breach: Breach, problems: Problems) -> None:
    due = breach.schema["type"]
    wanted = [due] if isinstance(due, str) else due
    kinds = listed(_TYPES[kind] for kind in wanted)
    text = f"{breach.place} must be {kinds}, found {_found(breach.node)}"
    problems.add("wrong-type", _value_mark(breach), text, _type_hint(wanted, breach))


def _type_hint(wanted: list[str], breach: Breach) -> str | None:
    node = breach.node
    if breach.place == ROOT:
        return "start it with a key, as in 'title: ...'"
    if "enum" in breach.schema:
        return f"write {listed(breach.schema['enum'])}"
    match node:
        case Scalar(text="") | Scalar(value=None):
            return breach.schema.get("description")
        case Scalar(text=text) if "string" in wanted:
            return f'write it in quotes: "{text}"'
        case Scalar(text=text) if "array" in wanted:
            return f"write it as a list: [{text}]" if "\n" not in text else None
        case _:
            return None


def _found(node: Node) -> str:
    match node:
        case Scalar(value=None):
            return "nothing"
        case Scalar(value=bool()):
            return f"the truth value {node.text}"
        case Scalar(value=int()):
            return f"the number {node.text}"
        case Scalar():
            return f"the text {quoted(node.text)}" if node.text else "empty text"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"


def _unknown_keys(breach: Breach, node: Mapping, problems: Problems) -> None:
    known = tuple(breach.schema.get("properties", ()))
    present = {entry.key.text for entry in node.entries}
    free = [name for name in known if name not in present]
    for entry in node.entries:
        name = entry.key.text
        if name not in known:
            hint = did_you_mean(name, free) or f"known keys: {listed(known, 'and')}"
            problems.add("unknown-key", entry.key.mark, f"unknown key {quoted(name)}", hint)


def _missing_keys(breach: Breach, node: Mapping, problems: Problems) -> None:
    for name in breach.schema["required"]:
        if node.entry(name) is None:
            owner = breach.place if breach.key else "the mapping that starts here"
            owner = ROOT if breach.place == ROOT else owner
            told = breach.schema.get("properties", {}).get(name, {}).get("description")
            text = f"the key '{name}' is missing from {owner}"
            problems.add("missing-key", _owner_mark(breach, node), text, told)


def _wrong_count(breach: Breach, node: Mapping, problems: Problems) -> None:
    """Report a choice of keys, of which too few or too many are there; `x-form` says which."""
    mark, told = _owner_mark(breach, node), breach.schema.get("x-form")
    if breach.keyword == "minProperties":
        problems.add("missing-key", mark, f"a key is missing from {breach.place}", told)
    else:
        problems.add("schema-violation", mark, f"{breach.place} has a key too many", told)


def _unknown_value(breach: Breach, node: Scalar, problems: Problems) -> None:
    choices = tuple(str(choice) for choice in breach.schema["enum"])
    noun = breach.schema.get("x-noun", f"value for {breach.place}:")
    problems.add(
        breach.schema.get("x-code", "unknown-value"), node.mark,
        f"unknown {noun} {quoted(node.text)}", choose(node.text, choices),
    )  # fmt: skip


def _malformed(breach: Breach, node: Scalar, problems: Problems) -> None:
    noun = breach.schema.get("x-noun", f"value for {breach.place}:")
    hint = breach.schema.get("x-form") or breach.schema.get("description")
    problems.add("malformed-value", node.mark, f"malformed {noun} {quoted(node.text)}", hint)


def _duplicates(breach: Breach, node: Sequence, problems: Problems) -> None:
    first: dict[str, Mark] = {}
    for item in node.items:
        if isinstance(item, Scalar):
            if item.text in first:
                text = f"{quoted(item.text)} is listed a second time in {breach.place}"
                hint = f"line {first[item.text].line} has it already: keep one of the two"
                problems.add("duplicate-item", item.mark, text, hint)
            first.setdefault(item.text, item.mark)


def _value_mark(breach: Breach) -> Mark:
    """Mark the value; where nothing is written, or a whole block, its key says it better."""
    empty = breach.node.mark.start == breach.node.mark.end
    block = not isinstance(breach.node, Scalar)
    return breach.key.mark if breach.key and (empty or block) else breach.node.mark


def _owner_mark(breach: Breach, node: Mapping) -> Mark:
    """Mark what the missing key belongs to: the key of the mapping, or its first entry."""
    if breach.key:
        return breach.key.mark
    return node.entries[0].key.mark if node.entries else node.mark
