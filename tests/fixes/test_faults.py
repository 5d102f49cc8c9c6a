"""A fix that is killed, finds no room or may not write loses no rule, and says what is wrong."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import Machines
from tests.e2e.names import FILE, LISTING
from tests.fixes.faults import (
    ADMIN,
    LOADED,
    MADE,
    OWN,
    RULES,
    Ends,
    Start,
    apart,
    at_boot,
    show,
    small,
    states_below,
    target,
)
from tests.fixes.killing import MKTEMP, counted, killed
from tests.world.build import Built
from tests.world.kernel import Kernel
from tests.world.world import Fifo, Files, Folder, Link

_apart = pytest.fixture(name="tmp_path")(apart)


# --- killed


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.parametrize(
    "tree",
    [
        pytest.param(False, id="one process"),
        pytest.param(True, id="all of them"),
    ],
)
def test_a_fix_killed_at_any_writing_call_loses_nothing_and_the_next_one_mends(
    machines: Machines, kernel: Kernel, built: Built, tmp_path: Path, *, tree: bool
) -> None:
    """Killed before each call that changes /etc/audit, the kernel, or what the fix works with.

    Left out, as they can do no other harm: the same call again on a file of the same kind (the
    second probe for room, the second line of a file in the work folder), calls that only open or
    delete in the work folder but for one, and those of processes that only print to a pipe. Where
    all processes die at once, nobody is left to read the work folder; where auditctl alone dies,
    every third message to the kernel will do, as the others are met in the other case. mktemp is a
    stand-in whose names strace can be told.
    """
    counter = tmp_path / "counter"
    programs = {"/usr/bin/mktemp": MKTEMP.format(counter=counter)}
    on = target(machines, built, auditctl=kernel, programs=programs)
    start = Start(on=on, kernel=kernel, counter=counter)
    start.keep()
    before = kernel.listing()
    assert before == at_boot(on.machine.snapshot())
    found = counted(on)
    assert {"fsync", "sendto", "openat", "copy_file_range"} <= {point.call for point in found}
    ends = Ends(before=before, after=kernel.listing(), files=on.machine.snapshot())
    assert set(ends.after) == {*before, *LISTING}
    wrong = {}
    for point in found:
        if point.is_work if tree else point.call == "sendto" and point.nth % 3:
            continue
        start.again()
        run = killed(on, point, tree=tree)
        said = [*ends.harm(on.machine.snapshot()), *ends.unmended(on, kernel)]
        if said:
            wrong[point] = (run.returncode, said)
    assert not wrong, "\n".join(f"{name}: {what}" for name, what in wrong.items())


# --- no room

LEVELS = (0, 1, 2, 3, 4, 6, 8, 12, 20)
"""Free blocks of 4 KB: from none to enough."""


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.parametrize(
    "folders", [("/etc/audit",), ("/tmp",), ("/run",), ("/run", "/tmp")], ids=" ".join
)
def test_a_fix_without_room_does_all_or_nothing_and_says_so(
    folders: tuple[str, ...], machines: Machines, kernel: Kernel, built: Built, tmp_path: Path
) -> None:
    """What it works with may lie in /run or in /tmp; augenrules needs /tmp, and all /etc/audit."""
    on = target(machines, built, auditctl=kernel)
    start = Start(on=on, kernel=kernel, counter=tmp_path / "counter")
    start.keep()
    before = kernel.listing()
    old = on.machine.snapshot()
    assert on.fix().returncode == 0
    ends = Ends(before=before, after=kernel.listing(), files=on.machine.snapshot())
    wrong = {}
    statuses = []
    for free in LEVELS:
        start.again()
        run = on.fix(before="".join(small(on, folder, free) for folder in folders))
        statuses.append(run.returncode)
        files = on.kept()
        files.pop("filler", None)
        said = [*ends.harm(files)]
        done = run.returncode == 0
        if files != dict(ends.files if done else old):
            said.append(f"the files are {files}")
        if kernel.listing() != (ends.after if done else before):
            said.append(f"the kernel has {kernel.listing()}")
        if not done and not ("room" in run.stdout and "nothing was changed" in run.stdout):
            said.append("it does not say why")
        if said:
            wrong[free] = (run.returncode, run.stdout + run.stderr, said)
    assert not wrong, "\n".join(f"{name}: {what}" for name, what in wrong.items())
    assert (statuses[0] == 0, statuses[-1]) == (folders == ("/run",), 0), statuses


# --- places that cannot be written to

SEALED: Final = "mount --bind {0} {0} && mount -o remount,bind,ro {0}"
EMPTY: Final = "mount -t tmpfs -o ro tmpfs {}"
DENIED: Final[Mapping[str, tuple[str, str]]] = {
    "a read-only /etc/audit": (SEALED.format("/etc/audit"), f"{RULES} cannot be written to"),
    "a read-only rules.d": (SEALED.format(RULES), f"{RULES} cannot be written to"),
    "a mount on the own file": (SEALED.format(FILE), f"{FILE} cannot be changed"),
    "an immutable own file": (f"chattr +i {FILE}", f"{FILE} cannot be changed"),
    "an immutable rules.d": (f"chattr +i {RULES}", f"{RULES} cannot be written to"),
    "an immutable /etc/audit": ("chattr +i /etc/audit", "/etc/audit cannot be written to"),
    "a read-only /tmp": (EMPTY.format("/tmp"), "/tmp cannot be written to"),
    "neither /run nor /tmp": (
        f"{EMPTY.format('/run')}\n{EMPTY.format('/tmp')}",
        "there is no room for temporary files: nothing was changed",
    ),
}
"""Commands that forbid to write, and what the fix says of it."""


def made(command: str, folder: Path) -> str:
    """Put /etc/audit on a file system with attributes, where the command sets some."""
    return MADE["/etc/audit"].format(folder=folder) + command if "chattr" in command else command


@pytest.mark.kernel
@pytest.mark.slow
def test_where_writing_is_forbidden_nothing_changes_and_the_fix_fails(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    on = target(machines, built, auditctl=kernel)
    assert kernel.load(*LOADED)
    before = kernel.listing()
    files = on.machine.snapshot()
    wrong = {}
    for name, (forbids, words) in DENIED.items():
        command = made(forbids, on.machine.folder)
        show(on, command)
        run = on.fix(before=command)
        right = run.returncode == 1 and words in run.stdout and on.kept() == files
        if not right or kernel.listing() != before or on.leftovers():
            wrong[name] = (run.returncode, run.stdout + run.stderr, on.kept(), on.leftovers())
    assert not wrong, "\n".join(f"{name}: {what}" for name, what in wrong.items())


NO_FILE: Final[Mapping[str, tuple[Files, str]]] = {
    "no rules.d": ({f"{RULES}/audit.rules": None}, f"there is no folder {RULES}"),
    "a folder": ({FILE: Folder()}, f"{FILE} is no regular file"),
    "a fifo": ({FILE: Fifo()}, f"{FILE} is no regular file"),
    "a device": ({FILE: Link("/dev/null")}, "/dev/null is no regular file"),
    "a link into no folder": ({FILE: Link("/no/such")}, FILE),
    "a link to itself": ({FILE: Link(Path(FILE).name)}, FILE),
}
"""Own files that a fix cannot write, and what it says of them."""


@pytest.mark.parametrize("name", NO_FILE)
def test_an_own_file_that_cannot_be_one_stays_and_is_named(
    name: str, machines: Machines, built: Built
) -> None:
    files, words = NO_FILE[name]
    on = target(machines, built, files)
    show(on)
    before = states_below(on.machine.path("/etc/audit"))
    run = on.fix()
    assert (run.returncode, run.stderr) == (1, "")
    assert words in run.stdout
    assert states_below(on.machine.path("/etc/audit")) == before
    assert not on.leftovers()


ELSEWHERE: Final = "/etc/audit/elsewhere/own"
LINKS: Final[Mapping[str, Files]] = {
    "to a file": {ELSEWHERE: OWN, FILE: Link(ELSEWHERE)},
    "to a file, from the folder": {ELSEWHERE: OWN, FILE: Link("../elsewhere/own")},
    "to nothing": {f"{ELSEWHERE}.old": "", FILE: Link(ELSEWHERE)},
}


@pytest.mark.kernel
@pytest.mark.parametrize("name", LINKS)
def test_where_the_own_file_is_a_link_its_target_changes(
    name: str, machines: Machines, kernel: Kernel, built: Built
) -> None:
    on = target(machines, built, {**ADMIN, **LINKS[name]}, auditctl=kernel)
    assert on.run("augenrules", "--load").returncode == 0
    before = kernel.listing()
    show(on)
    run = on.fix()
    assert run.returncode == 0, run.stdout
    assert on.machine.path(FILE).is_symlink()
    assert "BEGIN auditscap" in on.machine.path(ELSEWHERE).read_text()
    assert set(kernel.listing()) == {*before, *LISTING}
    assert not on.leftovers()


@pytest.mark.kernel
def test_without_a_run_folder_that_can_be_written_to_the_fix_works_in_tmp(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    on = target(machines, built, auditctl=kernel)
    run = on.fix(before=EMPTY.format("/run"))
    assert run.returncode == 0, run.stdout
    assert set(LISTING) < set(kernel.listing())
    assert not on.leftovers()
