"""What oscap found, rule by rule, with the reason: read from an ARF file.

The reasons are the output of check scripts, which oscap's own HTML report leaves out, and, where no
script answered, the OVAL criteria that decided.
"""

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from generator.markup.namespaces import OVAL_RESULTS, PREFIXES, name

_RESULT = f"{{{OVAL_RESULTS}}}"
_NOT_ASKED = "not asked: "
"""How a script begins that leaves the answer to another check."""
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
    asked = {item.get("id"): item for item in root.iter(name("oval-def", "definition"))}
    definitions = {
        key: (item, asked[key])
        for item in root.iter(f"{_RESULT}definition")
        if (key := item.get("definition_id")) in asked
    }
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


_Answered = tuple[etree._Element, etree._Element]  # noqa: SLF001 - lxml has no other name
"""An element of the OVAL results, and the same element of the definitions, which has comments."""


def _reasons(
    result: etree._Element,
    definitions: dict[str | None, _Answered],
    comments: dict[str | None, str],
) -> tuple[str, ...]:
    found: list[str] = []
    for imported in result.iterfind(".//xccdf:check-import", PREFIXES):
        found += [line for line in (imported.text or "").splitlines() if line.strip()]
    if found and not found[0].startswith(_NOT_ASKED):
        return tuple(found)
    for reference in result.iterfind(".//xccdf:check-content-ref", PREFIXES):
        answered = definitions.get(reference.get("name"))
        if answered is None:
            continue
        top = answered[0].find(f"{_RESULT}criteria")
        words = answered[1].find(name("oval-def", "criteria"))
        if top is not None and words is not None:
            found += _decisive((top, words), comments)
    return tuple(dict.fromkeys(found))


def _decisive(node: _Answered, comments: dict[str | None, str]) -> list[str]:
    """Give what made `node` what it is, test by test.

    Of an OR that holds that is the first branch that does. Of one that fails it is the branch that
    came nearest, the one with most of its tests true; where no test of any branch is true, the
    comment of the whole says it all.
    """
    answer, words = node
    outcome = answer.get("result")
    mark = _MARKS.get(str(outcome), outcome)
    if answer.tag == f"{_RESULT}criterion":
        comment = comments.get(answer.get("test_ref"), answer.get("test_ref") or "")
        return [f"{mark}: {'not: ' if answer.get('negate') == 'true' else ''}{comment}"]
    children = [
        pair for pair in zip(answer, words, strict=True) if pair[0].get("result") == outcome
    ]
    if answer.get("operator") == "OR" and children:
        best = max(children, key=_trues)
        if outcome == "false" and not _trues(best):
            return [f"{mark}: {words.get('comment')}"]
        children = [best]
    return [reason for child in children for reason in _decisive(child, comments)]


def _trues(node: _Answered) -> int:
    return sum(item.get("result") == "true" for item in node[0].iter(f"{_RESULT}criterion"))
