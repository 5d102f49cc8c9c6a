"""A release: archives with the same bytes for the same input, whole or not at all."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from generator.cli.release import LISTS
from tests.cli.run import auditscap, invoke, tree
from tests.content import project

COMMAND = ("release", "--no-oscap")
NAMES = {
    "auditscap-1.0.0-debian12.tar.gz",
    "auditscap-1.0.0-debian13.tar.gz",
    "auditscap-1.0.0-datastreams.zip",
    "SHA256SUMS",
}
LOADED = "xccdf_org.auditscap.content_rule_audit_kernel_modules_loaded"


def made(root: Path) -> Path:
    project.valid(root)
    project.second_product(root)
    project.change(root, project.PROJECT, version="1.0.0")
    (root / "LICENSE").write_text("licence\n")
    return root


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two products that has been released once."""
    root = made(tmp_path_factory.mktemp("released"))
    ran = invoke(root, *COMMAND, "--record")
    assert (ran.stderr, ran.exit_code) == ("", 0)
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(released, tmp_path / "project")


def test_sums_are_right_for_sha256sum(released: Path) -> None:
    folder = released / "build/release"
    assert {path.name for path in folder.iterdir()} == NAMES
    ran = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout.count(": OK\n")) == (0, len(NAMES) - 1)


def test_archive_of_a_product_is_its_folder(released: Path, tmp_path: Path) -> None:
    path = released / "build/release/auditscap-1.0.0-debian13.tar.gz"
    with tarfile.open(path) as archive:
        owners = {(one.uid, one.gid, one.uname, one.gname) for one in archive}
        assert owners == {(0, 0, "", "")}
        assert len({one.mtime for one in archive}) == 1
    subprocess.run(["tar", "-xzf", str(path), "-C", str(tmp_path)], check=True)
    folder = tmp_path / "auditscap-1.0.0-debian13"
    assert (folder / "LICENSE").read_text() == "licence\n"
    (folder / "LICENSE").unlink()
    assert tree(folder) == tree(released / "build/debian13")


def test_zip_file_has_every_data_stream(released: Path) -> None:
    with zipfile.ZipFile(released / "build/release/auditscap-1.0.0-datastreams.zip") as archive:
        for product in ("debian12", "debian13"):
            name = f"auditscap-{product}-ds.xml"
            assert archive.read(name) == (released / "build" / product / name).read_bytes()
        assert len(archive.namelist()) == 2


def test_place_time_and_environment_change_no_byte(released: Path, tmp_path: Path) -> None:
    root = made(tmp_path / "elsewhere")
    before = os.umask(0o077)
    try:
        ran = auditscap(root, *COMMAND, TZ="Asia/Tokyo", HOME="/x", PYTHONHASHSEED="9")
    finally:
        os.umask(before)
    assert (ran.stderr, ran.returncode) == ("", 0)
    assert tree(root / "build/release") == tree(released / "build/release")


def test_json_tells_what_was_made(root: Path) -> None:
    data = json.loads(invoke(root, *COMMAND, "--format", "json").stdout)
    assert {item["file"] for item in data["archives"]} == NAMES
    for item in data["archives"]:
        content = (root / "build/release" / item["file"]).read_bytes()
        assert item["bytes"] == len(content)
        assert item["sha256"] == hashlib.sha256(content).hexdigest()
    assert (data["version"], data["new_ids"], data["recorded"]) == ("1.0.0", [], None)
    assert data["problems"] == []


def refused(root: Path, words: str) -> None:
    before = tree(root)
    ran = invoke(root, *COMMAND, "--record")
    assert words in ran.stderr
    assert ran.stderr.endswith("nothing written\n")
    assert (ran.stdout, ran.exit_code) == ("", 1)
    assert tree(root) == before


def test_release_without_a_released_id_is_refused(root: Path) -> None:
    name = "audit_module_files"
    (root / project.CONTROL).rename(root / f"controls/{name}.yml")
    project.change(root, f"controls/{name}.yml", id=name)
    text = (root / project.PROFILE).read_text().replace("audit_kernel_modules_", f"{name}_")
    (root / project.PROFILE).write_text(text)
    refused(
        root,
        f"error: {LISTS}/1.0.0.json: debian12: {LOADED} (Rule of audit_kernel_modules) is gone"
        " [E510]\n  hint: bring it back, or name its successor",
    )


def test_release_after_an_unreadable_list_is_refused(root: Path) -> None:
    (root / LISTS / "0.9.0.json").write_text("{")
    refused(root, f"error: {LISTS}/0.9.0.json cannot be read: ")


def test_release_of_content_with_mistakes_is_refused(root: Path) -> None:
    project.change(root, project.CONTROL, severity="mild")
    refused(root, "controls/audit_kernel_modules.yml:3:11: error: ")


def test_id_with_a_successor_may_go(root: Path) -> None:
    path = root / LISTS / "0.9.0.json"
    path.write_text(json.dumps({"debian12": {"old": "Rule of audit_kernel_modules"}}))
    refused(root, "debian12: old (Rule of audit_kernel_modules) is gone")
    (root / "CHANGELOG.md").write_text(f"- `old` -> `{LOADED}`\n")
    assert invoke(root, *COMMAND).exit_code == 0


def test_new_ids_are_told_and_recorded_when_it_is_asked(root: Path) -> None:
    before = (root / LISTS / "1.0.0.json").read_bytes()
    project.second_product(root, "debian14")
    project.change(
        root, project.CONTROL, products=dict.fromkeys(["debian12", "debian13", "debian14"])
    )
    project.change(root, project.PROFILE, products=["debian12", "debian13", "debian14"])
    ran = invoke(root, *COMMAND)
    new = [line for line in ran.stdout.splitlines() if line.startswith("    debian14: ")]
    assert " 23 of them new" in ran.stdout
    assert len(new) == 20
    assert "\n    and 3 more\n" in ran.stdout
    assert "not yet recorded: --record writes the list of ids" in ran.stdout
    assert (root / LISTS / "1.0.0.json").read_bytes() == before
    ran = invoke(root, *COMMAND, "--record")
    assert f"recorded in {LISTS}/1.0.0.json" in ran.stdout
    assert [line for line in ran.stdout.splitlines() if line.startswith("    debian14: ")] == new
    assert set(json.loads((root / LISTS / "1.0.0.json").read_bytes())) == {
        "debian12",
        "debian13",
        "debian14",
    }
    assert " 0 of them new" in invoke(root, *COMMAND).stdout


def test_archives_are_told_where_only_the_recording_fails(root: Path) -> None:
    shutil.rmtree(root / LISTS)
    (root / LISTS).write_text("in the way")
    before = {name: (root / "build/release" / name).read_bytes() for name in NAMES}
    shutil.rmtree(root / "build")
    ran = invoke(root, *COMMAND, "--record")
    assert ran.exit_code == 1
    assert f"{root / LISTS} cannot be made: File exists [" in ran.stderr
    assert ran.stderr.endswith("\n1 error, the archives are written, the ids are not recorded\n")
    assert all(name in ran.stdout for name in NAMES)
    assert "not yet recorded" in ran.stdout
    assert before == {name: (root / "build/release" / name).read_bytes() for name in NAMES}
    data = json.loads(invoke(root, *COMMAND, "--record", "--format", "json").stdout)
    assert {item["file"] for item in data["archives"]} == NAMES
    assert data["recorded"] is None
    assert len(data["problems"]) == 1
