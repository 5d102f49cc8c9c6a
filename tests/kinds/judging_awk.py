"""The awk that judges, asked about many lists at once, and what the reference says of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from generator.audit import (
    ARCHITECTURES,
    Absent,
    AccessEvent,
    Architecture,
    Collected,
    ExecutionEvent,
    FileSystem,
    KernelLists,
    Lost,
    Policy,
    RequiredEvent,
    Stop,
    Undecided,
    Verdict,
    companion,
    coverage,
    evidence,
    number,
)
from generator.audit.accesses import access_calls
from generator.audit.calls import names_files, returns_zero
from generator.audit.events import ACCESSES
from generator.audit.places import follow
from generator.audit.syscalls import X86_64
from generator.kinds.audit_rules.awk_programs import JUDGING, LOADING
from generator.kinds.audit_rules.awk_tables import awk_tables
from generator.kinds.audit_rules.requirements import fixed
from tests.audit import read_worlds
from tests.audit.read_worlds import TREE
from tests.kinds.awk_programs import AWKS, answers, program, run
from tests.kinds.judging_rows import and_above, paths_of, row_of

SAID: Final = {
    Collected: "collected",
    Absent: "absent",
    Lost: "lost",
    Undecided: "undecided",
}

# One line a value: TABLE SUBSCRIPT VALUE; a line of its own for the path that a place is of.
DRIVER: Final = r"""
function start_case() {
    split("", r_list); split("", r_action); split("", r_calls); split("", r_said)
    split("", r_origin); split("", r_others); split("", r_fields)
    split("", f_name); split("", f_op); split("", f_value); split("", f_text)
    split("", place_kind); split("", place_here); split("", place_link); split("", place_led)
    split("", place_run)
    split("", e_kind); split("", e_label); split("", e_floor); split("", e_set); split("", e_elf)
    split("", e_number); split("", e_files); split("", e_plain); split("", e_path)
    split("", e_only); split("", e_access); split("", e_lies)
    if (!MAX_LINE) load_tables()
    n_rules = n_events = tolerant = exact_filters = 0
    enabled = enabled_origin = stop_origin = stop_message = key = ""
    companion_elf = companion_execve = companion_execveat = ""
    new_lists()
}
function place_of_line(table) { table[path_of_place] = value }
function row_of_line(table) { table[subscript] = value }
{
    at = index($0, " ")
    table = substr($0, 1, at - 1)
    value = substr($0, at + 1)
    at = index(value, " ")
    subscript = substr(value, 1, at - 1)
    value = substr(value, at + 1)
    sub(/,/, SUBSEP, subscript)
}
table == "case" { start_case(); next }
table == "judge" {
    for (e = 1; e <= n_events; e++) print judge_event(e) "\t" evidence_line(e)
    next
}
table == "no_calls" { split("", call_number); next }
table == "n_rules" { n_rules = value + 0; next }
table == "tolerant" { tolerant = value + 0; next }
table == "exact_filters" { exact_filters = value + 0; next }
table == "n_events" { n_events = value + 0; next }
table == "r_fields" { r_fields[subscript] = value + 0; next }
table == "path" { path_of_place = value; next }
ASSIGNMENTS
{ print "unknown table: " table; exit 1 }
"""
SCALARS: Final = (
    *(
        "enabled",
        "enabled_origin",
        "stop_origin",
        "stop_message",
        "key",
        "machine_elf",
        "machine_word",
        "machine_execve",
    ),
    *("machine_execveat", "companion_elf", "companion_execve", "companion_execveat"),
)
ROWS: Final = (
    *(
        "r_list",
        "r_action",
        "r_calls",
        "r_said",
        "r_origin",
        "r_others",
        "f_name",
        "f_op",
        "f_value",
        "f_text",
    ),
    *("e_kind", "e_label", "e_floor", "e_set", "e_elf", "e_number", "e_files", "e_plain", "e_path"),
    *("e_only", "e_access", "e_lies", "call_number"),
)
PLACES: Final = ("place_kind", "place_here", "place_link", "place_led", "place_run")


def driver() -> str:
    lines = [
        *(f'table == "{name}" {{ {name} = value; next }}' for name in SCALARS),
        *(f'table == "{name}" {{ row_of_line({name}); next }}' for name in ROWS),
        *(f'table == "{name}" {{ place_of_line({name}); next }}' for name in PLACES),
    ]
    return DRIVER.replace("ASSIGNMENTS", "\n".join(lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Lists, events, and all that their verdicts depend on."""

    name: str
    lists: KernelLists
    events: tuple[RequiredEvent, ...]
    machine: Architecture = X86_64
    uid_min: int = 1000
    policy: Policy = field(default_factory=Policy)
    files: FileSystem = TREE
    stop: Stop | None = None

    def expected(self) -> list[str]:
        """What the reference says."""
        return [self._line(event, self.verdict(event)) for event in self.events]

    def verdict(self, event: RequiredEvent) -> Verdict:
        """What the reference says of one event."""
        return coverage(
            self.lists, event, self.machine, self.uid_min, policy=self.policy, files=self.files
        )

    def _line(self, event: RequiredEvent, verdict: Verdict) -> str:
        return f"{SAID[type(verdict)]}\t{evidence(event, verdict, self.stop)}"

    def tables(self) -> Iterator[str]:
        """The lines that fill the awk's tables."""
        yield "case - -"
        yield f"enabled - {self.lists.enabled}"
        yield f"enabled_origin - {self.lists.switched}"
        if self.stop:
            yield f"stop_origin - {self.stop.origin}"
            yield f"stop_message - {self.stop.message}"
        rules = list(self.lists.rules)
        yield f"n_rules - {len(rules)}"
        for at, rule in enumerate(self.lists.rules, start=1):
            if rule.others:
                first = len(rules) + 1
                rules += rule.others
                found = " ".join(str(row) for row in range(first, len(rules) + 1))
                yield f"r_others {at} {found}"
        for at, rule in enumerate(rules, start=1):
            yield from row_of(at, rule)
        yield from self._places(dict.fromkeys(path for rule in rules for path in paths_of(rule)))
        yield from self._calls()
        yield from self.questions()

    def _calls(self) -> Iterator[str]:
        """The numbers of the calls that access files."""
        yield "no_calls - -"
        for word, table in (("", self.machine), ("b32", companion(self.machine))):
            for one in (one for letter in ACCESSES for one in access_calls(letter)):
                found = number(table, one.name) if table else None
                if table and found is not None:
                    yield f"call_number {word or table.word},{one.name} {found}"

    def _places(self, paths: Iterable[str]) -> Iterator[str]:
        """What lies at the paths."""
        for path in paths:
            yield f"path - {path}"
            for table, answer in answers(path, self.files):
                yield f"{table} - {answer}"

    def questions(self) -> Iterator[str]:
        """The lines that fill the tables of the machine and of the events, and ask."""
        yield from self._scalars()
        yield f"n_events - {len(self.events)}"
        for at, event in enumerate(self.events, start=1):
            yield from self._event(at, event)
        yield "judge - -"

    def _scalars(self) -> Iterator[str]:
        yield f"key - {self.policy.key or ''}"
        yield f"tolerant - {int(self.policy.tolerant)}"
        yield f"exact_filters - {int(self.policy.exact)}"
        yield f"machine_word - {self.machine.word}"
        for word, table in (("machine", self.machine), ("companion", companion(self.machine))):
            yield f"{word}_elf - {table.elf if table else ''}"
            for call in ("execve", "execveat"):
                found = number(table, call) if table else None
                yield f"{word}_{call} - {'' if found is None else found}"

    def _event(self, at: int, event: RequiredEvent) -> Iterator[str]:
        floor = event.auid_floor
        low = 0 if floor is None else floor if isinstance(floor, int) else self.uid_min
        yield f"e_label {at} {event.label}"
        yield f"e_floor {at} {low}"
        yield f"e_set {at} {int(event.auid_set)}"
        if isinstance(event, ExecutionEvent):
            yield f"e_kind {at} run"
            yield f"e_path {at} {event.path}"
            found = follow(event.path, self.files)
            yield f"path - {event.path}"
            yield f"place_run - {'' if isinstance(found, str) else found.path}"
            return
        if isinstance(event, AccessEvent):
            yield f"e_kind {at} access"
            yield f"e_path {at} {event.path}"
            yield f"e_access {at} {event.access}"
            yield f"e_lies {at} {event.lies}"
            yield from self._places(and_above(event.path))
            return
        elf = next(one.elf for one in ARCHITECTURES if one.name == event.architecture)
        yield f"e_kind {at} call"
        yield f"e_elf {at} {elf}"
        yield f"e_number {at} {event.number}"
        yield f"e_files {at} {int(names_files(event.syscall))}"
        yield f"e_plain {at} {int(returns_zero(event.syscall))}"
        only = "\t".join(fixed(event))
        yield f"e_only {at} {only}"


