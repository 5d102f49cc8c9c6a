"""Generated scripts are read by their shells before they are kept."""

from pathlib import Path

from generator.source import Problems
from generator.stages.models import Output, OutputFile
from generator.validate.scripts import validate_scripts
from tests.world.build import Built


def judged(built: Built, content: bytes, folder: Path) -> Problems:
    output: Output = built.run.outputs[0]
    file = OutputFile(path="check.sh", content=content, executable=True)
    (folder / file.path).write_bytes(content)
    problems = Problems()
    validate_scripts(output.build.product.id.value, (file,), folder, problems)
    return problems


def test_scripts_of_the_project_are_readable(built: Built) -> None:
    problems = Problems()
    validate_scripts("debian12", built.run.outputs[0].files, built.folder, problems)
    assert not problems.errors


def test_broken_script_is_named_with_what_its_shell_says(built: Built, tmp_path: Path) -> None:
    (problem,) = judged(built, b"#!/bin/sh\nif true; then\n", tmp_path).errors
    assert problem.code.name == "broken-script"
    assert "sh cannot read check.sh" in problem.message
    assert str(tmp_path) not in problem.message


def test_script_for_a_shell_that_is_not_here_is_left_alone(built: Built, tmp_path: Path) -> None:
    assert not judged(built, b"#!/bin/no-such-shell\nif\n", tmp_path).errors
