"""The file_permissions kind's reference meaning, on the files of a system."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final, assert_never

from generator.kinds.file_permissions.parameters import (
    CONFIGURATION,
    DEFAULT_LOG,
    At,
    Below,
    FilePermissions,
    Files,
    LogFiles,
    LogFolder,
)
from generator.kinds.places import follow

_SETTING: Final = re.compile(r"[ \t]*(\w+)[ \t]*=[ \t]*(\S+)")


def holds(parameters: FilePermissions, root: Path) -> bool:
    """Say whether every file has no right too many, and belongs to whom it must."""
    groups = _group_ids(root, parameters.groups)
    every = all(
        _is_right(place.stat(follow_symlinks=False), parameters, groups)
        for files in parameters.files
        for place in _places(root, files)
    )
    log_group = _setting(root, "log_group")
    if parameters.of_log and parameters.groups and log_group is not None:
        return every and log_group in parameters.groups
    return every


def _is_right(found: os.stat_result, asked: FilePermissions, groups: frozenset[int]) -> bool:
    return (
        not stat.S_IMODE(found.st_mode) & asked.forbidden
        and (asked.owner is None or found.st_uid == 0)
        and (not asked.groups or found.st_gid in groups)
    )


def _places(root: Path, files: Files) -> Iterator[Path]:
    match files:
        case At():
            end = follow(root, files.path)
            if end is not None and (root / end[1:]).is_file():
                yield root / end[1:]
        case Below():
            for top, _, names in os.walk(root / files.folder[1:]):
                places = (Path(top) / name for name in names if name.endswith(files.suffix))
                yield from (place for place in places if _is_file(place))
        case LogFiles():
            folder = _log_folder(root)
            yield from (place for place in folder.glob("*") if _is_file(place))
        case LogFolder():
            folder = _log_folder(root)
            if folder.is_dir():
                yield folder
        case _:
            assert_never(files)


def _is_file(place: Path) -> bool:
    return place.is_file() and not place.is_symlink()


def _log_folder(root: Path) -> Path:
    path = _setting(root, "log_file") or DEFAULT_LOG
    end = follow(root, path.rpartition("/")[0])
    return root / (end or "/nowhere")[1:]


def _setting(root: Path, name: str) -> str | None:
    """Give the text of a setting of auditd: the last counts, and letters may be small or not."""
    place = root / CONFIGURATION[1:]
    lines = place.read_text("utf-8", "replace").split("\n") if place.is_file() else []
    found = (match for line in lines if (match := _SETTING.match(line)))
    values = [match[2] for match in found if match[1].lower() == name]
    return values[-1] if values else None


def _group_ids(root: Path, names: tuple[str, ...]) -> frozenset[int]:
    place = root / "etc/group"
    lines = place.read_text("utf-8", "replace").split("\n") if place.is_file() else []
    rows = [line.split(":") for line in lines]
    found = {int(row[2]) for row in rows if row[0] in names and row[2:3] and row[2].isdigit()}
    return frozenset(found | ({0} if "root" in names else set()))
