"""Compiled rules become one Benchmark for each product."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from generator.content import Control, Enumeration, Identifier, Product, Reference, ids
from generator.content.value import Value
from generator.fix.models import Fix, ValueSlot, parts
from generator.fix.shared import SharedText
from generator.kinds.registry import KINDS
from generator.oval.models import ExternalVariable
from generator.source.recent import Recent
from generator.stages.models import CompiledRule, ProductBuild, Run
from generator.stages.profiles import profile_model, profiles_of
from generator.xccdf import models as xccdf

_RULES: Final[Recent[xccdf.Rule]] = Recent()
_HIDDEN: Final[Recent[xccdf.HiddenValue]] = Recent()
_SYSTEMS: dict[str, xccdf.FixSystem] = {
    "bash": "urn:xccdf:fix:script:sh",
    "ansible": "urn:xccdf:fix:script:ansible",
}


def filename(product: Product, part: str) -> str:
    """Give the name of a product's component, by which other components refer to it."""
    return f"auditscap-{product.id.value}-{part}.xml"


def assemble(run: Run) -> Run:
    """Give the Benchmark of every product that has rules."""
    builds = tuple(
        ProductBuild(product=product, rules=rules, benchmark=_benchmark(run, product, rules))
        for product in run.loaded.products
        if (rules := tuple(item for item in run.compiled if item.rule.subject.product is product))
    )
    return replace(run, builds=builds)


def _benchmark(run: Run, product: Product, rules: tuple[CompiledRule, ...]) -> xccdf.Benchmark:
    project = run.loaded.project
    values = _values(product, rules)
    profiles = profiles_of(product, run.loaded.profiles)
    return xccdf.Benchmark(
        id=product.id.value,
        title=f"{project.title.value} for {product.title.value}",
        description=project.description.value,
        version=project.version.value,
        released=run.stamp.partition("T")[0],
        timestamp=run.stamp,
        publisher=project.publisher.value,
        creator=project.creator.value,
        contributor=project.contributor.value,
        source=project.source.value,
        platform=product.cpe.value,
        references=_frameworks(product, rules),
        profiles=tuple(profile_model(profile, product, rules, values) for profile in profiles),
        values=values,
        hidden=_shared(rules),
        groups=_groups(product, rules, _default_rules(run, product)),
    )


def _default_rules(run: Run, product: Product) -> frozenset[str]:
    """Give the rules that are selected without a profile: those of the default one."""
    profile = run.loaded.default_profile(product)
    rules = profile.rules_for(product.id.value) if profile else ()
    return frozenset(rule.value for rule in rules)


def _values(product: Product, rules: tuple[CompiledRule, ...]) -> tuple[Value, ...]:
    used = {value.id for item in rules for value in item.rule.check.kind.values}
    return tuple(value for kind in KINDS for value in kind.values_on(product) if value.id in used)


def _shared(rules: tuple[CompiledRule, ...]) -> tuple[xccdf.HiddenValue, ...]:
    """Give what fixes share, each once."""
    shared = dict.fromkeys(one for item in rules for fix in item.fixes for one in fix.shared)
    return tuple(_HIDDEN.of(one, _hidden) for one in shared)


def _hidden(item: SharedText) -> xccdf.HiddenValue:
    return xccdf.HiddenValue(
        id=item.name,
        title=f"Functions of fixes: {item.name}",
        description="Part of many fixes, into which it is put. It is nothing to choose.",
        text=item.indented,
    )


def _frameworks(product: Product, rules: tuple[CompiledRule, ...]) -> tuple[xccdf.Reference, ...]:
    """Declare on the Benchmark what the hrefs of its rules' references are called."""
    used = {ref.framework.value for item in rules for ref in item.rule.references}
    return tuple(
        xccdf.Reference(href=framework.href.value, text=framework.id.value)
        for framework in product.frameworks
        if framework.id.value in used
    )


def _groups(
    product: Product, rules: tuple[CompiledRule, ...], selected: frozenset[str]
) -> tuple[xccdf.Group, ...]:
    controls: dict[str, Control] = {item.rule.subject.control: item.rule.control for item in rules}
    return tuple(
        xccdf.Group(
            id=name,
            title=control.title_for(product.id.value).value,
            description=control.description.value,
            rules=tuple(_rules_of(name, rules, selected)),
        )
        for name, control in controls.items()
    )


def _rules_of(
    control: str, rules: tuple[CompiledRule, ...], selected: frozenset[str]
) -> Iterator[xccdf.Rule]:
    """Give the Rules of a control; those that do not stand for each other share one point."""
    own = tuple(item for item in rules if item.rule.subject.control == control)
    whole = sum(Decimal(one.rule.facet.weight) for one in own if not one.rule.facet.alternative)
    for item in own:
        weight = (Decimal(item.rule.facet.weight) / (whole or 1)).quantize(_WEIGHT).normalize()
        chosen, share = item.rule.subject.rule in selected, f"{weight:f}"
        yield _RULES.keyed(
            (id(item), chosen, share),
            lambda: _rule(item, chosen, share),  # noqa: B023 - called at once
            item,
        )


