"""Deeds: what an actor does so that a required event happens, and the records that it must leave.

A deed is the arch and number of its system call, as records have them, and the actor's word.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.audit import AccessEvent, RequiredEvent, SyscallEvent
from tests.audit.recorder import Recorder

B64, B32 = "c000003e", "40000003"
Deed = tuple[str, int, str]
User = tuple[int, int]
UNSET: Final = 4294967295
_RECORD: Final = re.compile(
    r"^type=SYSCALL .* arch=(\w+) syscall=(\d+) .* auid=(\d+) uid=(\d+) .* key=(.*)$", re.MULTILINE
)


def users(event: RequiredEvent) -> tuple[User, ...]:
    """Give login uids and uids of users whose deeds count."""
    if isinstance(event, SyscallEvent) and "=-E" in event.label:
        return ((1000, 1000), (1001, 1000))  # nothing is refused to root
    if "uid!=" in event.label:
        return ((1000, 0), (1001, 0))  # the deeds change their uid themselves
    real = ((1000, 0), (1000, 1000), (1001, 1000))
    return real if event.auid_set else (*real, (UNSET, 0))


def deeds(event: RequiredEvent, folder: Path) -> tuple[Deed, ...]:
    """Give what makes the event happen in the folder that `lay_out` made."""
    if isinstance(event, AccessEvent):
        return tuple(_accesses(event))
    assert isinstance(event, SyscallEvent)
    if event.syscall == "clock_settime":
        return ((B64, 227, "call:227:0:0"),)
    if event.syscall == "execve":
        return ((B64, 59, "run:/usr/bin/true"),)
    if "EPERM" in event.label:  # O_NOATIME is for owners
        words = {"open": f"call:2:@{folder}/file:262144"}
        words["openat"] = f"call:257:-100:@{folder}/file:262144"
    else:
        words = {
            "open": f"call:2:@{folder}/secret:0",
            "openat": f"call:257:-100:@{folder}/secret:0",
            "creat": f"call:85:@{folder}/secret:438",
            "truncate": f"call:76:@{folder}/secret:0",
        }
    return ((B64, event.number, words[event.syscall]),)


def _accesses(event: AccessEvent) -> Iterator[Deed]:
    path = Path(event.path)
    if "w" in event.access and path.is_symlink():
        yield B64, 82, f"call:82:@{path}:@{path}.gone"
        yield B64, 82, f"call:82:@{path}.gone:@{path}"
        yield B32, 38, f"i386call:38:@{path}:@{path}.gone"
        yield B32, 38, f"i386call:38:@{path}.gone:@{path}"
    elif "w" in event.access and path.is_dir():
        yield B64, 257, f"call:257:-100:@{path}/inside:1"
        yield B64, 83, f"call:83:@{path}/new:448"
        yield B64, 76, f"call:76:@{path}/inside:0"
        yield B32, 5, f"i386call:5:@{path}/inside:1"
    elif "w" in event.access:
        yield B64, 85, f"call:85:@{path}:438"
        yield B64, 257, f"call:257:-100:@{path}:1"
        yield B64, 2, f"call:2:@{path}:2"
        yield B64, 76, f"call:76:@{path}:0"
        yield B64, 82, f"call:82:@{path}:@{path}.gone"
        yield B64, 82, f"call:82:@{path}.gone:@{path}"
        yield B32, 5, f"i386call:5:@{path}:1"
    if "a" in event.access and path.is_symlink():
        yield B64, 94, f"call:94:@{path}:-1:-1"
        yield B32, 198, f"i386call:198:@{path}:-1:-1"
    elif "a" in event.access:
        path = path / "inside" if path.is_dir() else path
        yield B64, 90, f"call:90:@{path}:438"
        yield B64, 268, f"call:268:-100:@{path}:438"
        yield B64, 188, f"call:188:@{path}:@user.x:@1:1"
        yield B32, 15, f"i386call:15:@{path}:438"


def act(recorder: Recorder, events: tuple[RequiredEvent, ...], folder: Path) -> frozenset[str]:
    """Let users do what the events are; give the labels of those that left all their records."""
    done: list[tuple[str, frozenset[tuple[str, str, str, str]]]] = []
    for event in events:
        expected: set[tuple[str, str, str, str]] = set()
        for auid, uid in users(event):
            todo = deeds(event, folder)
            other = 0 if "euid=0" in event.label else auid - 1000
            changed = [f"as:1000:{other}"] if "uid!=" in event.label else []
            words = [*changed, *(word for _, _, word in todo)]
            subprocess.run([recorder.actor, str(auid), str(uid), *words], check=True)
            seen = str(1000 if changed else uid)
            expected |= {(arch, str(call), str(auid), seen) for arch, call, _ in todo}
        done.append((event.label, frozenset(expected)))
    recorder.kernel.auditctl("-D").check_returncode()
    recorder.kernel.auditctl("-e", "1").check_returncode()
    found = set(_RECORD.findall(recorder.records()))
    keyed = {tuple(one[:4]) for one in found if one[4] not in ("(null)", '""')}
    return frozenset(label for label, expected in done if expected <= keyed)
