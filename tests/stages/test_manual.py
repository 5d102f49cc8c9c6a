"""A rule that people cannot be asked about is not in the manual stream; the rest is whole."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from generator.markup.namespaces import PREFIXES
from generator.ocil.emit import questions_of
from generator.ocil.models import Question, Questionnaire, Sheet
from generator.pipeline import STAGES, run_pipeline
from generator.source import Problems
from generator.stages.models import Output, Run
from tests.content import project

STREAM = "auditscap-debian12-ds-manual.xml"


def output(root: Path, *, silent: tuple[str, ...]) -> Output:
    """Build the valid project, where the facets `silent` have no questionnaire."""
    run = run_pipeline(Run(root=project.valid(root), problems=Problems()), last="compile")
    run = replace(
        run,
        compiled=tuple(
            replace(item, questionnaire=None) if item.rule.facet.suffix in silent else item
            for item in run.compiled
        ),
    )
    for name, stage in STAGES:
        if name in ("assemble", "emit", "validate"):
            run = stage(run)
    assert [problem.message for problem in run.problems] == []
    return run.outputs[0]


def test_rule_without_a_questionnaire_is_left_out(tmp_path: Path) -> None:
    made = output(tmp_path, silent=("loaded",))
    root = etree.fromstring(made.file(STREAM).content)
    rules = [rule.get("id", "") for rule in root.iterfind(".//xccdf:Rule", PREFIXES)]
    assert [rule.rpartition("_")[2] for rule in rules] == ["configured", "compiled", "symlinks"]
    assert b"_loaded" not in made.file(STREAM).content
    assert b"auditing_is_on" not in made.file(STREAM).content
    told = json.loads(made.file("manifest.json").content)
    assert list(told["manual"]["questionnaires"]) == rules
    assert len(told["rules"]) == 4


def test_without_any_questionnaire_there_is_no_manual_stream(tmp_path: Path) -> None:
    made = output(tmp_path, silent=("configured", "loaded", "compiled", "symlinks"))
    assert not any("manual" in path or "ocil" in path for path in made.paths)
    assert "manual" not in json.loads(made.file("manifest.json").content)


def test_two_questions_of_one_name_are_a_bug() -> None:
    sheets = tuple(
        Sheet(
            name=text,
            title="",
            description=(),
            references=(),
            questionnaire=Questionnaire(questions=(Question(name="one", text=text, steps=()),)),
        )
        for text in ("a", "b")
    )
    assert len(questions_of(sheets[:1] * 2)) == 1
    with pytest.raises(ValueError, match="two different questions are called 'one'"):
        questions_of(sheets)
