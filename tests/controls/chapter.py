"""The controls of audit rules on one product, with the rules that they ask for there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from generator.audit.syscalls import X86_64
from generator.kinds.audit_rules.machines import rules_for
from generator.kinds.audit_rules.parameters import UID_MIN, AuditRules
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Run
from tests.controls.forms import AnyRule, Form, forms
from tests.world.build import PRODUCT, ROOT
from tests.world.world import Entry, Folder, Link, debian

FOLDERS = (
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
"""Folders that rules of the chapter name something in, or are about themselves."""


@cache
def chapter() -> Run:
    """Give all rules of the product that most tests scan, compiled."""
    problems = Problems()
    run = run_pipeline(Run(root=ROOT, problems=problems, products=(PRODUCT,)), last="compile")
    assert [one.message for one in problems] == []
    return run


@dataclass(frozen=True, slots=True)
class Asked:
    """A control, and what it asks for on x86_64, without placeholders."""

    control: str
    rules: tuple[AnyRule, ...]

    @property
    def forms(self) -> tuple[Form, ...]:
        """What is as good as these rules, and what is not."""
        return tuple(forms(self.rules))


def asked(run: Run, product: str) -> Iterator[Asked]:
    """Give every control of the audit_rules kind that a product has."""
    for item in run.rules:
        parameters, subject = item.check.parameters, item.subject
        if subject.product.id.value != product or item.facet.suffix != "configured":
            continue
        if item.check.kind.name != "audit_rules":
            continue
        assert isinstance(parameters, AuditRules)
        rules = rules_for(parameters.rules, X86_64)
        yield Asked(subject.control, tuple(rule.with_values({UID_MIN: "1000"}) for rule in rules))


def system(text: str) -> dict[str, Entry]:
    """Give the files of a system with these rules, where everything is there to be watched."""
    files: dict[str, Entry] = {
        **debian(),
        **{path: Folder() for path in FOLDERS},
        "/etc/audit/rules.d/50-all.rules": text,
        "/etc/audit/audit.rules": text,
        "/var/run": Link("/run"),
    }
    return files
