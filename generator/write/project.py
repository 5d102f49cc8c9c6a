"""A new project: a copy of the content that comes with auditscap, as a place to begin."""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from generator.content.load import PARTS
from generator.source import Problems
from generator.source.shipped import shipped

_PARTS: Final = (*PARTS, "cases", "schemas")


def make_project(folder: Path, problems: Problems) -> tuple[str, ...]:
    """Copy the content to `folder`, made where it is missing; give the names of what was made.

    Nothing that is there is touched: one part that exists is an error, and nothing is copied.
    """
    for name in _there(folder):
        words = f"{folder / name} is there already"
        hint = "choose another folder; what is there is never overwritten"
        problems.add("folder-not-writable", None, words, hint)
    if problems.errors:
        return ()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".auditscap-", dir=folder) as made:
            for name in _PARTS:
                _copy(shipped() / name, Path(made) / name)
            for name in _PARTS:
                (Path(made) / name).rename(folder / name)
    except OSError as error:
        words = f"{folder} cannot be written: {error.strerror or error}"
        problems.add("folder-not-writable", None, words)
        return ()
    return _PARTS


def _there(folder: Path) -> Iterable[str]:
    return (name for name in _PARTS if (folder / name).exists() or (folder / name).is_symlink())


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=shutil.copyfile)
    else:
        shutil.copyfile(source, target)
