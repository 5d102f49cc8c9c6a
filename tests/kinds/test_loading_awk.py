"""The awk program that loads rules on a target makes of them what the reference meaning does."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.audit import Architecture, SymbolicLink, Tree
from generator.audit.places import MISSING, NO_FOLDER
from generator.audit.syscalls import ARCHITECTURES, RELEASES, X86_64, of_release
from tests.audit import test_laws as laws
from tests.audit import test_loading_kernel as cases
from tests.kinds.awk_programs import AWKS, run
from tests.kinds.loading_awk import Case, case, differences, script_in
from tests.kinds.odd_lines import FIELD_NAMES, GRID, ODD
from tests.world.build import ROOT

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
TEXTS: Final = st.text(
    st.one_of(
        st.characters(max_codepoint=126, exclude_characters="\n"),
        st.sampled_from("\x04\x07\\ \N{KELVIN SIGN}\N{SUPERSCRIPT TWO}\N{EURO SIGN}k3"),
        st.characters(exclude_characters="\n", exclude_categories=["Cs"]),
    ),
    max_size=40,
)
LINES: Final = st.one_of(
    cases.LINES,
    laws.RULES,
    st.sampled_from(ODD),
    st.lists(WORDS, max_size=8).map(" ".join),
    TEXTS,
    st.builds("-a always,exit -F {}={}".format, st.sampled_from(FIELD_NAMES), TEXTS),
    st.builds("-a always,exit -S 1 -k {}".format, TEXTS),
)
MACHINES: Final = tuple(
    of_release(one, release) for one in ARCHITECTURES for release in RELEASES.values()
)
PERMISSIONS: Final = tuple(
    f"-a always,exit{words.format(letters)} -k k"
    for letters in ("x", "wa", "R", "arwx", "ww")
    for words in (
        " -F arch=b64 -F perm={}",
        " -F arch=b32 -F path=/x -F perm={}",
        " -F perm={} -F arch=b64",
        " -F arch=b64 -F perm={} -F arch=b64",
        " -F arch=b64 -F perm={} -S 1",
        " -F arch=b64 -S all -F perm={}",
        " -S 1 -F perm={}",
        " -F arch=b64 -p x -F perm={}",
        " -F arch=b64 -F perm={} -p x",
        " -F arch=b64 -F perm={} -F perm=a",
        " -F arch=aarch64 -F perm={}",
        " -F arch!=b32 -F perm={}",
    )
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
        *("/here", "/here/x", "/away", "/away/", "/away/x", "/up"),
        *("/up/", "/up/lib", "/up/no/x", "/etc/passwd/", "/etc/passwd/x", "/etc/passwd/x/y"),
        *("/no", "/no/x", "/", "/up/..", "/up/../usr", "/usr/./lib/", "//usr//lib", "/here/.."),
        *("/back\\slash", "/back\\slash/x\\y", "/back\\slash/no", "/x\\y/z"),
    )
    for line in (
        *("-w {}", "-a always,exit -F dir={}", "-a always,exit -F path={}"),
        *("-a always,exit -F exe={}", "-q {},/usr", "-q /usr,{}"),
    )
)


@pytest.fixture(scope="session")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return script_in(tmp_path_factory.mktemp("awk"))


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


@pytest.mark.parametrize("tried", [of_auditctl, of_lines])
def test_every_case_loads_as_the_meaning_says(
    script: Path, tried: Callable[[], list[Case]]
) -> None:
    assert differences(script, tried()) == []


def test_permissions_are_read_as_the_meaning_says(script: Path) -> None:
    lines = (*PERMISSIONS, "-w /x -F perm=x -k k", "-a always,exclude -F perm=x")
    tried = [case(line, line.encode(), one) for one in MACHINES for line in lines]
    assert differences(script, tried) == []


def test_links_are_followed_as_the_meaning_says(script: Path) -> None:
    tried = [case(line, line.encode()) for line in PLACES]
    assert differences(script, tried, LINKS) == []


def test_a_link_through_a_file_is_told_like_one_that_leads_nowhere(script: Path) -> None:
    tried = [case(line, line.encode()) for line in ("-w /through/x", "-q /through,/usr")]
    found = differences(script, tried, LINKS)
    assert len(found) == len(tried) * len(AWKS)
    for _, _, mine, theirs in found:
        assert mine == theirs.replace(NO_FOLDER.encode(), MISSING.encode())


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.lists(LINES, max_size=8), min_size=1, max_size=40), st.sampled_from(MACHINES))
def test_random_lines_load_as_the_meaning_says(
    script: Path, texts: list[list[str]], machine: Architecture
) -> None:
    tried = [
        case(f"{start}{text}", f"{start}{chr(10).join(text)}".encode(), machine)
        for text in texts
        for start in ("", "-i\n")
    ]
    assert differences(script, tried) == []


def test_a_table_that_is_missing_is_named(script: Path) -> None:
    text = b"C" + b"b64 read 0\nMx86_64\nLx:1\t-a always,exit -F arch=arm -S read\nE\n"
    for awk in AWKS:
        assert b"unread arm\n" in run(awk, script, text)


def test_paths_are_asked_before_anything_is_begun(script: Path) -> None:
    text = b"Lx:1\t-w /etc/x -p q -k a/b\nLx:2\t-q usr,/etc\nLx:3\t\\ q\nLx:4\t# /no\n"
    for awk in AWKS:
        assert set(run(awk, script, text, "asks=1").split()) == {
            b"/etc/x",
            b"/etc",
            b"/b",
            b"/usr",
        }
