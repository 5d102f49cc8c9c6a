"""Profiles: what they select must exist, what they set must be a choice of a Value."""

from collections.abc import Iterator

from generator.content import Content, Control, Product, Profile, Text
from generator.content.value import Value
from generator.kinds.registry import KINDS
from generator.kinds.registry import kind as kind_named
from generator.source import Problems, choose, did_you_mean
from generator.stages.models import CompiledRule
from generator.xccdf import models as xccdf


def check_profile(profile: Profile, content: Content, problems: Problems) -> None:
    """Report every rule and Value that `profile` names and that its products do not have.

    Rules are known from their controls, also from those with mistakes in their checks; what a
    control that cannot be read at all would make is taken on trust.
    """
    owners = _owners(content)
    named = (profile.rules, *(rules for _, rules in profile.rules_on))
    for rules in named:
        for rule in rules:
            made = any(rule.value.startswith(f"{name}_") for name in content.broken)
            if rule.value not in owners and not made:
                hint = did_you_mean(rule.value, sorted(owners)) or "auditscap list shows all rules"
                problems.add("unknown-rule", rule.mark, f"unknown rule {rule.value!r}", hint=hint)
    for product in profile.products:
        for rule in profile.rules_for(product.value):
            _check_product(rule, product, owners.get(rule.value), problems)
    _check_exceptions(profile, problems)
    _check_refinements(profile, problems)


def _owners(content: Content) -> dict[str, Control]:
    """Give the control that each rule belongs to, by short rule id."""
    return {rule: control for control in content.controls for rule in rules_of(control)}


def rules_of(control: Control, product: str | None = None) -> Iterator[str]:
    """Give the short ids of a control's rules: all, or those that a product has."""
    scope = control.scope(product) if product else None
    if product and scope is None:
        return
    gone = {one.kind.value for one in scope.changes if one.check is None} if scope else set()
    for check in control.checks:
        kind = kind_named(check.kind)
        for facet in kind.facets if kind and check.kind not in gone else ():
            yield f"{control.id.value}_{facet.suffix}"


def _check_product(rule: Text, product: Text, control: Control | None, problems: Problems) -> None:
    if control is None or rule.value in rules_of(control, product.value):
        return
    problems.add(
        "rule-not-for-product",
        rule.mark,
        f"rule {rule.value!r} is not made for product {product.value!r}",
        hint="name the product in the control, or give it rules of its own under 'rules_on'",
    )


def _check_exceptions(profile: Profile, problems: Problems) -> None:
    known = [name.value for name in profile.products]
    for name, _ in profile.rules_on:
        if name.value not in known:
            hint = did_you_mean(name.value, known) or "add it to 'products'"
            words = f"the profile is not for the product {name.value!r}"
            problems.add("unknown-product", name.mark, words, hint)


def _check_refinements(profile: Profile, problems: Problems) -> None:
    values = {value.id: value for kind in KINDS for value in kind.values}
    for change in profile.refinements:
        name = change.variable.value
        if name not in values:
            problems.add(
                "unknown-variable",
                change.variable.mark,
                f"unknown Value {name!r}",
                hint=choose(name, sorted(values)),
            )
        elif (text := change.value.value) not in _choices(values[name]):
            problems.add(
                "unknown-choice",
                change.value.mark,
                f"{text!r} is no choice of the Value {name!r}",
                hint=f"choose one of {', '.join(sorted(_choices(values[name])))}",
            )


def _choices(value: Value) -> frozenset[str]:
    return frozenset(choice.text for choice in value.choices if choice.selector)


def profile_model(
    profile: Profile, product: Product, rules: tuple[CompiledRule, ...], values: tuple[Value, ...]
) -> xccdf.Profile:
    """Give the XCCDF Profile: every rule named, as selected or not, and the Values it sets."""
    wanted = {rule.value for rule in profile.rules_for(product.id.value)}
    ids = [item.rule.subject.rule for item in rules]
    by_id = {value.id: value for value in values}
    return xccdf.Profile(
        id=profile.id.value,
        title=profile.title.value,
        description=profile.description.value,
        groups=tuple(
            dict.fromkeys(
                item.rule.subject.control for item in rules if item.rule.subject.rule in wanted
            )
        ),
        selected=tuple(name for name in ids if name in wanted),
        deselected=tuple(name for name in ids if name not in wanted),
        refinements=tuple(
            xccdf.Refinement(
                value=change.variable.value,
                selector=_selector(by_id[change.variable.value], change.value.value),
            )
            for change in profile.refinements
            if change.variable.value in by_id
        ),
    )


def _selector(value: Value, text: str) -> str:
    return next(item.selector for item in value.choices if item.selector and item.text == text)


def profiles_of(product: Product, profiles: tuple[Profile, ...]) -> tuple[Profile, ...]:
    """Give the profiles that are made for `product`."""
    return tuple(item for item in profiles if item.is_for(product))
