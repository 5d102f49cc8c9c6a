"""Controls of the worlds of accesses, compiled to check scripts."""

from pathlib import Path
from typing import Final

from generator.audit import parse_rules
from generator.content import Product
from generator.kinds.audit_rules import facets
from generator.kinds.audit_rules.parameters import AuditRules
from generator.kinds.audit_rules.sce import script
from generator.kinds.protocol import Subject

CONTROL: Final = "audit_accesses"
FACETS: Final = {one.suffix: one for one in (facets.CONFIGURED, facets.LOADED)}


def parameters(rules: str) -> AuditRules:
    """The parameters of a control that asks for these rules."""
    parsed = parse_rules(rules, placeholders=frozenset({"UID_MIN"}))
    assert parsed.problems == ()
    return AuditRules(key="k", filename="50-k.rules", rules=parsed.rules)


def check_script(rules: str, facet: str, product: Product, folder: Path) -> Path:
    """Write the script of a facet, and what it shares with others, into the folder."""
    subject = Subject(
        rule=f"{CONTROL}_{facet}",
        title="Accesses",
        control=CONTROL,
        control_title="Accesses",
        product=product,
    )
    made = script(parameters(rules), FACETS[facet], subject)
    assert made.library
    (folder / made.library.filename).write_text(made.library.text, "utf-8")
    path = folder / made.filename
    path.write_text(made.text, "utf-8")
    return path
