"""What oscap found, rule by rule, with the reason: read from an ARF file.

The reasons are the output of check scripts, which oscap's own HTML report leaves out, and the
OVAL criteria that decided.
"""

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from generator.markup.namespaces import OVAL_RESULTS, PREFIXES, name

_RESULT = f"{{{OVAL_RESULTS}}}"
_MARKS = {"true": "yes", "false": "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """One rule's result in XCCDF's words, and the reasons, one a line."""

    rule: str
    title: str
    severity: str
    result: str
    reasons: tuple[str, ...]


def read_results(arf: Path) -> tuple[RuleResult, ...]:
    """Read the results of the rules that were selected, in the order of the benchmark."""
    root = etree.parse(arf).getroot()
    titles = {
        rule.get("id"): rule.findtext(name("xccdf", "title")) or ""
        for rule in root.iter(name("xccdf", "Rule"))
    }
    comments = {
        test.get("id"): test.get("comment") or ""
        for tests in root.iter(name("oval-def", "tests"))
        for test in tests
    }
    definitions = {item.get("definition_id"): item for item in root.iter(f"{_RESULT}definition")}
    return tuple(
        RuleResult(
            rule=str(item.get("idref")).rpartition("_rule_")[2],
            title=titles.get(item.get("idref"), ""),
            severity=item.get("severity") or "unknown",
            result=item.findtext(name("xccdf", "result")) or "unknown",
            reasons=_reasons(item, definitions, comments),
        )
        for item in root.iter(name("xccdf", "rule-result"))
        if item.findtext(name("xccdf", "result")) != "notselected"
    )


def _reasons(
    result: etree._Element,
    definitions: dict[str | None, etree._Element],
    comments: dict[str | None, str],
) -> tuple[str, ...]:
    found: list[str] = []
    for imported in result.iterfind(".//xccdf:check-import", PREFIXES):
        found += [line for line in (imported.text or "").splitlines() if line.strip()]
    if found:
        return tuple(found)
    for reference in result.iterfind(".//xccdf:check-content-ref", PREFIXES):
        criteria = definitions.get(reference.get("name"))
        top = None if criteria is None else criteria.find(f"{_RESULT}criteria")
        if top is not None:
            found += _decisive(top, comments)
    return tuple(dict.fromkeys(found))


def _decisive(node: etree._Element, comments: dict[str | None, str]) -> list[str]:
    """Give the tests that made `node` what it is.

    Of an OR that fails, that is the branch that came nearest: the one with most of its tests true.
    """
    outcome = node.get("result")
    if node.tag == f"{_RESULT}criterion":
        comment = comments.get(node.get("test_ref"), node.get("test_ref") or "")
        if node.get("negate") == "true":
            comment = f"not: {comment}"
        return [f"{_MARKS.get(str(outcome), outcome)}: {comment}"]
    children = [child for child in node if child.get("result") == outcome]
    if node.get("operator") == "OR" and len(children) > 1 and outcome == "false":
        children = [max(children, key=_trues)]
    return [reason for child in children for reason in _decisive(child, comments)]


def _trues(node: etree._Element) -> int:
    return sum(item.get("result") == "true" for item in node.iter(f"{_RESULT}criterion"))
