"""The awk that loads, run for many texts at once, and what the reference meaning says of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.audit import (
    Architecture,
    FileSystem,
    Loaded,
    SourceLine,
    load,
    split_lines,
)
from generator.audit.syscalls import X86_64
from generator.kinds.audit_rules.awk_programs import LOADING
from generator.kinds.audit_rules.awk_tables import awk_tables, call_lines, foreign_call_lines
from tests.audit.read_worlds import ACCOUNTS, TREE
from tests.kinds.awk_programs import AWKS, answers, program, run

NUL: Final = b"\xff"
"""What stands for NUL in the text that the program gets; no case has this byte."""
LETTERS: Final = {"place_kind": "K", "place_here": "H", "place_link": "I", "place_led": "D"}
DRIVER: Final = r"""
function tell(    r, i, n) {
    load_end()
    print "enabled " enabled " " enabled_origin
    print "stop " stopped " " stop_origin ": " stop_message
    print "status " load_status
    for (n = 1; n <= n_ignored; n++) print "ignored " ignored_origin[n] ": " ignored_message[n]
    for (r = 1; r <= n_rules; r++) {
        print "rule " r_list[r] " " r_action[r] " " r_calls[r] " " r_origin[r] " " r_said[r]
        for (i = 1; i <= r_fields[r]; i++)
            print f_name[r, i] " " f_op[r, i] " " f_value[r, i] ": " f_text[r, i]
    }
    print "unread " unread_table
    print "end"
}
BEGIN { nul = "\377" }
{ letter = substr($0, 1, 1); rest = substr($0, 2) }
letter == "C" { split(rest, one, " "); call_number[one[1], one[2]] = one[3] }
letter == "X" { split("", call_number) }
letter == "V" { split(rest, one, " "); fills_calls = one[1]; skips_calls = one[2] }
letter == "U" { split(rest, one, " "); user_id[one[1]] = one[2] }
letter == "G" { split(rest, one, " "); group_id[one[1]] = one[2] }
letter == "P" { path = rest }
letter == "K" { place_kind[path] = rest }
letter == "H" { place_here[path] = rest }
letter == "I" { place_link[path] = rest }
letter == "D" { place_led[path] = rest }
letter == "M" { load_begin(rest) }
letter == "L" {
    at = index(rest, "\t")
    if (asks) paths_asked(substr(rest, at + 1))
    else load_line(substr(rest, at + 1), substr(rest, 1, at - 1))
}
letter == "E" && !asks { tell() }
/^[A-Z]/ || asks { next }
END { if (asks) for (i = 1; i <= n_asked_paths; i++) print asked_path[i] }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text to load on a machine."""

    id: str
    lines: tuple[SourceLine, ...]
    machine: Architecture = X86_64


def case(name: str, text: bytes, machine: Architecture = X86_64) -> Case:
    return Case(id=name, lines=split_lines(text, "x"), machine=machine)


def expected(loaded: Loaded) -> bytes:
    """What the driver prints where the program agrees."""
    lists, stop = loaded.lists, loaded.stop
    said = str(lists.enabled) if lists.switched else ""
    stopped = (stop.origin + ": " + stop.message) if stop else ": "
    lines = [
        f"enabled {said} {lists.switched}",
        f"stop {int(stop is not None)} {stopped}",
        f"status {loaded.status}",
        *(f"ignored {one.origin}: {one.message}" for one in loaded.ignored),
    ]
    for rule in lists.rules:
        numbers = rule.form.syscalls
        calls = "all" if numbers == "all" else listed(int(one) for one in numbers)
        words = (rule.form.list, rule.form.action, calls, rule.origin, rule.calls)
        lines.append(f"rule {' '.join(words)}")
        fields = [(one.field, one.text) for one in rule.conditions]
        lines += [f"{one.name} {one.op} {one.value}: {text}" for one, text in fields]
    return "\n".join((*lines, "unread ")).encode("utf-8", "surrogateescape")


def listed(numbers: Iterable[int]) -> str:
    return "," + "".join(f"{number}," for number in sorted(numbers))


def judge(
    awk: tuple[str, ...], script: Path, tried: Iterable[Case], files: FileSystem = TREE
) -> list[bytes]:
    """Load all cases in one run of the awk; return what it prints of each."""
    body, machine = bytearray(), None
    for one in tried:
        if one.machine != machine:
            machine = one.machine
            body += calls_of(machine)
        body += f"M{one.machine.name}\n".encode() + lines_of(one.lines) + b"E\n"
    asked = run(awk, script, b"Mx86_64\n" + bytes(body), "asks=1")
    return run(awk, script, answered(asked, files) + bytes(body)).split(b"\nend\n")[:-1]


def calls_of(machine: Architecture) -> bytes:
    """The tables of system calls as the driver reads them."""
    rows = (call_lines(machine) + foreign_call_lines(machine)).splitlines()
    does = machine.release
    release = f"V{int(does.fills)} {int(does.skips)}\n"
    return b"X\n" + release.encode() + "".join(f"C{row}\n" for row in rows).encode()


def lines_of(lines: Iterable[SourceLine]) -> bytes:
    """The lines as the driver reads them."""
    return b"".join(
        b"L"
        + line.origin.encode("utf-8", "surrogateescape")
        + b"\t"
        + line.text.replace(b"\0", NUL)
        + b"\n"
        for line in lines
    )


def answered(asked: bytes, files: FileSystem) -> bytes:
    """The accounts, and what lies at the paths asked for, as the driver reads them."""
    rows = [f"U{name} {number}" for name, number in ACCOUNTS.users.items()]
    rows += [f"G{name} {number}" for name, number in ACCOUNTS.groups.items()]
    for path in asked.decode("utf-8", "surrogateescape").split("\n")[:-1]:
        rows.append(f"P{path}")
        rows += [f"{LETTERS[table]}{answer}" for table, answer in answers(path, files)]
    return "".join(f"{row}\n" for row in rows).encode("utf-8", "surrogateescape")


def script_in(folder: Path) -> Path:
    """Write the program and its driver into a file."""
    path = folder / "loading.awk"
    path.write_text(f"{awk_tables()}\n{program(LOADING)}\n{DRIVER}", "ascii")
    return path


def differences(
    script: Path, tried: Sequence[Case], files: FileSystem = TREE
) -> list[tuple[str, str, bytes, bytes]]:
    """Every case in which an awk does not agree: the awk, the case, what it says, what is right."""
    told = [
        expected(load(one.lines, machine=one.machine, files=files, accounts=ACCOUNTS))
        for one in tried
    ]
    return [
        (awk[0], one.id, mine, theirs)
        for awk in AWKS
        for one, mine, theirs in zip(tried, judge(awk, script, tried, files), told, strict=True)
        if mine != theirs
    ]
