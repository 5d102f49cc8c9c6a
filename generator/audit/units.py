"""Units: how a system loads its rules, by what systemd runs for auditd.

auditd.service (audit 3) or audit-rules.service (audit 4) runs augenrules, or auditctl on one file;
drop-ins change that. Where there is no unit at all, as on a system without systemd, rules are
taken to be loaded by augenrules, the default of all distributions. A command about rules that is
none of these is not followed: what it does is left open.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

UNITS: Final = ("audit-rules.service", "auditd.service")
FOLDERS: Final = (
    "/etc/systemd/system.control",
    "/run/systemd/system.control",
    "/etc/systemd/system",
    "/run/systemd/system",
    "/usr/local/lib/systemd/system",
    "/usr/lib/systemd/system",
    "/lib/systemd/system",
)
"""Where units lie; the first that has a name is the one that counts."""

_RUNS: Final = ("ExecStartPre", "ExecStart", "ExecStartPost")
_LOADS_FOLDER: Final = re.compile(r"(?:\S*/)?augenrules --load\Z")
_LOADS_FILE: Final = re.compile(r"(?:\S*/)?auditctl -R ([^\s$%]+)\Z")
_LOADS_NOTHING: Final = re.compile(
    r"(?:\S*/)?(?:auditd(?: .*)?|augenrules(?: --check)?|auditctl -[ls]|true)\Z"
)
_SHELL: Final = re.compile(r"(?:\S*/)?(?:ba|da)?sh -c (.*)\Z")
_ABOUT_RULES: Final = re.compile(r"augenrules|auditctl")


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


@dataclass(frozen=True, slots=True)
class Unclear:
    """A unit runs a command that may load rules or take them away, and that is not followed."""

    unit: str
    command: str


Mode = Augenrules | Auditctl | NoLoader | Unclear

BY_AUGENRULES: Final = Augenrules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit: its own text, then those of its drop-ins, in order; none where it is masked."""

    name: str
    texts: Sequence[str]


def mode(units: Iterable[Unit]) -> Mode:
    """Return how the units that there are load rules."""
    found = tuple(units)
    if not found:
        return BY_AUGENRULES
    loads: list[Mode] = []
    others: list[Unclear] = []
    for unit in found:
        for command in run_by(unit):
            done = _done_by(unit.name, command)
            if isinstance(done, Unclear):
                others.append(done)
            elif done is not None:
                loads.append(done)
    about_rules = [one for one in others if _ABOUT_RULES.search(one.command)]
    if about_rules or (others and not loads):
        return (about_rules or others)[0]
    if len(loads) > 1:
        return Unclear(found[-1].name, "more than one command that loads rules")
    return loads[0] if loads else NoLoader(found[-1].name)


def _done_by(unit: str, command: str) -> Mode | None:
    """Return what a command does about rules; None for nothing."""
    plain = " ".join(re.sub(r"^[-@:+!|]+|[\"']", "", command).split())
    shell = _SHELL.match(plain)
    text = shell[1] if shell else plain
    if _LOADS_FOLDER.match(text):
        return BY_AUGENRULES
    file = _LOADS_FILE.match(text)
    if file:
        return Auditctl(f"/{file[1].lstrip('/')}")
    return None if _LOADS_NOTHING.match(text) else Unclear(unit, command)


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