_WEIGHT: Final = Decimal("0.001")


def _rule(item: CompiledRule, selected: bool, weight: str) -> xccdf.Rule:  # noqa: FBT001 - a key
    control, facet, subject = item.rule.control, item.rule.facet, item.rule.subject
    product = subject.product
    by_hand = item.questionnaire.to_markdown() if item.questionnaire else ()
    return xccdf.Rule(
        id=subject.rule,
        selected=selected,
        weight=weight,
        severity=control.severity,
        title=subject.title,
        description=(
            facet.asks,
            control.description.value,
            *((_BY_HAND, *by_hand) if by_hand else ()),
        ),
        rationale=control.rationale.value,
        warnings=tuple(
            xccdf.Warning(category="functionality", text=text)
            for text in (facet.warning, _engine_warning(item, product))
            if text
        ),
        references=tuple(_reference(product, reference) for reference in item.rule.references),
        idents=tuple(_idents(subject.identifiers)),
        fixes=tuple(_fix(subject.rule, fix) for fix in item.fixes),
        check=_check(item, product),
    )


def _engine_warning(item: CompiledRule, product: Product) -> str:
    """Say what runs the rule's script, where oscap's own package does not."""
    if item.script is None or product.script_engine is None:
        return ""
    where = f"On {product.title.value} that is in the package `{product.script_engine.value}`."
    without = "the rule is then not checked" if item.definition is None else "OVAL then answers"
    return (
        "A script answers, which oscap runs with its Script Check Engine."
        f" {where} Without it {without}."
    )


_ENUMERATIONS: Final[dict[Enumeration, str]] = {
    "cce": "http://cce.mitre.org",
    "cci": "http://cyber.mil/cci",
}
"""The systems of idents, in order: CCE comes first (SCAP 1.3, requirement SRC-251)."""


def _idents(identifiers: tuple[Identifier, ...]) -> Iterator[xccdf.Ident]:
    for enumeration, system in _ENUMERATIONS.items():
        for item in identifiers:
            if item.enumeration == enumeration:
                yield xccdf.Ident(system=system, text=item.text.value)


_BY_HAND = "**To check by hand**"


def _reference(product: Product, item: Reference) -> xccdf.Reference:
    framework = product.framework(item.framework.value)
    if framework is None:
        raise LookupError(f"reading lets through the framework {item.framework.value!r}")
    return xccdf.Reference(href=framework.href.value, text=item.identifier.value)


def _fix(rule: str, fix: Fix) -> xccdf.Fix:
    return xccdf.Fix(
        id=f"{rule}_{fix.language}",
        system=_SYSTEMS[fix.language],
        body=tuple(
            xccdf.Substitution(value=part.value) if isinstance(part, ValueSlot) else part
            for part in parts(fix)
        ),
        reboot=fix.impact.reboot,
        disruption=fix.impact.disruption,
        complexity=fix.impact.complexity,
        strategy=fix.impact.strategy,
    )


def _check(item: CompiledRule, product: Product) -> xccdf.OvalCheck | xccdf.ComplexCheck:
    """Join what can be asked: OVAL alone, the script alone, or the script wherever it answers.

    AND(OR(SCE, OVAL), SCE) has the script's verdict where it gave one and OVAL's where it did not;
    measured with oscap 1.3.7 and 1.4.4. A script outside a complex-check would break SRC-118-1.
    """
    oval = _oval_check(item, product)
    if item.script is None:
        if oval is None:
            raise ValueError(f"rule {item.rule.subject.rule} has no check at all")
        return oval
    exports = tuple(xccdf.Export(value=name, name=name) for name in item.script.values)
    sce = xccdf.SceCheck(href=item.script.filename, exports=exports, evidence=True)
    if oval is None:
        return xccdf.ComplexCheck(operator="AND", children=(sce,))
    either = xccdf.ComplexCheck(operator="OR", children=(replace(sce, evidence=False), oval))
    return xccdf.ComplexCheck(operator="AND", children=(either, sce))


def _oval_check(item: CompiledRule, product: Product) -> xccdf.OvalCheck | None:
    if item.definition is None or item.parts is None:
        return None
    return xccdf.OvalCheck(
        href=filename(product, "oval"),
        definition=ids.oval_id("def", item.definition.name),
        exports=tuple(
            xccdf.Export(value=variable.value, name=ids.oval_id("var", variable.name))
            for variable in item.parts.variables
            if isinstance(variable, ExternalVariable)
        ),
    )
