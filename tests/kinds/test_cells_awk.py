"""The awk of the targets says of rules in force what the reference says, word for word."""

import os
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.audit import (
    ARCHITECTURES,
    Architecture,
    Collected,
    ExecutionEvent,
    FileSystem,
    KernelLists,
    KernelRule,
    Lost,
    NormalField,
    NormalForm,
    RequiredEvent,
    SourceLine,
    Stop,
    SyscallEvent,
    Undecided,
    Verdict,
    companion,
    coverage,
    evidence,
    load,
    number,
    read_listing,
    render_listing,
)
from generator.audit.calls import names_files, returns_zero
from generator.audit.cells import MAX_CELLS, MAX_GROUPS
from generator.audit.coverage import MAX_READINGS
from generator.audit.fields import FIELDS, UNSET, Kind
from generator.audit.kernel import kernel_rule
from generator.audit.meaning import FAILED
from generator.audit.names import COMPARISONS, FILE_SYSTEMS, FILE_TYPES, message_types
from generator.audit.places import follow
from generator.audit.rule import Operator
from tests.audit import read_worlds, test_coverage_laws
from tests.audit.read_worlds import TREE
from tests.kinds import judges, test_coverage_awk
from tests.world.build import ROOT

CELLS: Final = ROOT / "templates/audit_rules/cells.awk"
INTERPRETERS: Final = judges.interpreters()
X86_64: Final = ARCHITECTURES[0]
MACHINES: Final = tuple(
    one for one in ARCHITECTURES if one.name in ("x86_64", "aarch64", "i386", "ppc64le")
)
SAID: Final = {Collected: "collected", Lost: "lost", Undecided: "undecided"}

Ask = Callable[[tuple[str, ...], Sequence[Any]], list[str]]
KEYED: Final = NormalField(name="key", op="=", value="k")

# One line a value: TABLE SUBSCRIPT VALUE; a line of its own for the path that a place is of.
DRIVER: Final = r"""
function start_case() {
    split("", r_list); split("", r_action); split("", r_calls); split("", r_said)
    split("", r_origin); split("", r_others); split("", r_fields)
    split("", f_name); split("", f_op); split("", f_value); split("", f_text)
    split("", place_watched); split("", place_tree); split("", place_run)
    split("", e_kind); split("", e_label); split("", e_floor); split("", e_set); split("", e_elf)
    split("", e_number); split("", e_files); split("", e_plain); split("", e_path)
    n_rules = n_events = 0
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
table == "n_rules" { n_rules = value + 0; next }
table == "n_events" { n_events = value + 0; next }
table == "r_fields" { r_fields[subscript] = value + 0; next }
table == "path" { path_of_place = value; next }
ASSIGNMENTS
{ print "unknown table: " table; exit 1 }
"""
SCALARS: Final = (
    "enabled",
    "enabled_origin",
    "stop_origin",
    "stop_message",
    "key",
    "machine_elf",
    "machine_execve",
    "machine_execveat",
    "companion_elf",
    "companion_execve",
    "companion_execveat",
)
ROWS: Final = (
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
    "e_kind",
    "e_label",
    "e_floor",
    "e_set",
    "e_elf",
    "e_number",
    "e_files",
    "e_plain",
    "e_path",
)
PLACES: Final = ("place_watched", "place_tree", "place_run")


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
    key: str | None = None
    files: FileSystem = TREE
    stop: Stop | None = None

    def expected(self) -> list[str]:
        """What the reference says."""
        return [self._line(event, self.verdict(event)) for event in self.events]

    def verdict(self, event: RequiredEvent) -> Verdict:
        """What the reference says of one event."""
        return coverage(
            self.lists, event, self.machine, self.uid_min, key=self.key, files=self.files
        )

    def _line(self, event: RequiredEvent, verdict: Verdict) -> str:
        return f"{SAID[type(verdict)]}\t{evidence(event, verdict, self.stop)}"

    def tables(self) -> Iterator[str]:
        """The lines that fill the awk's tables."""
        yield "case - -"
        yield from self._scalars()
        rules = list(self.lists.rules)
        yield f"n_rules - {len(rules)}"
        for at, rule in enumerate(self.lists.rules, start=1):
            if rule.others:
                first = len(rules) + 1
                rules += rule.others
                found = " ".join(str(row) for row in range(first, len(rules) + 1))
                yield f"r_others {at} {found}"
        for at, rule in enumerate(rules, start=1):
            yield from _rule(at, rule)
        yield f"n_events - {len(self.events)}"
        for at, event in enumerate(self.events, start=1):
            yield from self._event(at, event)
        yield "judge - -"

    def _scalars(self) -> Iterator[str]:
        yield f"enabled - {self.lists.enabled}"
        yield f"enabled_origin - {self.lists.switched}"
        if self.stop:
            yield f"stop_origin - {self.stop.origin}"
            yield f"stop_message - {self.stop.message}"
        yield f"key - {self.key or ''}"
        for word, table in (("machine", self.machine), ("companion", companion(self.machine))):
            if table:
                yield f"{word}_elf - {table.elf}"
                for call in ("execve", "execveat"):
                    found = number(table, call)
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
        elf = next(one.elf for one in ARCHITECTURES if one.name == event.architecture)
        yield f"e_kind {at} call"
        yield f"e_elf {at} {elf}"
        yield f"e_number {at} {event.number}"
        yield f"e_files {at} {int(names_files(event.syscall))}"
        yield f"e_plain {at} {int(returns_zero(event.syscall))}"


