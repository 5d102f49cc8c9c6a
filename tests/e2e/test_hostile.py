"""Targets that are broken, odd or made to do harm: a bounded time, the right verdict, and words."""

import resource
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import Machines
from tests.e2e.names import CONFIGURED, FILE, LOADED, SYMLINKS
from tests.e2e.test_answers import RULES
from tests.world.build import Built
from tests.world.scan import Scan, evaluate
from tests.world.world import Entry, Fifo, Folder, Link

pytestmark = pytest.mark.oscap

FOLDER: Final = "/etc/audit/rules.d"
BOUND: Final = 30.0
"""Seconds that a scan of a hostile target may take; most take a quarter of one."""
World = Mapping[str, Entry]
NOTHING: Final[World] = {f"{FOLDER}/audit.rules": None}
ENDLESS: Final = "loading stops at 10.rules: augenrules never ends reading it"


def inside(**files: Entry) -> World:
    """The right rules, and more files before them."""
    more = {f"{FOLDER}/{name.replace('_', '.')}": entry for name, entry in files.items()}
    return {FILE: RULES, **more}


CASES: Final[Mapping[str, tuple[World, str, str]]] = {
    "no folder": (NOTHING, "fail", "not collected: runs of /usr/bin/kmod: no rule matches"),
    "an empty folder": ({**NOTHING, FOLDER: Folder()}, "fail", "no rule matches"),
    "a file for a folder": ({**NOTHING, FOLDER: RULES}, "fail", "no rule matches"),
    "a folder that is a loop": ({**NOTHING, FOLDER: Link("rules.d")}, "fail", "no rule matches"),
    "a FIFO": (inside(**{"10_rules": Fifo()}), "fail", ENDLESS),
    "a device": (inside(**{"10_rules": Link("/dev/zero")}), "fail", ENDLESS),
    "a FIFO that no one reads": (inside(**{"10_txt": Fifo()}), "pass", "collected: init_module"),
    "a link that loops": (inside(**{"10_rules": Link("10.rules")}), "pass", "collected: runs"),
    "a link to nowhere": (inside(**{"10_rules": Link("/no/such")}), "pass", "collected: runs"),
    "a folder for a file": (inside(**{"10_rules": Folder()}), "pass", "collected: runs"),
    "Latin-1 in a comment": (inside(**{"10_rules": "# Gr\udcfc\udcdfe\n"}), "pass", "collected"),
    "Latin-1 in a key": (
        inside(**{"10_rules": "-w /etc/x -p w -k Gr\udcfc\udcdfe\n"}),
        "pass",
        "collected",
    ),
    "NUL in a comment": (inside(**{"10_rules": "# a\0b\n"}), "pass", "collected"),
    "NUL in a rule": (inside(**{"10_rules": "-w /etc/x\0 -p z\n"}), "pass", "collected"),
    "NUL in the rules": (
        {FILE: RULES.replace("-k kernel_modules", "\0-k kernel_modules")},
        "fail",
        "gives no key",
    ),
    "comments of 100 KB": (
        inside(**{"10_rules": ("#" + "c" * 6142 + " " * 94000 + "\n") * 10}),
        "pass",
        "collected",
    ),
    "a rule of 100 KB": (
        inside(**{"10_rules": "-a always,exit " + "-F uid=1 " * 11000 + "\n"}),
        "fail",
        "loading stops at 10.rules:1: Too many fields in rule",
    ),
    "100,000 comments": (inside(**{"10_rules": "# comment\n" * 100_000}), "pass", "collected"),
    "names that would run": (
        {
            **inside(**{"50-x_rules": RULES}),
            FILE: None,
            f"{FOLDER}/10 $(touch ran).rules": "-D\n",
            f"{FOLDER}/`touch ran`.rules": "-D\n",
            f"{FOLDER}/11;touch ran;.rules": "-w /etc/x -p w -k x\n",
        },
        "pass",
        "collected: init_module (b64): 50-x.rules:1",
    ),
    "a name with a blank": ({f"{FOLDER}/50 x.rules": RULES}, "fail", "no rule matches"),
    "a name with a line break": ({f"{FOLDER}/50\nx.rules": RULES}, "fail", "no rule matches"),
    "a name with a line break that a pattern finds": (
        {f"{FOLDER}/5*.rules": "", f"{FOLDER}/50\nx.rules": RULES},
        "error",
        "the name of a rule file has a line break in it",
    ),
}


