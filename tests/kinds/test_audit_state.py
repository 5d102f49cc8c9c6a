"""Checks of the audit system's state, on machines whose auditctl answers as a kernel would."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from generator.audit import Loaded, boot, read_rule_files, render_listing
from generator.audit.syscalls import X86_64
from tests.kinds.check_scripts import FAIL, PASS
from tests.kinds.test_check_worlds import ENABLED, LISTING, LISTS
from tests.world.build import Built
from tests.world.namespace import Machine, machine

FOLDER: Final = "/etc/audit/rules.d"
STOCK: Final = "-D\n-b 8192\n-f 1\n"
RULES: Final = "-w /etc/passwd -p wa -k k\n-a always,exit -F arch=b64 -S open -F auid>=1000 -k o\n"


def machine_with(
    folder: Path, files: Mapping[str, str], *, enabled: int = 1, auditctl: str = LISTS
) -> Machine:
    """Make a machine with these files beside Debian's own, whose kernel lists no rules."""
    rules = {f"{FOLDER}/audit.rules": STOCK}
    rules |= {f"{FOLDER}/{name}": text for name, text in files.items()}
    more = {
        ENABLED: f"enabled {enabled}\nfailure 1\n",
        LISTING: "No rules\n",
    }
    return machine(folder, files={**rules, **more}, auditctl=auditctl)


def booted(made: Machine) -> tuple[Loaded, str]:
    """What a boot of the machine puts in force, and what auditctl lists of it."""
    loaded = boot(read_rule_files(made.folder / "files"), X86_64)
    return loaded, "".join(f"{line}\n" for line in render_listing(loaded.lists.forms, X86_64))


def _run(made: Machine, script: Path) -> tuple[int, str]:
    done = made.run("sh", str(script))
    assert done.stderr == ""
    return done.returncode, done.stdout


LOCKED: Final = {
    "the last file": ({"99-finalize.rules": "-e 2\n"}, PASS, "99-finalize.rules:1 says -e 2"),
    "another file": ({"10-a.rules": f"-e 2\n{RULES}"}, PASS, "10-a.rules:1 says -e 2"),
    "an earlier switch": ({"10-a.rules": "-e 1\n", "99-f.rules": "-e 2\n"}, PASS, "99-f.rules:1"),
    "without a blank": ({"99-finalize.rules": "-e2\n"}, PASS, "99-finalize.rules:1 says -e 2"),
    "nothing": ({}, FAIL, "no line says -e 2"),
    "a comment": ({"99-finalize.rules": "# -e 2\n"}, FAIL, "no line says -e 2"),
    "a later switch": (
        {"90-f.rules": "-e 2\n", "99-z.rules": "-e 1\n"},
        FAIL,
        "99-z.rules:1 says -e 1",
    ),
    "a stop before": (
        {"10-a.rules": "-w relative -p wa\n", "99-f.rules": "-e 2\n"},
        FAIL,
        "loading stops at 10-a.rules:1",
    ),
    "no such file": ({"99-finalize.rule": "-e 2\n"}, FAIL, "no line says -e 2"),
}


@pytest.mark.usefixtures("machines")
@pytest.mark.parametrize("name", LOCKED)
def test_files_that_lock_the_configuration(whole: Built, tmp_path: Path, name: str) -> None:
    files, status, words = LOCKED[name]
    made = machine_with(tmp_path, files)
    found, said = _run(made, whole.file("audit_immutable_configured.sh"))
    assert (found, words in said) == (status, True), said
    assert (booted(made)[0].lists.enabled == 2) is (status == PASS)


