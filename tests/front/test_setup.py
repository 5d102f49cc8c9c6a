"""The set-up script names what is missing, and installs nothing where it must not."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("sh", "id", "tr", "readlink", "cat", "env")


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    """Give a folder to be the whole PATH: a package manager that fails loudly, and basic tools."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None
        (folder / tool).symlink_to(found)
    manager = folder / "apt-get"
    manager.write_text("#!/bin/sh\necho apt-get was called: $* >&2\nexit 9\n")
    manager.chmod(0o755)
    return folder


def run(folder: Path, tmp_path: Path, mode: str, **variables: str) -> tuple[int, str]:
    done = subprocess.run(
        [shutil.which("sh") or "/bin/sh", str(ROOT / "scripts/setup.sh"), mode],
        cwd=tmp_path,
        env={"PATH": str(folder), "PYTHON": "no-such-python", **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_without_system_packages_allowed_the_missing_ones_are_named(
    bin_folder: Path, tmp_path: Path
) -> None:
    status, said = run(bin_folder, tmp_path, "build", AUDITSCAP_NO_SYSTEM="1")
    assert status == 1
    assert "AUDITSCAP_NO_SYSTEM=1, and these system packages are missing:" in said
    assert "python3 python3-venv openscap-scanner" in said
    assert "apt-get was called" not in said
    assert not (tmp_path / ".venv").exists()


def test_developing_needs_more_than_building(bin_folder: Path, tmp_path: Path) -> None:
    _, said = run(bin_folder, tmp_path, "develop", AUDITSCAP_NO_SYSTEM="1")
    assert "mawk busybox shellcheck" in said


def test_programs_that_read_results_need_node(bin_folder: Path, tmp_path: Path) -> None:
    status, said = run(bin_folder, tmp_path, "consumers", AUDITSCAP_NO_SYSTEM="1")
    assert status == 1
    assert "nodejs npm" in said
    assert not (tmp_path / ".venv-consumers").exists()


def test_failed_installation_says_what_could_not_be_installed(
    bin_folder: Path, tmp_path: Path
) -> None:
    if os.geteuid() != 0:
        pytest.skip("not root, so sudo would be asked for")
    status, said = run(bin_folder, tmp_path, "build")
    assert status == 1
    assert "apt could not install: python3 python3-venv openscap-scanner" in said


def test_no_package_manager_is_said(bin_folder: Path, tmp_path: Path) -> None:
    (bin_folder / "apt-get").unlink()
    status, said = run(bin_folder, tmp_path, "build")
    assert status == 1
    assert "neither apt, dnf nor zypper is here" in said
