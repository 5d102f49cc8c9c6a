"""A recorder: an audit daemon of the test's own, users who act, and the records they leave."""

import re
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.world.kernel import Kernel

SOURCE: Final = Path(__file__).with_name("actor.c")
USERS: Final = ((1000, 0), (1000, 1000), (1001, 1000), (4294967294, 0))
"""Login uids at UID_MIN, above it and the greatest, as root and not."""
CALLS: Final[Mapping[str, tuple[str, int, str]]] = {
    "init_module": ("c000003e", 175, "175"),
    "finit_module": ("c000003e", 313, "313"),
    "delete_module": ("c000003e", 176, "176"),
    "create_module": ("c000003e", 174, "174"),
    "query_module": ("c000003e", 178, "178"),
}
RUNS: Final = (
    ("c000003e", 59, "run:/usr/bin/kmod"),
    ("c000003e", 322, "at:/usr/bin/kmod"),
    ("40000003", 11, "i386run:/usr/bin/kmod"),
    ("40000003", 358, "i386at:/usr/bin/kmod"),
    ("c000003e", 59, "run:/usr/sbin/modprobe"),
)
_RECORD: Final = re.compile(
    r"^type=SYSCALL .* arch=(\w+) syscall=(\d+) .* auid=(\d+) uid=(\d+) .* key=(.*)$", re.MULTILINE
)
_CONFIGURATION: Final = """\
local_events = yes
write_logs = yes
log_file = {folder}/audit.log
log_group = root
log_format = RAW
flush = NONE
max_log_file = 100
num_logs = 0
max_log_file_action = IGNORE
space_left = 2
space_left_action = IGNORE
admin_space_left = 1
admin_space_left_action = IGNORE
disk_full_action = IGNORE
disk_error_action = IGNORE
"""
_PATIENCE: Final = 10.0
_STEP: Final = 0.01


@dataclass(slots=True, kw_only=True)
class Recorder:
    """A daemon that writes records to a file, and a program that acts."""

    kernel: Kernel
    actor: Path
    log: Path
    read: int = 0
    marks: int = field(default=0)

    def act(self) -> None:
        """Let every user cause every event."""
        actions = [action for _, _, action in (*CALLS.values(), *RUNS)]
        for auid, uid in USERS:
            subprocess.run([str(self.actor), str(auid), str(uid), *actions], check=True)

    def collected(self) -> frozenset[str]:
        """Take the rules away; tell which events left a record with a key by every user."""
        self.kernel.auditctl("-D").check_returncode()
        self.kernel.auditctl("-e", "1").check_returncode()
        seen = set(_RECORD.findall(self.records()))
        keyed = {tuple(found[:4]) for found in seen if found[4] not in ("(null)", '""')}

        def all_left(calls: Iterable[tuple[str, int, str]]) -> bool:
            return all(
                (arch, str(call), str(auid), str(uid)) in keyed
                for arch, call, _ in calls
                for auid, uid in USERS
            )

        names = {name for name, call in CALLS.items() if all_left([call])}
        return frozenset(names | ({"runs"} if all_left(RUNS) else set()))

    def records(self) -> str:
        """Return what was recorded since the last time."""
        self.marks += 1
        mark = f"end-of-world-{self.marks}"
        self.kernel.auditctl("-m", mark).check_returncode()
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            text = self.log.read_bytes()[self.read :]
            if mark.encode() in text:
                self.read += len(text)
                return text.decode("utf-8", "replace")
            time.sleep(_STEP)
        raise TimeoutError(mark)


@contextmanager
def recording(kernel: Kernel, folder: Path) -> Iterator[Recorder]:
    """Run an audit daemon and build the actor; the daemon is gone afterwards."""
    actor = folder / "actor"
    subprocess.run(["gcc", "-static", "-no-pie", "-o", str(actor), str(SOURCE)], check=True)
    home = folder / "auditd"
    home.mkdir(mode=0o750)
    (home / "auditd.conf").write_text(_CONFIGURATION.format(folder=home))
    (home / "auditd.conf").chmod(0o640)
    daemon = subprocess.Popen(
        ["auditd", "-n", "-c", str(home)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(kernel, str(daemon.pid))
        kernel.auditctl("-b", "16384").check_returncode()
        yield Recorder(kernel=kernel, actor=actor, log=home / "audit.log")
    finally:
        daemon.terminate()
        daemon.wait(timeout=_PATIENCE)
        _wait(kernel, "0")


def _wait(kernel: Kernel, pid: str) -> None:
    """Wait until the kernel's daemon has this number; 0 is none."""
    end = time.monotonic() + _PATIENCE
    while kernel.settings().get("pid") != pid:
        if time.monotonic() > end:
            raise TimeoutError(f"the kernel's daemon is not {pid}")
        time.sleep(_STEP)
