"""Folders change as a whole, all of them or none, and nothing is left lying about."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.source import Problems
from generator.stages.models import OutputFile
from generator.write.exchange import exchange, exchange_by_renames
from generator.write.folder import write_folders

Files = tuple[OutputFile, ...]
Swap = Callable[[Path, Path], None]


def files(text: str, *names: str) -> Files:
    content = text.encode()
    return tuple(
        OutputFile(path=name, content=content, executable=name.endswith(".sh"))
        for name in names or ("a.xml", "b.sh")
    )


def write(root: Path, folders: dict[str, Files], problems: Problems | None = None) -> bool:
    told = Problems() if problems is None else problems
    return write_folders(root, folders, told, lambda _name, _folder: None)


def tree(root: Path) -> dict[str, tuple[int, bytes | None]]:
    """Every path below `root`, hidden ones too, with its mode and content."""
    return {
        path.relative_to(root).as_posix(): (
            path.lstat().st_mode,
            path.read_bytes() if path.is_file() else None,
        )
        for path in sorted(root.rglob("*"))
    }


@pytest.fixture
def tmpfs(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 64 KiB."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a file system")
    place = tmp_path / "tmpfs"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("mounting is forbidden here")
    yield place
    subprocess.run(["umount", "--recursive", place], check=True)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_modes_do_not_depend_on_the_umask(umask: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        assert write(tmp_path / "build", {"one": files("x")})
    finally:
        os.umask(before)
    assert tree(tmp_path / "build") == {
        "one": (0o40755, None),
        "one/a.xml": (0o100644, b"x"),
        "one/b.sh": (0o100755, b"x"),
    }


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_folders_of_files_are_made(umask: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        assert write(tmp_path, {"one": files("x", "a/b/c.xml", "a/d.sh")})
    finally:
        os.umask(before)
    assert tree(tmp_path / "one") == {
        "a": (0o40755, None),
        "a/b": (0o40755, None),
        "a/b/c.xml": (0o100644, b"x"),
        "a/d.sh": (0o100755, b"x"),
    }


def test_files_of_the_last_build_are_gone(tmp_path: Path) -> None:
    assert write(tmp_path, {"one": files("x", "old.xml")})
    assert write(tmp_path, {"one": files("y", "new.xml")})
    assert [path.name for path in tmp_path.rglob("*")] == ["one", "new.xml"]


def test_files_that_are_the_same_stay_and_others_are_written_anew(tmp_path: Path) -> None:
    names = ("a", "b.sh", "c/d", "e", "f", "g", "h/i", "j")
    write(tmp_path, {"p": files("x", *names)})
    old = tmp_path / "p"
    before = {name: (old / name).stat().st_ino for name in names}
    (old / "b.sh").chmod(0o644)
    (old / "e").write_text("y")
    os.link(old / "f", tmp_path / "another name")
    (old / "g").unlink()
    (old / "g").symlink_to("a")
    (old / "h").rename(tmp_path / "elsewhere")
    (old / "h").symlink_to("../elsewhere")
    write(tmp_path, {"p": (*files("x", *names[:-1]), *files("new", "j"))})
    after = {name: (old / name).lstat().st_ino for name in names}
    assert {name for name in names if after[name] == before[name]} == {"a", "c/d"}
    assert all((old / name).read_text() == "x" for name in names[:-1])
    assert all((old / name).stat().st_nlink == 1 for name in names)
    assert (old / "b.sh").stat().st_mode & 0o777 == 0o755


def test_other_folders_are_left_alone(tmp_path: Path) -> None:
    assert write(tmp_path, {"one": files("x"), "two": files("x")})
    before = tree(tmp_path / "two")
    assert write(tmp_path, {"one": files("y")})
    assert tree(tmp_path / "two") == before


def test_judge_sees_complete_folders_that_are_not_yet_in_place(tmp_path: Path) -> None:
    seen: list[tuple[str, list[str], bool]] = []

    def judge(name: str, folder: Path) -> None:
        inside = sorted(path.name for path in folder.iterdir())
        seen.append((name, inside, (tmp_path / name).exists()))

    folders = {"one": files("x"), "two": files("x")}
    assert write_folders(tmp_path, folders, Problems(), judge)
    assert seen == [("one", ["a.xml", "b.sh"], False), ("two", ["a.xml", "b.sh"], False)]


def test_refusal_of_one_leaves_all_untouched(tmp_path: Path) -> None:
    folders = {"one": files("x"), "two": files("x")}
    assert write(tmp_path, folders)
    before, problems = tree(tmp_path), Problems()

    def judge(name: str, _folder: Path) -> None:
        if name == "two":
            problems.add("oscap-refused", None, "no")

    changed = {"one": files("y"), "two": files("y")}
    assert not write_folders(tmp_path, changed, problems, judge)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ZeroDivisionError])
def test_stop_in_the_middle_leaves_all_untouched(
    error: type[BaseException], tmp_path: Path
) -> None:
    assert write(tmp_path, {"one": files("x")})
    before = tree(tmp_path)

    def judge(_name: str, _folder: Path) -> None:
        raise error

    with pytest.raises(error):
        write_folders(tmp_path, {"one": files("y"), "two": files("y")}, Problems(), judge)
    assert tree(tmp_path) == before


def test_folder_that_cannot_take_its_place_takes_the_others_back(tmpfs: Path) -> None:
    """A mount point cannot be renamed."""
    assert write(tmpfs, {"old": files("x")})
    (tmpfs / "stuck").mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", tmpfs / "stuck"], check=True)
    before, problems = tree(tmpfs), Problems()
    changed = {"new": files("y"), "old": files("y"), "stuck": files("y")}
    assert not write(tmpfs, changed, problems)
    assert [problem.code.id for problem in problems] == ["E501"]
    assert tree(tmpfs) == before


def test_full_disk_leaves_all_untouched(tmpfs: Path) -> None:
    assert write(tmpfs, {"one": files("x")})
    before, problems = tree(tmpfs), Problems()
    assert not write(tmpfs, {"one": files("y" * 50_000)}, problems)
    (problem,) = problems
    assert problem.message == f"cannot write to {tmpfs}: no space left on device"
    assert problem.hint == "the last good output is untouched"
    assert tree(tmpfs) == before


def test_read_only_disk_leaves_all_untouched(tmpfs: Path) -> None:
    assert write(tmpfs, {"one": files("x")})
    before, problems = tree(tmpfs), Problems()
    subprocess.run(["mount", "-o", "remount,ro", tmpfs], check=True)
    assert not write(tmpfs, {"one": files("y")}, problems)
    assert [one.message for one in problems] == [f"cannot write to {tmpfs}: read-only file system"]
    assert tree(tmpfs) == before


def test_file_in_the_place_of_the_build_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("mine")
    problems = Problems()
    assert not write(tmp_path / "build", {"one": files("x")}, problems)
    assert [one.message for one in problems] == [
        f"cannot write to {tmp_path / 'build'}: file exists"
    ]
    assert (tmp_path / "build").read_text() == "mine"


@pytest.mark.parametrize("old", ["file", "link", "dangling link"])
def test_whatever_is_in_the_place_of_a_folder_is_replaced(old: str, tmp_path: Path) -> None:
    root = tmp_path / "build"
    root.mkdir()
    elsewhere = tmp_path / "elsewhere"
    if old == "file":
        (root / "one").write_text("x")
    else:
        (root / "one").symlink_to(elsewhere)
    if old == "link":
        elsewhere.mkdir()
        (elsewhere / "precious").write_text("x")
    assert write(root, {"one": files("y")})
    assert list(tree(root)) == ["one", "one/a.xml", "one/b.sh"]
    assert not (root / "one").is_symlink()
    assert old != "link" or (elsewhere / "precious").exists()


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    assert write(tmp_path, {"one": files("x")})
    left = tmp_path / ".staged-one-killed"
    left.mkdir()
    (left / "a.xml").write_text("x")
    (tmp_path / ".mine").write_text("x")
    assert write(tmp_path, {"one": files("y")})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".mine", "one"]


def test_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    done: list[bool] = []

    def build(text: str) -> None:
        done.extend(write(tmp_path, {"one": files(text)}) for _ in range(5))

    threads = [threading.Thread(target=build, args=(text,)) for text in ("x", "y", "z")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [True] * 15
    contents = {path.read_text() for path in (tmp_path / "one").iterdir()}
    assert len(contents) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


@pytest.mark.parametrize("swap", [exchange, exchange_by_renames])
def test_exchange_lets_folders_change_places(swap: Swap, tmp_path: Path) -> None:
    for name in ("new", "old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    swap(tmp_path / "new", tmp_path / "old")
    assert list(tree(tmp_path)) == ["new", "new/old", "old", "old/new"]


@pytest.mark.parametrize("swap", [exchange, exchange_by_renames])
def test_exchange_that_fails_leaves_the_old_one(swap: Swap, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    with pytest.raises(FileNotFoundError):
        swap(tmp_path / "missing", tmp_path / "old")
    assert list(tree(tmp_path)) == ["old"]
