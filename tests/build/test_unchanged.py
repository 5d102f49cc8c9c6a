"""What a build keeps is what a build from nothing makes, whatever was edited in between."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build import products
from generator.build.records import FOLDER
from generator.source import Problems
from generator.source.recent import begin_round, forget
from generator.stages.models import Run
from tests.cli.run import environment, invoke, tree
from tests.content import project
from tests.world.build import ROOT

Edit = Callable[[Path], object]
PRODUCT13, PARENT = "products/debian13.yml", "products/family.yml"
OTHER = "controls/other.yml"


def add_control(root: Path) -> None:
    shutil.copy(root / project.CONTROL, root / OTHER)
    project.change(root, OTHER, id="other", products={"debian13": None})


EDITS: dict[str, tuple[Edit, set[str]]] = {
    "nothing": (lambda _root: None, set()),
    "control": (
        lambda root: project.change(root, project.CONTROL, title="Another title"),
        {"debian12", "debian13"},
    ),
    "comment in a control": (
        lambda root: project.rewrite(root, project.CONTROL, "id: ", "# a comment\nid: "),
        {"debian12", "debian13"},
    ),
    "control of one product": (add_control, {"debian13"}),
    "product": (
        lambda root: project.change(root, PRODUCT13, title="Debian the thirteenth"),
        {"debian13"},
    ),
    "parent of a product": (
        lambda root: project.change(root, PARENT, uid_min=500),
        {"debian13"},
    ),
    "profile": (
        lambda root: project.change(root, project.PROFILE, description="Another one."),
        {"debian12", "debian13"},
    ),
    "project": (
        lambda root: project.change(root, project.PROJECT, publisher="Somebody else"),
        {"debian12", "debian13"},
    ),
    "file that is gone": (
        lambda root: (root / "build/debian12/manifest.json").unlink(),
        {"debian12"},
    ),
    "file that is another": (
        lambda root: (root / "build/debian12/manifest.json").write_text("{}"),
        {"debian12"},
    ),
    "file too many": (lambda root: (root / "build/debian13/x").write_text(""), {"debian13"}),
    "mode of a file": (
        lambda root: (root / "build/debian13/manifest.json").chmod(0o600),
        {"debian13"},
    ),
    "record that cannot be read": (
        lambda root: (root / f"build/{FOLDER}/debian12.json").write_text('{"format": 1'),
        {"debian12"},
    ),
    "what kept to schemas cannot be read": (
        lambda root: (root / f"build/{FOLDER}/held").write_bytes(b"x" * 99),
        set(),
    ),
    "judged parts that cannot be read": (
        lambda root: (root / f"build/{FOLDER}/judged").write_bytes(b"x" * 99),
        set(),
    ),
}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project.valid(tmp_path_factory.mktemp("before"))
    project.second_product(root)
    (root / PARENT).write_text("id: family\nabstract: true\nuid_min: 1000\n", "utf-8")
    project.rewrite(root, PRODUCT13, "uid_min: 1000\n", "extends: family\n")
    assert build(root) == {"debian12", "debian13"}
    return root


def build(root: Path) -> set[str]:
    """Build, and say what was written anew."""
    folders = {path.name: path.stat().st_ino for path in (root / "build").glob("[!.]*")}
    ran = invoke(root, "build", "--no-oscap", "--jobs", "1")
    assert (ran.stderr, ran.exit_code) == ("", 0)
    now = {path.name: path.stat().st_ino for path in (root / "build").glob("[!.]*")}
    return {name for name, number in now.items() if folders.get(name) != number}


@pytest.mark.parametrize("name", EDITS)
def test_edit_rebuilds_what_it_changes_as_from_nothing(
    name: str, before: Path, tmp_path: Path
) -> None:
    root, (edit, changed) = tmp_path / "edited", EDITS[name]
    shutil.copytree(before, root)
    edit(root)
    assert build(root) == changed
    shutil.copytree(root, tmp_path / "clean", ignore=shutil.ignore_patterns("build"))
    build(tmp_path / "clean")
    assert tree(root / "build") == tree(tmp_path / "clean/build")
    assert build(root) == set()


def test_deleted_control_is_missed(before: Path, tmp_path: Path) -> None:
    root = tmp_path / "edited"
    shutil.copytree(before, root)
    add_control(root)
    assert build(root) == {"debian13"}
    (root / OTHER).unlink()
    assert build(root) == {"debian13"}
    assert tree(root / "build") == tree(before / "build")


def test_what_kept_to_other_schemas_is_held_against_these(
    before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "edited"
    shutil.copytree(before, root)
    known: set[bytes] = set()
    monkeypatch.setattr("generator.source.schema.KNOWN", set())
    monkeypatch.setattr("generator.build.products.KNOWN", known)
    build(root)
    assert len(known) == len(list(root.glob("*/*.yml"))) + 1
    held = root / f"build/{FOLDER}/held"
    held.write_bytes(b"x" + held.read_bytes()[1:])
    known.clear()
    build(root)
    assert not known


def test_rebuilds_in_one_process_make_what_a_clean_build_makes(
    before: Path, tmp_path: Path
) -> None:
    root = tmp_path / "watched"
    shutil.copytree(before, root)
    run = Run(root=root, problems=Problems(), folder=root / "build", oscap=False)
    edits = [edit for name, (edit, _) in EDITS.items() if "cannot" not in name]
    try:
        for number, edit in enumerate([*edits, edits[0]]):
            begin_round()
            edit(root)
            built = products.build(replace(run, problems=Problems()), outside=False)
            assert not built.run.problems.errors
            clean = tmp_path / f"clean{number}"
            shutil.copytree(root, clean, ignore=shutil.ignore_patterns("build"))
            build(clean)
            assert tree(root / "build") == tree(clean / "build")
    finally:
        forget()


def test_errors_of_products_that_did_not_change_are_told(before: Path, tmp_path: Path) -> None:
    root = tmp_path / "edited"
    shutil.copytree(before, root)
    project.change(root, project.CONTROL, severity="mild")
    ran = invoke(root, "build", "--no-oscap")
    assert ran.exit_code == 1
    assert "mild" in ran.stderr
    assert tree(root / "build") == tree(before / "build")


def test_several_processes_make_the_same(before: Path, tmp_path: Path) -> None:
    root = tmp_path / "edited"
    shutil.copytree(before, root, ignore=shutil.ignore_patterns("build"))
    ran = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--no-oscap", "--jobs", "2", "--root", root],
        cwd=ROOT,
        env=environment(),
        check=True,
        capture_output=True,
    )
    assert ran.stderr == b""
    assert tree(root / "build") == tree(before / "build")


OWN: dict[str, tuple[str, str, str]] = {
    "template": ("templates/shared/role.md.j2", "#", "##"),
    "schema": ("schemas/control.schema.json", '"severity"', '"severity" '),
    "code": ("generator/stages/emit.py", '"auditscap"', '"auditscap2"'),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", OWN)
def test_edit_of_the_generator_rebuilds_everything(name: str, before: Path, tmp_path: Path) -> None:
    root, own = tmp_path / "project", tmp_path / "own"
    shutil.copytree(before, root)
    for folder in ("generator", "templates", "schemas"):
        shutil.copytree(ROOT / folder, own / folder)
    path, old, new = OWN[name]
    assert run_own(own, root) == set()
    project.rewrite(own, path, old, new)
    assert run_own(own, root) == {"debian12", "debian13"}
    clean = tmp_path / "clean"
    shutil.copytree(root, clean, ignore=shutil.ignore_patterns("build"))
    run_own(own, clean)
    assert tree(root / "build") == tree(clean / "build")


def run_own(own: Path, root: Path) -> set[str]:
    folders = {path.name: path.stat().st_ino for path in (root / "build").glob("[!.]*")}
    subprocess.run(
        [sys.executable, "-m", "generator", "build", "--no-oscap", "--root", root],
        cwd=own,
        env=environment(),
        check=True,
        capture_output=True,
    )
    now = {path.name: path.stat().st_ino for path in (root / "build").glob("[!.]*")}
    return {name for name, number in now.items() if folders.get(name) != number}
