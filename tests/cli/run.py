"""The command line as its users have it: a process of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from click.testing import CliRunner, Result

from generator.build.records import FOLDER as RECORDS
from generator.cli.main import cli

COMMAND: Final = (sys.executable, "-m", "generator")
GOOD_OSCAP: Final = (
    """case $1 in --version) echo 'OpenSCAP command line tool (oscap) 1.3.7' ;; esac"""
)


def environment(**variables: str) -> dict[str, str]:
    """Give the environment of a run: nothing of this one but what finds programs."""
    plain = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"}
    return plain | variables


def auditscap(root: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run auditscap in `root`, with `variables` in its environment."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=root,
        env=environment(**variables),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        stdin=subprocess.DEVNULL,
    )


def invoke(root: Path, *arguments: str, **variables: str) -> Result:
    """Do the same in this process, which is faster; `root` is given as --root."""
    command, *others = arguments
    cleared = dict.fromkeys(os.environ)
    return CliRunner().invoke(
        cli, [command, "--root", str(root), *others], env=cleared | environment(**variables)
    )


def path_with_oscap(folder: Path, script: str) -> str:
    """Make a program `oscap` of a shell script; give the PATH that finds it first."""
    folder.mkdir(exist_ok=True)
    program = folder / "oscap"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


def tree(root: Path) -> dict[str, tuple[int, bytes | None]]:
    """Give every path below `root`, hidden ones too, with its mode and content.

    Records of earlier builds are left out: they are nobody's output.
    """
    return {
        path.relative_to(root).as_posix(): (
            path.lstat().st_mode,
            path.read_bytes() if path.is_file() else None,
        )
        for path in sorted(root.rglob("*"))
        if RECORDS not in path.parts
    }
