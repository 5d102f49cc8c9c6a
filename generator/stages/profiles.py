"""Profiles: what they select must exist, what they set must be a choice of a Value."""

from generator.content import Product, Profile
from generator.content.value import Value
from generator.source import did_you_mean
from generator.stages.models import CompiledRule, ResolvedRule, Run
from generator.xccdf import models as xccdf


def check_profile(profile: Profile, run: Run, rules: tuple[ResolvedRule, ...]) -> None:
    """Report every rule and Value that `profile` names and that its products do not have."""
    known = _rule_ids(run)
    for rule in profile.rules:
        if rule.value not in known:
            run.problems.add(
                "unknown-rule",
                rule.mark,
                f"unknown rule {rule.value!r}",
                hint=did_you_mean(rule.value, sorted(known)),
            )
            continue
        for product in profile.products:
            here = {item.subject.rule for item in rules if _is_for(item, product.value)}
            if here and rule.value not in here:
                run.problems.add(
                    "rule-not-for-product",
                    rule.mark,
                    f"rule {rule.value!r} is not made for product {product.value!r}",
                    hint="name the product in the control, or leave it out of the profile",
                )
    _check_refinements(profile, run)


def _is_for(item: ResolvedRule, product: str) -> bool:
    return item.subject.product.id.value == product


def _rule_ids(run: Run) -> frozenset[str]:
    return frozenset(
        f"{item.control.id.value}_{facet.suffix}"
        for item in run.controls
        for check in item.checks
        for facet in check.kind.facets
    )


def _check_refinements(profile: Profile, run: Run) -> None:
    values = {
        value.id: value
        for item in run.controls
        for check in item.checks
        for value in check.kind.values
    }
    for change in profile.refinements:
        name = change.variable.value
        if name not in values:
            run.problems.add(
                "unknown-variable",
                change.variable.mark,
                f"unknown Value {name!r}",
                hint=did_you_mean(name, sorted(values)),
            )
        elif (text := change.value.value) not in _choices(values[name]):
            run.problems.add(
                "unknown-choice",
                change.value.mark,
                f"{text!r} is no choice of the Value {name!r}",
                hint=f"choose one of {', '.join(sorted(_choices(values[name])))}",
            )


def _choices(value: Value) -> frozenset[str]:
    return frozenset(choice.text for choice in value.choices if choice.selector)


def profile_model(
    profile: Profile, rules: tuple[CompiledRule, ...], values: tuple[Value, ...]
) -> xccdf.Profile:
    """Give the XCCDF Profile: every rule named, as selected or not, and the Values it sets."""
    wanted = {rule.value for rule in profile.rules}
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
    return tuple(
        item for item in profiles if any(name.value == product.id.value for name in item.products)
    )
