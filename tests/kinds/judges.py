"""Three judges of one question: OVAL in oscap, the reference meaning, and the awk of the check."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lxml import etree
from lxml.builder import ElementMaker

from generator.content import ids
from generator.kinds.audit_rules import facets
from generator.kinds.protocol import System
from tests.world.build import RULE, Built
from tests.world.oscap import run_oscap

_VARIABLES: Final = "http://oval.mitre.org/XMLSchema/oval-variables-5"
_COMMON: Final = "http://oval.mitre.org/XMLSchema/oval-common-5"
_EXTERNAL: Final = {
    "audit_uid_min": "uid_min_source",
    "audit_key_policy": "key_policy",
    "audit_b32": "b32",
    "audit_filters": "filters",
}
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
    variables = root.with_suffix(".variables.xml")
    variables.write_bytes(_variables(values))
    run = run_oscap(
        *("oscap", "oval", "eval", "--skip-validation", "--variables", str(variables)),
        str(document),
        root=root,
    )
    assert run.returncode == 0, (run.returncode, run.stdout, run.stderr)
    words = {"true": True, "false": False}
    said = re.findall(r"^Definition (\S+): (\w+)$", run.stdout, re.MULTILINE)
    found = {name: words.get(word) for name, word in said}
    assert run.stderr == "" or None in found.values()
    return found


def _variables(values: Mapping[str, str]) -> bytes:
    make = ElementMaker(namespace=_VARIABLES, nsmap={None: _VARIABLES, "oval": _COMMON})
    common = ElementMaker(namespace=_COMMON)
    root = make.oval_variables(
        make.generator(
            common.schema_version("5.11.2"),
            common.timestamp("2026-01-01T00:00:00"),
        ),
        make.variables(
            *(
                make.variable(
                    make.value(text),
                    id=ids.oval_id("var", _EXTERNAL[name]),
                    datatype="string",
                    comment=name,
                )
                for name, text in (
                    {"audit_b32": "optional", "audit_filters": "broader"} | dict(values)
                ).items()
                if name in _EXTERNAL
            )
        ),
    )
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


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
