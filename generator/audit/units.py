"""Units: how a system loads its rules, by what systemd runs for auditd.

auditd.service (audit 3) or audit-rules.service (audit 4) runs augenrules, or auditctl on one file;
drop-ins change that. Where there is no unit at all, as on a system without systemd, rules are
taken to be loaded by augenrules, the default of all distributions.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

UNITS: Final = ("audit-rules.service", "auditd.service")
FOLDERS: Final = (
    "/etc/systemd/system",
    "/run/systemd/system",
    "/usr/local/lib/systemd/system",
    "/usr/lib/systemd/system",
    "/lib/systemd/system",
)
"""Where units lie; the first that has a name is the one that counts."""

_RUNS: Final = ("ExecStartPre", "ExecStart", "ExecStartPost")
_AUGENRULES: Final = re.compile(r"(?:^|[\s/\"'=@:+!-])augenrules(?=[\s\"']).*--load")
_AUDITCTL: Final = re.compile(
    r"(?:^|[\s/\"'=@:+!-])auditctl[\"']?\s+(?:.*\s)?-R[\s\"']*([^\s\"';]+)"
)


@dataclass(frozen=True, slots=True)
class Augenrules:
    """augenrules merges the folder of rules and loads the outcome."""


@dataclass(frozen=True, slots=True)
class Auditctl:
    """auditctl loads one file."""

    path: str


@dataclass(frozen=True, slots=True)
class NoLoader:
    """Units are there, and none of them loads rules."""

    unit: str


Mode = Augenrules | Auditctl | NoLoader

BY_AUGENRULES: Final = Augenrules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit: its own text (empty where it is masked), then those of its drop-ins, in order."""

    name: str
    texts: Sequence[str]


def mode(units: Iterable[Unit]) -> Mode:
    """Return how the units that there are load rules."""
    found = tuple(units)
    commands = tuple(command for unit in found for command in run_by(unit))
    if not found or any(_AUGENRULES.search(command) for command in commands):
        return BY_AUGENRULES
    for command in commands:
        match = _AUDITCTL.search(command)
        if match:
            return Auditctl(match[1])
    return NoLoader(found[-1].name)


def run_by(unit: Unit) -> tuple[str, ...]:
    """Return the commands a start of the unit runs; an empty assignment takes back earlier ones."""
    commands: dict[str, list[str]] = {name: [] for name in _RUNS}
    for text in unit.texts:
        section = ""
        for line in _joined(text):
            if line.startswith("["):
                section = line
            name, equals, value = (part.strip() for part in line.partition("="))
            if section != "[Service]" or not equals or name not in commands:
                continue
            commands[name] = [*commands[name], value] if value else []
    return tuple(command for name in _RUNS for command in commands[name])


def _joined(text: str) -> list[str]:
    """Return the lines without comments, continued ones joined."""
    lines = [line.strip() for line in text.split("\n")]
    kept = "\n".join(line for line in lines if not line.startswith(("#", ";")))
    return kept.replace("\\\n", " ").split("\n")
