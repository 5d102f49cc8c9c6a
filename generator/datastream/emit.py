"""A data stream becomes one SCAP source data stream collection."""

from copy import deepcopy

from lxml import etree

from generator.content import ids
from generator.datastream.models import Component, DataStream, Role, ScriptComponent
from generator.markup.namespaces import SCAP_VERSION, SCHEMATRON_VERSION, maker, name

S = maker("ds", "xlink", "cat", "sce")
CAT = maker("cat")
SCE = maker("sce")


def emit(item: DataStream) -> etree._Element:
    """Give the data-stream-collection of `item`.

    Raises ValueError where a component uses a file name that no component has.
    """
    known = {part.filename for part in item.components} | {part.filename for part in item.scripts}
    for component in item.components:
        if unknown := set(component.uses) - known:
            raise ValueError(f"{component.filename} uses {sorted(unknown)}, which nothing provides")
    stream = S(
        "data-stream",
        {
            "id": ids.scap_id("datastream", item.id),
            "scap-version": SCAP_VERSION,
            "use-case": "CONFIGURATION",
            "timestamp": item.timestamp,
        },
    )
    for role in Role:
        references = [_reference(part) for part in item.components if part.role is role]
        if role is Role.SCRIPT:
            references += [_script_reference(script) for script in item.scripts]
        if references:
            stream.append(S(role.value, *references))
    return S(
        "data-stream-collection",
        stream,
        *(_component(part, item.timestamp) for part in item.components),
        *(_script(script, item.timestamp) for script in item.scripts),
        {"id": ids.scap_id("collection", item.id), "schematron-version": SCHEMATRON_VERSION},
    )


def _reference(item: Component) -> etree._Element:
    element = _component_ref(item.filename, ids.scap_id("comp", item.filename))
    if item.uses:
        uris = (CAT.uri(name=used, uri=f"#{ids.scap_id('cref', used)}") for used in item.uses)
        element.append(CAT.catalog(*uris))
    return element


def _script_reference(item: ScriptComponent) -> etree._Element:
    return _component_ref(item.filename, ids.scap_id("ecomp", item.filename))


def _component_ref(filename: str, component: str) -> etree._Element:
    element = S("component-ref", id=ids.scap_id("cref", filename))
    element.set(name("xlink", "href"), f"#{component}")
    return element


def _component(item: Component, timestamp: str) -> etree._Element:
    return S.component(
        deepcopy(item.root), id=ids.scap_id("comp", item.filename), timestamp=timestamp
    )


def _script(item: ScriptComponent, timestamp: str) -> etree._Element:
    """Write a script as one text node that begins with its `#!`, as oscap extracts it."""
    return S(
        "extended-component",
        SCE.script(item.text),
        id=ids.scap_id("ecomp", item.filename),
        timestamp=timestamp,
    )
