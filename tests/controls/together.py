"""The chapter's audit rules all together, on a stock machine and the running kernel."""

from collections import Counter
from pathlib import Path
from typing import Final

from generator.fix.models import BashFix
from generator.fix.profile import shell_script
from tests.kinds.check_scripts import PASS
from tests.world.build import Built
from tests.world.kernel import Kernel
from tests.world.namespace import Machine, machine

PROFILE: Final = "cis_level2_server"
KINDS: Final = ("audit_rules", "audit_in_step")
LOCK: Final = "audit_immutable"
_VALUES: Final = {
    "audit_uid_min": "login.defs",
    "audit_key_policy": "any",
    "audit_b32": "optional",
    "audit_exclusions": "none",
    "audit_filters": "broader",
}


def stock(folder: Path, kernel: Kernel) -> Machine:
    """Boot a machine that has no rules: nothing of the chapter is in force there."""
    here = machine(folder, auditctl=kernel)
    kernel.auditctl("-D").check_returncode()
    kernel.auditctl("-e", "1").check_returncode()
    boot(here)
    return here


def boot(here: Machine) -> None:
    """Load the rule files as a boot does."""
    assert here.run("/usr/sbin/augenrules", "--load").returncode == 0


def controls(whole: Built, *kinds: str) -> tuple[str, ...]:
    """The profile's controls of these kinds, in the Benchmark's order."""
    wanted = whole.profiles[PROFILE]
    found = (item.rule for item in whole.run.compiled if item.rule.subject.rule in wanted)
    names = (one.subject.control for one in found if one.check.kind.name in kinds)
    return tuple(dict.fromkeys(names))


def fix_by_script(
    whole: Built, here: Machine, *kinds: str, option: str = "--format=text"
) -> tuple[int, str]:
    """Run one script of all fixes of these kinds, each once, in the Benchmark's order."""
    wanted = whole.profiles[PROFILE]
    found = (
        fix
        for item in whole.run.compiled
        if item.rule.subject.rule in wanted and item.rule.check.kind.name in kinds
        for fix in item.fixes
        if isinstance(fix, BashFix)
    )
    fixes = tuple({fix.text: fix for fix in found}.values())
    script = here.folder / "fix.sh"
    script.write_text(shell_script(script.name, "all fixes", fixes, _VALUES))
    done = here.run("bash", str(script), option)
    assert done.stderr == ""
    return done.returncode, done.stdout


def failing(whole: Built, here: Machine, *kinds: str) -> dict[str, str]:
    """The check scripts of the profile that do not pass, with what they say."""
    wanted = whole.profiles[PROFILE]
    found = {}
    for item in whole.run.compiled:
        name = item.rule.subject.rule
        if name in wanted and item.script and item.rule.check.kind.name in kinds:
            done = here.run("sh", str(whole.file(item.script.filename)))
            if done.returncode != PASS or done.stderr:
                found[name] = f"{done.returncode}\n{done.stdout}{done.stderr}"
    return found


def rule_files(here: Machine) -> dict[str, bytes]:
    """The rule files, but for the old one that augenrules keeps."""
    return {name: text for name, text in here.snapshot().items() if not name.endswith(".prev")}


def twice(listing: tuple[str, ...]) -> list[str]:
    """The rules that a listing has more than once."""
    return [line for line, count in Counter(listing).items() if count > 1]
