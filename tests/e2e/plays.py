"""Playbooks run on made-up machines, by the ansible-playbook of these tests."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.world.namespace import TIMEOUT, Machine

PLAYBOOK: Final = "fix-cis_level2_server.yml"
ROLE: Final = "auditscap_debian12_cis_level2_server"
_RECAP: Final = re.compile(r"changed=(\d+) +unreachable=0 +failed=(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How many tasks changed something, how many failed, and what was said."""

    changed: int
    failed: int
    said: str


def play(machine: Machine, path: Path, *options: str, patience: int = TIMEOUT) -> Played:
    """Run a playbook on the machine itself, whatever comes of it."""
    home = machine.folder / "home"
    home.mkdir(exist_ok=True)
    run = machine.run(
        str(Path(sys.executable).with_name("ansible-playbook")),
        *("-c", "local", "-i", "localhost,", *options, str(path)),
        env={
            "PATH": os.defpath + ":/usr/sbin:/sbin",
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "ANSIBLE_PYTHON_INTERPRETER": "/usr/bin/python3",
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_PIPELINING": "1",
        },
        patience=patience,
    )
    said = run.stdout + run.stderr
    found = _RECAP.search(run.stdout)
    assert found, said
    played = Played(changed=int(found[1]), failed=int(found[2]), said=said)
    assert (run.returncode == 0) == (played.failed == 0), said
    return played


def playbook(machine: Machine, path: Path, *options: str) -> tuple[int, str]:
    """Run a playbook that must not fail: how many tasks changed something, and what was said."""
    played = play(machine, path, *options)
    assert played.failed == 0, played.said
    return played.changed, played.said
