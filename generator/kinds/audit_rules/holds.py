"""The audit_rules kind's reference meaning, on the files of a system."""

from dataclasses import replace

from generator.audit import (
    Absent,
    Collected,
    Loaded,
    RequiredEvent,
    Verdict,
    boot,
    coverage,
    evidence,
    load_compiled,
    read_rule_files,
    read_uid_min,
    required_events,
)
from generator.audit.disk import Disk
from generator.kinds.audit_rules.facets import COMPILED, COMPILED_FILE
from generator.kinds.audit_rules.machines import machine_on, rules_for
from generator.kinds.audit_rules.parameters import AuditRules
from generator.kinds.protocol import Facet, System


def holds(parameters: AuditRules, facet: Facet, system: System) -> bool:
    """Say whether the files record every required event: at a boot, or the compiled file alone.

    What cannot happen on the system need not be recorded.
    """
    return all(
        isinstance(verdict, Collected | Absent)
        for _, verdict, _ in _judged(parameters, facet, system)
    )


def explained(parameters: AuditRules, facet: Facet, system: System) -> tuple[str, ...]:
    """Give the evidence: a line for each required event."""
    return tuple(
        evidence(event, verdict, loaded.stop)
        for event, verdict, loaded in _judged(parameters, facet, system)
    )


def _judged(
    parameters: AuditRules, facet: Facet, system: System
) -> tuple[tuple[RequiredEvent, Verdict, Loaded], ...]:
    machine = machine_on(system.architecture, system.product).architecture
    rules = read_rule_files(system.root)
    if facet is COMPILED:
        compiled = Disk(system.root).read(COMPILED_FILE)
        loaded = load_compiled(replace(rules, compiled=compiled), machine)
    else:
        loaded = boot(rules, machine)
    floor = read_uid_min(system.root, system.product.uid_min)
    events = required_events(rules_for(parameters.rules, machine), machine).events
    return tuple(
        (
            event,
            coverage(loaded.lists, event, machine, floor, files=rules.files),
            loaded,
        )
        for event in events
    )
