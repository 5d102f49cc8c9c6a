"""Kill points: the calls of a fix that write, found by strace, and runs that end before one."""

import re
import subprocess
from dataclasses import dataclass
from typing import Final

from tests.fixes.faults import Target

STRACE: Final = ("strace", "-f", "--seccomp-bpf")
"""A process stops at the calls that are asked about alone: a fix makes a hundred times more."""
COUNTED: Final = (
    "write,pwrite64,copy_file_range,sendfile,rename,renameat,renameat2,link,linkat,symlink,"
    "symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,chmod,fchmod,fchmodat,chown,fchown,fchownat,"
    "lchown,truncate,ftruncate,fallocate,fsync,fdatasync,syncfs,setxattr,utimensat,openat,sendto"
)
MKTEMP: Final = """\
#!/bin/sh
# Names that are the same in each run: strace chooses calls by their paths.
read -r number <{counter}
echo $((number + 1)) >{counter}
for word; do [ "$word" != -d ] || folder=yes; done
name=${{word%%XXXXXX*}}$number
umask 077
set -C
if [ -n "$folder" ]; then mkdir -- "$name"; else : >"$name"; fi && echo "$name"
"""
_CALL: Final = re.compile(r"^(?P<pid>\d+) +(?P<call>\w+)\((?P<words>.*)$", re.MULTILINE)
_PATH: Final = re.compile(r'"(/[^"]*)"|<(/[^>]*)>')
_WORK: Final = "/run/auditscap"
_OURS: Final = ("/etc/audit/", _WORK, "/tmp/aurules.")
_NUMBER: Final = re.compile(r"\.10\d{4}")


@dataclass(frozen=True, slots=True)
class Point:
    """The call of a process that is the first to make so many of them, on this path if any."""

    call: str
    path: str
    nth: int

    @property
    def is_work(self) -> bool:
        """Is this in the work folder of the fix, which nothing else reads?"""
        return self.path.startswith(_WORK)

    def options(self) -> tuple[str, ...]:
        """The options of strace that kill there, before the call does anything."""
        path = ("-P", self.path) if self.path else ()
        inject = f"inject={self.call}:signal=KILL:when={self.nth}"
        return (*path, "-e", f"trace={self.call}", "-e", inject)


def points(log: str) -> tuple[Point, ...]:
    """Read a log of strace: one point of each kind of writing call that matters."""
    seen: dict[tuple[str, str, str], int] = {}
    taken: set[Point] = set()
    chosen: dict[tuple[str, str, int], Point] = {}
    for found in _CALL.finditer(log):
        pid, call, words = found["pid"], found["call"], found["words"]
        paths = [one or other for one, other in _PATH.findall(words)] if call != "sendto" else [""]
        found_here = []
        for path in dict.fromkeys(paths[-1:] if call == "symlinkat" else paths):
            nth = seen[pid, call, path] = seen.get((pid, call, path), 0) + 1
            point = Point(call, path, nth)
            if point not in taken and _matters(point, words):
                found_here.append(point)
            taken.add(point)
        for point in found_here[:1]:
            chosen.setdefault(_kind(point), point)
    return tuple(chosen.values())


def _kind(point: Point) -> tuple[str, str, int]:
    """What a point has in common with others: names of temporary files, and what is deleted."""
    path = _NUMBER.sub("", point.path)
    if point.call == "unlinkat" and path.startswith(_WORK):
        path = _WORK
    return point.call, path, point.nth


def _matters(point: Point, words: str) -> bool:
    if point.call == "sendto":
        return True
    if not point.path.startswith(_OURS) or "= -1 E" in words:
        return False
    if point.call == "openat":
        made = "O_CREAT" in words or "O_TRUNC" in words
        return made and not point.path.startswith(_WORK)
    return point.nth == 1


def counted(on: Target) -> tuple[Point, ...]:
    """Run the fix to its end under strace; give the points at which others may be killed."""
    log = on.machine.folder / "strace.log"
    words = (*STRACE, "-y", "-s", "0", "-o", str(log), "-e", f"trace={COUNTED}")
    run = on.run(*words, "bash", str(on.script))
    assert run.returncode == 0, run.stdout + run.stderr
    return points(log.read_text("utf-8", "replace"))


def killed(on: Target, point: Point, *, tree: bool) -> subprocess.CompletedProcess[str]:
    """Run the fix and kill it at `point`: the process alone, or all that belong to the fix."""
    alone = ("-o", "/dev/null")
    all_of_them = ("-o", '|grep -q -m1 "killed by SIGKILL" && kill -KILL 0')
    words = ("setsid", "-w", *STRACE, *(all_of_them if tree else alone), *point.options())
    return on.run(*words, "bash", str(on.script))
