"""The fixes in Ansible: the playbook of a profile, its role, and what oscap makes of the fixes."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from generator.content import ids
from tests.conftest import Machines
from tests.e2e.names import FILE, LISTING
from tests.e2e.plays import PLAYBOOK, ROLE, play, playbook
from tests.world.build import Built
from tests.world.kernel import Kernel

pytestmark = pytest.mark.slow
PROFILE = ids.xccdf_id("profile", "cis_level2_server")
NAME = Path(FILE).relative_to("/etc/audit").as_posix()
# Text that templates, formats and shells would act on, and a rule of another key.
BEFORE = (
    "# 100% ours: {{ 1 + 1 }} {% raw %} {# x #} $(x) `x` \\n Grüße\n"
    "-a always,exit -F arch=b64 -S mount -F auid>=1000 -k mounts\n"
)
MOUNTS = "-a always,exit -F arch=b64 -S mount -F auid>=1000 -F key=mounts"
NEVER = "-a never,exit -F arch=b64 -S init_module\n"


def merged(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files but for the old one that augenrules keeps."""
    return {name: text for name, text in files.items() if not name.endswith(".prev")}


def test_the_first_run_writes_and_the_second_changes_nothing(
    machines: Machines, built: Built
) -> None:
    machine = machines(files={FILE: BEFORE})
    changed, said = playbook(machine, built.file(PLAYBOOK))
    assert changed > 0
    assert "the kernel does not audit: the rules load when it does" in said
    after = machine.snapshot()
    assert after[NAME].startswith(BEFORE.encode())
    for text in (after[NAME], after["audit.rules"]):
        assert b"-F auid>=1000 -F auid!=unset -k kernel_modules" in text
    assert playbook(machine, built.file(PLAYBOOK))[0] == 0
    assert machine.snapshot() == after


def test_check_mode_foretells_and_changes_nothing(machines: Machines, built: Built) -> None:
    machine = machines(files={FILE: BEFORE})
    before = machine.snapshot()
    changed, said = playbook(machine, built.file(PLAYBOOK), "--check", "--diff")
    assert changed > 0
    assert re.search(r"^\+-a always,exit .*-S init_module,", said, re.MULTILINE)
    assert machine.snapshot() == before


def test_a_rule_that_says_never_fails_the_play_by_file_and_line(
    machines: Machines, built: Built
) -> None:
    machine = machines(files={"/etc/audit/rules.d/10-x.rules": f"# ours\n\n{NEVER}"})
    foretold, said = playbook(machine, built.file(PLAYBOOK), "--check")
    assert foretold > 0
    assert "10-x.rules:3" in said
    played = play(machine, built.file(PLAYBOOK))
    assert (played.failed, played.changed > 0) == (1, True)
    assert "audit_kernel_modules: not all could be done" in played.said
    assert "10-x.rules:3" in played.said.partition("Judge the fix of")[2]


@pytest.mark.parametrize("options", [(), ("--check",), ("--tags", "undo")])
def test_without_auditd_there_is_nothing_to_do(
    options: tuple[str, ...], machines: Machines, built: Built
) -> None:
    machine = machines().without("/usr/sbin/augenrules", "/usr/sbin/auditctl")
    before = machine.snapshot()
    changed, said = playbook(machine, built.file(PLAYBOOK), *options)
    assert changed == 0
    assert "auditctl is missing (package auditd)" in said
    assert machine.snapshot() == before


def test_undo_takes_back_what_was_written_and_nothing_else(
    machines: Machines, built: Built
) -> None:
    machine = machines(files={FILE: BEFORE})
    before = machine.snapshot()
    playbook(machine, built.file(PLAYBOOK), "--tags", "audit_kernel_modules_configured")
    after = machine.snapshot()
    assert after != before
    assert playbook(machine, built.file(PLAYBOOK), "--tags", "undo", "--check")[0] > 0
    assert machine.snapshot() == after
    tags = ("--tags", "undo_audit_kernel_modules")
    assert playbook(machine, built.file(PLAYBOOK), *tags)[0] > 0
    assert machine.snapshot()[NAME] == before[NAME]
    assert b"kernel_modules" not in machine.snapshot()["audit.rules"]
    assert playbook(machine, built.file(PLAYBOOK), *tags)[0] == 0


def test_undo_removes_a_file_that_only_the_fix_wrote(machines: Machines, built: Built) -> None:
    machine = machines()
    playbook(machine, built.file(PLAYBOOK))
    assert machine.path(FILE).exists()
    playbook(machine, built.file(PLAYBOOK), "--tags", "undo")
    assert not machine.path(FILE).exists()


def test_variables_say_what_is_asked_for(machines: Machines, built: Built) -> None:
    machine = machines(files={FILE: BEFORE})
    playbook(machine, built.file(PLAYBOOK), "-e", '{"audit_uid_min": 500}')
    assert b"-F auid>=500 -F auid!=unset -k kernel_modules" in machine.snapshot()[NAME]


