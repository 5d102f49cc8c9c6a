"""OVAL models become the XML of one oval_definitions document, children in the schema's order."""

from copy import deepcopy
from typing import Final, assert_never

from lxml import etree

from generator.content import ids
from generator.markup import namespaces
from generator.markup.namespaces import OVAL_VERSION, maker
from generator.oval import models as m
from generator.oval.closure import Closure

ROOT = maker("oval-def", "oval", "ind", "unix", "xsi")
D = maker("oval-def")
COMMON = maker("oval")
_NIL = namespaces.name("xsi", "nil")
_CRITERIA = namespaces.name("oval-def", "criteria")
_CRITERION = namespaces.name("oval-def", "criterion")
_DECLARED = {"linux": namespaces.declared("linux")}
"""What the root does not declare, since few documents have it."""

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
    root: etree._Element = ROOT.oval_definitions(
        D.generator(
            COMMON.product_name(product),
            COMMON.schema_version(version),
            COMMON.timestamp(timestamp),
        ),
        D.definitions(*(_definition(item) for item in definitions)),
    )
    tests = etree.SubElement(root, namespaces.name("oval-def", "tests"))
    for test in parts.tests:
        _test(tests, test)
    objects = etree.SubElement(root, namespaces.name("oval-def", "objects"))
    for one in parts.objects:
        _object(objects, one)
    if parts.states:
        states = etree.SubElement(root, namespaces.name("oval-def", "states"))
        for state in parts.states:
            _state(states, state)
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
    element: etree._Element = D.definition(
        metadata,
        {"id": ids.oval_id("def", item.name), "version": _VERSION, "class": item.cls},
    )
    _criteria(element, item.criteria, {})
    return element


def _criteria(parent: etree._Element, item: m.Criteria, made: dict[int, etree._Element]) -> None:
    """Add criteria; those that occur again are copied from `made`."""
    if (known := made.get(id(item))) is not None:
        parent.append(deepcopy(known))
        return
    attributes = {"operator": item.operator, "comment": item.comment}
    made[id(item)] = element = etree.SubElement(parent, _CRITERIA, attributes)
    for child in item.children:
        match child:
            case m.Criteria():
                _criteria(element, child, made)
            case m.Criterion():
                _criterion(element, child)
            case _:
                assert_never(child)


def _criterion(parent: etree._Element, item: m.Criterion) -> None:
    attributes = {
        "test_ref": ids.oval_id("tst", item.test.name),
        "comment": item.test.comment,
        **({"negate": "true"} if item.negate else {}),
    }
    etree.SubElement(parent, _CRITERION, attributes)


_SUFFIXES: Final[dict[ids.OvalKind, str]] = {"tst": "test", "obj": "object", "ste": "state"}


def _part(
    parent: etree._Element, item: m.Test | m.Object | m.State, probe: str, kind: ids.OvalKind
) -> etree._Element:
    """Add a test, object or state of `probe`, without what is in it."""
    prefix, item_type = probe.split(":")
    attributes = {
        "id": ids.oval_id(kind, item.name),
        "version": _VERSION,
        **({"comment": item.comment} if item.comment else {}),
    }
    tag = namespaces.name(prefix, f"{item_type}_{_SUFFIXES[kind]}")
    return etree.SubElement(parent, tag, attributes, nsmap=_DECLARED.get(prefix))


def _of_probe(probe: str, tag: str) -> str:
    return namespaces.name(probe.partition(":")[0], tag)


def _test(parent: etree._Element, item: m.Test) -> None:
    probe = item.object.probe
    element = _part(parent, item, probe, "tst")
    element.set("check_existence", item.existence)
    element.set("check", item.check)
    if len(item.states) > 1:
        element.set("state_operator", "AND")
    found = {"object_ref": ids.oval_id("obj", item.object.name)}
    etree.SubElement(element, _of_probe(probe, "object"), found)
    for state in item.states:
        asked = {"state_ref": ids.oval_id("ste", state.name)}
        etree.SubElement(element, _of_probe(probe, "state"), asked)


def _object(parent: etree._Element, item: m.Object) -> None:
    element = _part(parent, item, item.probe, "obj")
    match item:
        case m.ItemObject():
            if item.whole_text:
                multiline = {"multiline": "false"}
                etree.SubElement(element, _of_probe(item.probe, "behaviors"), multiline)
            if item.recursive:
                down = {"recurse": "directories", "recurse_direction": "down", "max_depth": "-1"}
                etree.SubElement(element, _of_probe(item.probe, "behaviors"), down)
            for entity in item.entities:
                _entity(element, item.probe, entity)
            if item.only is not None:
                state = ids.oval_id("ste", item.only.name)
                element.append(D.filter(state, action="include"))
        case m.UnionObject():
            element.append(_set(item.parts))
        case m.RestObject():
            reference = D.object_reference(ids.oval_id("obj", item.part.name))
            element.append(D.set(reference, D.filter(ids.oval_id("ste", item.without.name))))
        case m.VariableObject():
            variable = etree.SubElement(element, namespaces.name("ind", "var_ref"))
            variable.text = ids.oval_id("var", item.variable.name)
        case _:
            assert_never(item)


def _set(parts: tuple[m.Object, ...]) -> etree._Element:
    """Write a union as nested halves: a set holds two sets, or one or two object references.

    oscap aborts where more than eight sets are nested (1.3.7, "Too many levels").
    """
    if len(parts) == 1:
        return D.set(D.object_reference(ids.oval_id("obj", parts[0].name)))
    half = len(parts) // 2
    return D.set(_set(parts[:half]), _set(parts[half:]), set_operator="UNION")


def _state(parent: etree._Element, item: m.State) -> None:
    element = _part(parent, item, item.probe, "ste")
    if item.either:
        element.set("operator", "OR")
    for entity in item.entities:
        _entity(element, item.probe, entity)


def _entity(parent: etree._Element, probe: str, item: m.Entity) -> None:
    element = etree.SubElement(parent, _of_probe(probe, item.tag))
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
