"""Three judges of one question: OVAL in oscap, the reference meaning, and the awk of the check."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from generator.content import ids
from generator.kinds.audit_rules import facets
from generator.kinds.protocol import System
from generator.trial.oval import answers
from tests.world.build import RULE, Built

_EXTERNAL: Final = {
    "audit_uid_min": "uid_min_source",
    "audit_key_policy": "key_policy",
    "audit_b32": "b32",
    "audit_filters": "filters",
}
_DEFAULTS: Final = {"audit_b32": "optional", "audit_filters": "broader"}
FACETS: Final = {facet.suffix: facet for facet in (facets.CONFIGURED, facets.COMPILED)}


def oval(built: Built, root: Path, values: Mapping[str, str]) -> dict[str, bool | None]:
    """Ask oscap for every definition, by suffix of its rule; None where it could not decide."""
    found = definitions(built.file("auditscap-debian12-oval.xml"), root, values)
    return {
        suffix: found[ids.oval_id("def", f"{RULE}_{suffix}")]
        for suffix in ("configured", "compiled", "symlinks")
    }


def definitions(document: Path, root: Path, values: Mapping[str, str]) -> dict[str, bool | None]:
    """Ask oscap for every definition of a document, by id; None where it could not decide."""
    texts = _DEFAULTS | dict(values)
    variables = {
        ids.oval_id("var", name): texts[value]
        for value, name in _EXTERNAL.items()
        if value in texts
    }
    found, words = answers(document, root, variables)
    assert words == "" or None in found.values()
    return found


def reference(built: Built, root: Path, architecture: str) -> dict[str, bool]:
    """Ask the kinds themselves."""
    rule = built.rule("configured").rule
    system = System(root=root, architecture=architecture, product=rule.subject.product)
    check = rule.check
    found = {
        suffix: check.kind.holds(check.parameters, facet, system)
        for suffix, facet in FACETS.items()
    }
    links = built.rule("symlinks").rule
    found["symlinks"] = links.check.kind.holds(links.check.parameters, links.facet, system)
    return {suffix: holds for suffix, holds in found.items() if isinstance(holds, bool)}