def _rule(at: int, rule: KernelRule) -> Iterator[str]:
    form = rule.form
    calls = "all" if form.syscalls == "all" else f",{','.join(map(str, sorted_calls(form)))},"
    yield f"r_list {at} {form.list}"
    yield f"r_action {at} {form.action}"
    yield f"r_calls {at} {calls}"
    yield f"r_said {at} {rule.calls}"
    yield f"r_origin {at} {rule.origin}"
    yield f"r_fields {at} {len(rule.conditions)}"
    for place, one in enumerate(rule.conditions, start=1):
        yield f"f_name {at},{place} {one.field.name}"
        yield f"f_op {at},{place} {one.field.op}"
        yield f"f_value {at},{place} {one.field.value}"
        yield f"f_text {at},{place} {one.text}"
        if one.field.name in ("path", "exe", "dir"):
            yield f"path - {one.field.value}"
            table = "place_tree" if one.field.name == "dir" else "place_watched"
            yield f"{table} - {one.place or ''}"


def sorted_calls(form: NormalForm) -> list[int | str]:
    return [] if form.syscalls == "all" else sorted(form.syscalls, key=str)


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    program = tmp_path_factory.mktemp("awk") / "driver.awk"
    program.write_text(driver(), "utf-8")

    def run(interpreter: tuple[str, ...], cases: Sequence[Case]) -> list[str]:
        lines = [line for case in cases for line in case.tables()]
        assert not any("\n" in line for line in lines)
        done = subprocess.run(
            [*interpreter, "-f", str(CELLS), "-f", str(program)],
            input=("\n".join(lines) + "\n").encode("utf-8", "surrogateescape"),
            env={"PATH": os.defpath, "LC_ALL": "C"},
            capture_output=True,
            check=False,
            timeout=300,
        )
        assert (done.returncode, done.stderr) == (0, b""), done
        return done.stdout.decode("ascii").splitlines()

    return run


def agree(ask: Ask, cases: Sequence[Case]) -> None:
    """Ask every awk about all cases at once, and the reference; show cases that differ."""
    expected = [line for case in cases for line in case.expected()]
    owners = [case for case in cases for _ in case.events]
    for interpreter in INTERPRETERS:
        found = ask(interpreter, cases)
        assert len(found) == len(expected)
        differ = [
            (interpreter, mine, theirs, case.name, *case.tables())
            for mine, theirs, case in zip(found, expected, owners, strict=True)
            if mine != theirs
        ]
        assert differ[:2] == [], f"{len(differ)} of {len(found)} differ"


def worlds() -> tuple[Case, ...]:
    """Every world as a boot leaves it, and as auditctl lists it afterwards."""
    found = []
    for world in read_worlds.worlds():
        machine = next(one for one in ARCHITECTURES if one.name == world.machine)
        loaded, _, _ = world.judge()
        parts: dict[str, Any] = {
            "events": world.events(),
            "machine": machine,
            "uid_min": world.uid_min,
            "key": world.key,
        }
        found.append(Case(name=world.id, lists=loaded.lists, stop=loaded.stop, **parts))
        if machine is X86_64:
            lines = render_listing(loaded.lists.forms, machine)
            listed = read_listing(lines, machine=machine, enabled=loaded.lists.enabled, files=TREE)
            found.append(Case(name=f"{world.id}, listed", lists=listed, **parts))
    return tuple(found)


