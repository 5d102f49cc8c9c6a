"""Worlds of controls that ask for accesses, results, arguments and comparisons, as YAML has them.

Each file of event_cases has the rules of one control. A world's lines are both in rules.d and in
audit.rules. `oval` says why OVAL does not see what holds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from generator.audit import parse_rules
from generator.content import Product
from generator.kinds.audit_rules import AuditRulesKind
from generator.kinds.audit_rules.facets import COMPILED, CONFIGURED, LOADED
from generator.kinds.audit_rules.parameters import PATHS, UID_MIN, AuditRules
from generator.kinds.protocol import Facet, Subject
from generator.markup.namespaces import COMMAND_OVAL_VERSION, OVAL_VERSION
from generator.markup.written import to_bytes
from generator.oval import models as oval
from generator.oval.closure import closure
from generator.oval.emit import emit
from tests.world.world import Entry, Link, debian

CASES: Final = Path(__file__).with_name("event_cases")
KIND: Final = AuditRulesKind()
FACETS: Final = (CONFIGURED, COMPILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A system and whether its files hold the control `group`."""

    group: str
    name: str
    lines: tuple[str, ...]
    files: Mapping[str, Entry]
    holds: bool
    architecture: str
    oval: str

    @property
    def id(self) -> str:
        """The control and the name."""
        return f"{self.group}: {self.name}"


def groups() -> tuple[str, ...]:
    """Give the controls by name."""
    return tuple(path.stem for path in sorted(CASES.glob("*.yml")))


@cache
def _read(group: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load((CASES / f"{group}.yml").read_text("utf-8"))
    return found


def worlds(group: str) -> Iterator[World]:
    """Read the worlds of a control."""
    read = _read(group)
    for found in read["worlds"]:
        text = str(found["lines"])
        for short, line in read["short"].items():
            text = text.replace(short, line)
        lines = tuple(text.split("\n"))
        architecture = found.get("architecture", "x86_64")
        whole = "".join(f"{line}\n" for line in lines)
        files = {
            **debian(architecture),
            "/etc/audit/rules.d/50-test.rules": whole,
            "/etc/audit/audit.rules": whole,
        }
        for path, entry in {**read.get("files", {}), **found.get("files", {})}.items():
            files[path] = Link(entry["link"]) if isinstance(entry, dict) else entry
        yield World(
            group=group,
            name=found["name"],
            lines=lines,
            files=files,
            holds=found["holds"],
            architecture=architecture,
            oval=found.get("oval", ""),
        )


@cache
def control(group: str) -> AuditRules:
    """Give the parameters of a control."""
    return parameters(_read(group)["rules"])


def parameters(text: str) -> AuditRules:
    """Give the parameters that these rules are."""
    parsed = parse_rules(text, placeholders=PATHS | {UID_MIN}, require_key=True)
    assert parsed.problems == ()
    return AuditRules(key=parsed.rules[0].keys[0], filename="50-x.rules", rules=parsed.rules)


def subject(group: str, facet: Facet, product: Product) -> Subject:
    """Give the rule of a control that asks a facet."""
    return Subject(
        rule=f"{group}_{facet.suffix}",
        title=group,
        control=group,
        control_title=group,
        product=product,
    )


def definitions(group: str, asked: AuditRules, product: Product) -> tuple[oval.Definition, ...]:
    """Give the definitions that read files."""
    found = (KIND.to_oval(asked, facet, subject(group, facet, product)) for facet in FACETS)
    return tuple(one for one in found if isinstance(one, oval.Definition))


def listed(group: str, asked: AuditRules, product: Product) -> tuple[oval.Definition, ...]:
    """Give the definition that reads the kernel's listing."""
    found = KIND.to_command_oval(asked, LOADED, subject(group, LOADED, product))
    return (found,) if isinstance(found, oval.Definition) else ()


def document(*found: oval.Definition, version: str = OVAL_VERSION) -> bytes:
    """Give the document of these definitions."""
    root = emit(
        found,
        closure(found),
        timestamp="2026-01-01T00:00:00Z",
        product="test",
        version=version,
    )
    return to_bytes(root)


def command_document(*found: oval.Definition) -> bytes:
    """Give the document of definitions that read what commands print."""
    return document(*found, version=COMMAND_OVAL_VERSION)