SPARED: Final = {
    "the first file": ({"01-a.rules": "-c\n", "50-b.rules": RULES}, PASS, "01-a.rules:1"),
    "errors ignored": ({"01-a.rules": "-i\n", "50-b.rules": RULES}, PASS, "01-a.rules:1"),
    "in front in one file": ({"50-b.rules": f"# first\n-c\n{RULES}"}, PASS, "50-b.rules:2"),
    "no rules at all": ({"99-z.rules": "-c\n"}, PASS, "99-z.rules:1"),
    "with an error behind": ({"01-a.rules": "-c\n", "50-b.rules": "-w x\n"}, PASS, "01-a.rules:1"),
    "nothing": ({"50-b.rules": RULES}, FAIL, "no line says -c in front of all rules"),
    "a comment": ({"01-a.rules": "#-c\n"}, FAIL, "no line says -c"),
    "behind a rule": ({"50-b.rules": f"{RULES}-c\n"}, FAIL, "one does behind the first of them"),
    "in a later file": ({"50-b.rules": RULES, "60-c.rules": "-c\n"}, FAIL, "behind the first"),
    "an error in front": (
        {"00-a.rules": "-w relative -p wa\n", "01-a.rules": "-c\n"},
        FAIL,
        "loading stops at 00-a.rules:1",
    ),
}


@pytest.mark.usefixtures("machines")
@pytest.mark.parametrize("name", SPARED)
def test_files_that_are_loaded_regardless_of_errors(
    whole: Built, tmp_path: Path, name: str
) -> None:
    files, status, words = SPARED[name]
    made = machine_with(tmp_path, files)
    found, said = _run(made, whole.file("audit_continue_loading_configured.sh"))
    assert (found, words in said) == (status, True), said
    assert bool(booted(made)[0].spared) is (status == PASS)


@pytest.mark.usefixtures("machines")
@pytest.mark.parametrize(
    ("files", "enabled", "status", "words"),
    [
        ({"99-finalize.rules": "-e 2\n"}, 2, PASS, "refuses changes"),
        ({}, 2, PASS, "refuses changes"),
        ({"99-finalize.rules": "-e 2\n"}, 1, FAIL, "reboot required, the rule files are right"),
        ({}, 1, FAIL, "takes changes of the audit configuration (enabled 1)"),
        ({}, 0, FAIL, "enabled 0"),
    ],
)
def test_a_kernel_that_is_locked(  # noqa: PLR0917 - a column each
    whole: Built, tmp_path: Path, files: dict[str, str], enabled: int, status: int, words: str
) -> None:
    made = machine_with(tmp_path, files, enabled=enabled)
    found, said = _run(made, whole.file("audit_immutable_loaded.sh"))
    assert (found, words in said) == (status, True), said


@pytest.mark.usefixtures("machines")
@pytest.mark.parametrize(
    ("change", "enabled", "status", "words"),
    [
        (lambda text: text, 1, PASS, "holds what the rule files say"),
        (lambda _: "", 1, FAIL, "the kernel lacks 50-k.rules:1"),
        (lambda text: text.splitlines()[0] + "\n", 1, FAIL, "the kernel lacks 50-k.rules:2"),
        (
            lambda text: text + "-w /etc/shadow -p wa -k s\n",
            1,
            FAIL,
            "only the kernel has kernel rule 3",
        ),
        (lambda text: "".join(text.splitlines(keepends=True)[::-1]), 1, FAIL, "in another place"),
        (lambda text: text.replace("wa", "w"), 1, FAIL, "only the kernel has"),
        (lambda _: "", 2, FAIL, "reboot required (enabled 2)"),
    ],
)
def test_a_kernel_in_step(  # noqa: PLR0917 - a column each
    whole: Built, tmp_path: Path, change: object, enabled: int, status: int, words: str
) -> None:
    assert callable(change)
    made = machine_with(tmp_path, {"50-k.rules": RULES})
    merged = made.run("/usr/sbin/augenrules").stdout
    assert merged == ""
    made.path(LISTING).write_text(change(booted(made)[1]) or "No rules\n")
    made.path(ENABLED).write_text(f"enabled {enabled}\n")
    found, said = _run(made, whole.file("audit_in_step_in_step.sh"))
    assert (found, words in said) == (status, True), said


@pytest.mark.usefixtures("machines")
def test_a_file_that_augenrules_would_change(whole: Built, tmp_path: Path) -> None:
    made = machine_with(tmp_path, {"50-k.rules": RULES})
    made.path(LISTING).write_text(booted(made)[1])
    found, said = _run(made, whole.file("audit_in_step_in_step.sh"))
    assert found == FAIL
    assert "audit.rules is not what augenrules would make of the rule files" in said
