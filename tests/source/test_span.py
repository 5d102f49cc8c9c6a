"""A span of a scalar's text is found at the characters that were written for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.source import Mapping, Problems, Scalar, Source, parse
from generator.source.text import FORBIDDEN

CHARACTERS = st.characters(codec="utf-8").filter(lambda one: not FORBIDDEN.match(one))
LINES = st.lists(st.text(CHARACTERS.filter(lambda one: one != "\n"), max_size=12), max_size=6)


def scalar_of(text: str) -> Scalar:
    problems = Problems()
    node = parse(Source(path="a.yml", text=text), problems)
    assert list(problems) == []
    assert isinstance(node, Mapping)
    value = node.entries[0].value
    assert isinstance(value, Scalar)
    return value


@given(
    LINES,
    st.integers(1, 9),
    st.sampled_from(["", "-", "+"]),
    st.sampled_from(["", "\nafter: x\n"]),
    st.data(),
)
def test_each_character_of_a_literal_block_is_found_where_it_was_written(
    lines: list[str], indent: int, chomping: str, rest: str, data: st.DataObject
) -> None:
    body = "\n".join(" " * indent + line for line in lines)
    scalar = scalar_of(f"key: |{indent}{chomping}\n{body}{rest}")
    source = scalar.mark.source
    text = scalar.text
    for index, character in enumerate(text):
        assert scalar.mark_of(index, index + 1).text == character
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    mark = scalar.mark_of(start, end)
    written = source.text[mark.start : mark.end].split("\n")
    unindented = "\n".join([written[0], *(line[indent:] for line in written[1:])])
    assert not text or unindented == text[start:end]


@given(st.text(CHARACTERS.filter(lambda one: one not in "\n\t"), max_size=20))
def test_each_character_of_a_single_quoted_text_is_found(text: str) -> None:
    scalar = scalar_of("key: '" + text.replace("'", "''") + "'\n")
    assert scalar.text == text
    for index, character in enumerate(text):
        assert scalar.mark_of(index, index + 1).text in {character, character * 2}


@pytest.mark.parametrize(
    ("text", "start", "end", "place"),
    [
        ("a: plain words\n", 6, 11, "words"),
        ("a: 'it''s'\n", 2, 3, "''"),
        ('a: "a\\tb\\u0041c"\n', 1, 4, "\\tb\\u0041"),
        ('a: "a\\\\b"\n', 1, 2, "\\\\"),
        ("a: 12\n", 1, 2, "2"),
        ("a: |2\n    two\n  one\n", 2, 5, "two"),
        ("a: |\n\n\n  x\n", 2, 3, "x"),
        ("a: |\n  \n   \n   x\n", 2, 3, "x"),
        ("a: >-\n  folded\n  text\n", 0, 3, ">-\n  folded\n  text"),
        ("a: plain\n  on two lines\n", 0, 5, "plain\n  on two lines"),
        ("a: |\n  x\n  # not a comment\n# a comment\n", 2, 3, "#"),
    ],
)
def test_span_of_a_scalar(text: str, start: int, end: int, place: str) -> None:
    assert scalar_of(text).mark_of(start, end).text == place


def test_empty_span_stands_before_its_character_and_at_the_end_behind_the_last() -> None:
    scalar = scalar_of("a: |\n  xy\n  z")
    assert (scalar.mark_of(3, 3).line, scalar.mark_of(3, 3).column) == (3, 3)
    assert (scalar.mark_of(4, 4).line, scalar.mark_of(4, 4).column) == (3, 4)
    assert scalar.mark_of(2, 2).column == 5


def test_span_past_the_end_is_cut_to_the_text() -> None:
    assert scalar_of("a: word\n").mark_of(2, 99).text == "rd"


def test_mark_of_an_empty_value_is_its_place() -> None:
    assert str(scalar_of("a:\n").mark_of(0, 5)) == "a.yml:1:3"
