"""A rule must be possible to check in some language."""

from dataclasses import replace
from pathlib import Path

from generator.kinds.protocol import Unsupported
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.compile import compile_rules
from generator.stages.models import Run
from tests.content import project


class Speechless:
    """A kind that no back end can say."""

    def __getattr__(self, name: str) -> object:
        assert name.startswith("to_")
        return lambda *_given: Unsupported(reason=f"{name} is not written yet")


def test_rule_that_no_language_can_check_is_named_with_the_reasons(tmp_path: Path) -> None:
    root = project.valid(tmp_path)
    run = run_pipeline(Run(root=root, problems=Problems()), last="resolve")
    first, *others = run.rules
    mute = replace(first, check=replace(first.check, kind=Speechless()))  # type: ignore[arg-type]  # has what is used
    compile_rules(replace(run, rules=(mute, *others)))
    (problem,) = run.problems
    assert problem.code.name == "unsupported-check"
    assert problem.message.startswith(f"rule '{first.subject.rule}' cannot be checked: to_oval is")
    assert problem.mark == first.check.mark
