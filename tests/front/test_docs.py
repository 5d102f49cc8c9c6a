"""What the documentation says is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.cli.pages import pages
from generator.pipeline import run_pipeline
from generator.source import CODES, Problems
from generator.stages.models import Run

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
VALIDATION = (ROOT / "docs/validation.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def run() -> Run:
    done = run_pipeline(Run(root=ROOT, problems=Problems(), oscap=False))
    assert not done.problems.errors
    return done


def test_made_pages_are_as_the_code_makes_them(run: Run) -> None:
    for path, text in pages(run).items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, f"{path}: run `make golden`"


def test_every_validator_is_in_the_table(run: Run) -> None:
    for judgement in run.judgements:
        assert judgement.validator.partition(", ")[0] in VALIDATION
    for other in ("shells", "oscap ds sds-validate", "oscap xccdf validate", "xmlschema"):
        assert other in VALIDATION


def test_every_warning_that_is_left_is_explained(run: Run) -> None:
    explained = ("SRC-251-1", "SRC-207-1", "CPE URI binding")
    for judgement in run.judgements:
        for warning in judgement.warnings:
            assert any(word in warning for word in explained), warning
    assert all(word in VALIDATION for word in explained)


def test_links_between_pages_lead_to_files_and_headings() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for link in re.findall(r"\]\(([^)#:]+(?:#[^)]+)?)\)", page.read_text(encoding="utf-8")):
            target, _, heading = link.partition("#")
            assert (page.parent / target).exists(), f"{page.name}: {link}"
            assert not heading or heading in headings(page.parent / target), f"{page.name}: {link}"


def headings(page: Path) -> set[str]:
    """Give the headings of a page as links name them."""
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^a-z0-9 _-]", "", one.lower()).replace(" ", "-") for one in found}


def test_codes_that_pages_show_exist() -> None:
    known = {code.id for code in CODES}
    for code in re.findall(r"\[(E\d{3})\]", README):
        assert code in known


def test_control_of_the_readme_builds(tmp_path: Path) -> None:
    block = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert block is not None
    for folder in ("controls", "products", "profiles"):
        (tmp_path / folder).mkdir()
    (tmp_path / "controls/audit_kernel_modules.yml").write_text(block[1], encoding="utf-8")
    for name in ("project", "products/debian12", "products/linux_apt", "products/linux"):
        (tmp_path / f"{name}.yml").write_bytes((ROOT / f"{name}.yml").read_bytes())
    profile = yaml.safe_load((ROOT / "profiles/cis_level2_server.yml").read_text("utf-8"))
    rules = [one for one in profile["rules"] if one.startswith("audit_kernel_modules_")]
    profile |= {"products": ["debian12"], "rules": rules[:2]}
    del profile["rules_on"]
    path = tmp_path / "profiles/cis_level2_server.yml"
    path.write_text(yaml.safe_dump(profile, sort_keys=False), encoding="utf-8")
    problems = Problems()
    run_pipeline(Run(root=tmp_path, problems=problems, oscap=False))
    assert not [item.message for item in problems.errors]


def test_mistake_of_the_readme_is_shown_as_it_says(tmp_path: Path) -> None:
    test_control_of_the_readme_builds(tmp_path)
    path = tmp_path / "controls/audit_kernel_modules.yml"
    path.write_text(path.read_text().replace("init_module,", "init_modul,"))
    done = subprocess.run(
        [sys.executable, "-m", "generator", "validate", "--root", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    shown = re.search(r"```text\n(controls/.*?)```", README, re.DOTALL)
    assert shown is not None
    first, _, carets, hint = shown[1].strip().splitlines()
    assert done.returncode == 1
    for line in (first, carets, hint):
        assert line.strip() in done.stderr
