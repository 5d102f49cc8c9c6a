"""`make workload`: what common work of a logged-in user costs with and without the chapter's rules.

The rules of Debian 12's chapter are loaded into the running kernel, an auditd with a configuration
of its own writes the records to a file, and all is put back afterwards.
"""

import argparse
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from generator.audit import render_source
from generator.kinds.audit_privileged.programs import programs
from tests.controls.chapter import asked, chapter
from tests.world.build import PRODUCT
from tests.world.kernel import Kernel, Obstacle, borrowed

WORK: Final = {
    "run 3,000 programs": "i=0; while [ $i -lt 3000 ]; do /bin/true; i=$((i+1)); done",
    "read 20,000 files": "find /usr/share/doc /usr/lib -xdev -type f | head -n 20000"
    " | tr '\\n' '\\0' | xargs -0 cat >/dev/null",
    "compile 20 programs": "i=0; while [ $i -lt 20 ]; do"
    " echo 'int main(void) { return 0; }' | cc -O2 -x c - -o out; i=$((i+1)); done",
    "make and remove 5,000 files": "mkdir many; cd many; seq 5000 | xargs touch;"
    " seq 5000 | xargs rm; cd ..; rmdir many",
}
_PRIVILEGED: Final = (
    "-a always,exit -F path={} -F perm=x -F auid>=1000 -F auid!=unset -k privileged"
)
_CONFIGURATION: Final = (
    "local_events = yes\nwrite_logs = yes\nlog_file = {}/audit.log\nlog_format = RAW\n"
    "flush = INCREMENTAL_ASYNC\nfreq = 50\nmax_log_file = 1000\nmax_log_file_action = IGNORE\n"
    "name_format = NONE\nspace_left = 75\nspace_left_action = IGNORE\nadmin_space_left = 50\n"
    "admin_space_left_action = IGNORE\ndisk_full_action = IGNORE\ndisk_error_action = IGNORE\n"
)


def main() -> None:
    """Print the table of docs/performance.md."""
    parser = argparse.ArgumentParser(prog="make workload")
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with borrowed(folder) as kernel:
            if isinstance(kernel, Obstacle):
                sys.exit(f"not measured: {kernel.reason}")
            _measure(kernel, folder, runs)


def rules() -> tuple[str, ...]:
    """Give the chapter's rules, those of privileged programs as this machine has them."""
    of_controls = [render_source(rule) for one in asked(chapter(), PRODUCT) for rule in one.rules]
    there = [line for line in of_controls if "${" not in line]
    return (*there, *(_PRIVILEGED.format(f"/usr{path}") for path in programs(Path("/usr"))))


def _measure(kernel: Kernel, folder: Path, runs: int) -> None:
    found: dict[tuple[str, bool], list[tuple[float, float, int]]] = {}
    for turn in range(runs):
        for audited in (bool(turn % 2), not turn % 2):
            kernel.auditctl("-D")
            kernel.auditctl("-b", "8192")
            if audited:
                kernel.load("-c", *rules())
            with _daemon(folder) if audited else _nothing():
                for name, command in WORK.items():
                    found.setdefault((name, audited), []).append(_cost(command, folder))
    print(f"{len(rules())} rules; CPU s (wall s), medians of {runs} runs in turns; records\n")
    print("| work | without rules | with rules | records |\n|---|---|---|---|")
    for name in WORK:
        bare, ruled = (sorted(found[name, switch])[runs // 2] for switch in (False, True))
        cells = [f"{cpu:.2f} ({wall:.2f})" for cpu, wall, _ in (bare, ruled)]
        print(f"| {name} | {' | '.join(cells)} | {ruled[2]:,} |")


def _cost(command: str, folder: Path) -> tuple[float, float, int]:
    """Run a command as a user who logged in would; give CPU and wall seconds, and lines logged."""
    log = folder / "audit.log"
    before = log.read_bytes().count(b"\n") if log.exists() else 0
    usage, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    script = f"echo 1000 >/proc/self/loginuid; cd {folder}; {command}"
    subprocess.run(["/bin/sh", "-c", script], check=True)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - usage.ru_utime - usage.ru_stime
    time.sleep(0.5)
    lines = log.read_bytes().count(b"\n") - before if log.exists() else 0
    return cpu, wall, lines


@contextmanager
def _daemon(folder: Path) -> Iterator[None]:
    """Have the records taken by an auditd with files of its own."""
    (folder / "auditd.conf").write_text(_CONFIGURATION.format(folder))
    (folder / "auditd.conf").chmod(0o640)
    program = shutil.which("auditd") or "/usr/sbin/auditd"
    words = [program, "-n", "-c", str(folder)]
    with subprocess.Popen(words, stderr=subprocess.DEVNULL) as run:
        time.sleep(1)
        assert run.poll() is None, "auditd did not start"
        try:
            yield
        finally:
            os.kill(run.pid, signal.SIGTERM)


@contextmanager
def _nothing() -> Iterator[None]:
    yield


if __name__ == "__main__":
    main()
