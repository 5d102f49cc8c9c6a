"""`auditscap fmt`: every file in its form, written one by one, each as a whole."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from generator.cli.output import Format, print_json, print_problems
from generator.layout import FOLDERS, PROJECT, formatted, place_of
from generator.source import Problems, Source, listed, load
from generator.write.single import write_file

_MENDED: Final = ("byte-order-mark", "carriage-return")
"""Problems of a text that its form does not have."""


def format_files(
    root: Path, files: Sequence[Path], form: Format, problems: Problems, *, check: bool
) -> tuple[str, ...]:
    """Write the files that are not in their form, or only name them; give their names."""
    paths = tuple(_expanded(files)) if files else tuple(_all(root))
    changed = tuple(str(path) for path in paths if _is_changed(path, problems, write=not check))
    if form == "json":
        print_json({"files": len(paths), "changed": list(changed), "written": not check}, problems)
        return changed
    for name in changed:
        click.echo(f"{name}: {'would change' if check else 'written'}")
    print_problems(problems)
    kept = len(paths) - len(changed) - len({one.mark.path for one in problems if one.mark})
    click.echo(f"{len(changed)} {'would change' if check else 'written'}, {kept} in their form")
    return changed


def _all(root: Path) -> Iterator[Path]:
    """Give all files of a project that there are."""
    for name in FOLDERS:
        yield from sorted((root / name).glob("*.yml"))
    if (root / PROJECT).is_file():
        yield root / PROJECT


def _expanded(files: Sequence[Path]) -> Iterator[Path]:
    """Give files, and those in folders."""
    for path in files:
        yield from sorted(path.glob("*.yml")) if path.is_dir() else (path,)


def _is_changed(path: Path, problems: Problems, *, write: bool) -> bool:
    place = place_of(path)
    if place is None:
        nowhere = Source(path=str(path), text="").whole()
        hint = f"give {PROJECT}, or a file of {listed(f'{name}/' for name in FOLDERS)}"
        problems.add("not-content", nowhere, "the file is none of a project", hint)
        return False
    found = Problems()
    source = load(path, str(path), found)
    text = formatted(source, place, found) if source else None
    problems.extend(one for one in found if one.code.name not in _MENDED)
    if source is None or text is None:
        return False
    if text == source.text and not found.errors:
        return False
    return not write or write_file(path.resolve(), text.encode(), problems, replace=True)
