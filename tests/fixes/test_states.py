"""A fix in the states that a system can be in: at once, again, by hand, interrupted, locked."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import Machines
from tests.e2e.names import FILE, LISTING
from tests.e2e.test_answers import LOCKED
from tests.fixes.faults import (
    ADMIN,
    FIRST,
    LAST,
    LOADED,
    RULES,
    SCRIPT,
    Target,
    apart,
    at_boot,
    block,
    loaded,
    show,
    states_below,
    target,
)
from tests.world.build import Built
from tests.world.kernel import Kernel
from tests.world.namespace import NO_KERNEL
from tests.world.world import STOCK_RULES, Files

STOCK: Final = f"{RULES}/audit.rules"
_apart = pytest.fixture(name="tmp_path")(apart)


def wrapped(on: Target, lines: str) -> None:
    """Run lines of sh before each call of auditctl."""
    program = on.machine.folder / "programs/auditctl"
    first, _, rest = program.read_text().partition("\n")
    program.write_text(f"{first}\n{lines}\n{rest}")


# --- several at a time

TOGETHER: Final = """\
for number in {numbers}; do
    bash {script} >{folder}/said.$number 2>&1 &
    started="$started $!"
done
for process in $started; do wait "$process" || exit; done
"""


@pytest.mark.kernel
@pytest.mark.parametrize("numbers", ["1 2", "1 2 3 4 5"], ids=["two", "five"])
def test_fixes_that_run_together_all_succeed_and_write_once(
    numbers: str, machines: Machines, kernel: Kernel, built: Built
) -> None:
    on = target(machines, built, auditctl=kernel)
    before = loaded(on, kernel)
    lines = TOGETHER.format(numbers=numbers, script=on.script, folder=on.machine.folder)
    assert on.run("sh", "-c", lines).returncode == 0
    said = [path.read_text() for path in sorted(on.machine.folder.glob("said.*"))]
    assert len(said) == len(numbers.split())
    assert sum(f"wrote {FILE}" in text for text in said) == 1
    assert all(text.endswith("the rules are in force\n") for text in said)
    assert "%" not in "".join(said)
    block(on)
    assert kernel.listing() == at_boot(on.machine.snapshot())
    assert set(kernel.listing()) == {*before, *LISTING}
    assert not on.leftovers()


# --- again


@pytest.mark.kernel
def test_a_second_fix_touches_neither_a_file_nor_the_kernel(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    on = target(machines, built, auditctl=kernel)
    loaded(on, kernel)
    assert on.fix().returncode == 0
    listing = kernel.listing()
    before = states_below(on.machine.path("/etc/audit"))
    calls = on.machine.folder / "calls"
    wrapped(on, f'echo "$*" >>{calls}')
    run = on.fix()
    assert (run.returncode, run.stdout) == (0, "audit_kernel_modules: the rules are in force\n")
    assert states_below(on.machine.path("/etc/audit")) == before
    assert kernel.listing() == listing
    assert set(calls.read_text().splitlines()) == {"-s", "-l", "-v"}
    show(on)
    assert kernel.listing() == listing


# --- by hand

NO_FLUSH: Final[Files] = {STOCK: None, f"{RULES}/10-first.rules": "-b 8192\n"}
BY_HAND: Final = ("-w /etc/group -p wa -k %s%n", "-a always,exit -F arch=b64 -S umount2 -k hand")
HANDS: Final[Mapping[str, tuple[Files, tuple[str, ...]]]] = {
    "files that flush": ({}, tuple(STOCK_RULES.splitlines())),
    "files that flush, with rules of their own": (ADMIN, tuple(LOADED)),
    "files that do not flush": (NO_FLUSH, ()),
    "files that do not flush, with rules": (
        {STOCK: None, f"{RULES}/10-first.rules": FIRST, f"{RULES}/60-last.rules": LAST},
        tuple((FIRST + LAST).splitlines()),
    ),
}
"""Rule files, and the lines that the kernel has of them."""


@pytest.mark.kernel
@pytest.mark.parametrize("name", HANDS)
def test_what_only_the_kernel_holds_stays_there_in_its_order(
    name: str, machines: Machines, kernel: Kernel, built: Built
) -> None:
    files, lines = HANDS[name]
    on = target(machines, built, files, auditctl=kernel)
    assert kernel.load(*lines, *BY_HAND)
    before = kernel.listing()
    assert len(before) >= len(BY_HAND)
    show(on)
    assert "note: added rule by rule: " in on.fix("--dry-run").stdout
    assert kernel.listing() == before
    run = on.fix()
    assert run.returncode == 0, run.stdout
    assert kernel.listing() == (*before, *LISTING)
    assert run.stdout.count("audit_kernel_modules: auditctl -a ") == len(LISTING)
    assert set(LISTING) <= set(at_boot(on.machine.snapshot()))
    assert on.fix().returncode == 0
    assert kernel.listing() == (*before, *LISTING)


@pytest.mark.kernel
def test_a_never_that_only_the_kernel_holds_is_named_and_stays(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    never = "-a never,exit -F arch=b64 -S init_module -F key=%s%n"
    on = target(machines, built, auditctl=kernel)
    assert kernel.load(*LOADED, never)
    before = kernel.listing()
    show(on)
    run = on.fix()
    assert run.returncode == 1
    obstacle = next(line for line in run.stdout.splitlines() if "obstacle" in line)
    assert "init_module" in obstacle
    assert "only the running kernel has it so, auditctl -d takes a rule away" in obstacle
    assert kernel.listing()[: len(before)] == before
    assert set(LISTING) < set(at_boot(on.machine.snapshot()))


# --- interrupted

INTERRUPTED: Final = """\
setsid env --default-signal bash {script} >/dev/null 2>&1 &
process=$!
for _ in $(seq 100); do [ -e {folder}/loading ] && break; sleep 0.1; done
[ -e {folder}/loading ] || exit 9
kill -{signal} -- -"$process"
wait "$process"
status=$?
flock -w 60 /etc/audit true || exit 8
exit "$status"
"""
SLOW: Final = "case $1 in {option}) touch {folder}/loading; sleep 1 ;; esac"
WAYS: Final[Mapping[str, tuple[str, Files, tuple[str, ...]]]] = {
    "all rules": ("-R", ADMIN, tuple(LOADED)),
    "rule by rule": ("-a", {}, (*STOCK_RULES.splitlines(), *BY_HAND)),
}


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.parametrize("signal", ["INT", "TERM", "HUP"])
@pytest.mark.parametrize("way", WAYS)
def test_who_interrupts_a_fix_does_not_interrupt_its_loading(
    way: str, signal: str, machines: Machines, kernel: Kernel, built: Built
) -> None:
    option, files, lines = WAYS[way]
    on = target(machines, built, files, auditctl=kernel)
    assert kernel.load(*lines)
    before = kernel.listing()
    folder = on.machine.folder
    wrapped(on, SLOW.format(option=option, folder=folder))
    run = on.run("sh", "-c", INTERRUPTED.format(script=on.script, folder=folder, signal=signal))
    assert run.returncode not in (8, 9), run.stderr
    assert set(kernel.listing()) == {*before, *LISTING}
    assert on.fix().returncode == 0
    assert not on.leftovers()


# --- kernels that cannot be asked, or not changed

UNCALLED: Final = '#!/bin/sh\n[ "$1" = -v ] || touch /etc/audit/called\nexit 1\n'
"""Its version may be asked for: that is no matter of the kernel."""
ANSWERS: Final[Mapping[str, tuple[str, str, int]]] = {
    "locked": (LOCKED, "reboot required: the loaded rules are locked (enabled 2)", 0),
    "no auditing": (NO_KERNEL, "the kernel does not audit: the rules load when it does", 0),
    "no answer": ("#!/bin/sh\necho 100%s%n >&2\nexit 4\n", "obstacle: auditctl -s failed", 1),
    "an odd answer": ("#!/bin/sh\necho 100%s%n\n", "gives no answer that can be read", 1),
}
"""Programs for auditctl, what the fix says of them, and its exit status."""


@pytest.mark.parametrize("name", ANSWERS)
def test_a_kernel_that_cannot_be_changed_is_named_and_not_tried(
    name: str, machines: Machines, built: Built
) -> None:
    auditctl, words, status = ANSWERS[name]
    files = {**ADMIN, "/etc/audit/loaded": "No rules\n"}
    on = target(machines, built, files, auditctl=auditctl)
    before = on.machine.snapshot()
    show(on)
    run = on.fix()
    assert (run.returncode, run.stderr) == (status, "")
    assert words in run.stdout
    after = on.machine.snapshot()
    assert "refused" not in after
    assert not on.leftovers()
    if name == "no answer":
        assert after == before
    else:
        assert set(LISTING) < set(at_boot(after))
        assert b"finit_module" in after["audit.rules"]


@pytest.mark.parametrize("proc", [True, False], ids=["with /proc", "without /proc"])
def test_in_a_chroot_the_files_alone_are_mended(
    machines: Machines, built: Built, *, proc: bool
) -> None:
    """Where this machine hides the root of process 1, only the lack of /proc tells."""
    machine = machines(files=ADMIN, auditctl=UNCALLED).in_chroot(proc=proc)
    shutil.copy(built.file(SCRIPT), machine.path("/etc/audit"))
    on = Target(machine=machine, script=Path("/etc/audit") / SCRIPT)
    if proc and on.run("readlink", "/proc/1/root").returncode:
        pytest.skip("the root of process 1 cannot be seen on this machine")
    show(on)
    run = on.fix()
    assert run.returncode == 0, run.stdout + run.stderr
    assert "the rules load at the next boot" in run.stdout
    assert not machine.path("/etc/audit/called").exists()
    assert set(LISTING) < set(at_boot(machine.snapshot()))
