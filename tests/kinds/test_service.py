"""The script that asks systemd, and the fix with the real systemctl, on a root of its own."""

import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import Machines
from tests.e2e.plays import playbook
from tests.kinds.settings_judges import compiled, fix, playbook_of
from tests.world.namespace import Machine

ENABLED: Final = "auditd_service_enabled"
ACTIVE: Final = "auditd_service_active"
LINK: Final = "/etc/systemd/system/multi-user.target.wants/auditd.service"
UNIT: Final = "/usr/lib/systemd/system/auditd.service"


def asked(tmp_path: Path, systemctl: str, *, runs: bool = True) -> tuple[int, str]:
    """Run the script where systemctl is another program."""
    script = compiled("debian12")[ACTIVE].script
    assert script
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "systemctl").write_text(f"#!/bin/sh\n{systemctl}\n")
    (programs / "systemctl").chmod(0o755)
    here = tmp_path if runs else tmp_path / "missing"
    text = script.text.replace("PATH=/usr/sbin", f"PATH={programs}:/usr/sbin")
    text = text.replace("/run/systemd/system", str(here))
    done = subprocess.run(["sh", "-c", text], capture_output=True, text=True, check=False)
    if "not asked: a " in done.stdout:
        pytest.skip(done.stdout)
    return done.returncode, done.stdout.strip()


@pytest.mark.parametrize(
    ("systemctl", "expected"),
    [
        ("echo active", (101, "auditd.service runs: active")),
        ("echo reloading", (101, "auditd.service runs: reloading")),
        ("echo inactive; exit 3", (102, "auditd.service does not run: inactive")),
        ("echo failed; exit 3", (102, "auditd.service does not run: failed")),
        ("echo activating; exit 3", (102, "auditd.service does not run: activating")),
        ("echo unknown; exit 4", (102, "auditd.service does not run: unknown")),
        ("exit 1", (103, "systemctl gave no answer:")),
        ("echo 'Failed to connect to bus'; exit 1", (103, "systemctl gave no answer: Failed")),
    ],
)
def test_script_says_what_systemd_says(
    systemctl: str, expected: tuple[int, str], tmp_path: Path
) -> None:
    status, said = asked(tmp_path, systemctl)
    assert (status, said[: len(expected[1])]) == expected


def test_script_asks_nothing_without_systemd(tmp_path: Path) -> None:
    status, said = asked(tmp_path, "echo active", runs=False)
    assert (status, said) == (106, "not asked: systemd does not run this system")


@pytest.fixture
def image(machines: Machines) -> Machine:
    """The machine's own files in layers, seen from another root: nothing reaches the machine."""
    if not Path(UNIT).is_file():
        pytest.skip(f"{UNIT} is missing (package auditd)")
    return machines().in_chroot()


# One run of a machine, since its layers last no longer.
STEPS: Final = """\
cd /
{before}
bash -c "$FIX" fix --dry-run || echo "show: $?"
bash -c "$FIX" fix || echo "fix: $?"
bash -c "$FIX" fix || echo "again: $?"
[ -L {link} ] && echo linked
systemctl is-enabled auditd
"""


@pytest.mark.parametrize(
    ("before", "steps"),
    [
        ("systemctl disable auditd", ["enable"]),
        (f"rm -f {LINK}", ["enable"]),
        ("systemctl mask auditd", ["unmask", "enable"]),
        (
            f"rm -f {LINK}; ln -sfn /dev/null /etc/systemd/system/auditd.service",
            ["unmask", "enable"],
        ),
    ],
)
def test_fix_enables_the_service(
    before: str, steps: list[str], image: Machine, tmp_path: Path
) -> None:
    text = fix(compiled("debian12")[ENABLED], tmp_path).read_text("utf-8")
    program = STEPS.format(before=f"({before}) >/dev/null 2>&1", link=LINK)
    done = image.run("sh", "-c", program, env={"FIX": text, "PATH": "/usr/sbin:/usr/bin:/bin"})
    lines = done.stdout.splitlines()
    assert [f"  run: systemctl {step} auditd.service" for step in steps] == lines[
        1 : len(steps) + 1
    ]
    did = [f"auditd_service: did: systemctl {step} auditd.service" for step in steps]
    assert [line for line in lines if ": did: " in line] == did
    assert lines[-2:] == ["linked", "enabled"], done.stdout + done.stderr
    assert [line for line in lines if line.startswith(("show", "fix", "again"))] == []


def test_fix_says_that_there_is_no_service(image: Machine, tmp_path: Path) -> None:
    text = fix(compiled("debian12")[ENABLED], tmp_path).read_text("utf-8")
    program = f'rm -f {UNIT}; bash -c "$FIX"'
    done = image.run("sh", "-c", program, env={"FIX": text, "PATH": "/usr/sbin:/usr/bin:/bin"})
    assert done.returncode == 1
    assert done.stdout == (
        "auditd_service: obstacle: auditd.service is not there: install its package first\n"
    )


@pytest.mark.slow
def test_playbook_is_for_the_product_alone(machines: Machines, tmp_path: Path) -> None:
    changed, said = playbook(machines(), playbook_of(compiled("rhel9")[ENABLED], folder=tmp_path))
    assert changed == 0
    assert "skipping" in said
