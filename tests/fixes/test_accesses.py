"""Fixes of controls with watches: what is there in other words stays, what cannot be is absent."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.audit.read_accesses import lay_out
from tests.audit.targets import RULES
from tests.conftest import Machines
from tests.e2e.plays import play
from tests.kinds.access_controls import check_script, fix_playbook, fix_script
from tests.kinds.check_scripts import ERROR, FAIL, NOT_APPLICABLE, PASS
from tests.world.kernel import Kernel
from tests.world.namespace import Machine
from tests.world.world import Entry

pytestmark = pytest.mark.kernel

WATCHES: Final = ("-w $D/file -p wa -k k", "-w $D/folder -p wa -k k")
CALLS: Final = (
    *(
        f"-a always,exit -F arch={word} -S open,openat,creat,truncate,ftruncate -F exit=-EACCES"
        " -F auid>=${UID_MIN} -F auid!=unset -k k"
        for word in ("b64", "b32")
    ),
    "-a always,exit -F arch=b64 -S execve -C euid!=uid -F auid!=unset -k k",
    "-a always,exit -F arch=b64 -S clock_settime -F a0=0x0 -k k",
)
GONE: Final = "-w $D/gone/file -p wa -k k"
OWN: Final = "/etc/audit/rules.d/50-k.rules"
BEGIN, END = "# BEGIN auditscap audit_accesses", "# END auditscap audit_accesses"
REFUSED: Final = ": not written, for auditctl would refuse it: -w "


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A control, what lies in rules.d, what the kernel holds beside that, and what comes of it.

    `new` and `lost` are lines of the block that the fix adds or takes out; `said` is in its output.
    """

    asked: tuple[str, ...]
    files: tuple[tuple[str, str], ...] = ()
    beside: tuple[str, ...] = ()
    flushes: bool = True
    new: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    said: str = ""
    before: int = FAIL
    after: int = PASS
    loaded: int | None = None

    @property
    def results(self) -> tuple[int, int]:
        """What the checks of the files and of the kernel end with after a fix."""
        return self.after, self.loaded or self.after

    @property
    def status(self) -> int:
        """What the fix ends with."""
        return int({FAIL, ERROR} & {*self.results} != set())


ALL: Final = (*WATCHES, *CALLS)
STARTS: Final = {
    "nothing": Start(asked=ALL, new=ALL),
    "nothing, and no -D": Start(asked=ALL, new=ALL, flushes=False),
    "all of it": Start(asked=ALL, files=(("10-a", "\n".join(ALL)),), before=PASS),
    "half in another spelling": Start(
        asked=ALL,
        files=(
            ("10-a", "-a always,exit -F path=$D/file -F perm=wa -k k"),
            ("60-z", "-a always,exit -F arch=b64 -C uid!=euid -S execve -k other"),
        ),
        new=(WATCHES[1], CALLS[0], CALLS[1], CALLS[3]),
    ),
    "the folder above": Start(asked=WATCHES, files=(("10-a", "-w $D -p wa -k all"),), before=PASS),
    "reads beside": Start(asked=WATCHES, files=(("10-a", "-w $D/file -p r -k r"),), new=WATCHES),
    "a folder that is missing": Start(asked=(*WATCHES, GONE), new=WATCHES, said=REFUSED),
    "missing folders alone": Start(
        asked=(GONE,), said=REFUSED, before=NOT_APPLICABLE, after=NOT_APPLICABLE
    ),
    "a folder that is missing by now": Start(
        asked=(*WATCHES, GONE),
        files=(("50-k", f"{BEGIN}\n{GONE}\n{WATCHES[0]}\n{END}"),),
        new=(WATCHES[1],),
        lost=(GONE,),
        said=REFUSED,
    ),
    "fewer letters in the block": Start(
        asked=WATCHES,
        files=(("50-k", f"{BEGIN}\n-w $D/file -p w -k k\n{WATCHES[1]}\n{END}"),),
        new=(WATCHES[0],),
        lost=("-w $D/file -p w -k k",),
    ),
    "another comparison in the block": Start(
        asked=(CALLS[2],),
        files=(("50-k", f"{BEGIN}\n{CALLS[2].replace('euid!=uid', 'uid=suid')}\n{END}"),),
        new=(CALLS[2],),
    ),
    "the kernel alone lacks it": Start(
        asked=ALL, files=(("50-k", f"{BEGIN}\n" + "\n".join(ALL) + f"\n{END}"),), before=PASS
    ),
    "the kernel has more": Start(
        asked=ALL, beside=("-a always,exit -F arch=b64 -S mount -k hand",), new=ALL
    ),
    "a watch in the kernel alone": Start(
        asked=WATCHES, beside=("-w $D/other -p r -k hand",), new=WATCHES
    ),
    "a watch in the kernel alone, which calls may be of": Start(
        asked=CALLS,
        beside=("-w $D/other -p r -k hand",),
        new=CALLS,
        said="is listed as other rules would be: only the running kernel has it so",
        loaded=ERROR,
    ),
    "a never before": Start(
        asked=WATCHES,
        files=(("10-no", "-a never,exit -F path=$D/file -F perm=wa"),),
        new=WATCHES,
        said="10-no.rules:1 says never and matches first",
        after=FAIL,
    ),
    "a never for the folder above": Start(
        asked=ALL,
        files=(("10-no", "-a never,exit -F dir=$D"),),
        new=ALL,
        said="10-no.rules:1 says never and matches first",
        after=FAIL,
    ),
}
"""Worlds to begin with."""


