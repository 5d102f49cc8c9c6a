"""The audit_rules kind's reference meaning, on the files of a system."""

from dataclasses import replace
from pathlib import Path

from generator.audit import (
    Architecture,
    NormalForm,
    Rule,
    Watch,
    normal_form,
    parse_rules,
    required_events,
)
from generator.audit.coverage import collects
from generator.audit.login_defs import DEFAULT_UID_MIN, uid_min
from generator.kinds.audit_rules.facets import COMPILED, COMPILED_FILE, RULES_FOLDER
from generator.kinds.audit_rules.machines import MACHINES, rules_for
from generator.kinds.audit_rules.parameters import AuditRules
from generator.kinds.places import follow
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
    forms = tuple(_form(rule, machine, system.root) for rule in parsed.rules if not _removes(rule))
    defs = system.root / "etc/login.defs"
    floor = (
        uid_min(defs.read_text(encoding="utf-8", errors="replace"))
        if defs.is_file()
        else DEFAULT_UID_MIN
    )
    events = required_events(rules_for(parameters.rules, machine), machine).events
    return all(collects(forms, event, machine, floor) for event in events)


def _files(facet: Facet, root: Path) -> tuple[Path, ...]:
    """Give the files that are read; augenrules loses names with white space in them."""
    if facet is COMPILED:
        return (root / COMPILED_FILE.lstrip("/"),)
    found = (root / RULES_FOLDER.lstrip("/")).glob("[!.]*.rules")
    return tuple(sorted(path for path in found if len(path.name.split()) == 1))


def _removes(rule: Rule | Watch) -> bool:
    return rule.removes if isinstance(rule, Watch) else rule.operation == "delete"


def _form(rule: Rule | Watch, machine: Architecture, root: Path) -> NormalForm:
    """Give the normal form with paths as the kernel finds them: a link that ends one stays."""
    path = rule.path if isinstance(rule, Watch) else ""
    end = follow(root, path)
    is_folder = bool(path and end) and (root / str(end).lstrip("/")).is_dir()
    folders = frozenset({path.rstrip("/")} if is_folder else ())
    form = normal_form(rule, machine, directories=folders)
    fields = tuple(
        replace(field, value=follow(root, str(field.value), last=False) or field.value)
        if field.name in ("path", "dir")
        else field
        for field in form.fields
    )
    return replace(form, fields=fields)
