"""The chapter's audit rules all together, put right on the running kernel by one script."""

from collections import Counter
from pathlib import Path

import pytest

from generator.fix.models import BashFix
from generator.fix.profile import shell_script
from tests.kinds.check_scripts import PASS
from tests.world.build import Built
from tests.world.kernel import Kernel
from tests.world.namespace import Machine, machine

PROFILE = "cis_level2_server"
KINDS = ("audit_rules", "audit_in_step")
VALUES = {
    "audit_uid_min": "login.defs",
    "audit_key_policy": "any",
    "audit_b32": "optional",
    "audit_exclusions": "none",
    "audit_filters": "broader",
}


def _fixes(whole: Built, *kinds: str) -> tuple[BashFix, ...]:
    """The fixes of the profile's controls of these kinds, each once, in the Benchmark's order."""
    wanted = whole.profiles[PROFILE]
    found = (
        fix
        for item in whole.run.compiled
        if item.rule.subject.rule in wanted and item.rule.check.kind.name in kinds
        for fix in item.fixes
        if isinstance(fix, BashFix)
    )
    return tuple({fix.text: fix for fix in found}.values())


def _run(here: Machine, name: str, fixes: tuple[BashFix, ...]) -> tuple[int, str]:
    script = here.folder / name
    script.write_text(shell_script(name, "all fixes", fixes, VALUES))
    done = here.run("bash", str(script))
    assert done.stderr == ""
    return done.returncode, done.stdout


def _failing(whole: Built, here: Machine) -> list[str]:
    """The check scripts of the profile that do not pass, with what they say."""
    wanted = whole.profiles[PROFILE]
    found = []
    for item in whole.run.compiled:
        name = item.rule.subject.rule
        if name in wanted and item.script and item.rule.check.kind.name in KINDS:
            done = here.run("sh", str(whole.file(item.script.filename)))
            if done.returncode != PASS or done.stderr:
                found.append(f"{name}: {done.returncode}\n{done.stdout}{done.stderr}")
    return found


@pytest.mark.kernel
@pytest.mark.slow
def test_one_script_puts_all_rules_in_force(whole: Built, kernel: Kernel, tmp_path: Path) -> None:
    here = machine(tmp_path / "machine", auditctl=kernel)
    kernel.auditctl("-e", "1").check_returncode()
    here.run("/usr/sbin/augenrules", "--load")
    assert len(_failing(whole, here)) > 30
    fixes = _fixes(whole, *KINDS)
    status, said = _run(here, "fix.sh", fixes)
    assert status == 0, said
    files, listing = here.snapshot(), kernel.listing()
    assert _failing(whole, here) == []
    assert [line for line, count in Counter(listing).items() if count > 1] == []
    # A boot puts the same in force.
    kernel.auditctl("-D").check_returncode()
    assert here.run("/usr/sbin/augenrules", "--load").returncode == 0
    assert kernel.listing() == listing
    # Nothing is left to do.
    status, said = _run(here, "again.sh", fixes)
    assert status == 0, said
    assert (here.snapshot(), kernel.listing()) == (files, listing)
    # The lock waits for the next boot.
    status, said = _run(here, "lock.sh", _fixes(whole, "audit_immutable"))
    assert status == 0
    assert "reboot required" in said
    assert kernel.settings()["enabled"] == "1"
