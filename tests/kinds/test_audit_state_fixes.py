"""Fixes of the audit system's state, on machines whose auditctl answers as a kernel would."""

from pathlib import Path
from typing import Final

import pytest

from generator.fix.models import BashFix
from generator.fix.profile import shell_script
from tests.controls.together import rule_files
from tests.kinds.test_audit_state import FOLDER, RULES, booted, machine_with
from tests.kinds.test_check_worlds import ENABLED, LISTING
from tests.world.build import Built
from tests.world.namespace import Machine

AFTER: Final = "/etc/audit/after"
CALLED: Final = "/etc/audit/called"
# Answers as a kernel does, and holds what AFTER lists once files are loaded.
LOADS: Final = f"""\
#!/bin/sh
case $1 in
-s) cat {ENABLED} ;;
-l) cat {LISTING} ;;
-v) echo auditctl version 3.0.9 ;;
-R) echo "$@" >>{CALLED}; cp {AFTER} {LISTING} ;;
*) echo "$@" >>{CALLED} ;;
esac
"""
OWN: Final = f"{FOLDER}/99-finalize.rules"


def _fix(whole: Built, control: str, here: Machine, *words: str) -> tuple[int, str]:
    """Run the bash fix of one control."""
    found = next(
        fix
        for item in whole.run.compiled
        for fix in item.fixes
        if item.rule.subject.control == control and isinstance(fix, BashFix)
    )
    script = here.folder / "fix.sh"
    script.write_text(shell_script("fix.sh", "a fix", (found,), {}))
    done = here.run("bash", str(script), *words)
    assert done.stderr == ""
    return done.returncode, done.stdout


def _called(here: Machine) -> str:
    path = here.path(CALLED)
    return path.read_text() if path.exists() else ""


@pytest.mark.usefixtures("machines")
@pytest.mark.parametrize("enabled", [1, 2])
def test_the_next_boot_locks(whole: Built, tmp_path: Path, enabled: int) -> None:
    here = machine_with(tmp_path, {"50-k.rules": RULES}, enabled=enabled, auditctl=LOADS)
    status, said = _fix(whole, "audit_immutable", here)
    assert status == 0, said
    assert here.path(OWN).read_text().splitlines()[-2:] == [
        "-e 2",
        "# END auditscap audit_immutable",
    ]
    assert ("reboot required" in said) is (enabled == 1)
    assert booted(here)[0].lists.enabled == 2
    assert "-e 2\n" in here.path("/etc/audit/audit.rules").read_text()
    assert _called(here) == ""  # nothing is locked now
    again = _fix(whole, "audit_immutable", here)
    assert again[0] == 0
    assert "wrote" not in again[1]


@pytest.mark.usefixtures("machines")
def test_a_file_that_is_locked_already_stays(whole: Built, tmp_path: Path) -> None:
    here = machine_with(tmp_path, {"10-a.rules": "-e 2\n"}, auditctl=LOADS)
    here.run("/usr/sbin/augenrules")
    before = here.snapshot()
    assert _fix(whole, "audit_immutable", here)[0] == 0
    assert here.snapshot() == before


@pytest.mark.usefixtures("machines")
@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("99-zz.rules", "-e 1\n", "99-zz.rules:1 says -e 1 behind 99-finalize.rules"),
        ("10-a.rules", "-w relative -p wa\n", "loading stops at 10-a.rules:1"),
    ],
)
def test_what_prevents_the_lock_is_named(
    whole: Built, tmp_path: Path, name: str, text: str, words: str
) -> None:
    here = machine_with(tmp_path, {name: text}, auditctl=LOADS)
    before = here.snapshot()
    status, said = _fix(whole, "audit_immutable", here)
    assert status != 0
    assert words in said
    assert here.snapshot() == before


@pytest.mark.usefixtures("machines")
def test_an_undo_takes_the_lock_back(whole: Built, tmp_path: Path) -> None:
    here = machine_with(tmp_path, {}, auditctl=LOADS)
    here.run("/usr/sbin/augenrules")
    before = rule_files(here)
    _fix(whole, "audit_immutable", here)
    assert rule_files(here) != before
    status, said = _fix(whole, "audit_immutable", here, "--undo")
    assert status == 0, said
    assert rule_files(here) == before
    assert _called(here) == ""