def test_every_world_is_judged_alike(ask: Ask) -> None:
    cases = worlds()
    assert len(cases) > 200
    agree(ask, cases)


def test_the_program_can_stand_in_single_quotes() -> None:
    text = CELLS.read_text("ascii")
    assert "'" not in text
    assert "\t" not in text


def test_numbers_and_names_in_the_awk_are_those_of_the_reference() -> None:
    text = CELLS.read_text("ascii")
    objects = [at for at, pair in enumerate(COMPARISONS, start=1) if pair[1].startswith("obj_")]
    numbers = {
        "UNSET": UNSET,
        "FAILED": FAILED,
        "MAX_CELLS": MAX_CELLS,
        "MAX_GROUPS": MAX_GROUPS,
        "MAX_READINGS": MAX_READINGS,
        "SYSCALL_RECORD": message_types()["SYSCALL"],
        "PLAIN_FILE": FILE_TYPES["file"],
        "COMPARISONS": len(COMPARISONS),
        "OBJECT_COMPARISONS": len(objects),
    }
    assert objects == list(range(1, len(objects) + 1))
    for name, value in numbers.items():
        assert f"    {name} = {value}\n" in text
    sets = {
        "IS_TEXT": {n for n, field in FIELDS.items() if field.kind is Kind.TEXT} - {"key"},
        "OWNERS": {n for n, field in FIELDS.items() if field.kind in (Kind.USER, Kind.GROUP)},
        "ON_FILES": {one for one in FIELDS if one.startswith(("obj_", "dev"))}
        | {"path", "dir", "inode", "perm", "filetype"},
        "KNOWN_FILE_SYSTEMS": {str(one) for one in FILE_SYSTEMS.values()},
    }
    for name, words in sets.items():
        found = re.search(rf'words_to_set\("([^"]*)", {name}\)', text)
        assert found, name
        assert set(found[1].split()) == words


def _tests_of(name: str, op: Operator, count: int, first: int = 1) -> tuple[NormalForm, ...]:
    return tuple(
        NormalForm(
            list="exit",
            action="always",
            syscalls="all",
            fields=(NormalField(name=name, op=op, value=value), KEYED),
        )
        for value in range(first, first + count)
    )


def _case(name: str, forms: Iterable[NormalForm], origin: str = "50-x.rules") -> Case:
    rules = (kernel_rule(form, origin=f"{origin}:{at}") for at, form in enumerate(forms, start=1))
    return Case(name=name, lists=KernelLists(rules=tuple(rules)), events=_events_of_the_control())


@pytest.mark.parametrize(("count", "said"), [(63, "lost"), (64, "undecided")])
def test_the_limit_of_cells_is_the_same(ask: Ask, count: int, said: str) -> None:
    forms = (*_tests_of("uid", ">=", count), *_tests_of("suid", ">=", 63))
    cases = [_case("at the limit", forms)]
    agree(ask, cases)
    assert cases[0].expected()[0].startswith(said)


@pytest.mark.parametrize("bits", [3, 7, 8, 31])
def test_the_limit_of_groups_of_bits_is_the_same(ask: Ask, bits: int) -> None:
    forms = [form for at in range(bits) for form in _tests_of("a0", "&", 1, 2**at)]
    wide = [form for at in range(bits) for form in _tests_of("a0", "&=", 1, 5 * 2**at % 2**32)]
    mixed = [*forms, *_tests_of("a0", "=", 1, 0)]
    agree(ask, [_case("bits", found) for found in (forms, wide, mixed)])


def test_evidence_has_no_byte_that_is_not_ascii(ask: Ask) -> None:
    names = (
        "\x7f\x01 ~",
        "\u00e9\u20ac\U0001f600",
        "\udcc3(",
        "\udce9x\udcff\udc80",
        "\ud7ff\ue000",
        "\udced\udca0\udc80",
        "\udcf4\udc90\udc80\udc80",
        "\udcc0\udcaf",
        "\udce2\udc82",
        "\udcf0\udc9f\udc98",
    )
    cases = [
        _case(f"name {at}", _tests_of("uid", "=", 1), f"50-{name}.rules")
        for at, name in enumerate(names)
    ]
    assert "50-???.rules:1 matches" in cases[1].expected()[0]
    agree(ask, cases)


