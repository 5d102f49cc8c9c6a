"""The check scripts run as a scanner runs them, and what they must end with."""

import os
from collections.abc import Iterable
from pathlib import Path

from generator.audit import Verdict
from generator.audit.verdicts import Absent, Collected, Lost
from tests.audit.read_worlds import World
from tests.world.namespace import Machine

PASS, FAIL, ERROR, NOT_APPLICABLE = 101, 102, 103, 105
Told = tuple[int, str]


def status(verdicts: Iterable[Verdict]) -> int:
    """What the script ends with."""
    found = tuple(verdicts)
    if found and all(isinstance(one, Absent) for one in found):
        return NOT_APPLICABLE
    if all(isinstance(one, Collected | Absent) for one in found):
        return PASS
    return FAIL if any(isinstance(one, Lost) for one in found) else ERROR


def run(machine: Machine, script: Path, world: World) -> Told:
    """Run a script; give its exit status and its evidence, without the verdict in words."""
    values = {f"XCCDF_VALUE_{name}": text for name, text in world.values.items()}
    env = {"PATH": os.environ["PATH"], **values}
    done = machine.run("sh", str(script), env=env)
    assert done.stderr == ""
    return done.returncode, done.stdout.rstrip("\n").rpartition("\n")[0]
