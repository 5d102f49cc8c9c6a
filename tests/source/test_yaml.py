"""What YAML values mean here: text, unless they are plainly something else."""

import time

import pytest

from generator.source import Mapping, Problems, Scalar, Sequence, Source, parse


def value_of(text: str) -> object:
    problems = Problems()
    node = parse(Source(path="a.yml", text=f"key: {text}\n"), problems)
    assert list(problems) == []
    assert isinstance(node, Mapping)
    value = node.get("key")
    assert isinstance(value, Scalar)
    return value.value


@pytest.mark.parametrize(
    "text",
    [
        "0644", "0o17", "0x1f", "1_000", "+5", "-0", "1.0", "1e3", ".inf", "12:30:45", "2025-01-31",
        "yes", "no", "on", "off", "True", "FALSE", "Null", "~", "9999999999999999999999", "٣",
    ],
)  # fmt: skip
def test_stays_text(text: str) -> None:
    assert value_of(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("false", False), ("null", None), ("", None), ("0", 0), ("-12", -12)],
)
def test_has_a_type(text: str, value: object) -> None:
    found = value_of(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("text", ["'true'", '"12"', "''", "|\n  12"])
def test_quoted_value_is_text(text: str) -> None:
    assert isinstance(value_of(text), str)


def test_marks_of_lists_and_mappings_end_with_their_last_value() -> None:
    text = "a:\n  - x\n  - {y: z}  # note\n\n# note\nb: |\n  text\n\n\nc: ''\n"
    node = parse(Source(path="a.yml", text=text), Problems())
    assert isinstance(node, Mapping)
    items, block = node.get("a"), node.get("b")
    assert isinstance(items, Sequence)
    assert isinstance(block, Scalar)
    assert items.mark.text == "- x\n  - {y: z}"
    assert items.items[1].mark.text == "{y: z}"
    assert block.mark.text == "|\n  text"


def test_deep_nesting_is_refused_at_once() -> None:
    start = time.process_time()
    for opening in ("[", "{a: ", "- ", "? "):
        problems = Problems()
        assert parse(Source(path="a.yml", text=opening * 100_000), problems) is None
        assert [one.code.name for one in problems] == ["nested-too-deep"]
    assert time.process_time() - start < 1
