"""Own check of references: every id is there once, and every reference leads to one of its kind.

This finds what no schema can: links across the components of a data stream.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from generator.markup.namespaces import OVAL_SYSTEM, PREFIXES, SCE_SYSTEM, name

Finding = tuple[str, etree._Element]  # noqa: SLF001 - the only name lxml has for its elements
"""A sentence, and the element at fault."""

_OVAL_ATTRIBUTES: Final = {
    "definition_ref": "definitions",
    "test_ref": "tests",
    "object_ref": "objects",
    "state_ref": "states",
    "var_ref": "variables",
}
_OVAL_TEXTS: Final = {
    name("oval-def", "object_reference"): "objects",
    name("oval-def", "filter"): "states",
    name("ind", "var_ref"): "variables",
}
_XCCDF_TARGETS: Final = {
    name("xccdf", "select"): ("Rule", "Group"),
    name("xccdf", "refine-value"): ("Value",),
    name("xccdf", "sub"): ("Value", "plain-text"),
    name("xccdf", "check-export"): ("Value",),
}
_COMMENT: Final = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_VALUE: Final = re.compile(r"XCCDF_VALUE_(\w+)")


def check_references(root: etree._Element) -> tuple[Finding, ...]:
    """Give what is wrong with the references of a data-stream-collection."""
    return (
        *_repeated_ids(root),
        *_stream(root),
        *_oval(root),
        *_platforms(root),
        *_xccdf(root),
    )


def _repeated_ids(root: etree._Element) -> Iterator[Finding]:
    seen: set[str] = set()
    for element in root.iter(etree.Element):
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
        known = {
            part: {
                element.get("id") for element in document.iterfind(f"oval-def:{part}/*", PREFIXES)
            }
            for part in _OVAL_ATTRIBUTES.values()
        }
        used: set[str] = set()
        for element in document.iter(etree.Element):
            for part, target in _oval_targets(element):
                used.add(target)
                if target not in known[part]:
                    yield f"no {target} is among the OVAL {part}", element
        for part in ("tests", "objects", "states", "variables"):
            for element in document.iterfind(f"oval-def:{part}/*", PREFIXES):
                if element.get("id") not in used:
                    yield f"nothing uses {element.get('id')}", element


def _oval_targets(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Give what an element of OVAL refers to: the part of the document, and the id there."""
    for attribute, part in _OVAL_ATTRIBUTES.items():
        if (target := element.get(attribute)) is not None:
            yield part, target
    if (part := _OVAL_TEXTS.get(str(element.tag), "")) != "":
        yield part, element.text or ""


def _platforms(root: etree._Element) -> Iterator[Finding]:
    """Check that each platform of a dictionary is recognised by an OVAL definition."""
    for dictionary in root.iter(name("cpe-dict", "cpe-list")):
        for check in dictionary.iter(name("cpe-dict", "check")):
            href = check.get("href") or ""
            found = _resolve(root, dictionary, href)
            if found is None:
                yield f"the file {href} is in no catalog", check
            elif check.text not in _definitions(found):
                yield f"no OVAL definition is called {check.text}", check


def _xccdf(root: etree._Element) -> Iterator[Finding]:
    platforms = {element.get("name") for element in root.iter(name("cpe-dict", "cpe-item"))}
    for benchmark in root.iter(name("xccdf", "Benchmark")):
        yield from _xccdf_ids(benchmark)
        for element in benchmark.iter(name("xccdf", "platform")):
            if element.get("idref") not in platforms:
                yield f"no dictionary has the platform {element.get('idref')}", element
        declared = {
            element.get("href") for element in benchmark.iterfind("xccdf:reference", PREFIXES)
        }
        for element in benchmark.iterfind(".//xccdf:Rule/xccdf:reference", PREFIXES):
            if element.get("href") not in declared:
                yield f"the Benchmark does not declare {element.get('href')}", element
        for element in benchmark.iter(name("xccdf", "check")):
            yield from _check(root, benchmark, element)


def _xccdf_ids(benchmark: etree._Element) -> Iterator[Finding]:
    known = {
        tag: {element.get("id") for element in benchmark.iter(name("xccdf", tag))}
        for tag in ("Value", "Group", "Rule", "plain-text")
    }
    for element in benchmark.iter(*_XCCDF_TARGETS):
        tags = _XCCDF_TARGETS[str(element.tag)]
        target = element.get("value-id") or element.get("idref")
        if not any(target in known[tag] for tag in tags):
            yield f"the Benchmark has no {' or '.join(tags)} {target}", element
    used = {element.get("idref") for element in benchmark.iter(name("xccdf", "sub"))}
    for element in benchmark.iter(name("xccdf", "plain-text")):
        if element.get("id") not in used:
            yield f"nothing uses {element.get('id')}", element


def _check(
    root: etree._Element, benchmark: etree._Element, check: etree._Element
) -> Iterator[Finding]:
    """Check what a rule's check leads to, and that it is handed the Values it reads, no others."""
    content = check.find("xccdf:check-content-ref", PREFIXES)
    if content is None:
        yield "the check refers to nothing", check
        return
    found = _resolve(root, benchmark, content.get("href") or "")
    if found is None:
        yield f"the file {content.get('href')} is in no catalog", content
        return
    exported = {
        str(item.get("export-name")) for item in check.iterfind("xccdf:check-export", PREFIXES)
    }
    if check.get("system") == OVAL_SYSTEM:
        definition = _definitions(found).get(content.get("name"))
        if definition is None:
            yield f"no OVAL definition is called {content.get('name')}", content
            return
        read, reader = _external_variables(found, definition), "the definition"
    elif check.get("system") == SCE_SYSTEM:
        script = _script(root, benchmark, found)
        read, reader = frozenset(_VALUE.findall(script)), "the script"
    else:
        yield f"no scanner knows the check system {check.get('system')}", check
        return
    for missing in sorted(read - exported):
        yield f"{reader} reads {missing}, to which the check exports no Value", check
    for unread in sorted(exported - read):
        yield f"{reader} never reads {unread}, to which the check exports a Value", check


def _script(root: etree._Element, benchmark: etree._Element, start: etree._Element) -> str:
    """Give the code of a script, and of those in the catalog whose file names are in it."""
    code = _COMMENT.sub("", "".join(start.itertext()))
    names = {str(one.get("name")) for one in root.iter(name("cat", "uri"))}
    libraries = [_resolve(root, benchmark, one) for one in sorted(names) if one in code]
    texts = ("".join(one.itertext()) for one in libraries if one is not None)
    return "\n".join((code, *(_COMMENT.sub("", text) for text in texts)))


def _resolve(root: etree._Element, document: etree._Element, href: str) -> etree._Element | None:
    """Follow an href through the catalog of the component that holds `document`."""
    holder = document.getparent()
    own = "" if holder is None else f"#{holder.get('id')}"
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


def _definitions(component: etree._Element) -> dict[str | None, etree._Element]:
    return {
        element.get("id"): element for element in component.iter(name("oval-def", "definition"))
    }


def _external_variables(document: etree._Element, start: etree._Element) -> frozenset[str]:
    """Give the external variables that a definition reaches."""
    by_id = {element.get("id"): element for element in document.iter(etree.Element)}
    seen: set[str] = set()
    queue = [start]
    found: set[str] = set()
    while queue:
        for element in queue.pop().iter(etree.Element):
            for _, target in _oval_targets(element):
                reached = by_id.get(target)
                if reached is None or target in seen:
                    continue
                seen.add(target)
                queue.append(reached)
                if reached.tag == name("oval-def", "external_variable"):
                    found.add(target)
    return frozenset(found)
