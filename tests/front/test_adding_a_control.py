"""docs/adding-a-control.md, done as it says."""

import re
import shutil
from pathlib import Path

import pytest

from generator.kinds.protocol import System
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Run
from tests.controls.cases import cases
from tests.controls.chapter import system
from tests.controls.judging import oval
from tests.world.build import ROOT
from tests.world.world import Folder, write

PAGE = (ROOT / "docs/adding-a-control.md").read_text("utf-8")
FILES = dict(re.findall(r"^`([^`\n]+)`:\n\n```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


def _project(root: Path) -> Path:
    """The project with the page's files in it."""
    for name in ("controls", "profiles", "products"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "project.yml", root)
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


@pytest.mark.oscap
@pytest.mark.slow
@pytest.mark.usefixtures("oscap")
def test_the_control_of_the_page_is_built_and_its_cases_hold(tmp_path: Path) -> None:
    assert sorted(FILES) == [
        "cases/site_cron.yml",
        "controls/site_cron.yml",
        "profiles/site.yml",
    ]
    root = _project(tmp_path / "project")
    problems = Problems()
    run = run_pipeline(Run(root=root, problems=problems, products=("debian12",)), last="validate")
    assert [one.message for one in problems] == []
    rules = {item.rule.subject.rule: item for item in run.compiled}
    assert {f"site_cron_{facet}" for facet in ("configured", "loaded", "compiled")} <= set(rules)
    assert "fix-site.sh" in run.outputs[0].paths
    item = rules["site_cron_configured"]
    for at, case in enumerate(cases(root / "cases")):
        (folder := tmp_path / str(at)).mkdir()
        target = write(folder / "root", {**system(case.rules), "/etc/cron.d": Folder()})
        product = item.rule.subject.product
        there = System(root=target, architecture="x86_64", product=product)
        check = item.rule.check
        holds = check.kind.holds(check.parameters, item.rule.facet, there)
        assert (holds, oval(item, target, folder)) == (case.holds, case.oval), case.id
