"""A watching build follows what is saved, and ends when it is told to."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.watch import Watch
from tests.cli.run import environment
from tests.content import project
from tests.world.build import ROOT

SECONDS = 30


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Path, "subprocess.Popen[str]"]]:
    root = project.valid(tmp_path)
    command = [sys.executable, "-m", "generator", "build", "--watch", "--no-oscap", "--root"]
    with (tmp_path / "said").open("w") as said:
        process = subprocess.Popen(
            [*command, str(root)],
            cwd=ROOT,
            env=environment(PYTHONUNBUFFERED="1"),
            stdout=said,
            stderr=said,
            encoding="utf-8",
        )
        yield root, process
        process.kill()
        process.wait()


def wait_for(root: Path, words: str, count: int = 1) -> str:
    said = ""
    for _ in range(SECONDS * 20):
        said = (root / "said").read_text()
        if said.count(words) >= count:
            return said
        time.sleep(0.05)
    pytest.fail(f"{words!r} is not in {said!r}")


def test_saved_broken_deleted_and_mended_files_are_followed(
    watched: tuple[Path, "subprocess.Popen[str]"],
) -> None:
    root, process = watched
    control = root / project.CONTROL
    stream = root / "build/debian12/auditscap-debian12-ds.xml"
    wait_for(root, "validators outside")
    project.change(root, project.CONTROL, title="A title of its own")
    wait_for(root, "validators outside", 2)
    good = stream.read_bytes()
    assert b"A title of its own" in good
    saved = control.read_text("utf-8")
    control.write_text(saved[: len(saved) // 2] + "\n  [", "utf-8")
    said = wait_for(root, "not built")
    assert "^" in said
    control.unlink()
    wait_for(root, "not built", 2)
    assert stream.read_bytes() == good
    control.write_text(saved.replace("of its own", "once more"), "utf-8")
    wait_for(root, "validators outside", 3)
    assert b"A title once more" in stream.read_bytes()
    process.send_signal(signal.SIGINT)
    assert process.wait(SECONDS) == 0
    assert "Traceback" not in (root / "said").read_text()
    shutil.rmtree(root / "build")


def test_changes_are_waited_for_until_they_rest(tmp_path: Path) -> None:
    root = project.valid(tmp_path)
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if 2 <= len(pauses) <= 4:
            with (root / project.CONTROL).open("a") as file:
                file.write("# more\n")

    watching = Watch(root, pause)
    watching.begin()
    assert watching.wait()
    assert len(pauses) == 5
