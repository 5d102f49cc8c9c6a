"""The system of a trial: where everything is there to be watched, with these rules alone."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from generator.audit import Rule, Watch
from generator.audit.syscalls import X86_64
from generator.kinds.audit_rules.machines import machine_on, rules_for
from generator.kinds.audit_rules.parameters import UID_MIN, AuditRules
from generator.stages.models import ResolvedRule
from generator.trial.world import Entry, Folder, Link, debian

FOLDERS: Final = (
    "/etc/NetworkManager",
    "/etc/NetworkManager/system-connections",
    "/etc/apparmor",
    "/etc/apparmor.d",
    "/etc/netplan",
    "/etc/network",
    "/etc/network/interfaces.d",
    "/etc/pam.d",
    "/etc/security",
    "/etc/selinux",
    "/etc/sudoers.d",
    "/etc/sysconfig",
    "/etc/sysconfig/network-scripts",
    "/run/faillock",
    "/usr/share/selinux",
    "/var/log/faillock",
)
"""Folders that every system of a trial has."""
_UID_MIN: Final = "1000"


def rules_of(rule: ResolvedRule, architecture: str = X86_64.name) -> tuple[Rule | Watch, ...]:
    """Give the audit rules that a rule asks for on an architecture, without placeholders.

    None for rules of other kinds, and for those that ask for each program of a target.
    """
    parameters = rule.check.parameters
    if rule.check.kind.name != "audit_rules" or not isinstance(parameters, AuditRules):
        return ()
    found = rules_for(parameters.rules, machine_on(architecture, rule.subject.product).architecture)
    return tuple(one.with_values({UID_MIN: _UID_MIN}) for one in found)


def system(
    text: str | None, asked: Iterable[Rule | Watch] = (), architecture: str = X86_64.name
) -> dict[str, Entry]:
    """Give the files of a system whose rule file says `text`.

    It has the folders that the rules asked for speak of, and those above all their paths. A watch
    of a path that ends in `.d` or `/` is one of a folder.
    """
    files: dict[str, Entry] = {
        **debian(architecture),
        **dict.fromkeys((*FOLDERS, *_folders(asked)), Folder()),
        "/var/run": Link("/run"),
    }
    if text is not None:
        files["/etc/audit/rules.d/50-all.rules"] = text
        files["/etc/audit/audit.rules"] = text
    return files


def _folders(rules: Iterable[Rule | Watch]) -> Iterator[str]:
    for rule in rules:
        for path, is_folder in _paths(rule):
            here = PurePosixPath(path)
            above = [str(one) for one in here.parents][:-1]
            yield from (one for one in reversed(above) if not one.startswith("/var/run"))
            if is_folder:
                yield str(here)


def _paths(rule: Rule | Watch) -> Iterator[tuple[str, bool]]:
    if isinstance(rule, Watch):
        yield rule.path, rule.path.endswith((".d", "/"))
    for field in rule.fields:
        if field.name in ("path", "dir"):
            yield field.value, field.name == "dir"
