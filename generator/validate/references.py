"""Own check of references: every id is there once, and every reference leads to one.

This finds what no schema can: links across the components of a data stream.
"""

from collections.abc import Iterator

from lxml import etree

from generator.markup.namespaces import OVAL_SYSTEM, PREFIXES, SCE_SYSTEM, name

Finding = tuple[str, etree._Element]  # noqa: SLF001 - the only name lxml has for its elements
"""A sentence, and the element at fault."""

_OVAL_REFERENCES = {
    "definition_ref": "definition",
    "test_ref": "test",
    "object_ref": "object",
    "state_ref": "state",
    "var_ref": "variable",
}


def check_references(root: etree._Element) -> tuple[Finding, ...]:
    """Give what is wrong with the references of a data-stream-collection."""
    return (
        *_repeated_ids(root),
        *_stream(root),
        *_oval(root),
        *_xccdf(root),
    )


def _repeated_ids(root: etree._Element) -> Iterator[Finding]:
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        if element.tag in (name("xccdf", "fix"), name("xccdf", "fixtext")):
            continue
        if (own := element.get("id")) is not None:
            if own in seen:
                yield f"the id {own} is given twice", element
            seen.add(own)


def _stream(root: etree._Element) -> Iterator[Finding]:
    """Check that component-refs lead to components, and catalogs to component-refs."""
    components = {
        element.get("id")
        for tag in ("component", "extended-component")
        for element in root.iter(name("ds", tag))
    }
    references = {element.get("id") for element in root.iter(name("ds", "component-ref"))}
    targets: set[str] = set()
    for element in root.iter(name("ds", "component-ref")):
        target = (element.get(name("xlink", "href")) or "").removeprefix("#")
        if target not in components:
            yield f"the component {target} does not exist", element
        targets.add(target)
    for element in root.iter(name("cat", "uri")):
        if (element.get("uri") or "").removeprefix("#") not in references:
            yield f"the catalog leads to {element.get('uri')}, which does not exist", element
    for unused in sorted(str(item) for item in components if item not in targets):
        yield f"the component {unused} is in no list of the data stream", root


def _oval(root: etree._Element) -> Iterator[Finding]:
    for document in root.iter(name("oval-def", "oval_definitions")):
        known = {element.get("id") for element in document.iter(etree.Element)}
        used: set[str] = set()
        for element in document.iter(etree.Element):
            for target in _oval_targets(element):
                used.add(target)
                if target not in known:
                    yield f"the OVAL id {target} does not exist", element
        for part in ("tests", "objects", "states", "variables"):
            for element in document.iterfind(f"{name('oval-def', part)}/*"):
                if element.get("id") not in used:
                    yield f"nothing uses {element.get('id')}", element


def _oval_targets(element: etree._Element) -> Iterator[str]:
    for attribute in _OVAL_REFERENCES:
        if (target := element.get(attribute)) is not None:
            yield target
    if element.tag in (name("oval-def", "object_reference"), name("oval-def", "filter")):
        yield element.text or ""


def _xccdf(root: etree._Element) -> Iterator[Finding]:
    for benchmark in root.iter(name("xccdf", "Benchmark")):
        own = {element.get("id") for element in benchmark.iter(etree.Element)}
        platforms = {element.get("name") for element in root.iter(name("cpe-dict", "cpe-item"))}
        for element in benchmark.iter(etree.Element):
            target = element.get("value-id") or element.get("idref")
            if element.tag == name("xccdf", "platform"):
                if target not in platforms:
                    yield f"no dictionary has the platform {target}", element
            elif target is not None and target not in own:
                yield f"the id {target} does not exist in the Benchmark", element
        hrefs = {element.get("href") for element in benchmark.iterfind(name("xccdf", "reference"))}
        for element in benchmark.iterfind(
            f".//{name('xccdf', 'Rule')}/{name('xccdf', 'reference')}"
        ):
            if element.get("href") not in hrefs:
                yield f"the Benchmark does not declare {element.get('href')}", element
        for element in benchmark.iter(name("xccdf", "check")):
            yield from _check(root, benchmark, element)


def _check(
    root: etree._Element, benchmark: etree._Element, check: etree._Element
) -> Iterator[Finding]:
    """Check what a rule's check leads to, and that it is handed every Value that it needs."""
    holder = benchmark.getparent()
    content = check.find(name("xccdf", "check-content-ref"))
    if content is None or holder is None:
        yield "the check refers to nothing", check
        return
    found = _resolve(root, holder, content.get("href") or "")
    if found is None:
        yield f"the file {content.get('href')} is in no catalog", content
        return
    exported = {item.get("export-name") for item in check.iterfind(name("xccdf", "check-export"))}
    if check.get("system") == OVAL_SYSTEM:
        definitions = {
            element.get("id"): element for element in found.iter(name("oval-def", "definition"))
        }
        definition = definitions.get(content.get("name"))
        if definition is None:
            yield f"no OVAL definition is called {content.get('name')}", content
            return
        for variable in _external_variables(found, definition):
            if variable not in exported:
                yield f"the check does not export a Value to {variable}", check
    elif check.get("system") == SCE_SYSTEM:
        text = "".join(found.itertext())
        for item in sorted(str(one) for one in exported):
            if f"XCCDF_VALUE_{item}" not in text:
                yield f"the script never reads XCCDF_VALUE_{item}", check


def _resolve(root: etree._Element, holder: etree._Element, href: str) -> etree._Element | None:
    """Follow an href through the catalog of the component that `holder` is."""
    own = f"#{holder.get('id')}"
    path = f".//ds:component-ref[@xlink:href='{own}']/cat:catalog/cat:uri"
    uris = root.iterfind(path, PREFIXES)
    target = next((item.get("uri") for item in uris if item.get("name") == href), None)
    if target is None:
        return None
    by_id = {element.get("id"): element for element in root.iter(etree.Element)}
    reference = by_id.get(target.removeprefix("#"))
    if reference is None:
        return None
    return by_id.get((reference.get(name("xlink", "href")) or "").removeprefix("#"))


def _external_variables(document: etree._Element, start: etree._Element) -> tuple[str, ...]:
    """Give the external variables that a definition reaches."""
    by_id = {element.get("id"): element for element in document.iter(etree.Element)}
    seen: set[str] = set()
    queue = [start]
    found: list[str] = []
    while queue:
        for element in queue.pop().iter(etree.Element):
            for target in _oval_targets(element):
                reached = by_id.get(target)
                if reached is None or target in seen:
                    continue
                seen.add(target)
                queue.append(reached)
                if reached.tag == name("oval-def", "external_variable"):
                    found.append(target)
    return tuple(found)
