"""Fixtures that more than one folder of tests needs: the build, the kernel, made-up machines."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.stages.models import Run
from tests.world.build import ROOT, Built, build, build_products
from tests.world.kernel import Kernel, Obstacle, borrowed
from tests.world.namespace import Machine, machine

pytest_plugins = ["tests.workers"]
Machines = Callable[..., Machine]


def _skip(found: Obstacle) -> None:
    """Skip with the sentence; what CI can install may not be missing there."""
    if found.installable and os.environ.get("CI"):
        pytest.fail(found.reason)
    pytest.skip(found.reason)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project's data stream, without oscap's own validation."""
    return build(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same product with all of its controls."""
    return build(tmp_path_factory.mktemp("whole"), root=ROOT)


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Every product of the project, on disk too; without oscap's own validation."""
    return build_products(tmp_path_factory.mktemp("products"))


@pytest.fixture(scope="session")
def oscap() -> str:
    """The real oscap."""
    program = shutil.which("oscap")
    if program is None:
        _skip(Obstacle(reason="oscap is missing (package openscap-scanner)", installable=True))
    return str(program)


@pytest.fixture
def kernel(tmp_path: Path) -> Iterator[Kernel]:
    """The running kernel, with no audit rules loaded, for this test alone."""
    with borrowed(tmp_path) as found:
        if isinstance(found, Obstacle):
            _skip(found)
        else:
            yield found


@pytest.fixture(scope="session")
def _namespaces() -> Obstacle | None:
    if os.geteuid() != 0:
        return Obstacle(reason="only root may make mount namespaces")
    for program in ("/usr/sbin/auditctl", "/usr/sbin/augenrules"):
        if not Path(program).is_file():
            return Obstacle(reason=f"{program} is missing (package auditd)", installable=True)
    for path in ("/etc/audit", "/etc/login.defs", "/etc/os-release"):
        if not Path(path).exists():
            return Obstacle(reason=f"{path} is missing")
    tried = subprocess.run(
        ["unshare", "--mount", "mount", "--bind", "/etc/audit", "/etc/audit"],
        capture_output=True,
        check=False,
    )
    return Obstacle(reason="mount namespaces are forbidden here") if tried.returncode else None


@pytest.fixture
def machines(_namespaces: Obstacle | None, oscap: str, tmp_path: Path) -> Machines:
    """Make machines: `machines(files=..., auditctl=..., programs=...)`."""
    assert oscap
    if _namespaces:
        _skip(_namespaces)
    made: list[Machine] = []

    def make(**words: object) -> Machine:
        folder = tmp_path / f"machine{len(made)}"
        folder.mkdir()
        made.append(machine(folder, **words))  # type: ignore[arg-type]  # as machine() has them
        return made[-1]

    return make