# --- random lists

PATHS: Final = (
    "/usr/bin/kmod",
    "/bin/kmod",
    "/usr/sbin/modprobe",
    "/sbin/rmmod",
    "/usr/bin/env",
    "/usr/bin",
    "/usr/bin/",
    "/usr",
    "/",
    "/etc/passwd",
    "/nowhere",
    "/bin",
    "/bin/",
)
CONSTANTS: Final = (0, 1, 2, 3, 6, 999, 1000, 1001, 5000, 0x7FFFFFFF, 0x80000000, 0xFFFFF001)
EDGES: Final = (0xFFFFF000, 0xFFFFFFFE, 0xFFFFFFFF, 4194304, 4194305)
FIVE: Final = (175, 313, 176, 174, 178)
ORIGINS: Final = "50-x.rules:{}"


def values(name: str) -> st.SearchStrategy[int | str]:
    kind = FIELDS[name].kind
    if kind in (Kind.PATH, Kind.DIRECTORY):
        return st.sampled_from(PATHS)
    if kind is Kind.TEXT:
        return st.sampled_from(("k", "other", "a\x01k", "\x01", "x_t", "1", "01"))
    few: dict[str, tuple[int | str, ...]] = {
        "arch": tuple(one.elf for one in MACHINES),
        "msgtype": (1300, 1299, 1301, 1307),
        "perm": (1, 2, 3, 15, 0),
        "filetype": (0o100000, 0o040000),
        "fstype": (*FILE_SYSTEMS.values(), 61267),
        "success": (0, 1, 2, 3),
        "field_compare": (0, 1, 9, 10, 16, 25, 26, "uid=nothing"),
        "exit": (0, 1, 0xFFFFF001, 0xFFFFF000, 0xFFFFFFFF, 0xFFFFFFF3),
    }
    if name in few:
        return st.sampled_from(few[name])
    numbers = st.one_of(
        st.sampled_from(CONSTANTS), st.sampled_from(EDGES), st.integers(0, 2**32 - 1)
    )
    return st.one_of(numbers, numbers, numbers, st.just("nobody"))


@st.composite
def fields(draw: st.DrawFn, name: str) -> NormalField:
    ops = FIELDS[name].operators
    return NormalField(name=name, op=draw(st.sampled_from(ops)), value=draw(values(name)))


def names_of(filter_list: str) -> list[str]:
    return [name for name, field in FIELDS.items() if filter_list in field.lists]


@st.composite
def rules_of(draw: st.DrawFn, filter_list: str, usual: Sequence[str] = ()) -> KernelRule:
    names = draw(
        st.lists(st.sampled_from(list(usual) or names_of(filter_list)), min_size=0, max_size=3)
    )
    found = [draw(fields(name)) for name in names]
    if draw(st.sampled_from((True, True, False))) and "key" not in names:
        found.append(NormalField(name="key", op="=", value=draw(values("key"))))
    calls: Any = "all"
    if filter_list == "exit":
        calls = draw(
            st.one_of(
                st.just("all"),
                st.just(frozenset(FIVE)),
                st.frozensets(st.sampled_from((*FIVE, 59, 322, 11, 358, 221, 281, 2, "nothing"))),
            )
        )
    form = NormalForm(
        list=filter_list,  # type: ignore[arg-type]
        action=draw(st.sampled_from(("always", "always", "always", "never"))),
        syscalls=calls,
        fields=tuple(found),
    )
    at = draw(st.integers(1, 99))
    texts = [f"{one.name}{one.op}{one.value}" for one in found]
    turned = draw(st.booleans())
    return kernel_rule(
        form,
        origin=ORIGINS.format(at),
        texts=[text.upper() for text in texts] if turned else texts,
        calls="" if calls == "all" else ",".join(map(str, sorted_calls(form))),
        files=TREE,
    )


