"""Worlds stay below their own root, whatever links they have."""

from pathlib import Path

from generator.trial.world import Folder, Link, Rights, give_rights, write


def test_links_lead_to_nothing_outside(tmp_path: Path) -> None:
    root = write(
        tmp_path / "root",
        {
            "/var/run": Link(str(tmp_path / "outside")),
            "/var/run/file": "text",
            "/up": Link("../../.."),
            "/up/file": "text",
            "/link": Link(str(tmp_path / "target")),
        },
    )
    write(root, {"/link": "text"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["root"]
    assert (root / "link").read_text() == "text"
    assert (root / "file").read_text() == "text"


def test_rights_are_given_to_the_deepest_first(tmp_path: Path) -> None:
    root = write(tmp_path / "root", {"/a": Folder(), "/a/b": "text"})
    give_rights(root, {"/a": Rights(mode=0o500), "/a/b": Rights(mode=0o640)})
    assert (root / "a/b").stat().st_mode & 0o7777 == 0o640
