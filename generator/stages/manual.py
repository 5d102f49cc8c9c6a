"""The manual data stream: the same Benchmark, its Rules asked of people by OCIL questionnaires.

Scanners that know no OCIL never meet it: it is a file of its own, and the other stream names no
questionnaire. Its ids of Rules, Groups, Values and Profiles are those of the other stream, so that
results can be compared; those of Benchmark and streams are not.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from generator.content import ids
from generator.datastream.models import Component, DataStream, Role
from generator.ocil import emit as ocil
from generator.ocil import models as m
from generator.source.recent import Recent
from generator.stages.assemble import filename
from generator.stages.models import CompiledRule, ProductBuild, Run
from generator.xccdf import emit as xccdf
from generator.xccdf import models as x

_ABOUT = (
    "People answer the questions of this Benchmark: each Rule has an OCIL questionnaire. Its Rules,"
    " Values and Profiles have the ids of the Benchmark that scanners evaluate."
)

_SHEETS: Final[Recent[m.Sheet]] = Recent()
_RULES: Final[Recent[x.Rule]] = Recent()


def stream_id(product: str) -> str:
    """Give the short id of a product's manual stream and Benchmark: no product is called so."""
    return f"{product}-manual"


def manual_stream(
    run: Run, build: ProductBuild, shared: tuple[Component, ...], product: str
) -> DataStream | None:
    """Give the stream of questionnaires; None where no rule has one.

    `shared` are the components that tell the platform, `product` names the generator.
    """
    sheets = tuple(_sheets(build))
    if not sheets:
        return None
    questionnaires = filename(build.product, "ocil")
    benchmark = _benchmark(build.benchmark, {sheet.name for sheet in sheets}, questionnaires)
    document = ocil.emit(sheets, title=benchmark.title, timestamp=run.stamp, product=product)
    return DataStream(
        id=stream_id(build.product.id.value),
        timestamp=run.stamp,
        components=(
            *(item for item in shared if item.role is Role.DICTIONARY),
            Component(
                filename=filename(build.product, "manual-xccdf"),
                role=Role.CHECKLIST,
                root=xccdf.emit(benchmark),
                uses=(questionnaires,),
            ),
            Component(filename=questionnaires, role=Role.CHECKS, root=document),
            *(item for item in shared if item.role is not Role.DICTIONARY),
        ),
        scripts=(),
    )


def manual_entry(build: ProductBuild) -> dict[str, object]:
    """Give what the manifest says of the manual stream."""
    name = stream_id(build.product.id.value)
    rules = [item.rule.subject.rule for item in build.rules if item.questionnaire is not None]
    return {
        "data_stream_file": filename(build.product, "ds-manual"),
        "data_stream": ids.scap_id("datastream", name),
        "benchmark": ids.xccdf_id("benchmark", name),
        "questionnaire_file": filename(build.product, "ocil"),
        "questionnaires": {
            ids.xccdf_id("rule", rule): ids.ocil_id("questionnaire", rule) for rule in rules
        },
    }


def _sheets(build: ProductBuild) -> Iterator[m.Sheet]:
    compiled = {item.rule.subject.rule: item for item in build.rules}
    for group in build.benchmark.groups:
        for rule in group.rules:
            item = compiled[rule.id]
            if item.questionnaire is not None:
                yield _SHEETS.keyed(
                    (id(item), id(rule)),
                    partial(_sheet, item, rule, item.questionnaire),
                    item,
                    rule,
                )


def _sheet(item: CompiledRule, rule: x.Rule, questionnaire: m.Questionnaire) -> m.Sheet:
    return m.Sheet(
        name=rule.id,
        title=rule.title,
        description=(item.rule.facet.asks, item.rule.control.description.value),
        references=tuple(_references(item, rule.idents)),
        questionnaire=questionnaire,
    )


def _references(item: CompiledRule, idents: tuple[x.Ident, ...]) -> Iterator[m.Reference]:
    """Give the rule's references with the titles of their frameworks, then its identifiers."""
    product = item.rule.subject.product
    for reference in item.rule.references:
        framework = product.framework(reference.framework.value)
        if framework is not None:
            text = f"{framework.title.value}: {reference.identifier.value}"
            yield m.Reference(href=framework.href.value, text=text)
    for ident in idents:
        yield m.Reference(href=ident.system, text=ident.text)


def _benchmark(item: x.Benchmark, asked: set[str], href: str) -> x.Benchmark:
    """Give the Benchmark with the rules that are `asked`, without fixes."""
    groups = tuple(
        replace(group, rules=tuple(_asking(group.rules, asked, href))) for group in item.groups
    )
    groups = tuple(group for group in groups if group.rules)
    return replace(
        item,
        id=stream_id(item.id),
        title=f"{item.title}, by hand",
        description=f"{_ABOUT}\n\n{item.description}",
        profiles=tuple(
            _profile(one, asked, {group.id for group in groups}) for one in item.profiles
        ),
        hidden=(),
        groups=groups,
    )


def _asking(rules: tuple[x.Rule, ...], asked: set[str], href: str) -> Iterator[x.Rule]:
    for rule in rules:
        if rule.id in asked:
            yield _RULES.keyed((id(rule), href), partial(_rule, rule, href), rule)


def _rule(item: x.Rule, href: str) -> x.Rule:
    check = x.OcilCheck(href=href, questionnaire=ids.ocil_id("questionnaire", item.id))
    return replace(item, fixes=(), fixtext="", check=check)


def _profile(item: x.Profile, asked: set[str], groups: set[str]) -> x.Profile:
    return replace(
        item,
        groups=tuple(name for name in item.groups if name in groups),
        selected=tuple(name for name in item.selected if name in asked),
        deselected=tuple(name for name in item.deselected if name in asked),
    )
