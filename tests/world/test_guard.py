"""The guard refuses whatever could lock the kernel, and lets the rest through."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.world import guard
from tests.world.kernel import Kernel
from tests.world.namespace import AUDITCTL, machine

LOCKING = (
    ("-e", "2"),
    ("-e2",),
    ("-e", "02"),
    ("-e", "0x2"),
    ("-e", " 2"),
    ("-e", "2 "),
    ("-e", "+2"),
    ("-e", "3"),
    ("-e", ""),
    ("-ie2",),
    ("-c", "-e", "2"),
    ("-s", "-e2"),
    ("-k", "x", "-e", "2"),
    ("--loginuid-immutable",),
    ("--login",),
    ("--l",),
)
HARMLESS = (
    ("-l",),
    ("-s",),
    ("-D",),
    ("-e", "0"),
    ("-e1",),
    ("-b", "8192"),
    ("--backlog_wait_time", "60000"),
    ("--reset-lost",),
    ("-a", "always,exit", "-F", "arch=b64", "-S", "execve", "-F", "exe=/bin/ls", "-k", "e2"),
    ("-w", "/etc/passwd", "-p", "wa", "-k", "pre-e2"),
    ("-e",),
    ("-R", "/no/such/file"),
)
LOCKING_TEXTS = (
    "-e 2\n",
    "-e 2",
    "  -e 2\n",
    "-e  2\n",
    "-e\t2\n",
    "-e 2\r\n",
    "-e2 # locked\n",
    '-e "2"\n',
    "-e 0x2\n",
    "-e 002\n",
    "-D\n-b 8192\n\n-e 2\n",
    "-b 8192 -e 2\n",
    "--loginuid-immutable\n",
    "# " + "x" * 6000 + " -e 2\n",
)
HARMLESS_TEXTS = (
    "",
    "# -e 2\n",
    "   # -e 2 comes with the next stage\n",
    "-D\n-b 8192\n-f 1\n-e 1\n",
    "-a always,exit -F arch=b64 -S execve -F exe=/bin/ls -k e2\n",
)


@pytest.mark.parametrize("words", LOCKING, ids=" ".join)
def test_arguments_that_could_lock_are_refused(words: tuple[str, ...]) -> None:
    assert guard.refusal([word.encode() for word in words])


@pytest.mark.parametrize("words", HARMLESS, ids=" ".join)
def test_other_arguments_pass(words: tuple[str, ...]) -> None:
    assert guard.refusal([word.encode() for word in words]) is None


@pytest.mark.parametrize("text", LOCKING_TEXTS, ids=lambda text: repr(text)[:40])
def test_files_that_could_lock_are_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "test.rules"
    path.write_bytes(text.encode())
    assert guard.refusal([b"-R", bytes(path)])
    assert guard.refusal([b"-R" + bytes(path)])


@pytest.mark.parametrize("text", HARMLESS_TEXTS, ids=lambda text: repr(text)[:40])
def test_other_files_pass(text: str, tmp_path: Path) -> None:
    path = tmp_path / "test.rules"
    path.write_bytes(text.encode())
    assert guard.refusal([b"-R", bytes(path)]) is None


def test_what_is_no_regular_file_is_refused() -> None:
    assert guard.refusal([b"-R", b"/dev/null"])


def test_the_program_behind_it_runs_only_for_what_passes(tmp_path: Path) -> None:
    program = tmp_path / "auditctl"
    program.write_text('#!/bin/sh\necho "reached: $*"\n')
    program.chmod(0o755)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-IS", str(guard.__file__), str(program), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    passed = run("-e", "1")
    assert (passed.returncode, passed.stdout) == (0, "reached: -e 1\n")
    refused = run("-e", "2")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "guarded in tests" in refused.stderr


@pytest.mark.usefixtures("machines")
def test_the_auditctl_of_a_machine_is_guarded(tmp_path: Path) -> None:
    program = tmp_path / "auditctl"
    program.write_text('#!/bin/sh\necho "reached: $*"\n')
    program.chmod(0o755)
    here = machine(tmp_path, auditctl=Kernel(program=str(program), folder=tmp_path))
    for words in (*LOCKING, ("-s", "-e", "2"), ("-l", "--login")):
        run = here.run(AUDITCTL, *words)
        assert (run.returncode, run.stdout) == (1, ""), words
        assert "guarded in tests" in run.stderr
    for passing in HARMLESS:
        run = here.run(AUDITCTL, *passing)
        assert (run.returncode, run.stdout) == (0, f"reached: {' '.join(passing)}\n"), run.stderr
