"""The running kernel as a fixture; it skips where it may not be used, and says why."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True, kw_only=True)
class Kernel:
    """Loads rules with the real auditctl, and takes away what it loaded."""

    rules_file: Path

    def load(self, *rules: str) -> bool:
        """Load the rules as one file; False where auditctl refuses one."""
        text = "".join(f"{rule}\n" for rule in rules)
        refuse_lock(text)
        self.rules_file.write_bytes(text.encode())
        command = ["auditctl", "-R", str(self.rules_file)]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0

    def listing(self) -> tuple[str, ...]:
        """The lines of `auditctl -l`."""
        listed = subprocess.run(["auditctl", "-l"], check=True, capture_output=True)
        lines = tuple(listed.stdout.decode().rstrip("\n").split("\n"))
        return () if lines == ("No rules",) else lines

    def remove(self, *rules: str) -> bool:
        """Take the rules away again, each by itself."""
        removals = (re.sub(r"(^| )-[aA]( ?)(?=\w)", r"\1-d\2", rule) for rule in rules)
        return self.load(*(re.sub(r"^( *)-w", r"\1-W", rule) for rule in removals))


def refuse_lock(text: str) -> None:
    """No text that could make the rules immutable reaches the kernel of this machine."""
    if re.search(r"-e\s*2|-e\W*2", text):
        raise ValueError("-e 2 cannot be undone before a reboot")


def _obstacle() -> str | None:
    if not (os.environ.get("AUDITSCAP_KERNEL_TESTS") == "1" or os.environ.get("CI")):
        return "AUDITSCAP_KERNEL_TESTS is not 1"
    if os.geteuid() != 0:
        return "not root"
    if shutil.which("auditctl") is None:
        return "auditctl is missing"
    return _kernel_obstacle()


def _kernel_obstacle() -> str | None:
    status = subprocess.run(["auditctl", "-s"], check=False, capture_output=True, text=True)
    if status.returncode != 0 or "enabled" not in status.stdout:
        return "the kernel does not audit"
    if _setting(status.stdout, "enabled") == "2":
        return "the rules are immutable"
    if _setting(status.stdout, "pid") != "0":
        return "an audit daemon runs"
    rules = subprocess.run(["auditctl", "-l"], check=True, capture_output=True, text=True)
    return None if rules.stdout == "No rules\n" else "the kernel has rules already"


def _setting(status: str, name: str) -> str:
    return next(line.split()[1] for line in status.splitlines() if line.split()[0] == name)


@pytest.fixture
def kernel(tmp_path: Path) -> Iterator[Kernel]:
    obstacle = _obstacle()
    if obstacle:
        pytest.skip(obstacle)
    status = subprocess.run(["auditctl", "-s"], check=True, capture_output=True, text=True).stdout
    expedited = Path("/sys/kernel/rcu_expedited")
    before = expedited.read_text() if expedited.exists() else None
    if before is not None:
        expedited.write_text("1")  # deleting a rule waits for RCU otherwise
    loaded = Kernel(rules_file=tmp_path / "test.rules")
    try:
        yield loaded
        assert loaded.listing() == ()
    finally:
        if before is not None:
            expedited.write_text(before)
        enabled = _setting(status, "enabled")
        subprocess.run(["auditctl", "-e", enabled], check=True, capture_output=True)
