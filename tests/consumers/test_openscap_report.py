"""openscap-report reads our ARF: its JSON and its page have all but the words of check scripts."""

import json
from typing import Any

import pytest
from lxml import etree, html

from generator.markup.namespaces import PREFIXES
from tests.consumers.conftest import Programs
from tests.consumers.scanning import Scanned

pytestmark = pytest.mark.consumers


@pytest.fixture(scope="module")
def told(scanned: Scanned, programs: Programs) -> dict[str, Any]:
    report = scanned.folder / "report.json"
    words = ("--format", "JSON", "--output", str(report), str(scanned.arf))
    programs.run("oscap-report", *words, cwd=scanned.folder)
    found: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return found


def test_each_rule_arrives_whole(scanned: Scanned, told: dict[str, Any]) -> None:
    asked = {name for name, one in told["rules"].items() if one["result"] != "notselected"}
    assert asked == set(scanned.rules)
    for name, rule in scanned.rules.items():
        found = told["rules"][name]
        assert (found["title"], found["result"]) == (rule.title, rule.result)
        assert (found["severity"], found["weight"]) == (rule.severity, float(rule.weight))
        assert set(found.get("identifiers", ())) == rule.idents
        assert rule.references == {
            (one["href"], text) for one in found["references"] for text in one["ref_ids"]
        }
        systems = {one["system"].rpartition(":")[2] for one in found.get("remediations", ())}
        assert systems == (set() if name.endswith("_symlinks") else {"sh", "ansible"})


def test_texts_arrive_with_their_markup(scanned: Scanned, told: dict[str, Any]) -> None:
    for name, rule in scanned.rules.items():
        found = told["rules"][name]
        description = html.fromstring(f"<div>{found['description']}</div>")
        assert rule.first_words in description.text_content()
        assert description.findall(".//code")
        assert html.fromstring(f"<div>{found['rationale']}</div>").text_content().strip()
        assert all(one["text"].startswith("<p>") for one in found.get("warnings", ()))


def test_references_have_the_names_of_the_benchmark(scanned: Scanned, told: dict[str, Any]) -> None:
    benchmark = etree.parse(scanned.results).getroot()
    names = {one.get("href"): one.text for one in benchmark.iterfind("xccdf:reference", PREFIXES)}
    for rule in told["rules"].values():
        assert {names[one["href"]] for one in rule["references"]} == {
            one["name"] for one in rule["references"]
        }


def test_the_page_shows_rules_and_no_markup(scanned: Scanned, programs: Programs) -> None:
    report = scanned.folder / "report.html"
    programs.run("oscap-report", "--output", str(report), str(scanned.arf), cwd=scanned.folder)
    page = html.parse(report).getroot()
    text = " ".join(page.text_content().split())
    for rule in scanned.rules.values():
        for word in (rule.id, rule.title, rule.first_words, *rule.idents):
            assert " ".join(word.split()) in text
        assert all(href in page.xpath("//a/@href") for href, _ in rule.references)
    assert "<p>" not in text
    assert "**To check by hand**" not in text


def test_what_scripts_say_does_not_arrive(scanned: Scanned, told: dict[str, Any]) -> None:
    said = {line for rule in scanned.rules.values() for line in rule.evidence.splitlines() if line}
    assert said
    assert not [line for line in said if line in json.dumps(told)]
