"""Own check of references: every id is there once, and every reference leads to one of its kind.

This finds what no schema can: links across the components of a data stream.
"""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from generator.markup.namespaces import OCIL_SYSTEM, OVAL_SYSTEM, PREFIXES, SCE_SYSTEM, name
from generator.validate.judged import OVAL_PARTS, oval_targets
from generator.validate.links import Links
from generator.validate.questions import Finding, check_questions

_XCCDF_TARGETS: Final = {
    name("xccdf", "select"): ("Rule", "Group"),
    name("xccdf", "refine-value"): ("Value",),
    name("xccdf", "sub"): ("Value",),
    name("xccdf", "check-export"): ("Value",),
}

_IDS: Final = etree.XPath("//@id", smart_strings=False)


def check_references(root: etree._Element) -> tuple[Finding, ...]:
    """Give what is wrong with the references of a data-stream-collection."""
    return check_links(Links(root))


def check_links(links: Links) -> tuple[Finding, ...]:
    """Give what is wrong with the links of a data-stream-collection."""
    root = links.root
    return (
        *_repeated_ids(links),
        *_stream(root),
        *_oval(links),
        *check_questions(root),
        *_platforms(links),
        *_xccdf(links),
    )


def _repeated_ids(links: Links) -> Iterator[Finding]:
    every = [*links.left.ids, *(str(own) for own in _IDS(links.root))]
    if len(set(every)) == len(every):
        return
    seen: set[str] = set(links.left.ids)
    for element in links.root.iter(etree.Element):
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


def _oval(links: Links) -> Iterator[Finding]:
    for document in links.root.iter(name("oval-def", "oval_definitions")):
        if links.oval(document).linked:
            continue
        if links.left.oval:  # the tree has not all of it
            yield "a part of OVAL is missing, or unused", document
            continue
        known = {
            part: {
                element.get("id") for element in document.iterfind(f"oval-def:{part}/*", PREFIXES)
            }
            for part in OVAL_PARTS.values()
        }
        used: set[str] = set()
        for element in document.iter(etree.Element):
            for part, target in oval_targets(element):
                used.add(target)
                if target not in known[part]:
                    yield f"no {target} is among the OVAL {part}", element
        for part in ("tests", "objects", "states", "variables"):
            for element in document.iterfind(f"oval-def:{part}/*", PREFIXES):
                if element.get("id") not in used:
                    yield f"nothing uses {element.get('id')}", element


def _platforms(links: Links) -> Iterator[Finding]:
    """Check that each platform of a dictionary is recognised by an OVAL definition."""
    for dictionary in links.root.iter(name("cpe-dict", "cpe-list")):
        for check in dictionary.iter(name("cpe-dict", "check")):
            href = check.get("href") or ""
            found = links.resolve(dictionary, href)
            if found is None:
                yield f"the file {href} is in no catalog", check
            elif check.text not in links.definitions(found):
                yield f"no OVAL definition is called {check.text}", check


def _xccdf(links: Links) -> Iterator[Finding]:
    root = links.root
    platforms = {element.get("name") for element in root.iter(name("cpe-dict", "cpe-item"))}
    for benchmark in root.iter(name("xccdf", "Benchmark")):
        yield from _xccdf_ids(links, benchmark)
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
            yield from _check(links, benchmark, element)


def _xccdf_ids(links: Links, benchmark: etree._Element) -> Iterator[Finding]:
    known = {
        tag: {element.get("id") for element in benchmark.iter(name("xccdf", tag))}
        for tag in ("Value", "Group", "Rule")
    }
    for element in benchmark.iter(*_XCCDF_TARGETS):
        tags = _XCCDF_TARGETS[str(element.tag)]
        target = element.get("value-id") or element.get("idref")
        if not any(target in known[tag] for tag in tags):
            yield f"the Benchmark has no {' or '.join(tags)} {target}", element
    used = {element.get("idref") for element in benchmark.iter(name("xccdf", "sub"))}
    used |= links.left.values
    for target in sorted(links.left.values - known["Value"]):
        yield f"the Benchmark has no Value {target}", benchmark
    for element in benchmark.iterfind(".//xccdf:Value[@hidden='true']", PREFIXES):
        if element.get("id") not in used:
            yield f"nothing uses {element.get('id')}", element


def _check(links: Links, benchmark: etree._Element, check: etree._Element) -> Iterator[Finding]:
    """Check what a rule's check leads to, and that it is handed the Values it reads, no others."""
    content = check.find("xccdf:check-content-ref", PREFIXES)
    if content is None:
        yield "the check refers to nothing", check
        return
    found = links.resolve(benchmark, content.get("href") or "")
    if found is None:
        yield f"the file {content.get('href')} is in no catalog", content
        return
    exported = {
        str(item.get("export-name")) for item in check.iterfind("xccdf:check-export", PREFIXES)
    }
    if check.get("system") == OVAL_SYSTEM:
        definition = links.definitions(found).get(content.get("name"))
        if definition is None:
            yield f"no OVAL definition is called {content.get('name')}", content
            return
        read, reader = links.external_variables(definition), "the definition"
    elif check.get("system") == SCE_SYSTEM:
        read, reader = links.values_read(benchmark, found), "the script"
    elif check.get("system") == OCIL_SYSTEM:
        if content.get("name") not in links.questionnaires(found):
            yield f"no OCIL questionnaire is called {content.get('name')}", content
        read, reader = frozenset(), "the questionnaire"
    else:
        yield f"no scanner knows the check system {check.get('system')}", check
        return
    for missing in sorted(read - exported):
        yield f"{reader} reads {missing}, to which the check exports no Value", check
    for unread in sorted(exported - read):
        yield f"{reader} never reads {unread}, to which the check exports a Value", check
