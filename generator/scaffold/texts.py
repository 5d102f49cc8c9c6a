"""Texts: the control and its cases as files, in the form that all files have."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator.audit import (
    RequiredEvent,
    Rule,
    SyscallEvent,
    Watch,
    render_source,
    required_events,
)
from generator.audit.syscalls import X86_64
from generator.layout import formatted, place_of
from generator.source import Problems, Source
from generator.trial import Trial

REASON: Final = "Say here why these records are wanted.\n"
_CASES: Final = (
    "as it is",
    "as the kernel lists it",
    "for everybody",
    "without the last",
    "without a key",
    "for root alone",
)
"""The forms that become cases; all of them are tried beside the cases anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A control to be written."""

    id: str
    title: str
    severity: str
    key: str
    file: str
    products: tuple[str, ...]
    rules: tuple[Rule | Watch, ...]


def control_text(draft: Draft, path: Path) -> str:
    """Give the control's file, which is to be at `path`."""
    rules = "".join(f"{render_source(rule)}\n" for rule in draft.rules)
    check = {"kind": "audit_rules", "key": draft.key, "file": draft.file, "rules": rules}
    lines = (
        f"id: {json.dumps(draft.id)}",
        f"title: {json.dumps(draft.title)}",
        f"severity: {json.dumps(draft.severity)}",
        f"description: {json.dumps(_description(draft))}",
        f"rationale: {json.dumps(REASON)}",
        "checks:",
        *_item(check, "  "),
        "products:",
        *(f"  {json.dumps(name)}:" for name in draft.products),
    )
    return _in_form(lines, path)


def cases_text(draft: Draft, trials: Iterable[Trial], path: Path) -> str:
    """Give the file of cases, which is to be at `path`: some forms of the control's own rules."""
    by_name = {trial.name: trial for trial in trials}
    lines = [f"# What passes {draft.id}, in different forms, and near misses."]
    seen: set[str] = set()
    for name in _CASES:
        trial = by_name.get(name)
        text = str(trial.files["/etc/audit/rules.d/50-all.rules"]) if trial else ""
        if trial and text not in seen:
            lines += _item({"name": name, "rules": text, "holds": trial.holds}, "")
            seen.add(text)
    return _in_form(lines, path)


def _description(draft: Draft) -> str:
    events = required_events(draft.rules, X86_64).events
    names = dict.fromkeys(f"- {_marked(event)}" for event in events)
    return "\n".join(("These events leave audit records with a key:", "", *names, ""))


def _marked(event: RequiredEvent) -> str:
    """Give what an event is called, its path or system call marked as code."""
    name = event.syscall if isinstance(event, SyscallEvent) else event.path
    return event.label.replace(name, f"`{name}`", 1)


def _item(fields: dict[str, Any], indent: str) -> list[str]:
    first, *others = (f"{name}: {json.dumps(value)}" for name, value in fields.items())
    return [f"{indent}- {first}", *(f"{indent}  {one}" for one in others)]


def _in_form(lines: Iterable[str], path: Path) -> str:
    problems = Problems()
    place = place_of(path)
    source = Source(path=str(path), text="\n".join((*lines, "")))
    found = formatted(source, place, problems) if place else None
    if found is None:
        raise ValueError([one.message for one in problems])
    return found
