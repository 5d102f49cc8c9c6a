"""Fixtures of the consumers: their programs, and scans whose results they are given."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from tests.consumers.scanning import Scanned, scan_machine, scan_root
from tests.world.build import ROOT, build_products

HERE: Final = Path(__file__).parent
PRODUCTS: Final = ("debian12", "rhel8", "rhel9")
SCANS: Final = {
    "debian12 offline": ("debian12", "cis_level2_server"),
    "rhel9 offline": ("rhel9", "stig"),
    "rhel8 offline": ("rhel8", "stig"),
    "this machine": ("debian12", "cis_level2_server"),
}
_NEEDED: Final = ("bin/oscap-report", "bin/trestle", "node/node_modules/@mitre")


@dataclass(frozen=True, slots=True)
class Programs:
    """Other projects' programs, in a folder of their own."""

    folder: Path

    def run(self, name: str, *words: str, cwd: Path) -> str:
        """Run a Python program; give what it printed."""
        run = subprocess.run(
            [self.folder / "bin" / name, *words],
            cwd=cwd,
            env={"PATH": os.defpath, "HOME": str(cwd), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def node(self, script: str, *words: str) -> Any:
        """Run a script of this folder; give the JSON that it printed."""
        run = subprocess.run(
            ["node", "-", *words],
            input=(HERE / script).read_text("utf-8"),
            cwd=self.folder / "node",
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        return json.loads(run.stdout)


@pytest.fixture(scope="session")
def programs() -> Programs:
    """Give the programs that make test-consumers installed."""
    named = os.environ.get("AUDITSCAP_CONSUMERS")
    if not named:
        pytest.skip("nobody asked for consumers (make test-consumers)")
    folder = ROOT / named
    missing = [one for one in _NEEDED if not (folder / one).exists()]
    missing += ["node"] if shutil.which("node") is None else []
    assert not missing, f"missing (scripts/setup.sh consumers installs it): {', '.join(missing)}"
    return Programs(folder)


@pytest.fixture(scope="session")
def streams(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the products; give the folder with theirs."""
    folder = tmp_path_factory.mktemp("streams")
    build_products(folder, *PRODUCTS)
    return folder


@pytest.fixture(scope="session")
def scan(
    streams: Path, oscap: str, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Scanned]:
    """Give a scan by its name in SCANS."""
    assert oscap

    @cache
    def go(name: str) -> Scanned:
        product, profile = SCANS[name]
        stream = streams / product / f"auditscap-{product}-ds.xml"
        scanner = scan_root if name.endswith("offline") else scan_machine
        return scanner(stream, product, profile, tmp_path_factory.mktemp(product))

    return go


@pytest.fixture(scope="session", params=SCANS)
def scanned(
    request: pytest.FixtureRequest, programs: Programs, scan: Callable[[str], Scanned]
) -> Scanned:
    """Give each scan; that of this machine takes root."""
    assert programs.folder.is_dir()
    if request.param == "this machine" and os.geteuid() != 0:
        pytest.skip("only root may make mount namespaces")
    return scan(request.param)
