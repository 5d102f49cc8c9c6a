"""What controls ask for on a product: the events that are to be collected."""

from dataclasses import dataclass
from pathlib import Path

from generator.audit import Architecture, Rule, Watch, required_events
from generator.content import Product
from generator.judge.verdicts import Required
from generator.kinds.audit_rules.facets import CONFIGURED
from generator.kinds.audit_rules.machines import rules_for
from generator.kinds.audit_rules.parameters import AuditRules
from generator.pipeline import run_pipeline
from generator.scan.target import os_release, product_of
from generator.source import Problems, choose, listed
from generator.stages.models import ResolvedRule, Run

_KIND = "audit_rules"
_OTHER_KINDS = ("audit_privileged", "audit_immutable", "audit_in_step")


class NoProductError(Exception):
    """No product was named, and this machine is none of them; its text says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A product, the rules of its controls, and the controls that rule files alone cannot meet."""

    product: Product
    controls: tuple[tuple[str, str, tuple[Rule | Watch, ...]], ...]
    others: tuple[str, ...]

    @property
    def rules(self) -> tuple[Rule | Watch, ...]:
        """The rules of all controls."""
        return tuple(rule for _, _, rules in self.controls for rule in rules)

    def required(self, machine: Architecture) -> tuple[Required, ...]:
        """Give the events that each control requires on a machine."""
        return tuple(
            Required(
                control=control,
                title=title,
                events=required_events(rules_for(rules, machine), machine).events,
            )
            for control, title, rules in self.controls
        )


def read_asked(
    root: Path, product: str | None, controls: tuple[str, ...], problems: Problems
) -> Asked | None:
    """Read the controls; None where a problem was added. Raises NoProductError."""
    named = () if product is None else (product,)
    run = run_pipeline(Run(root=root, problems=problems, products=named), last="resolve")
    if run.content is None or problems.errors:
        return None
    found = (
        run.loaded.product(product) if product else product_of(os_release(), run.loaded.products)
    )
    if found is None:
        known = listed(one.id.value for one in run.loaded.products)
        raise NoProductError(f"this machine is no known product; name one with --product: {known}")
    return _chosen(run, found, controls, problems)


def _chosen(
    run: Run, product: Product, controls: tuple[str, ...], problems: Problems
) -> Asked | None:
    rules = [one for one in run.rules if one.subject.product.id == product.id]
    own = {
        one.subject.control: one
        for one in rules
        if one.check.kind.name == _KIND and one.facet == CONFIGURED
    }
    for name in controls:
        if name not in own:
            hint = choose(name, tuple(own))
            words = f"product {product.id.value!r} has no control of audit rules {name!r}"
            problems.add("unknown-control", None, words, hint)
    if problems.errors:
        return None
    profile = run.loaded.default_profile(product)
    selected = {rule.value for rule in profile.rules_for(product.id.value)} if profile else set()
    default = {one.subject.control for one in rules if one.subject.rule in selected}
    names = controls or tuple(name for name in own if name in default) or tuple(own)
    others = (
        one.subject.control
        for one in rules
        if one.check.kind.name in _OTHER_KINDS and one.subject.rule in selected
    )
    return Asked(
        product=product,
        controls=tuple(_control(own[name]) for name in names),
        others=() if controls else tuple(dict.fromkeys(others)),
    )


def _control(rule: ResolvedRule) -> tuple[str, str, tuple[Rule | Watch, ...]]:
    return rule.subject.control, rule.subject.control_title, _rules(rule.check.parameters)


def _rules(parameters: AuditRules) -> tuple[Rule | Watch, ...]:
    return parameters.rules
