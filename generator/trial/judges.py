"""Judges: who says whether a rule holds in a world, each with what it needs to be here."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

from generator.kinds.audit_rules.holds import explained
from generator.kinds.audit_rules.parameters import AuditRules
from generator.kinds.protocol import System, Unsupported
from generator.stages.models import CompiledRule
from generator.trial import oval, script
from generator.trial.answer import Answer

Judge = Literal["reference", "script", "oscap"]
JUDGES: Final[tuple[Judge, ...]] = ("reference", "script", "oscap")
"""The meaning in Python; the check script in this machine's sh and awk; OVAL in oscap."""


def judges(wanted: Iterable[Judge] = JUDGES) -> dict[Judge, str]:
    """Give the judges with what keeps each from being asked here; nothing where nothing does."""
    return {name: _obstacle(name) for name in wanted}


def _obstacle(name: Judge) -> str:
    match name:
        case "reference":
            return ""
        case "script":
            return script.obstacle()
        case "oscap":
            found = shutil.which("oscap")
            return "" if found else "oscap is not installed (package openscap-scanner)"


def ask(
    judge: Judge, rule: CompiledRule, root: Path, folder: Path, architecture: str
) -> Answer | None:
    """Ask a judge about the world below `root`; None where the rule has nothing for it.

    What it writes goes into `folder`, which must be there.
    """
    match judge:
        case "reference":
            return reference(rule, root, architecture)
        case "script":
            here = script.architecture() == architecture
            return script.ask(rule.script, root, folder) if rule.script and here else None
        case "oscap":
            return oval.ask(rule, root, folder) if rule.definition else None


def reference(rule: CompiledRule, root: Path, architecture: str) -> Answer | None:
    """Ask the kind itself; None where files do not answer."""
    there = System(root=root, architecture=architecture, product=rule.rule.subject.product)
    found = rule.rule.check.kind.holds(rule.rule.check.parameters, rule.rule.facet, there)
    if isinstance(found, Unsupported):
        return None
    parameters = rule.rule.check.parameters
    own = rule.rule.check.kind.name == "audit_rules" and isinstance(parameters, AuditRules)
    words = explained(parameters, rule.rule.facet, there) if own else ()
    return Answer(holds=found, words="\n".join(words))