@pytest.mark.parametrize(
    ("variable", "words"),
    [
        ("audit_uid_min=many", "the Value audit_uid_min is neither login.defs nor a number"),
        ("audit_key_policy=some", "the Value audit_key_policy is neither any nor exact"),
    ],
)
def test_a_wrong_variable_is_refused_in_words(
    variable: str, words: str, machines: Machines, built: Built
) -> None:
    machine = machines()
    before = machine.snapshot()
    for options in ((), ("--check",)):
        played = play(machine, built.file(PLAYBOOK), "-e", variable, *options)
        assert (played.failed, played.changed) == (1, 0)
        assert words in played.said
    assert machine.snapshot() == before


def test_the_role_does_what_the_playbook_does(
    machines: Machines, built: Built, tmp_path: Path
) -> None:
    book = tmp_path / "site.yml"
    role = str(built.file(f"roles/{ROLE}/tasks/main.yml").parents[1])
    roles = [{"role": role, "vars": {f"{ROLE}_audit_uid_min": 500}}]
    book.write_text(yaml.safe_dump([{"hosts": "all", "gather_facts": False, "roles": roles}]))
    machine, other = machines(files={FILE: BEFORE}), machines(files={FILE: BEFORE})
    assert playbook(machine, book, "--check")[0] > 0
    assert playbook(machine, book)[0] > 0
    assert playbook(machine, book)[0] == 0
    playbook(other, built.file(PLAYBOOK), "-e", "audit_uid_min=500")
    assert merged(machine.snapshot()) == merged(other.snapshot())
    assert playbook(machine, book, "--tags", "undo")[0] > 0
    assert machine.snapshot()[NAME] == BEFORE.encode()


@pytest.mark.kernel
def test_the_playbook_loads_the_rules_into_the_kernel(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    machine = machines(auditctl=kernel, files={FILE: BEFORE})
    before = machine.snapshot()
    assert playbook(machine, built.file(PLAYBOOK), "--check")[0] > 0
    assert (machine.snapshot(), kernel.listing()) == (before, ())
    assert playbook(machine, built.file(PLAYBOOK))[0] > 0
    assert kernel.listing() == (MOUNTS, *LISTING)
    assert kernel.settings()["enabled"] == "1"
    after = machine.snapshot()
    assert playbook(machine, built.file(PLAYBOOK))[0] == 0
    assert machine.snapshot() == after


@pytest.mark.kernel
def test_rules_that_only_the_kernel_lacks_are_loaded_again(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    machine = machines(auditctl=kernel)
    playbook(machine, built.file(PLAYBOOK))
    assert kernel.remove(LISTING[1])
    assert playbook(machine, built.file(PLAYBOOK), "--check")[0] == 1
    assert kernel.listing() == LISTING[:1]
    assert playbook(machine, built.file(PLAYBOOK))[0] > 0
    assert kernel.listing() == LISTING


@pytest.mark.kernel
def test_undo_takes_the_rules_out_of_the_kernel(
    machines: Machines, kernel: Kernel, built: Built
) -> None:
    machine = machines(auditctl=kernel, files={FILE: BEFORE})
    playbook(machine, built.file(PLAYBOOK))
    playbook(machine, built.file(PLAYBOOK), "--tags", "undo")
    assert kernel.listing() == (MOUNTS,)


@pytest.mark.oscap
@pytest.mark.usefixtures("oscap")
def test_the_playbook_that_oscap_generates_does_the_same(
    machines: Machines, built: Built, tmp_path: Path
) -> None:
    book = tmp_path / "generated.yml"
    command = ["oscap", "xccdf", "generate", "fix", "--fix-type", "ansible", "--profile", PROFILE]
    run = subprocess.run(
        [*command, "--output", str(book), str(built.stream)],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert (
        "    audit_uid_min: !!str login.defs\n    audit_key_policy: !!str any\n" in book.read_text()
    )
    machine, other = machines(files={FILE: BEFORE}), machines(files={FILE: BEFORE})
    before = machine.snapshot()
    assert playbook(machine, book, "--check")[0] > 0
    assert machine.snapshot() == before
    assert playbook(machine, book)[0] > 0
    assert playbook(machine, book)[0] == 0
    playbook(other, built.file(PLAYBOOK))
    assert merged(machine.snapshot()) == merged(other.snapshot())
    played = play(machine, book, "-e", "audit_uid_min=many")
    assert played.failed == 1


def test_the_planner_is_written_as_it_is(built: Built) -> None:
    """Nobody could read it in quotes, and templates would act on it without its tag."""
    stands_alone = built.file(f"roles/{ROLE}/files/planner.sh").read_text("utf-8")
    text = built.file(PLAYBOOK).read_text("utf-8")
    _, _, block = text.partition("    auditscap_planner: !unsafe |\n")
    lines = block.partition("\n  tasks:\n")[0].split("\n")
    assert "".join(f"{line.removeprefix('      ')}\n" for line in lines) == stands_alone
