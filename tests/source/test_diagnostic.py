"""Diagnostics come sorted, each once, under a code that exists."""

import json

import pytest

from generator.source import CODES, Mark, Problems, Source, choose, code, listed, render, to_json

SOURCE = Source(path="a.yml", text="one: two\nthree: four\n")


def mark(start: int, end: int) -> Mark:
    return Mark(source=SOURCE, start=start, end=end)


def test_problems_come_sorted_and_each_once() -> None:
    problems = Problems()
    problems.add("unknown-key", mark(9, 14), "second")
    problems.add("E203", mark(5, 8), "wrong type")
    problems.add("unknown-key", mark(9, 14), "second")
    problems.add("E201", mark(5, 8), "key")
    problems.add("oscap-missing", None, "oscap is not installed")
    assert [(one.code.id, one.message) for one in problems] == [
        ("E502", "oscap is not installed"),
        ("E201", "key"),
        ("E203", "wrong type"),
        ("E201", "second"),
    ]


def test_paths_are_sorted_before_lines() -> None:
    problems = Problems()
    for path in ("b.yml", "a.yml"):
        problems.add("unknown-key", Source(path=path, text="x").whole(), "key")
    assert [one.mark.path for one in problems if one.mark] == ["a.yml", "b.yml"]


@pytest.mark.parametrize("word", ["no-such-code", "E999", ""])
def test_code_outside_the_table_is_our_bug(word: str) -> None:
    with pytest.raises(KeyError):
        Problems().add(word, None, "message")


def test_codes_have_one_id_one_name_and_one_sentence() -> None:
    assert len({one.id for one in CODES}) == len({one.name for one in CODES}) == len(CODES)
    for one in CODES:
        assert one.id[0] == "E"
        assert one.id[1:].isdecimal()
        assert one.name == one.name.lower()
        assert one.meaning.endswith(".")
        assert code(one.name) is code(one.id) is one


def test_diagnostic_without_place() -> None:
    problems = Problems()
    problems.add("oscap-missing", None, "oscap is not installed", "install openscap-scanner")
    (found,) = problems
    assert render(found) == (
        "error: oscap is not installed [E502]\n  hint: install openscap-scanner"
    )
    assert to_json(found)["line"] is None


def test_plain_form_is_json() -> None:
    problems = Problems()
    problems.add("unknown-key", mark(9, 14), "unknown key 'three'", "known keys: one")
    (found,) = problems
    assert json.loads(json.dumps(to_json(found))) == {
        "code": "E201",
        "name": "unknown-key",
        "severity": "error",
        "path": "a.yml",
        "line": 2,
        "column": 1,
        "length": 5,
        "message": "unknown key 'three'",
        "hint": "known keys: one",
    }


def test_mark_over_several_lines_is_shown_on_its_first() -> None:
    problems = Problems()
    problems.add("unknown-key", mark(5, 20), "message")
    (found,) = problems
    assert render(found).splitlines()[1:] == ["  1 | one: two", "    |      ^^^"]


def test_empty_mark_at_the_end_of_a_line_has_a_caret() -> None:
    problems = Problems()
    problems.add("unknown-key", mark(8, 8), "message")
    (found,) = problems
    assert render(found).splitlines()[2] == "    |         ^"


def test_escape_sequences_never_reach_the_terminal() -> None:
    source = Source(path="\x1b[2J.yml", text="a: \x1b[31m\u202e")
    problems = Problems()
    problems.add("unknown-key", source.whole(), "found \x1b[0m", "write \x07")
    (found,) = problems
    assert "\x1b" not in render(found)
    assert "\x07" not in render(found)
    assert "\u202e" not in render(found)


def test_hint_names_the_nearest_choice_or_all() -> None:
    assert choose("Hgih", ("low", "high")) == "did you mean 'high'?"
    assert choose("zzz", ("low", "medium", "high")) == "write low, medium or high"
    assert listed(["a"]) == "a"


def test_where_there_is_no_choice_the_hint_says_so() -> None:
    assert choose("debian12", ()) == "there is none"
