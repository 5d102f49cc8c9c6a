"""Rule sets: lines of rule files in the order in which they are loaded, and what they put in force.

A line is known by its origin, `50-x.rules:3`. Two loadings are kept: `loaded` is what auditctl does
with the lines, `surveyed` what it would do if it went on behind every line that it refuses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from generator.audit import (
    Accounts,
    Architecture,
    Auditctl,
    Augenrules,
    Content,
    FileSystem,
    KernelLists,
    KernelRule,
    Line,
    Loaded,
    Problem,
    RuleFiles,
    Script,
    SourceLine,
    Stop,
    boot,
    load,
    merge,
    parse_line,
    split_lines,
)
from generator.audit.merging import COMPILED, DEBIAN_12
from generator.judge.relevant import Relevance

_GO_ON: Final = SourceLine(text=b"-i", origin="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line of a text: the text's name among `RuleSet.texts`, and the line counted from 1."""

    name: str
    line: int


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """Rules to be judged, and the machine that they are for.

    `texts` are the files by the names that origins begin with. `lines` are empty where a listing of
    the kernel is judged, of which `places` tells where each of its rules stands. `folder` is what
    augenrules merges, None where nothing is merged. `usual` says that `files` are made up.
    """

    texts: Mapping[str, str]
    lines: tuple[SourceLine, ...]
    loaded: Loaded
    machine: Architecture
    files: FileSystem
    uid_min: int
    accounts: Accounts
    usual: bool = False
    folder: Sequence[tuple[bytes, Content]] | None = None
    script: Script = DEBIAN_12
    endless: str | None = None
    places: Mapping[str, Place] = field(default_factory=dict)

    @cached_property
    def surveyed(self) -> Loaded:
        """What loading would do that goes on behind each refused line."""
        if self.loaded.stop is None:
            return self.loaded
        return load(
            (_GO_ON, *self.lines), machine=self.machine, files=self.files, accounts=self.accounts
        )

    @property
    def lists(self) -> KernelLists:
        """The lists as their authors mean them: no line is left out for a mistake in another."""
        return self.surveyed.lists

    @property
    def failures(self) -> tuple[Stop, ...]:
        """All lines that are refused, in order; each counts on its own."""
        if self.loaded.stop is None:
            return self.loaded.ignored
        return (
            *self.surveyed.ignored,
            *(() if self.surveyed.stop is None else (self.surveyed.stop,)),
        )

    @cached_property
    def relevance(self) -> Relevance:
        """The rules in force by what they are about."""
        return Relevance(self.loaded.lists, self.machine, self.files)

    @cached_property
    def relevance_as_meant(self) -> Relevance:
        """The same where no line is refused."""
        return Relevance(self.lists, self.machine, self.files)

    @cached_property
    def at(self) -> Mapping[str, int]:
        """How many lines come before the one of an origin."""
        return {line.origin: at for at, line in reversed(list(enumerate(self.lines)))}

    @cached_property
    def _read(self) -> dict[str, Line | None]:
        return {}

    @cached_property
    def in_exit_order(self) -> tuple[KernelRule, ...]:
        """The rules of the exit list in the order in which the kernel asks them."""
        return self.lists.of("exit")

    def place(self, origin: str) -> Place | None:
        """Give where a line stands; None for what augenrules wrote itself."""
        if self.places:
            return self.places.get(origin)
        name, _, line = origin.rpartition(":")
        return Place(name=name, line=int(line)) if name in self.texts and line.isdigit() else None

    def text(self, origin: str) -> str:
        """Give a line's text without its line end, as it was loaded."""
        if origin in self.at:
            return decoded(self.lines[self.at[origin]].text)
        place = self.places.get(origin)
        return self.texts[place.name].split("\n")[place.line - 1] if place else ""

    def line(self, origin: str) -> Line | None:
        """Read the line again, with the places of its words; None where it is no whole line."""
        if origin not in self._read:
            parsed = parse_line(self.text(origin), machine=self.machine, authoring=False)
            self._read[origin] = parsed.line
        return self._read[origin]

    def problems(self, origin: str, *, hints: bool = True) -> tuple[Problem, ...]:
        """Give what auditctl refuses of the line; with `hints` as its author must have meant it."""
        text = self.text(origin)
        refused = parse_line(text, machine=self.machine, authoring=False).problems
        spans = {problem.span for problem in refused}
        meant = self.meant(text) if hints else ()
        return tuple(one for one in meant if not spans or one.span in spans) or refused

    def meant(self, text: str) -> tuple[Problem, ...]:
        """Give what is wrong with a line as its author must have meant it."""
        return parse_line(text, machine=self.machine, placeholders=frozenset()).problems


def at_boot(rules: RuleFiles, *, machine: Architecture, uid_min: int) -> RuleSet:
    """Give what a boot puts in force. UnclearModeError where nobody can say that."""
    match rules.mode:
        case Augenrules() if rules.folder is not None:
            return merged_rules(
                rules.folder,
                machine=machine,
                files=rules.files,
                accounts=rules.accounts,
                uid_min=uid_min,
                script=rules.script,
            )
        case Augenrules() | Auditctl():
            path = rules.mode.path if isinstance(rules.mode, Auditctl) else COMPILED
            return single_file(
                path.rpartition("/")[2],
                rules.compiled or b"",
                machine=machine,
                files=rules.files,
                accounts=rules.accounts,
                uid_min=uid_min,
            )
        case _:
            return RuleSet(
                texts={},
                lines=(),
                loaded=boot(rules, machine),
                machine=machine,
                files=rules.files,
                uid_min=uid_min,
                accounts=rules.accounts,
            )


def merged_rules(
    folder: Sequence[tuple[bytes, Content]],
    *,
    machine: Architecture,
    files: FileSystem,
    accounts: Accounts,
    uid_min: int,
    script: Script = DEBIAN_12,
    usual: bool = False,
) -> RuleSet:
    """Give what augenrules makes of the entries of a folder, and auditctl of that."""
    merged = merge(folder, script)
    loaded = load(merged.lines, machine=machine, files=files, accounts=accounts)
    if merged.endless is not None:
        loaded = boot(RuleFiles(folder=folder, script=script), machine)
    texts = {
        name.decode("utf-8", "replace"): decoded(content)
        for name, content in folder
        if isinstance(content, bytes)
    }
    return RuleSet(
        texts=texts,
        lines=merged.lines,
        loaded=loaded,
        machine=machine,
        files=files,
        uid_min=uid_min,
        accounts=accounts,
        usual=usual,
        folder=folder,
        script=script,
        endless=merged.endless,
    )


def single_file(
    name: str,
    content: bytes,
    *,
    machine: Architecture,
    files: FileSystem,
    accounts: Accounts,
    uid_min: int,
    usual: bool = False,
) -> RuleSet:
    """Give what `auditctl -R` makes of one file."""
    lines = split_lines(content, name)
    return RuleSet(
        texts={name: decoded(content)},
        lines=lines,
        loaded=load(lines, machine=machine, files=files, accounts=accounts),
        machine=machine,
        files=files,
        uid_min=uid_min,
        accounts=accounts,
        usual=usual,
    )


def decoded(content: bytes) -> str:
    """Give bytes as text in which no byte is lost."""
    return content.decode("utf-8", "surrogateescape")
