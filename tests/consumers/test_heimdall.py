"""Heimdall's converter reads our XCCDF results: all but the output of scripts arrives as HDF."""

import re
from typing import Any, Final

import pytest

from generator.markup.namespaces import OVAL_SYSTEM
from tests.consumers.conftest import Programs
from tests.consumers.scanning import Rule, Scanned

pytestmark = pytest.mark.consumers
STATUS: Final = {
    "pass": "passed",
    "fail": "failed",
    "notapplicable": "skipped",
    "notchecked": "skipped",
}
NIST: Final = "sp/800/53"
IMPACT: Final = {"low": 0.3, "medium": 0.5, "high": 0.7}
# What the converter says where no identifier is a CCI: its own default, not ours. It reads the
# references for more only where a rule has no identifier at all.
DEFAULT: Final = ["SA-11", "RA-5"]


@pytest.fixture(scope="module")
def told(scanned: Scanned, programs: Programs) -> dict[str, Any]:
    found = programs.node("heimdall.cjs", str(scanned.results))
    (profile,) = found["profiles"]
    assert profile["name"].endswith(f"_benchmark_{scanned.product}")
    assert profile["title"].startswith("Linux audit rules for ")
    return {one["id"]: one for one in profile["controls"]}


def test_each_rule_arrives_with_its_result(scanned: Scanned, told: dict[str, Any]) -> None:
    assert set(scanned.rules) <= set(told)
    for name, rule in scanned.rules.items():
        (result,) = told[name]["results"]
        assert result["status"] == STATUS[rule.result]
        assert told[name]["title"] == rule.title
        assert told[name]["tags"]["severity"] == rule.severity
        applies = rule.result != "notapplicable"
        assert told[name]["impact"] == (IMPACT[rule.severity] if applies else 0)


def test_rules_of_other_profiles_arrive_as_skipped(scanned: Scanned, told: dict[str, Any]) -> None:
    for name in set(told) - set(scanned.rules):
        assert told[name]["results"][0]["status"] == "skipped"
        assert told[name]["tags"]["rule_result"]["result"] == "notselected"


def test_texts_arrive_without_markup(scanned: Scanned, told: dict[str, Any]) -> None:
    for name, rule in scanned.rules.items():
        assert told[name]["desc"].startswith(rule.first_words)
        labels = {one["label"]: one["data"] for one in told[name]["descriptions"]}
        assert labels["rationale"].strip()
        for text in (told[name]["desc"], *labels.values()):
            assert "<" not in text.replace("<=", "")


def test_identifiers_and_references_arrive(scanned: Scanned, told: dict[str, Any]) -> None:
    for name, rule in scanned.rules.items():
        tags = told[name]["tags"]
        idents = tags.get("ident") or []
        each = idents if isinstance(idents, list) else [idents]
        assert {one["text"] for one in each} == rule.idents
        assert sorted(tags["cci"]) == rule.idents_of("CCI-")
        assert {(one["url"], one["ref"]) for one in told[name]["refs"]} == rule.references


def test_nist_controls_come_from_cci_or_from_references(
    scanned: Scanned, told: dict[str, Any]
) -> None:
    for name, rule in scanned.rules.items():
        nist = told[name]["tags"]["nist"]
        if rule.idents_of("CCI-"):
            assert not set(DEFAULT) & set(nist)
        else:
            assert nist[:2] == DEFAULT
            assert _plain(rule) <= set(nist) or rule.idents


def _plain(rule: Rule) -> set[str]:
    """Give the NIST controls that a rule refers to, as the converter writes them."""
    named = (text for href, text in rule.references if NIST in href)
    found = (re.fullmatch(r"([A-Z]{2}-\d+)(?:\(([a-z])\))?", text) for text in named)
    return {one[1] + (f" {one[2]}." if one[2] else "") for one in found if one}


def test_the_check_is_named_only_where_it_is_oval_alone(
    scanned: Scanned, told: dict[str, Any]
) -> None:
    for name, rule in scanned.rules.items():
        labels = {one["label"] for one in told[name]["descriptions"]}
        check = told[name]["tags"]["check"]
        assert ("check" in labels) == (OVAL_SYSTEM in check) == rule.oval_alone


def test_the_fix_arrives_only_in_the_source_of_the_rule(
    scanned: Scanned, told: dict[str, Any]
) -> None:
    for name, rule in scanned.rules.items():
        assert "fix" not in {one["label"] for one in told[name]["descriptions"]}
        assert ("urn:xccdf:fix:script:sh" in told[name]["code"]) == rule.has_fix


def test_what_scripts_say_arrives_in_the_rule_result_tag(
    scanned: Scanned, told: dict[str, Any]
) -> None:
    for name, rule in scanned.rules.items():
        if not rule.evidence:
            continue
        (result,) = told[name]["results"]
        assert rule.evidence.splitlines()[0] not in result["code_desc"]
        said = told[name]["tags"]["rule_result"]["complex-check"]["check"]["check-import"]["text"]
        assert said.split() == rule.evidence.split()
