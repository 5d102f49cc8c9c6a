"""One rule's OVAL definition asked of a root folder, by itself."""

from pathlib import Path

from generator.content import ids
from generator.markup.serialise import to_bytes
from generator.oval import emit
from generator.stages.models import CompiledRule
from tests.kinds import judges

_VALUES = {"audit_uid_min": "login.defs", "audit_key_policy": "any"}


def oval(rule: CompiledRule, root: Path, folder: Path) -> bool | None:
    """Ask oscap; None where it could not decide."""
    assert rule.definition
    assert rule.parts
    document = folder / f"{rule.rule.subject.rule}.xml"
    stamp = "2026-01-01T00:00:00"
    tree = emit.emit((rule.definition,), rule.parts, timestamp=stamp, product="auditscap")
    document.write_bytes(to_bytes(tree))
    found = judges.definitions(document, root, _VALUES)
    return found[ids.oval_id("def", rule.definition.name)]
