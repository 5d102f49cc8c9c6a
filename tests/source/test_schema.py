"""Our schemas are schemas, and say enough for messages and editors."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.source import SCHEMAS, Mapping, Problems, Source, check, parse

FILES = sorted(SCHEMAS.glob("*.schema.json"), key=lambda path: path.name)


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Give every subschema that stands for a value an author writes."""
    if isinstance(schema, list):
        for part in schema:
            yield from parts(part)
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str | list):
            yield schema
        for name, part in schema.items():
            if name != "if":
                yield from parts(part)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_schema_is_valid_and_every_part_has_title_and_description(path: Path) -> None:
    schema = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    for part in parts(schema):
        assert part.get("title")
        assert part.get("description")
        if part["type"] == "string":
            assert part["minLength"] == 1
        if "pattern" in part:
            assert part["x-noun"]
            assert part["x-form"]
            assert part["pattern"].startswith("^")
            assert part["pattern"].endswith("$")


def test_final_newline_does_not_match_a_pattern(tmp_path: Path) -> None:
    schema = tmp_path / "a.schema.json"
    schema.write_text('{"properties": {"id": {"type": "string", "pattern": "^[a-z]+$"}}}')
    problems = Problems()
    node = parse(Source(path="a.yml", text="id: |\n  net\n"), problems)
    assert isinstance(node, Mapping)
    assert not check(node, schema, problems)
    assert [one.code.name for one in problems] == ["malformed-value"]


def test_keyword_without_words_of_its_own_is_still_told(tmp_path: Path) -> None:
    schema = tmp_path / "a.schema.json"
    schema.write_text(
        '{"properties": {"size": {"multipleOf": 3, "description": "a multiple of 3"}}}'
    )
    problems = Problems()
    node = parse(Source(path="a.yml", text="size: 4\n"), problems)
    assert node
    assert not check(node, schema, problems)
    assert [(one.code.name, one.hint) for one in problems] == [
        ("schema-violation", "a multiple of 3")
    ]
