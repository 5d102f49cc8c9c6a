"""A data stream becomes one SCAP source data stream collection."""

from generator.content import ids
from generator.datastream.models import Component, DataStream, Role, ScriptComponent
from generator.markup.namespaces import SCAP_VERSION, SCHEMATRON_VERSION
from generator.markup.written import Maker, Written, around, root

S = Maker("ds")
CAT = Maker("cat")
SCE = Maker("sce")


def emit(item: DataStream) -> Written:
    """Give the data-stream-collection of `item`.

    Raises ValueError where a component uses a file name that no component has.
    """
    known = {part.filename for part in item.components} | {part.filename for part in item.scripts}
    for component in item.components:
        if unknown := set(component.uses) - known:
            raise ValueError(f"{component.filename} uses {sorted(unknown)}, which nothing provides")
    lists: list[Written] = []
    for role in Role:
        references = [_reference(part) for part in item.components if part.role is role]
        if role is Role.SCRIPT:
            references += [_script_reference(script) for script in item.scripts]
        if references:
            lists.append(S(role.value, *references))
    stream = S(
        "data-stream",
        *lists,
        {
            "id": ids.scap_id("datastream", item.id),
            "scap-version": SCAP_VERSION,
            "use-case": "CONFIGURATION",
            "timestamp": item.timestamp,
        },
    )
    return root(
        ("ds", "xlink", "cat", "sce"),
        "ds:data-stream-collection",
        {"id": ids.scap_id("collection", item.id), "schematron-version": SCHEMATRON_VERSION},
        (stream,),
        (
            *(_component(part, item.timestamp) for part in item.components),
            *(_script(script, item.timestamp) for script in item.scripts),
        ),
    )


def _reference(item: Component) -> Written:
    uris = (CAT.uri(name=used, uri=f"#{ids.scap_id('cref', used)}") for used in item.uses)
    catalog = (CAT.catalog(*uris),) if item.uses else ()
    return _component_ref(item.filename, ids.scap_id("comp", item.filename), *catalog)


def _script_reference(item: ScriptComponent) -> Written:
    return _component_ref(item.filename, ids.scap_id("ecomp", item.filename))


def _component_ref(filename: str, component: str, *catalog: Written) -> Written:
    return S(
        "component-ref",
        *catalog,
        {"id": ids.scap_id("cref", filename), "xlink:href": f"#{component}"},
    )


def _component(item: Component, timestamp: str) -> Written:
    own = {"id": ids.scap_id("comp", item.filename), "timestamp": timestamp}
    return around("ds:component", own, item.root)


def _script(item: ScriptComponent, timestamp: str) -> Written:
    """Write a script as one text node that begins with its `#!`, as oscap extracts it."""
    own = {"id": ids.scap_id("ecomp", item.filename), "timestamp": timestamp}
    return around("ds:extended-component", own, SCE.script(item.text))
