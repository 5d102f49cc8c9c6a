"""Files of results become scans; whatever is wrong with a file is told with its place."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from generator.markup.namespaces import (
    ARF,
    DATA_STREAM,
    OCIL,
    OVAL,
    OVAL_RESULTS,
    PREFIXES,
    XCCDF,
    name,
)
from generator.results.document import Document, read_document
from generator.results.evidence import evidence
from generator.results.hosts import told_apart
from generator.results.models import RESULTS, Result, RuleResult, Scan, short
from generator.results.oval import Oval, index
from generator.results.rules import Known, Rules, severity
from generator.results.words import one_line
from generator.source import Problems, quoted

_NOT_SELECTED: Final = "notselected"
_ROOTS: Final = frozenset(
    (f"{{{ARF}}}asset-report-collection", name("xccdf", "Benchmark"), name("xccdf", "TestResult"))
)
_HOW: Final = "oscap xccdf eval --results-arf arf.xml ... makes results"
_OTHERS: Final = {
    f"{{{DATA_STREAM}}}data-stream-collection": "a data stream, which is content, and no results",
    name("xccdf", "Tailoring"): "a tailoring file, and no results",
    f"{{{OVAL}}}oval_definitions": "OVAL definitions, which are content, and no results",
    f"{{{OVAL_RESULTS}}}oval_results": "OVAL results alone, which know of no rules",
    f"{{{OCIL}}}ocil": "a questionnaire of OCIL",
}
_FACT: Final = "urn:xccdf:fact:scanner:"


def read_scans(paths: Iterable[Path], problems: Problems) -> tuple[Scan, ...]:
    """Read all results in the files, in their order; a scan that is in several files is one."""
    known: Known = {}
    scans = [scan for path in paths for scan in _read(path, problems, known)]
    return told_apart(scans)


def _read(path: Path, problems: Problems, known: Known) -> tuple[Scan, ...]:
    document = read_document(path, problems)
    if document is None or not _is_results(document, problems):
        return ()
    oval = index(document.root)
    return tuple(
        _scan(element, document, oval, known)
        for element in document.root.iter(name("xccdf", "TestResult"))
        if _has_results(element, document, problems)
    )


def _is_results(document: Document, problems: Problems) -> bool:
    root = document.root
    mark = document.mark(root)
    if root.tag not in _ROOTS:
        what = _OTHERS.get(str(root.tag)) or _other(root)
        problems.add("not-results", mark, f"the file is {what}", _HOW)
        return False
    if next(root.iter(name("xccdf", "TestResult")), None) is None:
        tag = quoted(etree.QName(root).localname)
        problems.add("no-test-result", mark, f"{tag} holds no TestResult", _HOW)
        return False
    return True


def _other(root: etree._Element) -> str:
    tag = etree.QName(root)
    if (tag.namespace or "").startswith(XCCDF.rpartition("/")[0]):
        return f"XCCDF {(tag.namespace or '').rpartition('/')[2]}, and only 1.2 is read"
    return f"XML with the root element {quoted(tag.localname)}, and no results of a scan"


def _has_results(element: etree._Element, document: Document, problems: Problems) -> bool:
    asked = any(
        one.findtext(name("xccdf", "result")) != _NOT_SELECTED
        for one in element.iterfind("xccdf:rule-result", PREFIXES)
    )
    if not asked:
        words = "the TestResult has no result of a rule"
        hint = "scan with a profile that selects rules for this host"
        problems.add("no-rule-result", document.mark(element), words, hint)
    return asked


def _scan(element: etree._Element, document: Document, oval: Oval, known: Known) -> Scan:
    values = {
        one.get("idref") or "": one.text or ""
        for one in element.iterfind("xccdf:set-value", PREFIXES)
    }
    rules = Rules(document.root, values, known)
    benchmark = element.find("xccdf:benchmark", PREFIXES)
    id_ = "" if benchmark is None else benchmark.get("id") or ""
    tailoring = element.find("xccdf:tailoring-file", PREFIXES)
    profile = element.find("xccdf:profile", PREFIXES)
    profile_id = "" if profile is None else profile.get("idref") or ""
    return Scan(
        host=one_line(element.findtext("xccdf:target", "", PREFIXES)) or "unnamed host",
        files=(document.path,),
        id=one_line(element.get("id")),
        benchmark=one_line(id_),
        title=_title(document.root, "Benchmark", id_),
        version=one_line(element.get("version")),
        stream="" if benchmark is None else _file(benchmark.get("href") or ""),
        tailoring="" if tailoring is None else _file(tailoring.get("href") or ""),
        profile=one_line(profile_id),
        profile_title=_title(document.root, "Profile", profile_id),
        started=_time(element.get("start-time")),
        ended=_time(element.get("end-time")),
        scanner=_scanner(element),
        results=tuple(_results(element, rules, oval)),
    )


def _results(element: etree._Element, rules: Rules, oval: Oval) -> Iterator[RuleResult]:
    for item in element.iterfind("xccdf:rule-result", PREFIXES):
        text = item.findtext("xccdf:result", "", PREFIXES).strip()
        if text == _NOT_SELECTED:
            continue
        rule = rules.rule(item.get("idref") or "")
        named = severity(item.get("severity"))
        yield RuleResult(
            rule=rule,
            severity=rule.severity if named == "unknown" else named,
            result=_result(text),
            instance=one_line(item.findtext("xccdf:instance", "", PREFIXES)),
            lines=evidence(item, oval),
        )


def _result(text: str) -> Result:
    return next((one for one in RESULTS if one == text), "unknown")


def _title(root: etree._Element, tag: str, id_: str) -> str:
    """Give the title of the element with this id; without one, the short id."""
    for found in root.iter(name("xccdf", tag)):
        title = found.find(name("xccdf", "title"))
        if found.get("id") == id_ and title is not None:
            return one_line("".join(map(str, title.itertext())))
    return one_line(short(id_, tag.lower()))


def _file(address: str) -> str:
    """Give the name of a file; an ARF refers to what is within it."""
    return "" if address.startswith("#") else one_line(address.rpartition("/")[2])


def _time(text: str | None) -> str:
    """Give xsd:dateTime as people write it; what is none of that as it is."""
    return one_line(text, 40).replace("T", " ", 1)


def _scanner(element: etree._Element) -> str:
    facts = {
        one.get("name"): one_line(one.text)
        for one in element.iterfind("xccdf:target-facts/xccdf:fact", PREFIXES)
    }
    named = (facts.get(f"{_FACT}name"), facts.get(f"{_FACT}version"))
    return " ".join(filter(None, named)) or one_line(element.get("test-system"))
