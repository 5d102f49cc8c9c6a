"""Each diagnostic has an example: lines that have this problem and no other, and lines without."""

import subprocess
import sys
from itertools import groupby
from pathlib import Path

import pytest

from generator.cli.examples import Shown, Told, load_groups, problems_of, to_bytes
from generator.source import CODES, Problems, render

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs/diagnostics"
GROUPS = load_groups(FOLDER, "docs/diagnostics", Problems())
EXAMPLES = {one.code.name: (one, group) for group in GROUPS for one in group.examples}
SHOWN = [name for name, (one, _) in EXAMPLES.items() if isinstance(one, Shown)]


def test_every_code_has_an_example_in_its_order() -> None:
    assert list(EXAMPLES) == [code.name for code in CODES]
    numbers = [one.code.id[:2] for one, _ in EXAMPLES.values()]
    assert len(list(groupby(numbers))) == len(GROUPS)


def test_most_examples_are_lines_that_can_be_tried() -> None:
    assert len(SHOWN) >= 80


@pytest.mark.parametrize("name", SHOWN)
def test_bad_lines_have_the_problem_and_good_lines_have_none(name: str) -> None:
    example, group = EXAMPLES[name]
    assert isinstance(example, Shown)
    found = problems_of(example.bad, group.project)
    assert {one.code.name for one in found} == {name, *example.also}
    assert [render(one) for one in problems_of(example.good, group.project)] == []


@pytest.mark.parametrize("name", SHOWN)
def test_problem_is_told_with_a_hint_unless_its_message_says_all(name: str) -> None:
    example, group = EXAMPLES[name]
    assert isinstance(example, Shown)
    for problem in problems_of(example.bad, group.project):
        assert problem.hint, render(problem)
        assert problem.hint[-1] != "."
        assert problem.message[0] == problem.message[0].lower()


def test_tests_that_examples_in_words_name_exist() -> None:
    named = [one.test for one, _ in EXAMPLES.values() if isinstance(one, Told)]
    command = (sys.executable, "-m", "pytest", "--collect-only", "-q", *named)
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
    assert set(named) <= set(found.stdout.splitlines())


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a ⟨TAB⟩b", b"a \tb"),
        ("⟨BOM⟩⟨CR⟩⟨ESC⟩", b"\xef\xbb\xbf\r\x1b"),
        ("f⟨byte FC⟩r für", b"f\xfcr f\xc3\xbcr"),
        ("⟨3 times -S x ⟩-k", b"-S x -S x -S x -k"),
        ("⟨else⟩", "⟨else⟩".encode()),
    ],
)
def test_words_between_angle_brackets_stand_for_bytes(text: str, meant: bytes) -> None:
    assert to_bytes(text) == meant


@pytest.mark.parametrize(
    ("example", "message"),
    [
        ("no-such: {why: x, bad: a, good: b}", "there is no code 'no-such'"),
        ("alias: {why: x, bad: a, good: b}", "project.yml of the example project does not have"),
        ("alias: {why: x, file: no.yml, bad: a, good: b}", "the example project has no file"),
        ("alias: {why: x, bad: a}", "'alias' is not as it must be"),
    ],
)
def test_example_that_cannot_be_laid_over_the_project_is_told(
    example: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "project").symlink_to(FOLDER / "project")
    text = f"title: Some\nfile: project.yml\nexamples:\n  {example}\n"
    (tmp_path / "some.yml").write_text(text, encoding="utf-8")
    problems = Problems()
    load_groups(tmp_path, "docs/diagnostics", problems)
    (problem, *_) = problems
    assert problem.message.startswith(message)
    assert str(problem.mark) == "docs/diagnostics/some.yml:4:3"