NARROW: Final = ("auid", "uid", "gid", "a0", "exe", "exit", "success", "pers", "field_compare")
ON_RUNS: Final = ("path", "dir", "perm", "exe", "auid", "exit", "success", "filetype")
RUN: Final = ExecutionEvent(path="/bin/kmod", auid_floor=1000, auid_set=True, key=None)
RULES: Final = st.one_of(
    *[rules_of("exit", NARROW)] * 5,
    *[rules_of("exit", ON_RUNS)] * 5,
    *[rules_of("exit")] * 3,
    rules_of("exit", ("key", "arch")),
    rules_of("exclude"),
    rules_of("exclude", ("msgtype", "auid", "gid", "exe")),
    rules_of("task"),
    rules_of("task", ("auid", "uid", "pers", "exe")),
    rules_of("filesystem"),
    rules_of("user"),
)
EVENTS: Final = st.one_of(
    st.builds(
        SyscallEvent,
        syscall=st.sampled_from(("init_module", "delete_module", "open", "mount", "setuid")),
        number=st.sampled_from((*FIVE, 2)),
        word=st.just("b64"),
        architecture=st.sampled_from(("x86_64", "x86_64", "x86_64", "i386", "aarch64")),
        auid_floor=st.sampled_from(("${UID_MIN}", "${UID_MIN}", None, 0, 500, 1001, 2**32 - 1)),
        auid_set=st.booleans(),
        key=st.none(),
    ),
    st.builds(
        ExecutionEvent,
        path=st.sampled_from(("/usr/bin/kmod", "/usr/bin/kmod", *PATHS)),
        auid_floor=st.sampled_from(("${UID_MIN}", None, 1001)),
        auid_set=st.booleans(),
        key=st.none(),
    ),
)


@st.composite
def random_cases(draw: st.DrawFn) -> Case:
    rules = draw(st.lists(RULES, min_size=1, max_size=7))
    good = NormalForm(
        list="exit",
        action="always",
        syscalls="all",
        fields=(NormalField(name="key", op="=", value="k"),),
    )
    if draw(st.booleans()):
        rules.append(kernel_rule(good, origin="99-all.rules:1"))
    return Case(
        name="random",
        lists=KernelLists(
            rules=tuple(rules),
            enabled=draw(st.sampled_from((1, 1, 1, 2, 1, 1, 1, 1, 1, 0))),
            switched=draw(st.sampled_from(("", "10-a.rules:2"))),
        ),
        events=tuple(draw(st.lists(EVENTS, min_size=1, max_size=3))),
        machine=draw(st.sampled_from((X86_64, X86_64, X86_64, *MACHINES))),
        key=draw(st.sampled_from((None, None, "k", "other"))),
        stop=draw(
            st.sampled_from(
                (
                    None,
                    Stop(origin="40-y:7", text="", message="Rule exists"),
                    Stop(origin="z", text="", message=""),
                )
            )
        ),
    )


def few_fields(name: str) -> st.SearchStrategy[NormalField]:
    """Fields that take a part of an event, so that several rules make up the whole."""
    parts: dict[str, tuple[tuple[Operator, ...], tuple[int | str, ...]]] = {
        "auid": (("=", "!=", ">=", "<=", ">", "<"), (1000, 1001, 5000)),
        "uid": (("=", "!=", ">", "<"), (0, 1000)),
        "gid": (("=", "!=", ">="), (0, 5)),
        "a0": (("=", ">=", "<", "&", "&="), (0, 1, 3, 6)),
        "success": (("=", "!="), (0, 1)),
        "exit": (("=", "!=", "<", ">="), (0, 0xFFFFFFF3, 0xFFFFF001)),
        "exe": (("=", "!="), ("/usr/bin/kmod", "/usr/bin/env", "/sbin/rmmod")),
        "path": (("=",), ("/usr/bin/kmod", "/bin/kmod", "/usr/bin/env")),
        "dir": (("=",), ("/usr/bin", "/usr/", "/bin/", "/etc")),
        "inode": (("=", "!="), (7,)),
        "perm": (("=",), (1, 15)),
        "arch": (("=", "!="), (X86_64.elf, 0x40000003)),
        "field_compare": (("=", "!="), (1, 11)),
        "subj_user": (("=",), ("u",)),
        "fstype": (("=", "!="), (*FILE_SYSTEMS.values(), 61267)),
        "msgtype": (("=", "!="), (1300, 1307)),
    }
    ops, numbers = parts[name]
    return st.builds(
        NormalField, name=st.just(name), op=st.sampled_from(ops), value=st.sampled_from(numbers)
    )


