"""`auditscap diff`: files, folders, exit status, JSON."""

import json
import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli.main import cli
from tests.world.build import Built


def diff(*words: object) -> Result:
    return CliRunner().invoke(cli, ["diff", *map(str, words)])


def test_a_stream_is_the_same_as_itself(built: Built) -> None:
    ran = diff(built.stream, built.stream)
    assert (ran.exit_code, ran.stdout) == (0, "the same\n")


def test_a_build_is_compared_stream_by_stream(built: Built, tmp_path: Path) -> None:
    shutil.copytree(built.folder, tmp_path / "new")
    stream = tmp_path / "new" / built.stream.name
    stream.write_text(stream.read_text("utf-8").replace('severity="medium"', 'severity="high"'))
    ran = diff(built.folder, tmp_path / "new")
    assert ran.exit_code == 1
    assert "rules: 4 changed" in ran.stdout
    assert "severity: 'medium' -> 'high'" in ran.stdout
    assert "2 data streams, 1 of them the same" in ran.stdout
    plain = json.loads(diff(built.folder, tmp_path / "new", "--format", "json").stdout)
    (changed,) = (one for one in plain["streams"] if not one["same"])
    assert changed["differences"][0]["changes"][0]["new"] == "high"


def test_trouble_is_no_difference(built: Built, tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("<a/>")
    assert diff(built.stream, tmp_path / "x.xml").exit_code == 2
    assert diff(built.stream, tmp_path / "missing").exit_code == 2
    assert diff(built.stream, tmp_path).exit_code == 2
    (tmp_path / "empty").mkdir()
    assert "E513" in diff(tmp_path / "empty", tmp_path / "empty").stderr
