"""OVAL models become the XML of one oval_definitions document, children in the schema's order."""

from typing import Final, assert_never

from generator.content import ids
from generator.markup.namespaces import OVAL_VERSION, PREFIXES
from generator.markup.written import Maker, Written, element, root
from generator.oval import models as m
from generator.oval.closure import Closure
from generator.source.recent import Recent

D = Maker("oval-def")
COMMON = Maker("oval")
_DECLARED: Final = {"linux": {"xmlns:linux": PREFIXES["linux"]}}
"""What the root does not declare, since few documents have it."""
_DEFINITIONS: Final[Recent[Written]] = Recent()
_TESTS: Final[Recent[Written]] = Recent()
_OBJECTS: Final[Recent[Written]] = Recent()
_STATES: Final[Recent[Written]] = Recent()
_VARIABLES: Final[Recent[Written]] = Recent()

# Ids change their version only with their meaning; a changed check gets a new name instead.
_VERSION = "1"


def emit(
    definitions: tuple[m.Definition, ...],
    parts: Closure,
    *,
    timestamp: str,
    product: str,
    version: str = OVAL_VERSION,
) -> Written:
    """Give the oval_definitions element of `definitions` and of the `parts` that they reach.

    `timestamp` is the content's release date as xsd:dateTime, `product` names the generator.
    """
    generator = D.generator(
        COMMON.product_name(product),
        COMMON.schema_version(version),
        COMMON.timestamp(timestamp),
    )
    children = (
        generator,
        D.definitions(*(_DEFINITIONS.of(item, _definition) for item in definitions)),
        D.tests(*(_TESTS.of(item, _test) for item in parts.tests)),
        D.objects(*(_OBJECTS.of(item, _object) for item in parts.objects)),
        *((D.states(*(_STATES.of(item, _state) for item in parts.states)),) * bool(parts.states)),
        *(
            (D.variables(*(_VARIABLES.of(item, _variable) for item in parts.variables)),)
            * bool(parts.variables)
        ),
    )
    prefixes = ("oval-def", "oval", "ind", "unix", "xsi")
    return root(prefixes, "oval-def:oval_definitions", {}, children)


def _definition(item: m.Definition) -> Written:
    platforms = (D.platform(name) for name in item.platforms)
    metadata = D.metadata(
        D.title(item.title),
        *((D.affected(*platforms, family="unix"),) if item.platforms else ()),
        *(D.reference(source=ref.source, ref_id=ref.ref_id) for ref in item.references),
        D.description(item.description),
    )
    attributes = {"id": ids.oval_id("def", item.name), "version": _VERSION, "class": item.cls}
    return D("definition", metadata, _criteria(item.criteria, {}), attributes)


def _criteria(item: m.Criteria, made: dict[int, Written]) -> Written:
    """Write criteria; those that occur again are in `made`."""
    if (known := made.get(id(item))) is not None:
        return known
    children = (
        _criteria(child, made) if isinstance(child, m.Criteria) else _criterion(child)
        for child in item.children
    )
    made[id(item)] = found = D.criteria(*children, operator=item.operator, comment=item.comment)
    return found


def _criterion(item: m.Criterion) -> Written:
    attributes = {
        "test_ref": ids.oval_id("tst", item.test.name),
        "comment": item.test.comment,
        **({"negate": "true"} if item.negate else {}),
    }
    return element("oval-def:criterion", attributes)


_SUFFIXES: Final[dict[ids.OvalKind, str]] = {"tst": "test", "obj": "object", "ste": "state"}


def _part(
    item: m.Test | m.Object | m.State,
    probe: str,
    kind: ids.OvalKind,
    attributes: dict[str, str],
    children: list[Written],
) -> Written:
    """Write a test, object or state of `probe`."""
    own = {
        **_DECLARED.get(probe.partition(":")[0], {}),
        "id": ids.oval_id(kind, item.name),
        "version": _VERSION,
        **({"comment": item.comment} if item.comment else {}),
        **attributes,
    }
    return element(f"{probe}_{_SUFFIXES[kind]}", own, children)


def _of_probe(probe: str, tag: str) -> str:
    return f"{probe.partition(':')[0]}:{tag}"


def _test(item: m.Test) -> Written:
    probe = item.object.probe
    attributes: dict[str, str] = {"check_existence": item.existence, "check": item.check}
    if len(item.states) > 1:
        attributes["state_operator"] = "AND"
    found = {"object_ref": ids.oval_id("obj", item.object.name)}
    children = [element(_of_probe(probe, "object"), found)]
    for state in item.states:
        asked = {"state_ref": ids.oval_id("ste", state.name)}
        children.append(element(_of_probe(probe, "state"), asked))
    return _part(item, probe, "tst", attributes, children)


def _object(item: m.Object) -> Written:
    children: list[Written] = []
    match item:
        case m.ItemObject():
            behaviors = _of_probe(item.probe, "behaviors")
            if item.whole_text:
                children.append(element(behaviors, {"multiline": "false"}))
            if item.recursive:
                down = {"recurse": "directories", "recurse_direction": "down", "max_depth": "-1"}
                children.append(element(behaviors, down))
            children += (_entity(item.probe, entity) for entity in item.entities)
            if item.only is not None:
                state = ids.oval_id("ste", item.only.name)
                children.append(D.filter(state, action="include"))
        case m.UnionObject():
            children.append(_set(item.parts))
        case m.RestObject():
            reference = D.object_reference(ids.oval_id("obj", item.part.name))
            children.append(D.set(reference, D.filter(ids.oval_id("ste", item.without.name))))
        case m.VariableObject():
            children.append(element("ind:var_ref", {}, [ids.oval_id("var", item.variable.name)]))
        case _:
            assert_never(item)
    return _part(item, item.probe, "obj", {}, children)


def _set(parts: tuple[m.Object, ...]) -> Written:
    """Write a union as nested halves: a set holds two sets, or one or two object references.

    oscap aborts where more than eight sets are nested (1.3.7, "Too many levels").
    """
    if len(parts) == 1:
        return D.set(D.object_reference(ids.oval_id("obj", parts[0].name)))
    half = len(parts) // 2
    return D.set(_set(parts[:half]), _set(parts[half:]), set_operator="UNION")


def _state(item: m.State) -> Written:
    attributes = {"operator": "OR"} if item.either else {}
    entities = [_entity(item.probe, entity) for entity in item.entities]
    return _part(item, item.probe, "ste", attributes, entities)


def _entity(probe: str, item: m.Entity) -> Written:
    attributes: dict[str, str] = {}
    if item.datatype != "string":
        attributes["datatype"] = item.datatype
    if item.operation != "equals":
        attributes["operation"] = item.operation
    if item.variable is not None:
        attributes["var_ref"] = ids.oval_id("var", item.variable.name)
        if item.variable_check is not None:
            attributes["var_check"] = item.variable_check
    elif item.value is None:
        attributes["xsi:nil"] = "true"
    if item.entity_check is not None:
        attributes["entity_check"] = item.entity_check
    literal = [] if item.variable is not None or item.value is None else [item.value]
    return element(_of_probe(probe, item.tag), attributes, literal)


def _variable(item: m.Variable) -> Written:
    attributes = {
        "id": ids.oval_id("var", item.name),
        "version": _VERSION,
        "datatype": item.datatype,
        "comment": item.comment,
    }
    match item:
        case m.ExternalVariable():
            return D("external_variable", attributes)
        case m.LocalVariable():
            return D("local_variable", _component(item.component), attributes)
        case _:
            assert_never(item)


def _component(  # noqa: C901, PLR0911 - one case and one return for each component
    item: m.Component,
) -> Written:
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
