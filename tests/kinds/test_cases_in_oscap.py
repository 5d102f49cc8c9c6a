"""oscap says of every case what is right: of the files, and of the kernel that has loaded them."""

from pathlib import Path
from typing import Final

import pytest

from tests.kinds.cases import Case, cases
from tests.world.build import Built
from tests.world.kernel import Kernel
from tests.world.namespace import Machine, machine
from tests.world.scan import evaluate
from tests.world.world import Entry, Folder

CONFIGURED: Final = "audit_kernel_modules_configured"
LOADED: Final = "audit_kernel_modules_loaded"
HERE: Final = ("/etc/audit/", "/etc/login.defs")
CASES: Final = tuple(
    case
    for case in cases()
    if case.architecture == "x86_64"
    and not case.tailored
    and all(path.startswith(HERE) for path in case.changed)
)


def load(case: Case, folder: Path, kernel: Kernel) -> Machine:
    """Make the machine of the case, and load its files as a boot does."""
    files: dict[str, Entry] = {
        "/etc/audit/rules.d": Folder(),
        "/etc/audit/rules.d/audit.rules": None,
        **{path: case.files[path] for path in case.changed},
    }
    here = machine(folder, files=files, auditctl=kernel)
    kernel.auditctl("-e", "1").check_returncode()
    here.run("/usr/sbin/augenrules", "--load")
    return here


@pytest.mark.kernel
@pytest.mark.oscap
@pytest.mark.usefixtures("machines")
@pytest.mark.slow
def test_every_case(kernel: Kernel, built: Built, oscap: str, tmp_path: Path) -> None:
    assert oscap
    assert len(CASES) > 150
    differ: list[object] = []
    for at, case in enumerate(CASES):
        folder = tmp_path / str(at)
        folder.mkdir()
        here = load(case, folder, kernel)
        scan = evaluate(here, built.stream, "--skip-validation")
        kernel.auditctl("-D").check_returncode()
        wanted = "pass" if case.expected["configured"] else "fail"
        if {scan.results[CONFIGURED], scan.results[LOADED]} != {wanted}:
            differ.append((case.id, scan.results, scan.said))
    assert differ == []