def script_in(folder: Path) -> Path:
    """Write the program and its driver into a file."""
    path = folder / "judging.awk"
    path.write_text(
        f"{program((*LOADING, *JUDGING))}\n{awk_tables()}\n{driver()}",
        "ascii",
    )
    return path


def ask(awk: tuple[str, ...], script: Path, cases: Sequence[Case]) -> list[str]:
    """Ask about all cases in one run of the awk; return a line for each event."""
    lines = [line for case in cases for line in case.tables()]
    assert not any("\n" in line for line in lines)
    text = ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")
    return run(awk, script, text).decode("ascii").splitlines()


def agree(script: Path, cases: Sequence[Case]) -> None:
    """Ask every awk about all cases at once, and the reference; show cases that differ."""
    expected = [line for case in cases for line in case.expected()]
    owners = [case for case in cases for _ in case.events]
    for awk in AWKS:
        found = ask(awk, script, cases)
        assert len(found) == len(expected)
        differ = [
            (awk, mine, theirs, case.name, *case.tables())
            for mine, theirs, case in zip(found, expected, owners, strict=True)
            if mine != theirs
        ]
        assert differ[:2] == [], f"{len(differ)} of {len(found)} differ"


@cache
def events_of_the_control() -> tuple[RequiredEvent, ...]:
    """The events of the control for kernel modules on x86_64."""
    return next(world.events() for world in read_worlds.worlds() if world.machine == "x86_64")
