"""oscap's own pages show titles, results, identifiers and references, and no markup."""

import subprocess

import pytest
from lxml import html

from generator.content import ids
from tests.consumers.scanning import Scanned

pytestmark = pytest.mark.consumers


def page(*words: str) -> html.HtmlElement:
    run = subprocess.run(
        ["oscap", "xccdf", "generate", *words], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return html.document_fromstring(run.stdout)


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("kind", ["guide", "report"])
def test_a_page_shows_each_rule_and_no_markup(scanned: Scanned, kind: str) -> None:
    profile = ids.xccdf_id("profile", scanned.profile)
    words = ("--profile", profile, "guide", str(scanned.stream))
    found = page(*words) if kind == "guide" else page("report", str(scanned.arf))
    text, links = plain(found.text_content()), set(found.xpath("//a/@href"))
    for rule in scanned.rules.values():
        for word in (rule.id, rule.title, rule.first_words, *rule.idents):
            assert plain(word) in text
        assert {href for href, _ in rule.references} <= links
        assert all(identifier in text for _, identifier in rule.references)
    for script in found.xpath("//pre"):
        script.drop_tree()
    text = plain(found.text_content())
    for markup in ("<p>", "<html:", "**To check", "&lt;", "&amp;"):
        assert markup not in text


def test_the_report_has_the_result_of_each_rule(scanned: Scanned) -> None:
    found = page("report", str(scanned.arf))
    shown = {
        plain(title.text_content()): plain(
            row.xpath(".//td[contains(@class, 'rule-result')]")[0].text_content()
        )
        for row in found.xpath("//tr[contains(@class, 'rule-overview-leaf ')]")
        for title in row.xpath(".//a")[:1]
    }
    assert shown == {rule.title: rule.result for rule in scanned.rules.values()}


def test_scripts_that_stand_alone_in_a_check_are_not_heard_in_the_report(scanned: Scanned) -> None:
    text = plain(page("report", str(scanned.arf)).text_content())
    for rule in scanned.rules.values():
        for line in rule.evidence.splitlines():
            assert not line or plain(line) not in text
