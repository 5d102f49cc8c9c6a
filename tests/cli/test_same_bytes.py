"""Law: the same input gives the same bytes, whoever builds it, wherever and whenever."""

import os
import re
import socket
from pathlib import Path

import pytest

from tests.cli.run import auditscap, tree
from tests.content import project

RELEASED = "2025-11-22T00:00:00"
ELSEWHERE = {
    "PYTHONHASHSEED": "12345",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "HOME": "/nonexistent/someone",
    "USER": "someone",
    "SOURCE_DATE_EPOCH": "",
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of a project with two products and letters beyond ASCII."""
    root = tmp_path_factory.mktemp("here")
    return built(root, PYTHONHASHSEED="0", TZ="America/Anchorage")


def built(root: Path, *arguments: str, **variables: str) -> Path:
    project.valid(root)
    project.second_product(root)
    project.change(root, project.CONTROL, title="Grüße 漢字 🎉")
    ran = auditscap(root, "build", "--no-oscap", *arguments, **variables)
    assert (ran.stderr, ran.returncode) == ("", 0)
    return root / "build"


def test_place_time_and_environment_change_no_byte(here: Path, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        there = built(tmp_path / "a/long way/from here/zanzibar", **ELSEWHERE)
    finally:
        os.umask(before)
    assert tree(there) == tree(here)


def test_second_build_changes_no_byte(here: Path) -> None:
    before = tree(here)
    built(here.parent)
    assert tree(here) == before


def test_product_is_the_same_built_alone(here: Path, tmp_path: Path) -> None:
    alone = built(tmp_path, "--product", "debian13")
    assert tree(alone / "debian13") == tree(here / "debian13")


def test_output_names_no_machine_place_or_time_of_its_making(here: Path) -> None:
    for _, content in tree(here).values():
        text = (content or b"").decode()
        assert str(here.parent) not in text
        assert str(Path(__file__).parents[2]) not in text
        assert not re.search(rf"\b{re.escape(socket.gethostname())}\b", text)
        assert set(re.findall(r"\d{4}-\d{2}-\d{2}T[\d:]+", text)) <= {RELEASED}


def test_release_date_of_the_project_is_the_time_of_everything(here: Path) -> None:
    for path in here.glob("*/*-ds.xml"):
        text = path.read_text("utf-8")
        assert set(re.findall(r'(?:timestamp|time)="([^"]*)"', text)) == {RELEASED}
        assert set(re.findall(r"timestamp>([^<\s]+)<", text)) == {RELEASED}
        assert set(re.findall(r' date="([^"]*)"', text)) == {RELEASED.partition("T")[0]}


def test_source_date_epoch_overrides_the_release_date(here: Path, tmp_path: Path) -> None:
    other = built(tmp_path, SOURCE_DATE_EPOCH="1700000000", TZ="Asia/Tokyo")
    stream = "debian12/auditscap-debian12-ds.xml"
    text = (other / stream).read_text("utf-8")
    assert RELEASED not in text
    before = (here / stream).read_text("utf-8")
    changed = before.replace(RELEASED, "2023-11-14T22:13:20").replace("2025-11-22", "2023-11-14")
    assert text == changed


def test_text_files_end_with_one_newline_and_have_unix_line_ends(here: Path) -> None:
    for name, (_, content) in tree(here).items():
        if content is None:
            continue
        assert content.endswith(b"\n")
        assert not content.endswith(b"\n\n")
        assert b"\r" not in content
        assert b"\t" not in content or name.endswith((".sh", ".xml", ".yml"))
