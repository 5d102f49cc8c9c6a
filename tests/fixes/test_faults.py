"""A fix that is killed, finds no room or may not write loses no rule, and says what is wrong."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Machines
from tests.e2e.names import LISTING
from tests.fixes.faults import Ends, Start, at_boot, small, target
from tests.fixes.killing import MKTEMP, counted, killed
from tests.world.build import Built
from tests.world.kernel import Kernel


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder that is not below /tmp, which targets have for themselves here."""
    with tempfile.TemporaryDirectory(prefix="auditscap-faults-", dir="/var/tmp") as name:
        yield Path(name)


# --- killed


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.parametrize("tree", [False, True], ids=["one process", "all of them"])
def test_a_fix_killed_at_any_writing_call_loses_nothing_and_the_next_one_mends(
    machines: Machines, kernel: Kernel, built: Built, tmp_path: Path, *, tree: bool
) -> None:
    """Killed before each call that changes /etc/audit, the kernel, or what the fix works with.

    Left out, as they cannot matter more: the same call again on a file of the same kind (the
    second probe for room, the second line of a file in the work folder), and calls of processes
    that only print to a pipe. mktemp is a stand-in with names that strace can be told.
    """
    counter = tmp_path / "counter"
    programs = {"/usr/bin/mktemp": MKTEMP.format(counter=counter)}
    on = target(machines, built, auditctl=kernel, programs=programs)
    start = Start(on=on, kernel=kernel, counter=counter)
    start.keep()
    before = kernel.listing()
    assert before == at_boot(on.machine.snapshot())
    found = counted(on)
    assert {"renameat2", "fsync", "sendto", "openat", "copy_file_range"} <= {
        point.call for point in found
    }
    ends = Ends(before=before, after=kernel.listing(), files=on.machine.snapshot())
    assert set(ends.after) == {*before, *LISTING}
    wrong = {}
    for point in found:
        start.again()
        run = killed(on, point, tree=tree)
        said = [*ends.harm(on.machine.snapshot()), *ends.unmended(on, kernel)]
        if said:
            wrong[point] = (run.returncode, said)
    assert wrong == {}


# --- no room

LEVELS = (0, 1, 2, 3, 4, 6, 8, 12, 20)
"""Free blocks of 4 KB: from none to enough."""
NO_ROOM = ("cannot be written to, or has no room left", "no room for temporary files", "changed")


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.parametrize("folder", ["/etc/audit", "/tmp", "/run"])
def test_a_fix_without_room_does_all_or_nothing_and_says_so(
    folder: str, machines: Machines, kernel: Kernel, built: Built, tmp_path: Path
) -> None:
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
        run = on.fix(before=small(on, folder, free))
        statuses.append(run.returncode)
        files = on.kept()
        files.pop("filler", None)
        said = [*ends.harm(files)]
        done = run.returncode == 0
        if files != dict(ends.files if done else old):
            said.append(f"the files are {files}")
        if kernel.listing() != (ends.after if done else before):
            said.append(f"the kernel has {kernel.listing()}")
        if not done and not any(words in run.stdout for words in NO_ROOM):
            said.append("it does not say why")
        if said:
            wrong[free] = (run.returncode, run.stdout + run.stderr, said)
    assert wrong == {}
    assert (statuses[0] != 0, statuses[-1]) == (True, 0), statuses
