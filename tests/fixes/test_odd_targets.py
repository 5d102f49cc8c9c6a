"""Odd targets: a fix keeps its promises where links, bytes or the kernel surprise it."""

import os
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import Machines
from tests.fixes.mending import SCRIPT
from tests.world.build import Built
from tests.world.namespace import Machine
from tests.world.world import Entry, Link

RULES: Final = "/etc/audit/rules.d"
OWN: Final = f"{RULES}/50-kernel_modules.rules"
SHADOW: Final = "-w /etc/shadow -p wa -k shadow"
OTHERS: Final[dict[str, Entry]] = {f"{RULES}/99-z.rules": f"{SHADOW}\n"}
# A kernel in a file: it takes rules as auditctl does, but for those that match REFUSED.
AUDITCTL: Final = """\
#!/bin/bash
list=/etc/audit/kernel
touch "$list"
take() {
    case $1 in
    -D) : >"$list" ;;
    -d*) grep -vxF -e "-a${listed#-d}" "$list" >"$list.new"; mv "$list.new" "$list" ;;
    -a* | -w*) [[ -z "REFUSED" || $listed != *REFUSED* ]] && printf '%s\\n' "$listed" >>"$list" ;;
    esac
}
line() {
    listed=$(sed 's/!=unset/!=-1/g; /^-a/s/ -k / -F key=/; s/ -F path/ -S all -F path/' <<<"$1")
    take "$1"
}
case $1 in
-s) echo enabled 1 ;;
-v) echo auditctl version 3.0.9 ;;
-l) [ -s "$list" ] && cat "$list" || echo No rules ;;
-R) while IFS= read -r one; do line "$one" || exit 1; done <"$2" ;;
*) line "$*" ;;
esac
"""


def fixed(machine: Machine, built: Built, *options: str, **env: str) -> tuple[int, str]:
    run = machine.run("bash", str(built.file(SCRIPT)), *options, env={**os.environ, **env})
    assert run.stderr == ""
    assert "%" not in run.stdout
    return run.returncode, run.stdout


def kernel_of(machine: Machine) -> list[str]:
    return machine.path("/etc/audit/kernel").read_text("utf-8").splitlines()


def loaded(machines: Machines, files: dict[str, Entry], refused: str = "") -> Machine:
    """Make a machine whose kernel holds what its files say."""
    machine = machines(files={**OTHERS, **files}, auditctl=AUDITCTL.replace("REFUSED", refused))
    assert machine.run("augenrules", "--load").returncode == 0
    assert kernel_of(machine) == [SHADOW]
    return machine


def test_the_stand_in_for_a_kernel_is_mended_and_undone(machines: Machines, built: Built) -> None:
    machine = loaded(machines, {})
    assert fixed(machine, built)[0] == 0
    assert len(kernel_of(machine)) == 3
    assert fixed(machine, built, "--undo")[0] == 0
    assert kernel_of(machine) == [SHADOW]


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_no_variable_of_the_environment_is_taken_for_its_own(
    options: tuple[str, ...], machines: Machines, built: Built, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "precious").write_text("here\n", "utf-8")
    status, _ = fixed(loaded(machines, {}), built, *options, work=str(folder), former="-w /x -k y")
    assert status == 0
    assert [path.name for path in folder.iterdir()] == ["precious"]


LINKS: Final[dict[str, dict[str, Entry]]] = {
    "another name leads to the own file": {
        f"{RULES}/99-link.rules": Link("50-kernel_modules.rules")
    },
    "the own file leads to another one": {
        OWN: Link("40-site.rules"),
        f"{RULES}/40-site.rules": "# site\n",
    },
    "the own file leads to itself": {OWN: Link("50-kernel_modules.rules")},
}


@pytest.mark.parametrize("name", LINKS)
def test_a_link_that_would_load_the_block_twice_is_named(
    name: str, machines: Machines, built: Built
) -> None:
    machine = loaded(machines, LINKS[name])
    before = machine.snapshot()
    status, said = fixed(machine, built)
    assert status == 1
    assert "50-kernel_modules.rules" in said
    assert ": obstacle: " in said
    assert machine.snapshot() == before
    assert kernel_of(machine) == [SHADOW]


def test_any_byte_of_a_remark_stays_and_comes_back(machines: Machines, built: Built) -> None:
    machine = loaded(machines, {OWN: "# placeholder\n"})
    text = b"# Umsj\xf3n: \xdeorsteinn \xfe\n"
    machine.path(OWN).write_bytes(text)
    assert fixed(machine, built)[0] == 0
    assert machine.path(OWN).read_bytes().startswith(text)
    assert fixed(machine, built, "--undo")[0] == 0
    assert machine.path(OWN).read_bytes() == text


def test_bytes_that_cannot_be_kept_apart_stay_as_they_are(machines: Machines, built: Built) -> None:
    machine = loaded(machines, {OWN: "# placeholder\n"})
    machine.path(OWN).write_bytes(b"# \xfe and \xff\n")
    status, said = fixed(machine, built)
    assert (status, machine.path(OWN).read_bytes()) == (1, b"# \xfe and \xff\n")
    assert "the byte 254" in said


def test_a_file_does_not_become_wider(machines: Machines, built: Built) -> None:
    machine = loaded(machines, {OWN: "# mine\n"})
    machine.path(OWN).chmod(0o600)
    assert fixed(machine, built)[0] == 0
    assert machine.path(OWN).stat().st_mode & 0o777 == 0o600
    machine.path(OWN).chmod(0o666)
    assert fixed(machine, built)[0] == 0
    assert machine.path(OWN).stat().st_mode & 0o777 == 0o640


def test_undo_leaves_what_no_fix_wrote(machines: Machines, built: Built) -> None:
    machine = loaded(machines, {OWN: "\n"})
    by_hand = (
        "-a always,exit -S all -F path=/usr/bin/kmod -F perm=x -F auid>=1000 -F auid!=-1 -F key=k"
    )
    machine.path("/etc/audit/kernel").write_text(f"{SHADOW}\n{by_hand}\n", "utf-8")
    assert fixed(machine, built, "--undo")[0] == 0
    assert kernel_of(machine) == [SHADOW, by_hand]
    assert machine.path(OWN).read_text("utf-8") == "\n"


def test_a_rule_that_the_kernel_refuses_takes_no_other_one_along(
    machines: Machines, built: Built
) -> None:
    machine = loaded(machines, {}, refused="kmod")
    status, said = fixed(machine, built)
    assert status == 1
    assert "the kernel refuses a rule" in said
    assert kernel_of(machine) == [SHADOW]
    assert not machine.path(OWN).exists()


def test_what_only_the_kernel_holds_stays_where_it_refuses_a_rule(
    machines: Machines, built: Built
) -> None:
    machine = loaded(machines, {}, refused="kmod")
    machine.path("/etc/audit/kernel").write_text(f"{SHADOW}\n-w /etc/hand -p wa -k hand\n", "utf-8")
    status, said = fixed(machine, built)
    assert status == 1
    assert "run auditctl -a always,exit -F path=/usr/bin/kmod" in said
    assert kernel_of(machine)[:2] == [SHADOW, "-w /etc/hand -p wa -k hand"]
