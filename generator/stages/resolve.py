"""Controls meet products: which rules there are, and what differs from product to product."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from generator.content import Control, Product, Scope
from generator.kinds.protocol import Subject
from generator.kinds.registry import kind as kind_named
from generator.source import Problems, quoted
from generator.source.recent import Recent
from generator.stages.models import ReadCheck, ReadControl, ResolvedRule, Run
from generator.stages.profiles import check_profile, profiles_of
from generator.stages.prose import check_prose

_READ: Final[Recent[ReadControl]] = Recent()
_RULES: Final[Recent[tuple[ResolvedRule, ...]]] = Recent()


def read(run: Run) -> Run:
    """Let each kind read the parameters of its checks, and check the Markdown of all texts."""
    check_prose(run.loaded, run.problems)
    controls = tuple(
        _READ.get(id(one), partial(_read, one), run.problems, one) for one in run.loaded.controls
    )
    for check in run.loaded.broken_checks:
        kind = kind_named(check.kind)
        if kind is not None:
            kind.read(check, run.problems)
    return replace(run, controls=controls)


def _read(control: Control, problems: Problems) -> ReadControl:
    checks: list[ReadCheck] = []
    for check in control.checks:
        kind = kind_named(check.kind)
        if kind is None:
            raise LookupError(f"the schema lets through the check kind {check.kind!r}")
        if any(other.kind is kind for other in checks):
            problems.add(
                "duplicate-check",
                check.mark,
                f"the control has two checks of the kind {check.kind!r}",
                hint="put the rules of both into one check, or make two controls",
            )
            continue
        parameters = kind.read(check, problems)
        if parameters is not None:
            checks.append(ReadCheck(kind=kind, parameters=parameters, check=check))
    changed = {
        scope.product.value: tuple(_changed(checks, scope, problems))
        for scope in control.scopes
        if scope.changes
    }
    return ReadControl(control=control, checks=tuple(checks), changed=changed)


def _changed(checks: list[ReadCheck], scope: Scope, problems: Problems) -> Iterator[ReadCheck]:
    """Give the checks as a product changes them; one with mistakes of its own is told only once."""
    changes = {change.kind.value: change.check for change in scope.changes}
    for item in checks:
        check = changes.get(item.kind.name, item.check)
        if check is item.check:
            yield item
        elif check is not None and (parameters := item.kind.read(check, problems)) is not None:
            yield ReadCheck(kind=item.kind, parameters=parameters, check=check)


def resolve(run: Run) -> Run:
    """Give the rules of every product that is built, and check what profiles say of them."""
    content = run.loaded
    rules = tuple(
        rule
        for product in content.products
        if not run.products or product.id.value in run.products
        for control in sorted(run.controls, key=_rank)
        if control.control.scope(product.id.value) is not None
        for rule in _RULES.get(
            (id(control), id(product)),
            lambda own: tuple(_rules(control, product, own)),  # noqa: B023 - called at once
            run.problems,
            control,
            product,
        )
    )
    for product in content.products if content.complete else ():
        if not run.products or product.id.value in run.products:
            _check_product(product, run, rules)
    for profile in content.profiles:
        check_profile(profile, content, run.problems)
    return replace(run, rules=rules)


def _rank(item: ReadControl) -> int:
    """Say which controls come behind others; those of one rank keep their order."""
    return max((facet.rank for check in item.checks for facet in check.kind.facets), default=0)


def _check_product(product: Product, run: Run, rules: tuple[ResolvedRule, ...]) -> None:
    """Report what would leave a product's data stream without use."""
    name = product.id
    if not any(rule.subject.product is product for rule in rules):
        text = f"no control applies to the product {quoted(name.value)}"
        hint = "name it under 'products' of a control"
        run.problems.add("product-without-rules", name.mark, text, hint)
    if not profiles_of(product, run.loaded.profiles):
        text = f"no profile is for the product {quoted(name.value)}"
        hint = "name it under 'products' of a profile"
        run.problems.add("product-without-profile", name.mark, text, hint)


def _rules(item: ReadControl, product: Product, problems: Problems) -> Iterator[ResolvedRule]:
    control, name = item.control, product.id.value
    title = control.title_for(name).value
    scope = control.scope(name)
    identifiers = scope.identifiers if scope else ()
    for read_check in item.checks_on(name):
        kind = read_check.kind
        parameters = kind.on(read_check.parameters, read_check.check, product, problems)
        check = replace(read_check, parameters=parameters)
        for facet in kind.facets:
            yield ResolvedRule(
                control=control,
                check=check,
                facet=facet,
                subject=Subject(
                    rule=f"{control.id.value}_{facet.suffix}",
                    control=control.id.value,
                    control_title=title,
                    title=f"{title}: {facet.title}",
                    product=product,
                    identifiers=identifiers if facet.identified else (),
                ),
                references=control.references_for(name),
            )
