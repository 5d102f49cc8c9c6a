"""Awk programs as tests run them: their text, the awks here, what the shell answers them."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from generator.audit import FileSystem, SymbolicLink
from generator.audit.places import TOO_MANY_LINKS, Place, follow, watched
from tests.world.build import ROOT

FOLDER: Final = ROOT / "templates/audit_rules/awk"
AWKS: Final = tuple(
    words
    for words in (("mawk",), ("gawk", "--posix"), ("busybox", "awk"))
    if shutil.which(words[0])
)


def program(names: Iterable[str]) -> str:
    """Return the text of files of the program, one behind the other."""
    return "\n".join((FOLDER / f"{name}.awk").read_text("ascii") for name in names)


def run(awk: tuple[str, ...], script: Path, text: bytes, *settings: str) -> bytes:
    """Run a script that reads `text`; return what it prints."""
    done = subprocess.run(
        [*awk, *(f"-v{setting}" for setting in settings), "-f", str(script)],
        input=text,
        env={"PATH": os.defpath, "LC_ALL": "C"},
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def answers(path: str, files: FileSystem) -> Iterator[tuple[str, str]]:
    """Say what the shell answers about a path, table by table, where it is not empty."""
    kind = _kind(path, files)
    if kind != "missing":
        yield "place_kind", kind
    here, led = watched(path, files), follow(path, files)
    if isinstance(here, Place):
        yield "place_here", here.path
        if isinstance(here.entry, SymbolicLink):
            yield "place_link", "1"
    if isinstance(led, Place) and led.entry == "folder":
        yield "place_led", led.path


def _kind(path: str, files: FileSystem) -> str:
    found = follow(path, files)
    if found == TOO_MANY_LINKS:
        return "loop"
    if isinstance(found, Place) and found.entry is not None:
        return "dir" if found.entry == "folder" else "file"
    above, _, name = path.rpartition("/")
    folder = follow(above or "/", files)
    if isinstance(folder, str):
        return "missing"
    here = files.entry(f"{folder.path.rstrip('/')}/{name}")
    return "link" if isinstance(here, SymbolicLink) else "missing"