@pytest.mark.usefixtures("machines")
@pytest.mark.parametrize("there", [{}, {"01-initialize.rules": "-b 8192\n"}, {"50-k.rules": RULES}])
def test_the_next_boot_goes_on_past_errors(
    whole: Built, tmp_path: Path, there: dict[str, str]
) -> None:
    here = machine_with(tmp_path, there, auditctl=LOADS)
    before = here.snapshot()
    status, said = _fix(whole, "audit_continue_loading", here)
    assert status == 0, said
    assert "-c" in here.path(f"{FOLDER}/01-initialize.rules").read_text().splitlines()
    assert booted(here)[0].spared.startswith("01-initialize.rules:")
    assert "-c\n" in here.path("/etc/audit/audit.rules").read_text()
    assert _called(here) == ""
    again = _fix(whole, "audit_continue_loading", here)
    assert (again[0], "wrote" in again[1]) == (0, False)
    status, said = _fix(whole, "audit_continue_loading", here, "--undo")
    assert status == 0, said
    assert not {path: 1 for path in here.snapshot() if path not in before and "rules.d" in path}


@pytest.mark.usefixtures("machines")
@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"00-a.rules": RULES}, "00-a.rules:1 is a rule in front of 01-initialize.rules"),
        ({"00-a.rules": "-w x -p wa\n"}, "loading stops at 00-a.rules:1"),
    ],
)
def test_what_stands_in_front_is_named(
    whole: Built, tmp_path: Path, files: dict[str, str], words: str
) -> None:
    here = machine_with(tmp_path, files, auditctl=LOADS)
    before = here.snapshot()
    status, said = _fix(whole, "audit_continue_loading", here)
    assert status != 0
    assert words in said
    assert here.snapshot() == before


def _with_rules(
    folder: Path, listing: str | None, *, switch: str = "", enabled: int = 1
) -> Machine:
    """A machine with two rules in its files, whose kernel lists these; None for the same rules."""
    files = {"50-k.rules": RULES, "99-e.rules": switch} if switch else {"50-k.rules": RULES}
    here = machine_with(folder, files, enabled=enabled, auditctl=LOADS)
    here.run("/usr/sbin/augenrules")
    here.path(AFTER).write_text(booted(here)[1])
    here.path(LISTING).write_text(booted(here)[1] if listing is None else listing)
    return here


@pytest.mark.usefixtures("machines")
def test_files_that_are_not_loaded_are_loaded(whole: Built, tmp_path: Path) -> None:
    here = _with_rules(tmp_path, "No rules\n")
    status, said = _fix(whole, "audit_in_step", here)
    assert (status, _called(here)) == (0, "-R /etc/audit/audit.rules\n"), said
    assert _fix(whole, "audit_in_step", here)[0] == 0
    assert _called(here) == "-R /etc/audit/audit.rules\n"


@pytest.mark.usefixtures("machines")
def test_rules_loaded_by_hand_are_named_and_kept(whole: Built, tmp_path: Path) -> None:
    here = _with_rules(tmp_path, "-w /etc/shadow -p wa -k mine\n")
    status, said = _fix(whole, "audit_in_step", here)
    assert status != 0
    assert "would drop what only the kernel holds: -w /etc/shadow -p wa -k mine" in said
    assert _called(here) == ""


@pytest.mark.usefixtures("machines")
def test_a_kernel_in_step_is_left_alone(whole: Built, tmp_path: Path) -> None:
    here = _with_rules(tmp_path, None)
    assert _fix(whole, "audit_in_step", here)[0] == 0
    assert _called(here) == ""


@pytest.mark.usefixtures("machines")
@pytest.mark.parametrize(
    ("listing", "switch", "enabled"), [(None, "-e 2\n", 1), ("No rules\n", "", 2)]
)
def test_a_lock_waits_for_the_reboot(
    whole: Built, tmp_path: Path, listing: str | None, switch: str, enabled: int
) -> None:
    here = _with_rules(tmp_path, listing, switch=switch, enabled=enabled)
    status, said = _fix(whole, "audit_in_step", here)
    assert status == 0
    assert "reboot required" in said
    assert _called(here) == ""
