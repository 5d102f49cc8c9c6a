"""The fleet's playbook runs on hosts of the test's making, by this environment's Ansible."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from tests.world.build import ROOT
from tests.world.namespace import Machine

PLAYBOOK: Final = ROOT / "deploy/fleet/scan.yml"
NOWHERE: Final = {"ansible_connection": "ssh", "ansible_host": "127.0.0.1", "ansible_port": 1}
"""What inventories say of a host that does not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a run printed, how it ended, and the cells of its table, by host.

    `temporary` is the folder for temporary files, of all hosts.
    """

    status: int
    said: str
    results: Path
    temporary: Path
    rows: Mapping[str, tuple[str, ...]]

    def counts(self, host: str) -> tuple[str, ...]:
        """Give the numbers of a host: pass, fail, error, notchecked, notapplicable."""
        return self.rows[host][2:7]

    def words(self, host: str) -> str:
        """Give the last cell of a host: the rules that did not pass, or why it was not scanned."""
        return self.rows[host][7]


def reached(machine: Machine) -> dict[str, Any]:
    """Give what an inventory says of a machine."""
    return {
        "ansible_connection": "namespaced",
        "ansible_enter": str(machine.program()),
        "ansible_python_interpreter": "/usr/bin/python3",
        "ansible_become": False,
    }


def scan(folder: Path, build: Path, hosts: Mapping[str, Mapping[str, Any]], *options: str) -> Shown:
    """Run the playbook on these hosts, whatever comes of it."""
    inventory, results = folder / "inventory.yml", folder / "results"
    temporary = folder / "temporary"
    temporary.mkdir()
    inventory.write_text(yaml.safe_dump({"all": {"hosts": {**hosts}}}))
    run = subprocess.run(
        [
            str(Path(sys.executable).with_name("ansible-playbook")),
            *("-i", str(inventory), "-f", "4", "-e", f"auditscap_build={build}"),
            *("-e", f"auditscap_results={results}", *options, str(PLAYBOOK)),
        ],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "TMPDIR": str(temporary),
            "LC_ALL": "C.UTF-8",
            "ANSIBLE_CONNECTION_PLUGINS": str(Path(__file__).with_name("connection_plugins")),
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_TIMEOUT": "5",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r'"msg": (\[\n.*?\n    \])', run.stdout, re.DOTALL)
    lines: list[str] = json.loads(found[1]) if found else []
    table = results / "table.txt"
    assert "--check" in options or table.read_text("utf-8").splitlines() == lines, run.stdout
    rows = (tuple(line.split(None, 7)) for line in lines[1:])
    return Shown(
        status=run.returncode,
        said=run.stdout + run.stderr,
        results=results,
        temporary=temporary,
        rows={row[0]: (*row, "")[:8] for row in rows},
    )
