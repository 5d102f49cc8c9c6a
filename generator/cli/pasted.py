"""Audit rules from outside: a file, what comes in, a terminal, or the running kernel's list."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import click

from generator.source import Problems, Source, load

_SECONDS: Final = 20
_LISTED: Final = "auditctl -l"


def read_rules(name: str | None, problems: Problems, *, loaded: bool, asks: bool) -> Source | None:
    """Read the rules; None where a problem was added. The kernel is only asked for its list."""
    if loaded:
        return _loaded(problems)
    if name not in (None, "-"):
        return load(Path(str(name)), str(name), problems)
    if asks:
        click.echo("Paste audit rules, and end with Ctrl-D:", err=True)
    text = sys.stdin.read()
    return Source(path="-", text=text.replace("\r\n", "\n"))


def _loaded(problems: Problems) -> Source | None:
    try:
        done = subprocess.run(
            _LISTED.split(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        problems.add("no-listing", None, f"{_LISTED} cannot be run: {error}")
        return None
    if done.returncode:
        words = (done.stderr or done.stdout).strip().replace("\n", "; ")
        hint = "only root may ask the kernel; a saved listing does as well: --rules FILE"
        problems.add("no-listing", None, f"{_LISTED} failed: {words}", hint)
        return None
    return Source(path=_LISTED, text=done.stdout)
