"""OVAL models become the XML of one oval_definitions document, children in the schema's order."""

from typing import assert_never

from lxml import etree

from generator.content import ids
from generator.markup import namespaces
from generator.markup.namespaces import OVAL_VERSION, maker
from generator.oval import models as m
from generator.oval.closure import Closure

D = maker("oval-def", "oval", "ind", "unix", "xsi")
COMMON = maker("oval")
_NIL = namespaces.name("xsi", "nil")
_PROBES = {prefix: maker(prefix) for prefix in ("ind", "unix", "linux")}

# Ids change their version only with their meaning; a changed check gets a new name instead.
_VERSION = "1"


def emit(
    definitions: tuple[m.Definition, ...],
    parts: Closure,
    *,
    timestamp: str,
    product: str,
    version: str = OVAL_VERSION,
) -> etree._Element:
    """Give the oval_definitions element of `definitions` and of the `parts` that they reach.

    `timestamp` is the content's release date as xsd:dateTime, `product` names the generator.
    """
    root = D.oval_definitions(
        D.generator(
            COMMON.product_name(product),
            COMMON.schema_version(version),
            COMMON.timestamp(timestamp),
        ),
        D.definitions(*(_definition(item) for item in definitions)),
        D.tests(*(_test(item) for item in parts.tests)),
        D.objects(*(_object(item) for item in parts.objects)),
    )
    if parts.states:
        root.append(D.states(*(_state(item) for item in parts.states)))
    if parts.variables:
        root.append(D.variables(*(_variable(item) for item in parts.variables)))
    return root


def _definition(item: m.Definition) -> etree._Element:
    metadata = D.metadata(D.title(item.title))
    if item.platforms:
        affected = D.affected(*(D.platform(name) for name in item.platforms), family="unix")
        metadata.append(affected)
    metadata.extend(D.reference(source=ref.source, ref_id=ref.ref_id) for ref in item.references)
    metadata.append(D.description(item.description))
    return D.definition(
        metadata,
        _criteria(item.criteria),
        {"id": ids.oval_id("def", item.name), "version": _VERSION, "class": item.cls},
    )


def _criteria(item: m.Criteria) -> etree._Element:
    element = D.criteria(operator=item.operator, comment=item.comment)
    for child in item.children:
        match child:
            case m.Criteria():
                element.append(_criteria(child))
            case m.Criterion():
                element.append(_criterion(child))
            case _:
                assert_never(child)
    return element


def _criterion(item: m.Criterion) -> etree._Element:
    element = D.criterion(test_ref=ids.oval_id("tst", item.test.name), comment=item.test.comment)
    if item.negate:
        element.set("negate", "true")
    return element


def _probe(probe: str, suffix: str, name: str, kind: ids.OvalKind, comment: str) -> etree._Element:
    prefix, item_type = probe.split(":")
    element: etree._Element = _PROBES[prefix](f"{item_type}_{suffix}")
    element.set("id", ids.oval_id(kind, name))
    element.set("version", _VERSION)
    if comment:
        element.set("comment", comment)
    return element


def _test(item: m.Test) -> etree._Element:
    element = _probe(item.object.probe, "test", item.name, "tst", item.comment)
    element.set("check_existence", item.existence)
    element.set("check", item.check)
    if len(item.states) > 1:
        element.set("state_operator", "AND")
    make = _PROBES[item.object.probe.split(":")[0]]
    element.append(make.object(object_ref=ids.oval_id("obj", item.object.name)))
    element.extend(make.state(state_ref=ids.oval_id("ste", state.name)) for state in item.states)
    return element


def _object(item: m.Object) -> etree._Element:
    element = _probe(item.probe, "object", item.name, "obj", item.comment)
    match item:
        case m.ItemObject():
            if item.whole_text:
                make = _PROBES[item.probe.split(":", maxsplit=1)[0]]
                element.append(make.behaviors(multiline="false"))
            if item.recursive:
                make = _PROBES[item.probe.split(":", maxsplit=1)[0]]
                down = {"recurse": "directories", "recurse_direction": "down", "max_depth": "-1"}
                element.append(make.behaviors(**down))
            element.extend(_entity(item.probe, entity) for entity in item.entities)
            if item.only is not None:
                state = ids.oval_id("ste", item.only.name)
                element.append(D.filter(state, action="include"))
        case m.UnionObject():
            element.append(_set(item.parts))
        case m.RestObject():
            reference = D.object_reference(ids.oval_id("obj", item.part.name))
            element.append(D.set(reference, D.filter(ids.oval_id("ste", item.without.name))))
        case m.VariableObject():
            element.append(_PROBES["ind"].var_ref(ids.oval_id("var", item.variable.name)))
        case _:
            assert_never(item)
    return element


def _set(parts: tuple[m.Object, ...]) -> etree._Element:
    """Write a union as nested pairs: a set holds two sets, or one or two object references."""
    first, *rest = parts
    leaf = D.set(D.object_reference(ids.oval_id("obj", first.name)))
    return D.set(leaf, _set(tuple(rest)), set_operator="UNION") if rest else leaf


def _state(item: m.State) -> etree._Element:
    element = _probe(item.probe, "state", item.name, "ste", item.comment)
    if item.either:
        element.set("operator", "OR")
    element.extend(_entity(item.probe, entity) for entity in item.entities)
    return element


def _entity(probe: str, item: m.Entity) -> etree._Element:
    element: etree._Element = _PROBES[probe.split(":", maxsplit=1)[0]](item.tag)
    if item.datatype != "string":
        element.set("datatype", item.datatype)
    if item.operation != "equals":
        element.set("operation", item.operation)
    if item.variable is not None:
        element.set("var_ref", ids.oval_id("var", item.variable.name))
        if item.variable_check is not None:
            element.set("var_check", item.variable_check)
    elif item.value is None:
        element.set(_NIL, "true")
    else:
        element.text = item.value
    if item.entity_check is not None:
        element.set("entity_check", item.entity_check)
    return element


def _variable(item: m.Variable) -> etree._Element:
    attributes = {
        "id": ids.oval_id("var", item.name),
        "version": _VERSION,
        "datatype": item.datatype,
        "comment": item.comment,
    }
    match item:
        case m.ExternalVariable():
            return D.external_variable(attributes)
        case m.LocalVariable():
            return D.local_variable(_component(item.component), attributes)
        case _:
            assert_never(item)


def _component(  # noqa: C901, PLR0911 - one case and one return for each component
    item: m.Component,
) -> etree._Element:
    match item:
        case m.Text():
            return D.literal_component(item.text)
        case m.Number():
            return D.literal_component(str(item.number), datatype="int")
        case m.FieldOf():
            reference = ids.oval_id("obj", item.object.name)
            return D.object_component(object_ref=reference, item_field=item.field)
        case m.ValueOf():
            return D.variable_component(var_ref=ids.oval_id("var", item.variable.name))
        case m.Concat():
            return D.concat(*map(_component, item.parts))
        case m.Capture():
            return D.regex_capture(_component(item.of), pattern=item.pattern)
        case m.Count():
            return D.count(_component(item.of))
        case m.Unique():
            return D.unique(_component(item.of))
        case m.Escaped():
            return D.escape_regex(_component(item.of))
        case m.Arithmetic():
            parts = map(_component, item.parts)
            return D.arithmetic(*parts, arithmetic_operation=item.operation)
        case _:
            assert_never(item)
