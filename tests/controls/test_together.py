"""The chapter's audit rules all together, put right on the running kernel by one script."""

from pathlib import Path

import pytest

from tests.controls.together import (
    KINDS,
    LOCK,
    boot,
    failing,
    fix_by_script,
    rule_files,
    stock,
    twice,
)
from tests.world.build import Built
from tests.world.kernel import Kernel


@pytest.mark.kernel
@pytest.mark.slow
def test_one_script_puts_all_rules_in_force(whole: Built, kernel: Kernel, tmp_path: Path) -> None:
    here = stock(tmp_path / "machine", kernel)
    before = rule_files(here)
    assert len(failing(whole, here, *KINDS)) > 30
    status, said = fix_by_script(whole, here, *KINDS)
    assert status == 0, said
    files, listing = here.snapshot(), kernel.listing()
    assert failing(whole, here, *KINDS) == {}
    assert twice(listing) == []
    # A boot puts the same in force.
    kernel.auditctl("-D").check_returncode()
    boot(here)
    assert kernel.listing() == listing
    # Nothing is left to do.
    status, said = fix_by_script(whole, here, *KINDS)
    assert status == 0, said
    assert (here.snapshot(), kernel.listing()) == (files, listing)
    # The lock waits for the next boot.
    status, said = fix_by_script(whole, here, LOCK)
    assert status == 0
    assert "reboot required" in said
    files = here.snapshot()
    status, said = fix_by_script(whole, here, *KINDS, LOCK)
    assert status == 0, said
    assert (here.snapshot(), kernel.listing()) == (files, listing)
    assert kernel.settings()["enabled"] == "1"
    # All of it can be taken back, and the lock goes first: whatever is loaded then would lock.
    status, said = fix_by_script(whole, here, *KINDS, LOCK, option="--undo")
    assert status == 0, said
    assert (rule_files(here), kernel.listing()) == (before, ())
    assert kernel.settings()["enabled"] == "1"
