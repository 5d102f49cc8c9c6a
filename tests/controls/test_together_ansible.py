"""The chapter's audit rules all together, put right on the running kernel by the built playbook."""

from pathlib import Path
from typing import Final

import pytest

from tests.controls.together import (
    KINDS,
    LOCK,
    PROFILE,
    boot,
    controls,
    failing,
    fix_by_script,
    rule_files,
    stock,
    twice,
)
from tests.e2e.plays import play
from tests.world.build import Built
from tests.world.kernel import Kernel

# No test may install packages, start services or change the boot loader of the machine it runs on;
# and other tests make set-user-id programs there while this one runs.
ELSEWHERE: Final = ("package", "service", "kernel_arguments", "audit_privileged")
LATER: Final = {"audit_immutable_loaded", "audit_in_step_in_step"}
"""What the reboot makes true: the files lock, and the kernel is not locked yet."""
PATIENCE: Final = 900


@pytest.mark.kernel
@pytest.mark.slow
def test_one_playbook_puts_all_rules_in_force(whole: Built, kernel: Kernel, tmp_path: Path) -> None:
    there = stock(tmp_path / "script", kernel)
    assert fix_by_script(whole, there, *KINDS)[0] == 0
    assert fix_by_script(whole, there, LOCK)[0] == 0
    files, listing = rule_files(there), kernel.listing()

    here = stock(tmp_path / "playbook", kernel)
    before = rule_files(here)
    (logs := tmp_path / "logs").mkdir()
    here = here.with_bind(logs, "/var/log/audit")
    book = whole.file(f"fix-{PROFILE}.yml")
    skipped = ("--skip-tags", ",".join(controls(whole, *ELSEWHERE)))
    first = play(here, book, *skipped, patience=PATIENCE)
    assert first.failed == 0, first.said
    # The lock waits for the next boot, whatever is loaded in the same run.
    assert "reboot required" in first.said
    assert kernel.settings()["enabled"] == "1"
    # It ends as the script does: the same files, the same rules in the same order.
    assert rule_files(here) == files
    assert kernel.listing() == listing
    assert len(listing) > 40
    assert twice(listing) == []
    assert failing(whole, here, *KINDS, LOCK).keys() == LATER
    # Nothing is left to do.
    again = play(here, book, *skipped, patience=PATIENCE)
    assert (again.failed, again.changed) == (0, 0), again.said
    assert (rule_files(here), kernel.listing()) == (files, listing)
    # A boot puts the same in force; the lock itself may not reach this kernel.
    lock = here.path("/etc/audit/rules.d/99-finalize.rules")
    text = lock.read_bytes()
    lock.unlink()
    kernel.auditctl("-D").check_returncode()
    boot(here)
    assert kernel.listing() == listing
    lock.write_bytes(text)
    # All of it can be taken back, and the lock goes first: whatever is loaded then would lock.
    undone = play(here, book, "--tags", "undo", patience=PATIENCE)
    assert undone.failed == 0, undone.said
    assert (rule_files(here), kernel.listing()) == (before, ())
    assert kernel.settings()["enabled"] == "1"
