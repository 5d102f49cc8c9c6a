"""Examples of diagnostics: for each code a project with the mistake, and one without it.

They are data: a small valid project, and in each file of examples the lines that are laid over it.
What cannot stand in a YAML file is written between angle brackets: `⟨TAB⟩`, `⟨byte E4⟩`,
`⟨300 times a⟩`.
"""

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.pipeline import run_pipeline
from generator.source import (
    SCHEMAS,
    Code,
    Mapping,
    Node,
    Problems,
    Scalar,
    Sequence,
    check,
    code,
    load,
    parse,
    quoted,
)
from generator.stages.models import Run

PROJECT: Final = "project"
"""The folder of the valid project, beside the files of examples."""
_SCHEMA: Final = SCHEMAS / "examples.schema.json"
_CHARACTERS: Final = {
    "TAB": b"\t",
    "CR": b"\r",
    "ESC": b"\x1b",
    "BOM": b"\xef\xbb\xbf",
}
_BRACKETS: Final = re.compile(
    rf"⟨(?:(?P<name>{'|'.join(_CHARACTERS)})"
    r"|byte (?P<byte>[0-9A-F]{2})"
    r"|(?P<count>[0-9]+) times (?P<text>[^⟩]*))⟩"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one path: `text` is None where nothing is there.

    `lines` are what is to be seen of it: all of the text, or the lines that were put into it.
    """

    path: str
    text: str | None
    lines: str | None

    @property
    def is_folder(self) -> bool:
        """Whether a folder is made."""
        return self.path.endswith("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An example in files: what is laid over the valid project to get the problem, or none.

    `also` are the problems that come along, by name.
    """

    code: Code
    why: str
    also: tuple[str, ...]
    bad: tuple[Change, ...]
    good: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An example in words: no file shows it, but a command does, and a test."""

    code: Code
    why: str
    command: str
    test: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One file of examples; `stem` is its name without .yml, `project` the valid project."""

    stem: str
    title: str
    project: Path
    examples: tuple[Shown | Told, ...]


def load_groups(folder: Path, shown: str, problems: Problems) -> tuple[Group, ...]:
    """Load all files of examples in a folder, which is called `shown` in problems."""
    groups = []
    for path in sorted(folder.glob("*.yml")):
        source = load(path, f"{shown}/{path.name}", problems)
        node = parse(source, problems) if source else None
        if isinstance(node, Mapping) and check(node, _SCHEMA, problems):
            groups.append(_group(path.stem, node, folder / PROJECT, problems))
    return tuple(sorted(groups, key=lambda group: [one.code.id for one in group.examples]))


def problems_of(changes: tuple[Change, ...], project: Path) -> Problems:
    """Lay changes over the project, in a folder of its own, and give the problems of that."""
    with tempfile.TemporaryDirectory(prefix="auditscap-") as name:
        root = Path(name) / "project"
        shutil.copytree(project, root)
        for change in changes:
            _carry_out(change, root / change.path)
        problems = Problems()
        run_pipeline(Run(root=root, problems=problems), last="compile")
        return problems


def to_bytes(text: str) -> bytes:
    """Give the bytes that a text with angle brackets stands for."""
    found = b""
    end = 0
    for match in _BRACKETS.finditer(text):
        found += text[end : match.start()].encode() + _meant(match)
        end = match.end()
    return found + text[end:].encode()


def _meant(match: re.Match[str]) -> bytes:
    if match["name"]:
        return _CHARACTERS[match["name"]]
    if match["byte"]:
        return bytes.fromhex(match["byte"])
    return match["text"].encode() * int(match["count"])


def _carry_out(change: Change, path: Path) -> None:
    if change.text is None and not change.is_folder:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if change.is_folder:
        path.mkdir()
    else:
        path.write_bytes(to_bytes(change.text or ""))


def _group(stem: str, node: Mapping, project: Path, problems: Problems) -> Group:
    examples = []
    whole = _entries(node.get("examples"))
    for entry in whole.entries:
        try:
            kind = code(entry.key.text)
        except KeyError:
            text = f"there is no code {quoted(entry.key.text)}"
            problems.add("unknown-value", entry.key.mark, text, "see generator/source/codes.py")
            continue
        fields = _Fields(own=_entries(entry.value), group=node, key=entry.key, project=project)
        examples.append(_example(kind, fields, problems))
    return Group(
        stem=stem, title=_text(node.get("title")) or "", project=project, examples=tuple(examples)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fields:
    """The keys of an example, and those that its group gives for all."""

    own: Mapping
    group: Mapping
    key: Scalar
    project: Path

    def text(self, name: str) -> str:
        """Give the text under a key, '' where there is none."""
        return _text(self.own.get(name)) or _text(self.group.get(name)) or ""

    def replaces(self) -> str:
        """Give the lines that make room; those of the group are of the group's file."""
        others = self.own if self.own.get("file") else self.group
        return _text(self.own.get("replaces")) or _text(others.get("replaces")) or ""


def _example(kind: Code, fields: _Fields, problems: Problems) -> Shown | Told:
    why = fields.text("why").strip()
    if fields.own.get("command"):
        return Told(
            code=kind, why=why, command=fields.text("command").strip(), test=fields.text("test")
        )
    return Shown(
        code=kind,
        why=why,
        also=tuple(_text(one) or "" for one in _items(fields.own.get("also"))),
        bad=_changes("bad", fields, problems),
        good=_changes("good", fields, problems),
    )


def _changes(name: str, fields: _Fields, problems: Problems) -> tuple[Change, ...]:
    node = fields.own.get(name)
    if isinstance(node, Mapping):
        return tuple(
            Change(path=entry.key.text, text=_text(entry.value), lines=_text(entry.value))
            for entry in node.entries
        )
    lines = (_text(node) or "").rstrip("\n")
    path = fields.text("file")
    if not (fields.project / path).is_file():
        text = f"the example project has no file {quoted(path)}"
        problems.add("missing-file", fields.key.mark, text)
        return ()
    old = (fields.replaces() or fields.text("good")).rstrip("\n")
    after = _replaced((fields.project / path).read_text("utf-8"), old, lines)
    if after is None:
        text = f"{path} of the example project does not have these lines just once"
        problems.add("unknown-value", fields.key.mark, text, "name them under 'replaces'")
        return ()
    return (Change(path=path, text=after, lines=lines),)


def _replaced(text: str, old: str, new: str) -> str | None:
    """Put lines in the place of others, as deep; None where these are not there just once."""
    body = r"\n(?P=indent)".join(map(re.escape, old.split("\n")))
    found = list(re.finditer(rf"^(?P<indent> *){body}$", text, re.MULTILINE))
    if len(found) != 1:
        return None
    match = found[0]
    lines = (f"{match['indent']}{line}" if line else "" for line in new.split("\n"))
    return text[: match.start()] + "\n".join(lines) + text[match.end() :]


def _entries(node: Node | None) -> Mapping:
    if not isinstance(node, Mapping):
        raise TypeError("the schema of examples lets through what is no mapping")
    return node


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


def _text(node: Node | None) -> str | None:
    return node.text if isinstance(node, Scalar) and node.value is not None else None
