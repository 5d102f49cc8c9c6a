"""The awk program that loads rules on a target makes of them what the reference meaning does."""

import json
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.audit import (
    Architecture,
    FileSystem,
    Loaded,
    SourceLine,
    SymbolicLink,
    Tree,
    architecture,
    load,
    merge,
    split_lines,
)
from generator.audit.places import NO_FOLDER, TOO_MANY_LINKS, Place, follow
from generator.audit.syscalls import ARCHITECTURES, X86_64
from generator.kinds.audit_rules.awk_tables import (
    awk_tables,
    call_lines,
    foreign_call_lines,
    quoted,
)
from tests.audit import test_laws as laws
from tests.audit import test_loading_kernel as cases
from tests.audit.read_worlds import ACCOUNTS, TREE, worlds
from tests.world.build import ROOT

PROGRAM: Final = ROOT / "templates/audit_rules/loading.awk"
AWKS: Final = tuple(
    (name, *(["awk"] if name == "busybox" else []))
    for name in ("mawk", "gawk", "busybox")
    if shutil.which(name)
)
NUL: Final = b"\xff"
"""What stands for NUL in the text that the program gets; no case has this byte."""
DRIVER: Final = r"""
function tell(    r, i, n) {
    load_end()
    print "enabled " enabled " " enabled_origin
    print "stop " stopped " " stop_origin ": " stop_message
    print "status " load_status
    for (n = 1; n <= n_ignored; n++) print "ignored " ignored_origin[n] ": " ignored_message[n]
    for (r = 1; r <= n_rules; r++) {
        print "rule " r_list[r] " " r_action[r] " " r_calls[r] " " r_origin[r]
        for (i = 1; i <= r_fields[r]; i++) print f_name[r, i] " " f_op[r, i] " " f_value[r, i]
    }
    print "unread " unread_table
    print "end"
}
BEGIN { nul = "\377" }
{ letter = substr($0, 1, 1); rest = substr($0, 2) }
letter == "C" { split(rest, one, " "); call_number[one[1], one[2]] = one[3] }
letter == "X" { split("", call_number) }
letter == "U" { split(rest, one, " "); user_id[one[1]] = one[2] }
letter == "G" { split(rest, one, " "); group_id[one[1]] = one[2] }
letter == "P" { at = index(rest, " "); place_kind[substr(rest, at + 1)] = substr(rest, 1, at - 1) }
letter == "M" { load_begin(rest) }
letter == "L" {
    at = index(rest, "\t")
    if (asks) paths_asked(substr(rest, at + 1))
    else load_line(substr(rest, at + 1), substr(rest, 1, at - 1))
}
letter == "E" && !asks { tell() }
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
    words = (stop.origin + ": " + stop.message) if stop else ": "
    lines = [
        f"enabled {said} {lists.switched}",
        f"stop {int(stop is not None)} {words}",
        f"status {loaded.status}",
        *(f"ignored {one.origin}: {one.message}" for one in loaded.ignored),
    ]
    for rule in lists.rules:
        numbers = rule.form.syscalls
        calls = "all" if numbers == "all" else listed(int(one) for one in numbers)
        lines.append(f"rule {rule.form.list} {rule.form.action} {calls} {rule.origin}")
        lines += [f"{one.name} {one.op} {one.value}" for one in rule.form.fields]
    return "\n".join((*lines, "unread ")).encode("utf-8", "surrogateescape") + b"\n"


def listed(numbers: Iterable[int]) -> str:
    return "," + "".join(f"{number}," for number in sorted(numbers))


def kind(path: str, files: FileSystem) -> str:
    """What the shell answers about a path."""
    found = follow(path, files)
    if found in (NO_FOLDER, TOO_MANY_LINKS):
        return "nodir" if found == NO_FOLDER else "loop"
    if isinstance(found, Place) and found.entry is not None:
        return "dir" if found.entry == "folder" else "file"
    above, _, name = path.rpartition("/")
    folder = follow(above or "/", files)
    if isinstance(folder, str):
        return "missing"
    here = files.entry(f"{folder.path.rstrip('/')}/{name}")
    return "link" if isinstance(here, SymbolicLink) else "missing"


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("awk") / "program.awk"
    path.write_text(f"{awk_tables()}\n{PROGRAM.read_text('utf-8')}\n{DRIVER}", "utf-8")
    return path


def run(awk: tuple[str, ...], program: Path, text: bytes, *, asks: bool = False) -> bytes:
    done = subprocess.run(
        [*awk, "-v", f"asks={int(asks)}", "-f", str(program)],
        input=text,
        env={"PATH": os.defpath, "LC_ALL": "C"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def judge(
    awk: tuple[str, ...], program: Path, tried: Iterable[Case], files: FileSystem = TREE
) -> list[bytes]:
    """Load all cases in one run of the awk; return what it prints of each."""
    body, machine = bytearray(), None
    for one in tried:
        if one.machine != machine:
            machine = one.machine
            rows = (call_lines(machine) + foreign_call_lines(machine)).splitlines()
            body += b"X\n" + "".join(f"C{row}\n" for row in rows).encode()
        body += f"M{one.machine.name}\n".encode()
        for line in one.lines:
            body += b"L" + line.origin.encode() + b"\t" + line.text.replace(b"\0", NUL) + b"\n"
        body += b"E\n"
    asked = run(awk, program, b"Mx86_64\n" + bytes(body), asks=True)
    head = "".join(
        [f"U{name} {number}\n" for name, number in ACCOUNTS.users.items()]
        + [f"G{name} {number}\n" for name, number in ACCOUNTS.groups.items()]
    ).encode()
    for path in asked.splitlines():
        answer = kind(path.decode("utf-8", "surrogateescape"), files)
        if answer != "missing":
            head += b"P" + answer.encode() + b" " + path + b"\n"
    return run(awk, program, head + bytes(body)).split(b"end\n")[:-1]


def differences(
    program: Path, tried: Sequence[Case], files: FileSystem = TREE
) -> list[tuple[str, str, bytes, bytes]]:
    """Every case in which an awk does not agree: the awk, the case, what it says, what is right."""
    told = [
        expected(load(one.lines, machine=one.machine, files=files, accounts=ACCOUNTS))
        for one in tried
    ]
    return [
        (awk[0], one.id, mine, theirs)
        for awk in AWKS
        for one, mine, theirs in zip(tried, judge(awk, program, tried, files), told, strict=True)
        if mine != theirs
    ]


def of_worlds() -> list[Case]:
    found = []
    for world in worlds():
        files, machine = world.rule_files(), architecture(world.machine)
        assert machine
        if files.compiled is not None:
            found.append(case(world.id, files.compiled, machine))
        else:
            merged = merge(files.folder or (), files.script)
            found.append(Case(id=world.id, lines=merged.lines, machine=machine))
    return found


def of_auditctl() -> list[Case]:
    """Each recorded line alone, on every machine, and twice, and between other rules."""
    text = (ROOT / "tests/audit/cases/auditctl.json").read_text("utf-8")
    lines = [rule.encode() for rule, _ in json.loads(text)]
    rows = [case(line.decode(), line + b"\n" + line, X86_64) for line in lines]
    rows += [
        case(f"{one.name}: {line.decode()}", line, one) for one in ARCHITECTURES for line in lines
    ]
    return [*rows, case("all, going on", b"-c\n" + b"\n".join(lines))]


def of_lines() -> list[Case]:
    """The lines that the kernel lane tries, each between two rules, then all of them."""
    before, behind = "-a always,exit -S 1 -k m", "-a always,exit -S 2 -k k"
    lines = (*cases.RULES, *cases.SETTINGS)
    every = [
        case(line, f"{start}{before}\n{line}\n{behind}\n".encode())
        for line in (*lines, *ODD)
        for start in ("", "-i\n", "-e 2\n")
    ]
    grid = [case(line, line.encode()) for line in GRID]
    return [*every, *grid, case("all", "\n".join(("-i", *lines, *ODD, *GRID)).encode())]


NUMBERS: Final = (
    *("0", "00", "007", "08", "0x", "0x1G", "0xffffffff", "0x100000000", "-1", "-0", "--1", "+5"),
    *("4294967295", "4294967296", "18446744073709551615", "18446744073709551616", "5abc", "1e3"),
    *("-18446744073709551616", "99999999999999999999999", "01777777777777777777777", "-0x1"),
    *("02777777777777777777777", "0x10000000000000000", "0xFFFFFFFFFFFFFFFF", "45", "46"),
    *("unset", "UNSET", "root", "daemon", "nobody-here", "a b", "-EPERM", "eperm", "-eperm", "--E"),
    *("CWD", "cwd", "UNKNOWN[1300]", "UNKNOWN[0]", "UNKNOWN[12345678]", "UNKNOWN[13", "UNKNOWN[x]"),
    *(
        "file",
        "FILE",
        "debugfs",
        "rwxa",
        "rwxaa",
        "ww",
        "z",
        "b64",
        "B32",
        "c000003e",
        "0x40000003",
    ),
    *("1073741827", "i686", "ppc", "22", "/x", "/x/", "/etc/passwd/y", "/no/such", "/etc/../etc/z"),
)
FIELD_NAMES: Final = (
    *("uid", "auid", "gid", "pid", "a0", "sessionid", "saddr_fam", "exit", "msgtype", "filetype"),
    *("fstype", "arch", "perm", "path", "dir", "exe", "subj_user", "obj_lev_low", "key", "KEY"),
    *("loginuid", "field_compare", "pers", "inode", "devminor", "success", "nosuch", ""),
)
ODD: Final = (
    "-F uid=0 -a always,exit",
    "-S open -a always,exit -k k",
    "-S open -a always,task",
    "-a always,exit -S , -k k",
    "-a always,exit -S ,open,,3, -k k",
    "-a always,exit -S open -S 3 -S OPEN -S 2047 -k k",
    "-a always,exit -S 2048 -k k",
    "-a always,exit -S 0x3,03,3x -k k",
    "-a always,exit -F arch=b64 -F arch=b32 -S open -k k",
    "-w /etc// -k k",
    "-w // -k k",
    "-w / -k k",
    "-w /// -k k",
    "-w /bin/ -k k",
    "-w /etc/passwd/ -k k",
    "-w /etc/passwd/x -k k",
    "-w /etc/x\\y -k k",
    "-w /etc/x\\y/z -k k",
    "-w /etc/x\\ y -k k",
    "-w /etc/\\\\/z -k k",
    "-w /no/x -k k",
    "-w x",
    "-w /x -w /y",
    "-w /x -p r -p w -F perm=x -S open -k a -k b",
    "-w /x -F path=/y",
    "-w /x/. -k k",
    "-w /x/.. -k k",
    "-w /./etc/./x -k k",
    "-w /etc/../x -k k",
    "-a always,exit -F dir=/bin -k k",
    "-a always,exit -F dir=/usr/sbin/modprobe -k k",
    "-a always,exit -F dir=/usr/sbin/modprobe/ -k k",
    "-a always,exit -F dir=/no -k k",
    "-a always,exit -F uid=0 -p x -p w -k k",
    "-a always,exit -F perm=r -p x -F perm=a",
    "-a always,exit -F inode=1 -F path=/x",
    "-a always,exit -F exe=/x -F exe!=/x",
    "-a always,exit -S 1 -F key= -k a -F key= -F key=b",
    "-a always,exit -S 1 -F key!=a -k a",
    "-a always,exit -S 1 -k a!=b",
    "-a always,exit -S 1 -k " + "k" * 257,
    "-a always,exit -S 1 -k " + "k" * 256,
    "-a always,exit -S 1 -k " + "\N{LATIN SMALL LETTER E WITH ACUTE}" * 129,
    "-a always,exit -S 1 " + "-F uid=0 " * 63,
    "-a always,exit -S 1 " + "-F uid=0 " * 64,
    "-a always,exit -S 1 " + "-F uid=0 " * 63 + "-k k",
    "-a always,exit -F path=/" + "x" * 4094,
    "-a always,exit -F path=/" + "x" * 4095,
    "-a always,exit -S 1 -k " + "x " * 40,
    "-D " + "x " * 10,
    "- - - - - - - - -D",
    "x" * 6143,
    "x" * 6144,
    "# " + "x" * 6141 + "-a always,exit -S 9",
    "# " + "x" * 6141 + "\0-a always,exit -S 9",
    "-a always,exit -S 1\0 -k x",
    "-q /usr,/etc",
    "-q /usr,/no",
    "-q /usr,/etc/passwd/x",
    "-q usr,/etc",
    "-q ,/etc",
    "-tq /usr,/etc",
    "-D\\ ",
    "\\-D",
    "-a always,exit -S 1 -k a\\\\b\\ \\c\\",
    "-a always,exit -S 1 -k \x07x\x04y\x07",
    "\x07\\ ",
    "--",
    "--l",
    "--signal",
    "--signal=x",
    "--reset_b=1",
    "--backlog_wait_time=150000",
    "--backlog_wait_time=150001",
    "-b 0x10",
    "-b 010",
    "-b 18446744073709551615",
    "-b 18446744073709551616",
    "-b 5\N{LATIN SMALL LETTER E WITH ACUTE}",
    "-b-1",
    "-aalways,exit -S1 -kk",
    "-caD",
    "-Dc",
    "-lD",
    "-i -k",
    "x -D",
    "x -D -k",
    "-D -k m x",
    "-C uid=euid -a always,exit",
    "-a always,exit -C uid=euid",
    "-a always,exit -C LOGINUID!=uid",
    "-a always,exit -C uid>euid",
    "-a always,exit -C uid=gid",
    "-a always,exit -C uid=pid",
    "-a always,task -C uid=euid",
    "-a always,exit -C uid",
    "-a exit,always,x",
    "-a always",
    "-a always,entry",
    "-a ,",
)
GRID: Final = tuple(
    f"-a always,{chosen} -F {name}{op}{value}"
    for name in FIELD_NAMES
    for chosen in ("exit", "exclude", "filesystem")
    for op, value in [("=", value) for value in NUMBERS] + [("!=", "1"), ("&", "1"), (">", "-1")]
)

WORDS: Final = st.sampled_from(
    (
        *("-a", "-A", "-d", "-w", "-W", "-S", "-F", "-k", "-p", "-D", "-C", "-e", "-c", "-i", "-b"),
        *("always,exit", "never,exit", "always,task", "exclude,never", "user,always", "filesystem"),
        *("/bin", "/etc/passwd", "/x", "open,close", "all", "3", "313,175", "wa", "rx", "m", "k"),
        *("auid>=1000", "auid!=unset", "uid=daemon", "uid=x", "gid=0", "arch=b64", "arch=b32"),
        *("path=/x", "dir=/etc", "exe=/x", "perm=x", "key=m", "msgtype=CWD", "uid!=euid", "2", "1"),
        *("#", "\\", "\\ ", "\t", "\r", "\0", "--", "-", "--reset", "-q", "/usr,/etc", "-t", "-l"),
    )
)
LINES: Final = st.one_of(
    cases.LINES,
    laws.RULES,
    st.sampled_from(ODD),
    st.lists(WORDS, max_size=8).map(" ".join),
    st.text(st.characters(max_codepoint=126, exclude_characters="\n"), max_size=40),
)
LINKS: Final = Tree(
    {
        "/here": SymbolicLink("here"),
        "/away": SymbolicLink("no/such"),
        "/through": SymbolicLink("/etc/passwd/x"),
        "/up": SymbolicLink("usr/lib/.."),
        "/etc/passwd": "file",
        "/usr/lib": "folder",
        "/back\\slash/x\\y": "file",
    }
)
PLACES: Final = tuple(
    line.format(place)
    for place in (
        *("/here", "/here/x", "/away", "/away/", "/away/x", "/through", "/through/x", "/up"),
        *("/up/", "/up/lib", "/up/no/x", "/etc/passwd/", "/etc/passwd/x", "/etc/passwd/x/y"),
        *("/no", "/no/x", "/", "/up/..", "/up/../usr", "/usr/./lib/", "//usr//lib", "/here/.."),
        *("/back\\slash", "/back\\slash/x\\y", "/back\\slash/no", "/x\\y/z"),
    )
    for line in (
        *("-w {}", "-a always,exit -F dir={}", "-a always,exit -F path={}"),
        *("-a always,exit -F exe={}", "-q {},/usr", "-q /usr,{}"),
    )
)


NOT_COVERED: Final = (
    # A value with "group" in it is named as one in the reference's phrase, not in auditctl's.
    "-a always,exit -F uid=my:group",
    # A digit of another script: the reference's `isdigit` is not C's.
    "-a always,exit -F uid=\N{ARABIC-INDIC DIGIT THREE}",
    # A letter whose small form is ASCII: the reference's `lower` is not C's.
    "-a always,exit -F \N{KELVIN SIGN}ey=x",
    # A byte of a mark takes one byte with it; the reference takes a whole character.
    "-a always,exit -S 1 -k x\x07\N{LATIN SMALL LETTER E WITH ACUTE}",
)
"""Lines in which the reference differs from auditctl, which goes by bytes; the awk goes with it."""


@pytest.mark.parametrize("tried", [of_worlds, of_auditctl, of_lines])
def test_every_case_loads_as_the_meaning_says(
    program: Path, tried: Callable[[], list[Case]]
) -> None:
    assert differences(program, tried()) == []


def test_links_are_followed_as_the_meaning_says(program: Path) -> None:
    tried = [case(line, line.encode()) for line in PLACES]
    assert differences(program, tried, LINKS) == []


def test_what_is_not_covered_yet_still_differs(program: Path) -> None:
    tried = [case(line, line.encode()) for line in NOT_COVERED]
    found = {one for _, one, _, _ in differences(program, tried)}
    assert found == set(NOT_COVERED)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(st.lists(LINES, max_size=8), min_size=1, max_size=40), st.sampled_from(ARCHITECTURES)
)
def test_random_lines_load_as_the_meaning_says(
    program: Path, texts: list[list[str]], machine: Architecture
) -> None:
    tried = [
        case(f"{start}{text}", f"{start}{chr(10).join(text)}".encode(), machine)
        for text in texts
        for start in ("", "-i\n")
    ]
    assert differences(program, tried) == []


def test_a_table_that_is_missing_is_named(program: Path) -> None:
    text = b"C" + b"b64 read 0\nMx86_64\nLx:1\t-a always,exit -F arch=arm -S read\nE\n"
    for awk in AWKS:
        assert b"unread arm\n" in run(awk, program, text)


def test_the_program_can_stand_within_single_quotes_of_a_shell() -> None:
    for text in (awk_tables(), PROGRAM.read_text("utf-8")):
        assert text.isascii()
        assert "'" not in text
    assert quoted("a'b\"c\\") == '"a\\047b\\"c\\\\"'
    assert awk_tables() == awk_tables()


def cpu(awk: tuple[str, ...], program: Path, text: bytes) -> float:
    """Seconds of CPU that the awk takes to load a text, the less of two."""
    body = call_lines(X86_64).splitlines()
    head = "".join(f"C{row}\n" for row in body).encode() + b"Mx86_64\nP" + b"dir /etc\n"
    lines = b"".join(b"Lx:1\t" + line + b"\n" for line in text.splitlines())
    spent = []
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert b"stop 0" in run(awk, program, head + lines + b"E\n")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


def many(count: int) -> bytes:
    """Rules as hosts have them, none twice."""
    return "".join(
        f"-a always,exit -F arch=b64 -S init_module,finit_module,delete_module -F auid>={at}"
        f" -F auid!=unset -F uid={at} -k kernel_modules\n"
        if at % 2
        else f"-w /etc/x{at} -p wa -k identity\n"
        for at in range(1000, 1000 + count)
    ).encode()


def test_loading_takes_time_in_the_number_of_lines(program: Path) -> None:
    mawk = AWKS[0]
    assert mawk == ("mawk",)
    few, lots = cpu(mawk, program, many(5000)), cpu(mawk, program, many(20_000))
    assert few < 0.7
    assert lots < 8 * few


def test_paths_are_asked_before_anything_is_begun(program: Path) -> None:
    text = b"Lx:1\t-w /etc/x -p q -k a/b\nLx:2\t-q usr,/etc\nLx:3\t\\ q\nLx:4\t# /no\n"
    for awk in AWKS:
        assert set(run(awk, program, text, asks=True).split()) == {
            b"/etc/x",
            b"/etc",
            b"/b",
            b"/usr",
        }
