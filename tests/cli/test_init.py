"""`auditscap init` makes a project that builds, and touches nothing that is there."""

import json
from pathlib import Path

from tests.cli.run import auditscap, tree


def test_what_it_makes_is_a_project(tmp_path: Path) -> None:
    ran = auditscap(tmp_path, "init", "mine")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[:2] == ["mine/project.yml", "mine/controls"]
    listed = auditscap(tmp_path / "mine", "list", "--format", "json")
    assert listed.returncode == 0
    assert "debian12" in [one["product"] for one in json.loads(listed.stdout)["products"]]


def test_nothing_that_is_there_is_touched(tmp_path: Path) -> None:
    (tmp_path / "controls").mkdir()
    (tmp_path / "project.yml").symlink_to("nowhere")
    before = tree(tmp_path)
    ran = auditscap(tmp_path, "init")
    assert ran.returncode == 1
    assert "controls is there already" in ran.stderr
    assert "project.yml is there already" in ran.stderr
    assert tree(tmp_path) == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = auditscap(tmp_path, "init", "file/mine", "--format", "json")
    assert ran.returncode == 1
    (problem,) = json.loads(ran.stdout)["problems"]
    assert "cannot be written: Not a directory" in problem["message"]