def filled(lines: tuple[str, ...], here: Path) -> str:
    """Lines of this folder."""
    return "\n".join(lines).replace("$D", str(here))


def loadable(lines: tuple[str, ...], here: Path) -> str:
    """The same as files have them."""
    return filled(lines, here).replace("${UID_MIN}", "1000")


def rule_files(start: Start, here: Path) -> dict[str, Entry]:
    """The files of rules.d that are others than Debian's."""
    stock: dict[str, Entry] = {} if start.flushes else {f"{RULES}/audit.rules": None}
    own = {f"{RULES}/{name}.rules": f"{loadable((text,), here)}\n" for name, text in start.files}
    return {**stock, **own}


def begin(start: Start, here: Path, machines: Machines, kernel: Kernel) -> Machine:
    """Make the world, and let it boot; the kernel of one of them has lost its rules."""
    made = machines(files=rule_files(start, here), auditctl=kernel)
    own = made.path(OWN)
    if own.is_file():
        own.chmod(0o640)
    kernel.auditctl("-D").check_returncode()
    kernel.auditctl("-e", "1").check_returncode()
    if start is not STARTS["the kernel alone lacks it"]:
        made.run("/usr/sbin/augenrules", "--load")
    for rule in start.beside:
        assert kernel.load(filled((rule,), here))
    return made


def state(made: Machine, kernel: Kernel) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """What lies below /etc/audit, but for what augenrules keeps, and what the kernel lists."""
    files = made.snapshot()
    return {name: files[name] for name in files if name.startswith("rules.d/")}, kernel.listing()


def checked(made: Machine, asked: str, folder: Path) -> tuple[int, int]:
    """What the check scripts end with."""
    folder.mkdir(exist_ok=True)
    found = []
    for facet in ("configured", "loaded"):
        script = check_script(asked, facet, folder)
        done = made.run("sh", str(script), env={"PATH": os.environ["PATH"]})
        assert done.stderr == ""
        found.append(done.returncode)
    return found[0], found[1]


@pytest.mark.parametrize("name", STARTS)
def test_a_fix_of_watches(name: str, machines: Machines, kernel: Kernel, tmp_path: Path) -> None:
    start, here = STARTS[name], lay_out(tmp_path)
    asked = filled(start.asked, here)
    made = begin(start, here, machines, kernel)
    assert checked(made, asked, tmp_path / "checks")[0] == start.before
    before, script = state(made, kernel), fix_script(asked, tmp_path)

    first = made.run("bash", str(script))
    after = state(made, kernel)
    assert (first.returncode, first.stderr) == (start.status, ""), first.stdout
    assert start.said in first.stdout
    assert checked(made, asked, tmp_path / "checks") == start.results
    old, new = (
        one[0].get("rules.d/50-k.rules", b"").decode().splitlines() for one in (before, after)
    )
    rules = [line for line in new if line.startswith("-") and line not in old]
    assert rules == loadable(start.new, here).splitlines()
    assert [line for line in old if line not in new] == loadable(start.lost, here).splitlines()
    assert {line for line in before[1] if line not in after[1]} <= {
        line for line in before[1] if "50-k" in str(start.files)
    }

    second = made.run("bash", str(script))
    assert (second.returncode, state(made, kernel)) == (first.returncode, after)
    verbs = (": wrote ", ": loaded ", ": merged ", ": auditctl ", ": removed ", ": switched ")
    assert not any(verb in second.stdout for verb in verbs), second.stdout
    assert start.said in second.stdout
    shutil.rmtree(made.path("/etc/audit"))


@pytest.mark.parametrize(
    "name", ["nothing", "half in another spelling", "a folder that is missing", "a never before"]
)
def test_the_playbook_ends_in_the_same_files_and_lists(
    name: str, machines: Machines, kernel: Kernel, tmp_path: Path
) -> None:
    start, here = STARTS[name], lay_out(tmp_path)
    asked = filled(start.asked, here)
    made = begin(start, here, machines, kernel)
    before = state(made, kernel)
    by_bash = made.run("bash", str(fix_script(asked, tmp_path)))
    assert by_bash.returncode == start.status
    expected = state(made, kernel)
    made = begin(start, here, machines, kernel)
    path = fix_playbook(asked, tmp_path)
    first = play(made, path)
    assert state(made, kernel) == expected, first.said
    assert (first.failed == 0, first.changed > 0) == (start.status == 0, before != expected)
    second = play(made, path)
    assert (second.failed, second.changed) == (first.failed, 0)
    assert state(made, kernel) == expected