def processor() -> float:
    """Give the seconds that programs have worked so far, however busy the machine is."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def scanned(
    machines: Machines,
    built: Built,
    files: World,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> Scan:
    """Scan a machine with these files; it must not take long."""
    start = clock()
    scan = evaluate(machines(files=files), built.stream, "--skip-validation")
    assert clock() - start < BOUND
    assert scan.said[CONFIGURED].isascii()
    assert not Path("/ran").exists()
    return scan


@pytest.mark.parametrize("name", CASES)
def test_the_verdict_on_the_files(name: str, machines: Machines, built: Built) -> None:
    files, result, words = CASES[name]
    scan = scanned(machines, built, files)
    assert (scan.results[CONFIGURED], scan.results[SYMLINKS]) == (result, "pass")
    assert words in scan.said[CONFIGURED]


@pytest.mark.slow
def test_five_thousand_files(machines: Machines, built: Built) -> None:
    rules = {f"{FOLDER}/{at:04}.rules": f"-w /etc/x{at} -p w -k x\n" for at in range(5000)}
    scan = scanned(machines, built, {**rules, f"{FOLDER}/99999.rules": RULES}, clock=processor)
    assert scan.results[CONFIGURED] == "pass"
    assert "collected: init_module (b64): 99999.rules:1" in scan.said[CONFIGURED]


@pytest.mark.slow
def test_a_hundred_thousand_rules_are_judged_or_given_up(machines: Machines, built: Built) -> None:
    rules = "".join(f"-w /etc/x{at} -p w -k x\n" for at in range(100_000))
    machine = machines(files=inside(**{"10_rules": rules}))
    start = processor()
    run = machine.run("sh", str(built.file(f"{CONFIGURED}.sh")))
    assert processor() - start < 100
    words = run.stdout.strip().rpartition("\n")[2]
    assert (run.returncode, words.partition(" (")[0]) in (
        (101, "the rule files record every required event"),
        (103, "could not decide: the rules take more than 60 seconds to judge"),
    )


LOGIN_DEFS: Final[Mapping[str, tuple[Entry, str]]] = {
    "empty": ("", "pass"),
    "UID_MIN without a number": ("UID_MIN\n", "pass"),
    "UID_MIN twice": ("UID_MIN 1000\nUID_MIN 500\n", "fail"),
    "UID_MIN twice, the last is higher": ("UID_MIN 500\nUID_MIN 1000\n", "pass"),
    "hexadecimal": ("UID_MIN 0x3e8\n", "pass"),
    "hexadecimal and lower": ("UID_MIN 0x3e7\n", "fail"),
    "octal": ("UID_MIN 01750\n", "pass"),
    "huge": ("UID_MIN 99999999999999999999\n", "pass"),
    "negative": ("UID_MIN -1\n", "pass"),
    "code": ("UID_MIN $(touch ran)\nUID_MIN `touch ran`\n", "pass"),
    "Latin-1": ("# Gr\udcfc\udcdfe\nUID_MIN 1000\n", "pass"),
    "100 KB in a line": ("#" + "x" * 102_400 + "\nUID_MIN 1000\n", "pass"),
}


@pytest.mark.parametrize("name", LOGIN_DEFS)
def test_login_defs(name: str, machines: Machines, built: Built) -> None:
    """The rules bound auid by 1000; what login.defs does not say well is 1000 too."""
    text, result = LOGIN_DEFS[name]
    scan = scanned(machines, built, {FILE: RULES, "/etc/login.defs": text})
    assert scan.results[CONFIGURED] == result, scan.said[CONFIGURED]


def test_no_login_defs(machines: Machines, built: Built) -> None:
    machine = machines(files={FILE: RULES}).without("/etc/login.defs")
    assert evaluate(machine, built.stream).results[CONFIGURED] == "pass"


def test_listings_that_cannot_be_read_are_an_error(machines: Machines, built: Built) -> None:
    auditctl = "#!/bin/sh\n[ $1 = -s ] && echo enabled 1 || echo '-x $(touch ran)'\n"
    scan = evaluate(machines(auditctl=auditctl), built.stream)
    assert scan.results[LOADED] == "error"
    assert "auditctl -l prints a line that cannot be read: -x $(touch ran)" in scan.said[LOADED]
    assert not Path("/ran").exists()
