"""docs/adding-a-control.md, done as it says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.layout import formatted, place_of
from generator.pipeline import run_pipeline
from generator.source import Problems, Source
from generator.stages.models import Run
from generator.trial import judge, trials
from tests.controls.cases import cases
from tests.world.build import ROOT

PAGE = (ROOT / "docs/adding-a-control.md").read_text("utf-8")
FILES = dict(re.findall(r"^`([^`\n]+)`:\n\n```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
COMMANDS = re.findall(r"^```sh\n(auditscap new .*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def _project(root: Path, files: dict[str, str]) -> Path:
    """The project with some files of the page in it."""
    for name in ("controls", "profiles", "products"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "project.yml", root)
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def _fields(path: Path) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(path.read_text("utf-8"))
    return {name: found[name] for name in ("id", "title", "severity", "checks", "products")}


@pytest.mark.slow
def test_the_command_of_the_page_begins_with_the_control_of_the_page(tmp_path: Path) -> None:
    page, bare = _project(tmp_path / "page", FILES), _project(tmp_path / "bare", {})
    (command,) = COMMANDS
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    subprocess.run(["sh", "-ec", command], cwd=bare, env={"PATH": path}, check=True)
    written = bare / "controls/site_cron.yml"
    assert _fields(written) == _fields(page / "controls/site_cron.yml")


def test_the_files_of_the_page_are_in_their_form(tmp_path: Path) -> None:
    root = _project(tmp_path / "project", FILES)
    shutil.copytree(ROOT / "schemas", root / "schemas")
    for name, text in FILES.items():
        place = place_of(root / name)
        assert place
        assert formatted(Source(path=name, text=text), place, Problems()) == text


@pytest.mark.oscap
@pytest.mark.slow
@pytest.mark.usefixtures("oscap")
def test_the_control_of_the_page_is_built_and_its_cases_hold(tmp_path: Path) -> None:
    assert sorted(FILES) == [
        "cases/site_cron.yml",
        "controls/site_cron.yml",
        "profiles/site.yml",
    ]
    root = _project(tmp_path / "project", FILES)
    problems = Problems()
    run = run_pipeline(Run(root=root, problems=problems, products=("debian12",)), last="validate")
    assert [one.message for one in problems] == []
    rules = {item.rule.subject.rule: item for item in run.compiled}
    assert {f"site_cron_{facet}" for facet in ("configured", "loaded", "compiled")} <= set(rules)
    assert "fix-site.sh" in run.outputs[0].paths
    for trial in trials("site_cron", "debian12", run.compiled, cases(root / "cases"), problems):
        assert judge(trial, ("reference", "oscap")).wrong == (), trial.name
