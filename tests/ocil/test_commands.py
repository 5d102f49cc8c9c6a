"""What people are told to run runs, shows what it should, and what they look for is right."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from generator.kinds.audit_rules import facets
from generator.kinds.protocol import System
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import CompiledRule, Run
from tests.content import project
from tests.controls.chapter import system as chapter_system
from tests.ocil.asked import Asked, asked_on, commands
from tests.products.names import name_of
from tests.world.world import STOCK_RULES, Entry, Link, debian, write

CONTROL: Final = "audit_kernel_modules"
LOADS: Final = "[Service]\nExecStart=/sbin/auditd\n{}ExecStartPost=-/sbin/augenrules --load\n"
CALLS: Final = "init_module,finit_module,delete_module,create_module,query_module"
RECORDS: Final = "-a always,exit -F arch=b64 -S init_module -F auid>=1000 -F auid!=unset -k x"


def shell(command: str, root: Path, **programs: str) -> str:
    """Run a command whose paths lie below `root`, beside made-up programs; give what it prints."""
    for folder in ("/etc/", "/usr/"):
        command = command.replace(folder, f"{root}{folder}")
    made = root / "programs"
    made.mkdir(exist_ok=True)
    for name, text in programs.items():
        (made / name).write_text(f"#!/bin/sh\ncat <<'END'\n{text}\nEND\n", "utf-8")
        (made / name).chmod(0o755)
    ran = subprocess.run(
        ["sh", "-c", command],
        env={"PATH": f"{made}:{os.defpath}", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )
    return ran.stdout.replace(str(root), "")


def questions(everything: Run, suffix: str, product: str = "debian12") -> tuple[Asked, ...]:
    return asked_on(everything, product)[f"{CONTROL}_{suffix}"]


@pytest.mark.parametrize("interpreter", ["dash", "bash"])
def test_every_command_is_one_for_a_shell(interpreter: str, everything: Run) -> None:
    found = {
        command
        for product in everything.loaded.products
        for command in commands(asked_on(everything, name_of(product)))
    }
    assert len(found) > 8
    for command in found:
        subprocess.run([interpreter, "-n"], input=command.encode(), check=True)


# --- what to look for


def expected_on(question: Asked, machine: str, *, required: bool = False) -> list[str]:
    """Give the lines that are to be found on a machine; `required` says so of those for b32."""
    return [
        line.replace("${UID_MIN}", "1000")
        for step in question.steps
        for where, line in step.lines
        if required >= ("required" in where)
        and (":" not in where or machine in where.rstrip(":").rpartition("n ")[2].split(", "))
    ]


def loaded_rules(everything: Run) -> Iterator[tuple[CompiledRule, str]]:
    for item in everything.compiled:
        if item.rule.check.kind.name == "audit_rules":
            for machine in item.rule.subject.product.architectures:
                yield item, machine


def test_lines_to_look_for_are_what_the_rule_asks_for(everything: Run, tmp_path: Path) -> None:
    """On each machine of each product, in the files and as the kernel lists them."""
    told = {name: asked_on(everything, name) for name in map(name_of, everything.loaded.products)}
    verdicts: dict[tuple[object, ...], tuple[bool, bool]] = {}
    for item, machine in loaded_rules(everything):
        rule = item.rule
        asked = told[name_of(rule.subject.product)][rule.subject.rule]
        (question,) = (one for one in asked if one.text.endswith("with a key?"))
        lines = tuple(expected_on(question, machine))
        case = (rule.check.parameters, machine, lines)
        if case not in verdicts:
            root = tmp_path / str(len(verdicts))
            verdicts[case] = (
                holds(item, lines, root / "all", machine),
                bool(lines) and holds(item, lines[1:], root / "one lacks", machine),
            )
    assert len(verdicts) > 20
    assert {case: seen for case, seen in verdicts.items() if seen != (True, False)} == {}


def holds(item: CompiledRule, lines: tuple[str, ...], root: Path, machine: str) -> bool:
    check = item.rule.check
    write(root, chapter_system("".join(f"{line}\n" for line in lines)))
    system = System(root=root, architecture=machine, product=item.rule.subject.product)
    verdict = check.kind.holds(check.parameters, facets.CONFIGURED, system)
    assert isinstance(verdict, bool)
    return verdict


def test_calls_of_32_bit_programs_are_told_for_the_machines_that_have_them(
    everything: Run,
) -> None:
    question, *_ = questions(everything, "configured", "amzn2023")
    assert all("i386" not in where for step in question.steps for where, _ in step.lines)
    more = set(expected_on(question, "x86_64", required=True)) - set(
        expected_on(question, "x86_64")
    )
    assert [line.partition(" -F auid")[0] for line in more] == [
        f"-a always,exit -F arch=b32 -S {CALLS}"
    ]


def test_paths_are_those_of_the_product(tmp_path: Path) -> None:
    project.valid(tmp_path)
    project.change(tmp_path, project.PRODUCT, paths={"KMOD": "/opt/kmod", "TOOLS": "/opt/tools"})
    project.rewrite(tmp_path, project.CONTROL, "/usr/bin/kmod", "${KMOD}")
    run = run_pipeline(Run(root=tmp_path, problems=Problems()), last="emit")
    text = run.outputs[0].file("auditscap-debian12-ocil.xml").content.decode()
    assert "/opt/kmod" in text
    assert "/usr/bin/kmod" not in text


# --- rule files


def test_rules_are_shown_in_the_order_in_which_they_are_read(
    everything: Run, tmp_path: Path
) -> None:
    files: dict[str, Entry] = {
        "/etc/audit/rules.d/50-x.rules": f"  {RECORDS}\n# -w /x\n\n",
        "/etc/audit/rules.d/audit.rules": STOCK_RULES,
        "/etc/audit/rules.d/9-y.rules": "-w /y -k y\n",
        "/etc/audit/rules.d/10-z.rules.old": "-w /z -k z\n",
    }
    (recorded, _) = questions(everything, "configured")
    shown = shell(recorded.steps[-1].command, write(tmp_path, files))
    assert shown.splitlines() == [
        "9-y.rules:1:-w /y -k y",
        f"50-x.rules:1:  {RECORDS}",
        "audit.rules:2:-D",
        "audit.rules:5:-b 8192",
        "audit.rules:8:--backlog_wait_time 60000",
        "audit.rules:11:-f 1",
    ]


@pytest.mark.parametrize("suffix", ["configured", "compiled"])
def test_commands_do_not_wait_where_there_are_no_rules(
    suffix: str, everything: Run, tmp_path: Path
) -> None:
    root = write(tmp_path, debian())
    for question in questions(everything, suffix):
        assert shell(question.steps[-1].command, root) == ""


TAKES: Final = (
    "-a never,exit -F path=/usr/bin/kmod -F perm=x",
    "-A exit,never -S all",
    "-a always,task",
    "-a exclude,always -F msgtype=SYSCALL",
    "-e 0",
    "-e0",
    "-D",
    "-D -k x",
    "-d always,exit -S init_module -k x",
    "-W /usr/bin/kmod -p x -k x",
)
LEAVES: Final = (RECORDS, "-w /etc/passwd -p wa -k id", "-b 8192", "-f 1", "-e 2", "# -e 0", "-c")


@pytest.mark.parametrize("suffix", ["configured", "compiled"])
def test_lines_that_take_recording_away_are_shown(
    suffix: str, everything: Run, tmp_path: Path
) -> None:
    texts = "".join(f"{line}\n" for line in (*TAKES, *LEAVES))
    places: dict[str, Entry] = {
        "/etc/audit/rules.d/50-x.rules": texts,
        "/etc/audit/audit.rules": texts,
    }
    command = questions(everything, suffix)[-1].steps[-1].command
    shown = shell(command, write(tmp_path, debian() | places)).splitlines()
    assert [line.removeprefix("50-x.rules:").partition(":")[2] for line in shown] == list(TAKES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UID_MIN\t\t 1000\n", "UID_MIN\t\t 1000\n"),
        (" UID_MIN 500\nUID_MIN 2000\n", " UID_MIN 500\nUID_MIN 2000\n"),
        ("#UID_MIN 1\nSYS_UID_MIN 100\nUID_MINIMUM 3\n", ""),
    ],
)
def test_first_auid_is_shown(text: str, expected: str, everything: Run, tmp_path: Path) -> None:
    root = write(tmp_path, {"/etc/login.defs": text})
    for suffix in ("configured", "loaded", "compiled"):
        steps = [step for one in questions(everything, suffix) for step in one.steps]
        (step,) = (one for one in steps if "first of a real user" in one.do)
        assert shell(step.command, root) == expected


def test_what_a_boot_loads_is_shown(everything: Run, tmp_path: Path) -> None:
    step = questions(everything, "configured")[0].steps[0]
    unit = LOADS.format("#ExecStartPost=-/sbin/auditctl -R /etc/audit/audit.rules\n")
    shown = shell(step.command, tmp_path, systemctl=unit)
    assert shown == "ExecStartPost=-/sbin/augenrules --load\n"


# --- the kernel


def test_kernel_is_asked_whether_it_audits_and_what_it_holds(
    everything: Run, tmp_path: Path
) -> None:
    on, recorded, kept = questions(everything, "loaded")
    assert on.steps[0].command == "auditctl -s"
    lines = expected_on(recorded, "x86_64")
    listing = "\n".join((*lines, "-a never,exit -S all -F uid=0", "-a always,task", "-w /x -p wa"))
    assert shell(recorded.steps[-1].command, tmp_path, auditctl=listing).split("\n")[:2] == lines
    shown = shell(kept.steps[-1].command, tmp_path, auditctl=listing)
    assert shown.splitlines() == ["-a never,exit -S all -F uid=0", "-a always,task"]


# --- links

PLACES: Final[Mapping[str, tuple[Entry, bool]]] = {
    "a link": (Link("../bin/kmod"), True),
    "a chain": (Link("insmod"), True),
    "nothing": (None, True),
    "a program": ("#!/bin/sh\n", False),
    "a link elsewhere": (Link("../bin/other"), False),
    "a link to nowhere": (Link("../bin/none"), False),
}


@pytest.mark.parametrize("name", PLACES)
def test_links_are_told_from_what_is_none(name: str, everything: Run, tmp_path: Path) -> None:
    entry, right = PLACES[name]
    tools = {path: Link("../bin/kmod") for path in debian() if path.startswith("/usr/sbin/")}
    files: dict[str, Entry] = {**tools, "/usr/sbin/modprobe": entry}
    root = write(tmp_path, files | {"/usr/bin/kmod": "", "/usr/bin/other": ""})
    there, ends = (step.command for step in questions(everything, "symlinks")[0].steps)
    kinds = [line[0] for line in shell(there, root).splitlines()]
    targets = shell(ends, root).splitlines()
    assert (
        set(kinds) == {"l"} and set(targets) == {"/usr/bin/kmod"} and len(kinds) == len(targets)
    ) == right
