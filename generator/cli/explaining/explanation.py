"""Explanations: what a rule asks, the events behind it, its check in OVAL and script, its fix."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.audit import RequiredEvent, render_source
from generator.content import Reference
from generator.fix.models import BashFix
from generator.kinds.audit_rules.facets import RULES_FOLDER
from generator.kinds.audit_rules.machines import machine_on, machines_of, rules_for
from generator.kinds.audit_rules.parameters import AuditRules
from generator.oval.models import Criteria
from generator.stages.compile import compile_rule
from generator.stages.models import CompiledRule, ResolvedRule

_DATA: Final = re.compile(r"^required\(\) \{\n.*?^\}$", re.MULTILINE | re.DOTALL)
_HEADER: Final = re.compile(r"\A(?:#[^\n]*\n)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a product calls a rule: identifiers by enumeration, references by framework."""

    product: str
    identifiers: tuple[tuple[str, str], ...]
    references: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnMachines:
    """What is the same on some architectures: labels of events, or lines of a rule file."""

    architectures: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A rule on one product; `named` has what each product calls it.

    `script` is the part that differs from rule to rule, where scripts share a library. `fix_file`
    is what the fix writes `fix_lines` to; other fixes have `fix_text`.
    """

    compiled: CompiledRule
    named: tuple[Named, ...]
    events: tuple[OnMachines, ...]
    criteria: Criteria | None
    script: str | None
    library: str | None
    fix_file: str | None
    fix_lines: tuple[OnMachines, ...]
    fix_text: str | None

    @property
    def rule(self) -> ResolvedRule:
        """The rule."""
        return self.compiled.rule


def explanation(rule: ResolvedRule, everywhere: Iterable[ResolvedRule]) -> Explanation:
    """Explain a rule; `everywhere` are all rules of its id, one for each product."""
    compiled = compile_rule(rule)
    parameters = rule.check.parameters
    is_rules = isinstance(parameters, AuditRules)
    script = compiled.script
    return Explanation(
        compiled=compiled,
        named=tuple(map(_named, everywhere)),
        events=_events(parameters, rule) if is_rules else (),
        criteria=compiled.definition.criteria if compiled.definition else None,
        script=None if script is None else _data(script.text, shared=script.library is not None),
        library=script.library.filename if script and script.library else None,
        fix_file=f"{RULES_FOLDER}/{parameters.filename}" if is_rules else None,
        fix_lines=_lines(parameters, rule) if is_rules else (),
        fix_text=None if is_rules else _section(compiled),
    )


def _named(rule: ResolvedRule) -> Named:
    return Named(
        product=rule.subject.product.id.value,
        identifiers=tuple((one.enumeration, one.text.value) for one in rule.subject.identifiers),
        references=tuple(map(_reference, rule.references)),
    )


def _reference(one: Reference) -> tuple[str, str]:
    return one.framework.value, one.identifier.value


def _events(parameters: AuditRules, rule: ResolvedRule) -> tuple[OnMachines, ...]:
    machines = machines_of(parameters.rules, rule.subject.product)
    return _grouped(
        (one.machine.architecture.name, tuple(map(_label, one.events))) for one in machines
    )


def _label(event: RequiredEvent) -> str:
    floor = f" by auid>={event.auid_floor}" if event.auid_floor is not None else ""
    return f"{event.label}{floor}"


def _lines(parameters: AuditRules, rule: ResolvedRule) -> tuple[OnMachines, ...]:
    product = rule.subject.product
    return _grouped(
        (
            name,
            tuple(
                render_source(one)
                for one in rules_for(parameters.rules, machine_on(name, product).architecture)
            ),
        )
        for name in product.architectures
    )


def _grouped(found: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[OnMachines, ...]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for architecture, lines in found:
        groups.setdefault(lines, []).append(architecture)
    return tuple(
        OnMachines(architectures=tuple(names), lines=lines) for lines, names in groups.items()
    )


def _data(text: str, *, shared: bool) -> str:
    """Give the function of data of a script that has a library, else the script but its head."""
    match = _DATA.search(text) if shared else None
    return match.group() if match else _HEADER.sub("", text).strip("\n")


def _section(compiled: CompiledRule) -> str | None:
    fixes = (one for one in compiled.fixes if isinstance(one, BashFix))
    return next((_without_comments(one.section or one.text) for one in fixes), None)


def _without_comments(text: str) -> str:
    return "\n".join(_code(text.strip("\n").split("\n")))


def _code(lines: list[str]) -> Iterator[str]:
    yield from (line for line in lines if not line.startswith("#"))
