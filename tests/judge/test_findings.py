"""Every code is documented with examples, and found in the bad ones alone."""

import json
from pathlib import Path

import pytest

from generator.judge import CODES
from tests.judge.examples import Example, examples, headings
from tests.judge.run import judge

ALL = tuple(examples())
WITHOUT = {"R503", "R601", "R602"}


def test_the_page_has_each_code_in_order() -> None:
    assert headings() == tuple((one.id, one.name, one.severity) for one in CODES)


def test_each_code_has_a_bad_and_a_good_example() -> None:
    expected = [(one.id, bad) for one in CODES if one.id not in WITHOUT for bad in (True, False)]
    assert [(one.code, one.bad) for one in ALL] == expected


@pytest.mark.parametrize("example", ALL, ids=lambda one: one.id)
def test_an_example(example: Example, tmp_path: Path) -> None:
    arguments = example.arguments(tmp_path)
    done = judge("--no-controls", "--format", "json", *arguments)
    found = json.loads(done.stdout)["findings"]
    assert {one["code"] for one in found} == ({example.code} if example.bad else set()), found
    severity = next(one.severity for one in CODES if one.id == example.code)
    assert done.exit_code == int(example.bad and severity == "error")
    for one in found:
        if one["line"] is not None and example.how == "folder":
            assert Path(one["path"]).parent == tmp_path
