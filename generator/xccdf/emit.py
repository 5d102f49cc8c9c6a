"""A Benchmark becomes XCCDF 1.2 XML; each function reads like the schema's sequence."""

from typing import Final, assert_never

from generator.content import ids
from generator.content.value import Value
from generator.markup.markdown import written_xhtml
from generator.markup.namespaces import (
    OCIL_SYSTEM,
    OVAL_SYSTEM,
    SCE_SYSTEM,
    WRITTEN,
    XCCDF_STYLE,
)
from generator.markup.written import Maker, Written, root
from generator.source.recent import Recent
from generator.xccdf import models as m

X = Maker("xccdf")
DC = Maker("dc")
_LANGUAGE = {"xml:lang": "en"}
_HIDDEN: Final[Recent[Written]] = Recent()
_RULES: Final[Recent[Written]] = Recent()


def emit(item: m.Benchmark) -> Written:
    """Give the Benchmark element of `item`."""
    return root(
        ("xccdf", "html", "dc"),
        f"{WRITTEN['xccdf']}:Benchmark",
        {
            "id": ids.xccdf_id("benchmark", item.id),
            "resolved": "true",
            "style": XCCDF_STYLE,
            **_LANGUAGE,
        },
        (
            _status(item.released),
            _text("title", item.title),
            _markdown("description", item.description),
            *(_reference(reference) for reference in item.references),
            X.platform(idref=item.platform),
            X.version(item.version, time=item.timestamp, update=f"{item.source}/releases"),
            _metadata(item),
            *(_profile(profile) for profile in item.profiles),
            *(_value(value) for value in item.values),
            *(_HIDDEN.of(value, _hidden) for value in item.hidden),
            *(_group(group) for group in item.groups),
        ),
    )


def _status(date: str) -> Written:
    return X.status("accepted", date=date)


def _text(tag: str, text: str) -> Written:
    return X(tag, text, _LANGUAGE)


def _markdown(tag: str, *texts: str, **attributes: str) -> Written:
    blocks = filter(None, map(written_xhtml, texts))
    return X(tag, *blocks, _LANGUAGE, attributes)


def _metadata(item: m.Benchmark) -> Written:
    return X.metadata(
        DC.publisher(item.publisher),
        DC.creator(item.creator),
        DC.contributor(item.contributor),
        DC.source(item.source),
    )


def _reference(item: m.Reference) -> Written:
    return X.reference(item.text, href=item.href)


def _profile(item: m.Profile) -> Written:
    return X.Profile(
        _text("title", item.title),
        _markdown("description", item.description),
        *(X.select(idref=ids.xccdf_id("group", name), selected="true") for name in item.groups),
        *(X.select(idref=ids.xccdf_id("rule", name), selected="true") for name in item.selected),
        *(X.select(idref=ids.xccdf_id("rule", name), selected="false") for name in item.deselected),
        *(
            X("refine-value", idref=ids.xccdf_id("value", change.value), selector=change.selector)
            for change in item.refinements
        ),
        id=ids.xccdf_id("profile", item.id),
    )


def _value(item: Value) -> Written:
    return X.Value(
        _text("title", item.title),
        _markdown("description", item.description),
        *(
            X.value(choice.text, **({"selector": choice.selector} if choice.selector else {}))
            for choice in item.choices
        ),
        X.match(item.pattern),
        id=ids.xccdf_id("value", item.id),
        type="string",
        operator="equals",
    )


def _hidden(item: m.HiddenValue) -> Written:
    return X.Value(
        _text("title", item.title),
        _markdown("description", item.description),
        X.value(item.text),
        id=ids.xccdf_id("value", item.id),
        type="string",
        operator="equals",
        hidden="true",
        prohibitChanges="true",
    )


def _group(item: m.Group) -> Written:
    return X.Group(
        _text("title", item.title),
        _markdown("description", item.description),
        *(_RULES.of(rule, _rule) for rule in item.rules),
        id=ids.xccdf_id("group", item.id),
        selected="true",
    )


def _rule(item: m.Rule) -> Written:
    return X.Rule(
        _text("title", item.title),
        _markdown("description", *item.description),
        *(_markdown("warning", one.text, category=one.category) for one in item.warnings),
        *(_reference(reference) for reference in item.references),
        _markdown("rationale", item.rationale),
        *(X.ident(ident.text, system=ident.system) for ident in item.idents),
        *((_markdown("fixtext", item.fixtext),) if item.fixtext else ()),
        *(_fix(fix) for fix in item.fixes),
        _check(item.check),
        id=ids.xccdf_id("rule", item.id),
        selected="true" if item.selected else "false",
        weight=item.weight,
        role="full",
        severity=item.severity,
    )


def _fix(item: m.Fix) -> Written:
    return X.fix(
        *(
            part
            if isinstance(part, str)
            else X.sub(idref=ids.xccdf_id("value", part.value), use="legacy")
            for part in item.body
        ),
        id=item.id,
        system=item.system,
        reboot="true" if item.reboot else "false",
        strategy=item.strategy,
        disruption=item.disruption,
        complexity=item.complexity,
    )


def _check(item: m.OvalCheck | m.SceCheck | m.OcilCheck | m.ComplexCheck) -> Written:
    match item:
        case m.OvalCheck():
            return X.check(
                *(_export(export) for export in item.exports),
                X("check-content-ref", href=item.href, name=item.definition),
                system=OVAL_SYSTEM,
            )
        case m.SceCheck():
            return X.check(
                *([X("check-import", {"import-name": "stdout"})] if item.evidence else []),
                *(_export(export) for export in item.exports),
                X("check-content-ref", href=item.href),
                system=SCE_SYSTEM,
            )
        case m.OcilCheck():
            content = X("check-content-ref", href=item.href, name=item.questionnaire)
            return X.check(content, system=OCIL_SYSTEM)
        case m.ComplexCheck():
            children = (_check(child) for child in item.children)
            return X("complex-check", *children, operator=item.operator)
        case _:
            assert_never(item)


def _export(item: m.Export) -> Written:
    return X(
        "check-export",
        {"value-id": ids.xccdf_id("value", item.value), "export-name": item.name},
    )
