"""Controls that ask for accesses and for fixed calls, compiled to check scripts and fixes."""

from functools import cache
from pathlib import Path
from typing import Final

from generator.audit import parse_rules
from generator.content import Product
from generator.fix.models import AnsibleFix, BashFix
from generator.fix.profile import playbook, shell_script
from generator.kinds.audit_rules import facets
from generator.kinds.audit_rules.fix import to_fix
from generator.kinds.audit_rules.parameters import AuditRules
from generator.kinds.audit_rules.sce import script
from generator.kinds.protocol import Subject
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Run
from tests.world.build import PRODUCT, ROOT


@cache
def debian() -> Product:
    """Debian 12 as the project has it."""
    run = run_pipeline(Run(root=ROOT, problems=Problems(), products=(PRODUCT,)), last="load")
    product = run.loaded.product(PRODUCT)
    assert product
    return product


CONTROL: Final = "audit_accesses"
FACETS: Final = {one.suffix: one for one in (facets.CONFIGURED, facets.LOADED)}


def parameters(rules: str) -> AuditRules:
    """The parameters of a control that asks for these rules."""
    parsed = parse_rules(rules, placeholders=frozenset({"UID_MIN"}))
    assert parsed.problems == ()
    return AuditRules(key="k", filename="50-k.rules", rules=parsed.rules)


def check_script(rules: str, facet: str, folder: Path) -> Path:
    """Write the script of a facet, and what it shares with others, into the folder."""
    subject = Subject(
        rule=f"{CONTROL}_{facet}",
        title="Accesses",
        control=CONTROL,
        control_title="Accesses",
        product=debian(),
    )
    made = script(parameters(rules), FACETS[facet], subject)
    assert made.library
    (folder / made.library.filename).write_text(made.library.text, "utf-8")
    path = folder / made.filename
    path.write_text(made.text, "utf-8")
    return path


VALUES: Final = {
    "audit_uid_min": "login.defs",
    "audit_key_policy": "any",
    "audit_b32": "optional",
    "audit_exclusions": "none",
    "audit_filters": "broader",
}


def fix_script(rules: str, folder: Path) -> Path:
    """Write the bash fix into the folder."""
    fix = to_fix(parameters(rules), CONTROL, "Accesses", debian(), "bash")
    assert isinstance(fix, BashFix)
    path = folder / "fix.sh"
    path.write_text(shell_script(path.name, "Accesses", [fix], VALUES), "utf-8")
    return path


def fix_playbook(rules: str, folder: Path) -> Path:
    """Write the playbook into the folder."""
    fix = to_fix(parameters(rules), CONTROL, "Accesses", debian(), "ansible")
    assert isinstance(fix, AnsibleFix)
    path = folder / "fix.yml"
    path.write_text(playbook("Accesses", [fix], VALUES), "utf-8")
    return path