@st.composite
def partial_rules(draw: st.DrawFn) -> tuple[str, str, tuple[NormalField, ...]]:
    """A list, an action, and fields."""
    kind = draw(st.sampled_from(("exit",) * 9 + ("hide", "exclude", "task")))
    if kind == "hide":
        return "filesystem", "never", (draw(few_fields("fstype")),)
    if kind == "exclude":
        names = draw(st.sampled_from((("msgtype", "uid"), ("auid", "gid"), ("exe",), ("uid",))))
        return "exclude", "always", tuple(draw(few_fields(name)) for name in names)
    if kind == "task":
        return "task", "always", (draw(few_fields("uid")), KEYED)
    usual = ("auid", "uid", "a0", "success", "exit", "exe", "gid", "arch", "field_compare")
    on_files = ("path", "dir", "perm", "inode", "subj_user")
    chosen = draw(st.lists(st.sampled_from((*usual, *usual, *on_files)), min_size=1, max_size=2))
    found = [draw(few_fields(name)) for name in chosen]
    keyed = draw(st.sampled_from((True,) * 9 + (False,)))
    action = draw(st.sampled_from(("always",) * 9 + ("never",)))
    return "exit", action, (*found, KEYED) if keyed else tuple(found)


@st.composite
def partial_cases(draw: st.DrawFn) -> Case:
    """Rules of which each matches a part; often the opposites of fields are there too."""
    chosen = draw(st.lists(partial_rules(), min_size=1, max_size=6))
    opposites: dict[Operator, Operator] = {"=": "!=", "!=": "=", ">=": "<", "<": ">=", ">": "<="}
    for filter_list, action, found in tuple(chosen):
        if filter_list == "exit" and draw(st.booleans()) and found[0].op in opposites:
            op = opposites[found[0].op]
            if op in FIELDS[found[0].name].operators:
                turned = NormalField(name=found[0].name, op=op, value=found[0].value)
                chosen.append((filter_list, action, (turned, KEYED)))
    rules = tuple(
        kernel_rule(
            NormalForm(list=filter_list, action=action, syscalls="all", fields=found),  # type: ignore[arg-type]
            origin=ORIGINS.format(at),
            files=TREE,
        )
        for at, (filter_list, action, found) in enumerate(chosen, start=1)
    )
    events = (_events_of_the_control()[0], *draw(st.lists(EVENTS, max_size=1)), RUN)
    return Case(
        name="partial",
        lists=KernelLists(rules=rules),
        events=events,
        key=draw(st.sampled_from((None, "k"))),
    )


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Draw that many examples, the same ones every time."""
    found: list[Any] = []

    @settings(
        max_examples=count,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(one: Any) -> None:
        found.append(one)

    keep()
    return found


def test_random_rules_of_every_list_are_judged_alike(ask: Ask) -> None:
    agree(ask, drawn(random_cases(), 500))


def test_rules_that_match_a_part_are_judged_alike(ask: Ask) -> None:
    cases = drawn(partial_cases(), 500)
    agree(ask, cases)
    verdicts = [case.verdict(event) for case in cases for event in case.events]
    assert {type(verdict) for verdict in verdicts} == set(SAID)
    causes = Counter(verdict.cause for verdict in verdicts if isinstance(verdict, Lost))
    assert {"exclude", "files", "never", "key", "part", "none"} <= set(causes), causes
    together = [v for v in verdicts if isinstance(v, Collected) and len(v.by) > 1]
    assert len(together) > 50, len(together)


def _loaded(texts: Iterable[object]) -> tuple[KernelLists, Stop | None]:
    lines = tuple(
        SourceLine(text=str(text).encode(), origin=ORIGINS.format(at))
        for at, text in enumerate(texts, start=1)
    )
    loaded = load(lines, machine=X86_64, files=TREE)
    return loaded.lists, loaded.stop


@cache
def _events_of_the_control() -> tuple[RequiredEvent, ...]:
    return next(world.events() for world in read_worlds.worlds() if world.machine == "x86_64")


def test_random_rule_files_are_judged_alike(ask: Ask) -> None:
    events = _events_of_the_control()
    texts = [
        *drawn(test_coverage_laws.rules, 200),
        *drawn(test_coverage_awk.with_others, 200),
        *drawn(st.lists(test_coverage_laws.lines, min_size=3, max_size=9, unique=True), 100),
    ]
    cases = []
    for found in texts:
        lists, stop = _loaded(found)
        cases.append(Case(name=str(found), lists=lists, stop=stop, events=events))
        lines = render_listing(lists.forms, X86_64)
        listed = read_listing(lines, machine=X86_64, files=TREE)
        cases.append(Case(name=f"listed: {found}", lists=listed, events=events))
    agree(ask, cases)
