"""The tables of docs/products.md: what products there are, and what each asks by which number."""

from collections.abc import Iterator
from typing import Final

from generator.audit import Rule
from generator.content import Product
from generator.kinds.audit_rules.parameters import AuditRules
from generator.stages.models import ResolvedRule, Run
from tests.products.names import name_of
from tests.world.build import ROOT

PAGE: Final = ROOT / "docs/products.md"
BEGIN: Final = "<!-- Made by `make golden` from products/ and controls/; do not edit. -->"
END: Final = "<!-- Made until here. -->"


def with_tables(text: str, run: Run) -> str:
    """Put the tables into the text of the page."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    lines = (BEGIN, "", *_products(run), "", *_controls(run), "", END)
    return before + "\n".join(lines) + after


def _products(run: Run) -> Iterator[str]:
    yield "| product | system | CPE | os-release | architectures | packages |"
    yield "|---|---|---|---|---|---|"
    for product in run.loaded.products:
        release = ", ".join(f"{one.name}={one.value}" for one in product.os_release)
        packages = (product.audit_package, product.script_engine)
        yield _row(
            f"`{product.id}`",
            product.title.value,
            f"`{product.cpe}`",
            f"`{release}`",
            ", ".join(product.architectures),
            ", ".join(f"`{one}`" for one in packages if one),
        )


def _controls(run: Run) -> Iterator[str]:
    yield "| product | control | system calls | programs | CIS | STIG | CCE | CCI | profiles |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for product in run.loaded.products:
        for control in run.loaded.controls:
            rules = [
                one
                for one in run.rules
                if one.subject.product is product and one.control is control
            ]
            if rules:
                yield _control(product, rules, run)


def _control(product: Product, rules: list[ResolvedRule], run: Run) -> str:
    names = {one.subject.rule for one in rules}
    profiles = [
        f"`{profile.id}`"
        for profile in run.loaded.profiles
        if profile.is_for(product)
        and names & {rule.value for rule in profile.rules_for(name_of(product))}
    ]
    calls, programs = _asked(rules[0])
    return _row(
        f"`{product.id}`",
        f"`{rules[0].subject.control}`",
        ", ".join(calls),
        ", ".join(programs),
        *(_references(rules[0], framework) for framework in ("cis", "stig")),
        *(_identifiers(rules[0], enumeration) for enumeration in ("cce", "cci")),
        ", ".join(profiles),
    )


def _asked(rule: ResolvedRule) -> tuple[list[str], list[str]]:
    """Give the system calls and the programs of the rules of a control."""
    if not isinstance(rule.check.parameters, AuditRules):
        return [], []
    asked = rule.check.parameters.rules
    calls = [call.name for one in asked if isinstance(one, Rule) for call in one.syscalls]
    return calls, [
        f"`{field.value}`" for one in asked for field in one.fields if field.name == "path"
    ]


def _references(rule: ResolvedRule, framework: str) -> str:
    return ", ".join(
        one.identifier.value for one in rule.references if one.framework.value == framework
    )


def _identifiers(rule: ResolvedRule, enumeration: str) -> str:
    return ", ".join(
        one.text.value for one in rule.subject.identifiers if one.enumeration == enumeration
    )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
