"""The running kernel's audit rules, for one test at a time, left as they were found."""

import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.world import guard

GUARD: Final = Path(guard.__file__)
LOCK: Final = Path("/run/lock/auditscap-kernel.lock")
_RCU: Final = Path("/sys/kernel/rcu_expedited")
# Settings of `auditctl -s` that rule files change, and the options that set them; enabled is last.
_SETTINGS: Final = (
    ("failure", "-f"),
    ("rate_limit", "-r"),
    ("backlog_limit", "-b"),
    ("backlog_wait_time", "--backlog_wait_time"),
    ("enabled", "-e"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why the kernel may not be used; `installable` says that a package would mend it."""

    reason: str
    installable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kernel:
    """Loads and lists rules with the real auditctl, behind the guard."""

    program: str
    folder: Path

    def auditctl(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run auditctl. Raises ValueError where the guard refuses."""
        reason = guard.refusal([os.fsencode(word) for word in arguments])
        if reason:
            raise ValueError(reason)
        command = [self.program, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    def load(self, *rules: str) -> bool:
        """Load the rules as one file; False where auditctl refuses one."""
        path = self.folder / "loaded.rules"
        path.write_bytes("".join(f"{rule}\n" for rule in rules).encode())
        return self.auditctl("-R", str(path)).returncode == 0

    def remove(self, *rules: str) -> bool:
        """Take the rules away again, each by itself."""
        removals = (re.sub(r"(^| )-[aA]( ?)(?=\w)", r"\1-d\2", rule) for rule in rules)
        return self.load(*(re.sub(r"^( *)-w", r"\1-W", rule) for rule in removals))

    def listing(self) -> tuple[str, ...]:
        """The lines of `auditctl -l`, none where it says that there are no rules."""
        listed = self.auditctl("-l")
        listed.check_returncode()
        lines = tuple(listed.stdout.rstrip("\n").split("\n"))
        return () if lines == ("No rules",) else lines

    def settings(self) -> Mapping[str, str]:
        """What `auditctl -s` says, by name."""
        return _settings(self.auditctl("-s").stdout)


def obstacle() -> Obstacle | None:
    """Say why this kernel may not be used, or None where it may."""
    if os.environ.get("AUDITSCAP_KERNEL_TESTS") != "1" and not os.environ.get("CI"):
        return Obstacle(reason="neither AUDITSCAP_KERNEL_TESTS=1 nor CI is set")
    if os.geteuid() != 0:
        return Obstacle(reason="only root may load audit rules")
    program = shutil.which("auditctl")
    if program is None:
        return Obstacle(reason="auditctl is missing (package auditd)", installable=True)
    return _kernel_obstacle(program)


def _kernel_obstacle(program: str) -> Obstacle | None:
    status = subprocess.run([program, "-s"], capture_output=True, text=True, check=False)
    settings = _settings(status.stdout)
    if status.returncode != 0 or "enabled" not in settings:
        return Obstacle(reason="the kernel does not audit, or not for this container")
    if settings["enabled"] == "2":
        return Obstacle(reason="the audit rules of this machine are locked (enabled 2)")
    if settings.get("pid", "0") != "0":
        return Obstacle(reason="an audit daemon runs on this machine")
    rules = subprocess.run([program, "-l"], capture_output=True, text=True, check=False)
    if rules.stdout != "No rules\n":
        return Obstacle(reason="audit rules are loaded on this machine")
    return None


@contextmanager
def borrowed(folder: Path) -> Iterator[Kernel | Obstacle]:
    """Lend the kernel: no other test has it meanwhile, and afterwards it is as it was."""
    if os.geteuid() != 0 or not LOCK.parent.is_dir():
        yield obstacle() or Obstacle(reason=f"there is no folder {LOCK.parent}")
        return
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = obstacle()
        if found:
            yield found
            return
        kernel = Kernel(program=str(shutil.which("auditctl")), folder=folder)
        before = kernel.settings()
        with _quick_rcu():
            try:
                yield kernel
            finally:
                _restore(kernel, before)


def _restore(kernel: Kernel, before: Mapping[str, str]) -> None:
    kernel.auditctl("-D")  # the list was empty at first, so all there is came from the test
    for name, option in _SETTINGS:
        if name in before and kernel.settings().get(name) != before[name]:
            kernel.auditctl(option, before[name])
    after = kernel.settings()
    assert kernel.listing() == ()
    assert {name: after.get(name) for name, _ in _SETTINGS if name in before} == {
        name: before[name] for name, _ in _SETTINGS if name in before
    }


@contextmanager
def _quick_rcu() -> Iterator[None]:
    """Deleting a rule waits for RCU, which takes 12 ms unless it is told to hurry."""
    before = _RCU.read_text() if _RCU.exists() else None
    if before is not None:
        _RCU.write_text("1")
    try:
        yield
    finally:
        if before is not None:
            _RCU.write_text(before)


def _settings(status: str) -> Mapping[str, str]:
    words = (line.split(maxsplit=1) for line in status.splitlines())
    return {pair[0]: pair[1] for pair in words if len(pair) == 2}
