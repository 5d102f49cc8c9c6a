"""`auditscap release`: archives of all data streams, once every released id is still there."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from generator.pipeline import run_pipeline, write
from generator.source import Problems
from generator.stages.models import Output, OutputFile, Run
from generator.stages.released import Ids, added, ids_of, lost, successors
from generator.write.archive import checksums, tar_gz, zipped
from generator.write.single import write_file

LISTS: Final = "released"
"""The folder with a list of ids for each release, called by its version."""
_MOST_NAMED: Final = 20
"""How many new ids are named for people."""


def release(run: Run, on_stage: Callable[[str], None], *, record: bool) -> dict[str, Any]:
    """Build, validate and pack all products; give what was made. Problems are in the run.

    Where a problem was added nothing is given, for nothing was written; but where only the list of
    ids, which `record` asks for, could not be written, the archives are there and are told.
    """
    run = run_pipeline(run, on_stage, last="validate")
    if run.problems.errors:
        return {}
    now = ids_of(run.builds)
    lists = released_lists(run.root, run.problems)
    check_ids(run.root, lists, now, run.problems)
    if run.problems.errors:
        return {}
    on_stage("pack")
    archives = tuple(_archives(run))
    sums = checksums(archives)
    run = replace(run, release=(*archives, sums))
    on_stage("write")
    run = write(run)
    if run.problems.errors or run.folder is None:
        return {}
    version = run.loaded.project.version.value
    recorded = record and _record(run, version, now)
    return {
        "version": version,
        "folder": str(run.folder / "release"),
        "archives": [
            {
                "file": item.path,
                "bytes": len(item.content),
                "sha256": hashlib.sha256(item.content).hexdigest(),
            }
            for item in run.release
        ],
        "ids": sum(map(len, now.values())),
        "new_ids": list(added(lists.values(), now)),
        "recorded": f"{LISTS}/{version}.json" if recorded else None,
    }


def released_lists(root: Path, problems: Problems) -> dict[str, Ids]:
    """Read the lists of all releases, by file name; one that cannot be read is a problem."""
    found: dict[str, Ids] = {}
    for path in sorted((root / LISTS).glob("*.json")):
        name = path.relative_to(root).as_posix()
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            problems.add("bad-released-list", None, f"{name} cannot be read: {error}")
            continue
        if _is_list(content):
            found[name] = content
        else:
            hint = "take it back from the release: no list is ever changed by hand"
            problems.add("bad-released-list", None, f"{name} is no list of ids", hint)
    return found


def _is_list(content: object) -> bool:
    return isinstance(content, dict) and all(
        isinstance(known, dict) and all(isinstance(text, str) for text in known.values())
        for known in content.values()
    )


def check_ids(root: Path, lists: Mapping[str, Ids], now: Ids, problems: Problems) -> None:
    """Report every released id that is gone, or that means something else now."""
    changelog = root / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8") if changelog.is_file() else ""
    hint = "bring it back, or name its successor in CHANGELOG.md: `old` -> `new`"
    for name, released in lists.items():
        for words in lost(released, now, successors(text)):
            problems.add("released-id-lost", None, f"{name}: {words}", hint)


def _archives(run: Run) -> Iterator[OutputFile]:
    """Pack one archive for each product, and one of all data streams.

    Products are tar archives, which keep what can be run; importers of SCAP take zip files.
    """
    stem = f"auditscap-{run.loaded.project.version.value}"
    licence = tuple(_licence(run.root))
    for output in run.outputs:
        folder = f"{stem}-{output.build.product.id.value}"
        content = tar_gz(folder, (*output.files, *licence), run.stamp)
        yield OutputFile(path=f"{folder}.tar.gz", content=content)
    streams = tuple(map(_stream, run.outputs))
    yield OutputFile(path=f"{stem}-datastreams.zip", content=zipped(streams, run.stamp))


def _licence(root: Path) -> Iterator[OutputFile]:
    path = root / "LICENSE"
    if path.is_file():
        yield OutputFile(path=path.name, content=path.read_bytes())


def _stream(output: Output) -> OutputFile:
    return output.file(output.data_stream)


def end_of_problems(data: dict[str, Any]) -> str:
    """Say what a release with problems has written."""
    return ", the archives are written, the ids are not recorded" if data else ", nothing written"


def _record(run: Run, version: str, now: Ids) -> bool:
    """Write the list of a release; False where a problem was added."""
    folder = run.root / LISTS
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        words = f"{folder} cannot be made: {reason}"
        run.problems.add("folder-not-writable", None, words)
        return False
    text = json.dumps(now, indent=2) + "\n"
    return write_file(folder / f"{version}.json", text.encode(), run.problems, replace=True)


def release_text(data: dict[str, Any]) -> str:
    """Give the release for people."""
    archives = data["archives"]
    new = data["new_ids"]
    width = max(len(item["file"]) for item in archives)
    lines = [
        f"auditscap {data['version']} in {data['folder']}",
        *(f"  {item['file']:<{width}}  {item['bytes']:>11,} bytes" for item in archives),
        f"  {data['ids']:,} ids, {len(new):,} of them new",
        *(f"    {name}" for name in new[:_MOST_NAMED]),
    ]
    if len(new) > _MOST_NAMED:
        lines.append(f"    and {len(new) - _MOST_NAMED:,} more")
    if data["recorded"]:
        lines.append(f"  recorded in {data['recorded']}")
    elif new:
        lines.append("  not yet recorded: --record writes the list of ids")
    return "\n".join(lines)
