"""The audit_rules kind's reference meaning, on the files of a system."""

from pathlib import Path

from generator.audit import normal_form, parse_rules, required_events
from generator.audit.coverage import collects
from generator.audit.login_defs import DEFAULT_UID_MIN, uid_min
from generator.kinds.audit_rules.facets import COMPILED, COMPILED_FILE, RULES_FOLDER
from generator.kinds.audit_rules.machines import MACHINES, rules_for
from generator.kinds.audit_rules.parameters import AuditRules
from generator.kinds.protocol import Facet, System


def holds(parameters: AuditRules, facet: Facet, system: System) -> bool:
    """Say whether the lines of the files record every required event, first match first."""
    machine = MACHINES[system.architecture].architecture
    text = "\n".join(
        path.read_text(encoding="utf-8", errors="surrogateescape")
        for path in _files(facet, system.root)
        if path.is_file()
    )
    parsed = parse_rules(text, machine=machine, authoring=False)
    forms = tuple(normal_form(rule, machine) for rule in parsed.rules)
    defs = system.root / "etc/login.defs"
    floor = (
        uid_min(defs.read_text(encoding="utf-8", errors="replace"))
        if defs.is_file()
        else DEFAULT_UID_MIN
    )
    events = required_events(rules_for(parameters.rules, machine), machine).events
    return all(collects(forms, event, machine, floor) for event in events)


def _files(facet: Facet, root: Path) -> tuple[Path, ...]:
    if facet is COMPILED:
        return (root / COMPILED_FILE.lstrip("/"),)
    return tuple(sorted((root / RULES_FOLDER.lstrip("/")).glob("[!.]*.rules")))
