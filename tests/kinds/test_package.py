"""The package kind on rpm's own databases, and its fix, which asks the package manager."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import Machines
from tests.kinds.settings_judges import compiled, fix, oval, reference
from tests.world.namespace import Machine

RULE: Final = "auditd_package_installed"
SPEC: Final = """\
Name: {name}
Version: 3.0
Release: 1
Summary: made up
License: none
BuildArch: noarch
%description
%files
"""


@pytest.fixture(scope="session")
def rpms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Packages with nothing in them, by name."""
    if not shutil.which("rpmbuild"):
        pytest.skip("rpmbuild is missing (package rpm)")
    folder = tmp_path_factory.mktemp("rpms")
    found = {}
    for name in ("audit", "audit-libs", "audit-libs-devel"):
        spec = folder / f"{name}.spec"
        spec.write_text(SPEC.format(name=name))
        words = ("rpmbuild", "-bb", "--define", f"_topdir {folder}", str(spec))
        subprocess.run(words, check=True, capture_output=True)
        found[name] = folder / f"RPMS/noarch/{name}-3.0-1.noarch.rpm"
    return found


@pytest.mark.oscap
@pytest.mark.usefixtures("oscap")
@pytest.mark.parametrize(
    ("names", "holds"),
    [
        (("audit", "audit-libs"), True),
        (("audit-libs", "audit", "audit-libs-devel"), True),
        (("audit",), False),
        (("audit-libs",), False),
        (("audit", "audit-libs-devel"), False),
        ((), False),
    ],
)
def test_database_of_rpm_is_read(
    names: tuple[str, ...], *, holds: bool, rpms: dict[str, Path], tmp_path: Path
) -> None:
    root = tmp_path / "root"
    root.mkdir()
    words = ("rpm", "--root", str(root), "--dbpath", "/var/lib/rpm", "--nosignature")
    subprocess.run((*words, "--initdb"), check=True, capture_output=True)
    if names:
        paths = [str(rpms[name]) for name in names]
        subprocess.run((*words, "--justdb", "--nodeps", "-i", *paths), check=True)
    rule = compiled("rhel9")[RULE]
    assert reference(rule, root) is holds
    assert oval(rule, root, tmp_path) is holds


APT: Final = """\
#!/bin/sh
echo "$*" >>/etc/audit/apt.log
case " $* " in
*" install "*) {does} ;;
esac
echo '100% done'
"""
QUERY: Final = """\
#!/bin/sh
for name; do :; done
cat "/etc/audit/dpkg.$name" 2>/dev/null
"""


def debian(machines: Machines, does: str, **files: str) -> Machine:
    world = {f"/etc/audit/dpkg.{name}": f"{state}\n" for name, state in files.items()}
    programs = {"/usr/bin/apt-get": APT.format(does=does), "/usr/bin/dpkg-query": QUERY}
    return machines(files=world, programs=programs)


ALL: Final = "for name in auditd audispd-plugins; do echo 'ii ' >/etc/audit/dpkg.$name; done"


@pytest.mark.parametrize("state", ["", "rc ", "iU ", "iiR"])
def test_fix_installs_what_lacks(state: str, machines: Machines, tmp_path: Path) -> None:
    there = {"auditd": state} if state else {}
    machine = debian(machines, ALL, **there)
    script = fix(compiled("debian12")[RULE], tmp_path)
    shown = machine.run("bash", str(script), "--dry-run")
    assert "apt-get -q -y --no-install-recommends install auditd audispd-plugins" in shown.stdout
    assert not machine.path("/etc/audit/apt.log").exists()
    done = machine.run("bash", str(script))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "%" not in done.stdout + done.stderr
    again = machine.run("bash", str(script))
    assert (again.returncode, again.stdout) == (0, "")


def test_fix_that_installs_nothing_says_so(machines: Machines, tmp_path: Path) -> None:
    machine = debian(machines, "echo 'E: 50% is not there' >&2; exit 100")
    done = machine.run("bash", str(fix(compiled("debian12")[RULE], tmp_path)))
    assert done.returncode == 1
    assert "auditd_package: failed: env " in done.stdout
    assert "(E: 50? is not there)" in done.stdout
    assert "auditd_package: obstacle: this is still to be done: env " in done.stdout


def test_fix_does_nothing_on_another_system(machines: Machines, tmp_path: Path) -> None:
    machine = debian(machines, ALL)
    done = machine.run("bash", str(fix(compiled("rhel9")[RULE], tmp_path)))
    assert done.returncode == 0
    assert "this system is not Red Hat Enterprise Linux 9: nothing was changed" in done.stdout
    assert not machine.path("/etc/audit/apt.log").exists()


def test_plan_is_json(machines: Machines, tmp_path: Path) -> None:
    machine = debian(machines, ALL, auditd="ii ")
    script = str(fix(compiled("debian12")[RULE], tmp_path))
    told = json.loads(machine.run("bash", script, "--dry-run", "--format", "json").stdout)
    (step,) = (one for one in told.pop("steps") if "install" in one)
    assert step.endswith(" install audispd-plugins")
    assert told == {
        "control": "auditd_package",
        "applies": True,
        "notes": [],
        "obstacles": [],
        "ok": True,
    }
