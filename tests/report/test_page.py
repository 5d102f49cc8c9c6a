"""The page of a report: it says all, needs nothing, and no text from a scan becomes part of it."""

import base64
import hashlib
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree, html

from generator.report import overview, page
from generator.results import read_scans
from generator.source import Problems
from tests.results.made import results, written

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'--><!-- </style></title></details>"
LATER = "2026-01-02T04:00:00+00:00"
XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'


def shown(*paths: Path) -> bytes:
    problems = Problems()
    scans = read_scans(paths, problems)
    assert [one.message for one in problems] == []
    return page(overview(scans))


def parsed(content: bytes) -> html.HtmlElement:
    return html.document_fromstring(content.decode())


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def two_hosts(tmp_path_factory: pytest.TempPathFactory) -> html.HtmlElement:
    folder = tmp_path_factory.mktemp("two")
    said = "collected: a: b\nnot collected: c: no rule matches"
    paths = (
        written(folder / "1", results({"x": ("fail", said), "y": ("pass", "good")}, host="web1")),
        written(folder / "2", results({"x": ("fail", said), "y": ("error", "bad")}, host="web2")),
        written(folder / "3", results({"x": ("pass", "good")}, host="web3")),
    )
    return parsed(shown(*paths))


def test_rules_stand_under_their_worst_result(two_hosts: html.HtmlElement) -> None:
    groups = {
        group.cssselect("h3")[0].get("id"): [one.text for one in group.cssselect("summary .id")]
        for group in two_hosts.cssselect(".group")
    }
    assert groups == {"fail": ["x"], "error": ["y"]}


def test_hosts_with_one_answer_stand_together(two_hosts: html.HtmlElement) -> None:
    answers = two_hosts.cssselect("article")[0].cssselect(".answer")
    assert [(one.get("data-result"), one.get("data-hosts")) for one in answers] == [
        ("fail", "0 1"),
        ("pass", "2"),
    ]
    assert text_of(answers[0].cssselect(".hosts")[0]) == "web1, web2"
    lines = [(one.get("class"), text_of(one)) for one in answers[0].cssselect(".evidence > li")]
    assert lines == [("met", "collected: a: b"), ("unmet", "not collected: c: no rule matches")]


def test_the_table_has_each_rule_on_each_host_in_words(two_hosts: html.HtmlElement) -> None:
    rows = [[text_of(cell) for cell in row] for row in two_hosts.cssselect(".matrix tr")]
    assert rows == [
        ["rule", "web1", "web2", "web3"],
        ["x", "fail", "fail", "pass"],
        ["y", "pass", "error", "-"],
    ]


def test_links_within_the_page_lead_somewhere_and_ids_are_unique(
    two_hosts: html.HtmlElement,
) -> None:
    ids = Counter(one.get("id") for one in two_hosts.cssselect("[id]"))
    assert max(ids.values()) == 1
    assert {one.get("href", "")[1:] for one in two_hosts.cssselect("a[href^='#']")} <= set(ids)


def test_the_command_names_rule_profile_and_file(tmp_path: Path) -> None:
    fix = '<fix system="urn:xccdf:fix:script:sh">true</fix>'
    document = parsed(shown(written(tmp_path, results({"x": ("fail", "")}, texts=fix))))
    assert document.cssselect(".commands pre")[0].text_content().splitlines() == [
        "oscap xccdf eval \\",
        "  --profile xccdf_org.example_profile_p \\",
        "  --rule xccdf_org.example_rule_x \\",
        "  --remediate b-ds.xml",
    ]


def test_policy_allows_the_own_style_and_script_alone(two_hosts: html.HtmlElement) -> None:
    (policy,) = (one.get("content", "") for one in two_hosts.cssselect("meta[http-equiv]"))
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (element,) = two_hosts.cssselect(tag)
        digest = base64.b64encode(hashlib.sha256((element.text or "").encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not two_hosts.xpath("//@style | //@*[starts-with(name(), 'on')] | //@src | //link")


def test_the_same_scans_give_the_same_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, results({"x": ("fail", "why")}))
    assert shown(path) == shown(path)


def test_texts_of_a_scan_stay_texts(tmp_path: Path) -> None:
    texts = (
        f"<description {XHTML}><h:p onclick='alert(1)'>one <h:script>alert(3)</h:script>"
        "<h:a href='javascript:alert(4)'>two</h:a><h:a href='https://example.org/'>three</h:a>"
        "<h:iframe src='x'/>&lt;b&gt;four</h:p></description>"
        f"<ident system='javascript:alert(5)'>&lt;i&gt;</ident>"
        "<reference href='javascript:alert(6)'>&lt;u&gt;</reference>"
        "<fix system='urn:xccdf:fix:script:sh'>&lt;/script&gt;&lt;script&gt;alert(7)</fix>"
    )
    rules = {EVIL: ("fail", EVIL), "b": ("<b>", EVIL)}
    text = results(rules, host=EVIL, title=EVIL, severity=EVIL, texts=texts, start=EVIL)
    paths = (
        written(tmp_path / "1", text),
        written(tmp_path / "2", text.replace("alert(1)", "alert(9)")),
    )
    for chosen in (paths[:1], paths):
        document = parsed(shown(*chosen))
        assert len(document.cssselect("script")) == 1
        assert len(document.cssselect("style")) == 1
        assert not document.cssselect("img, iframe, base, link, object")
        assert not document.xpath("//@*[starts-with(name(), 'on')] | //comment()")
        links = {one.get("href", "").partition(":")[0] for one in document.cssselect("a[href]")}
        assert {one for one in links if not one.startswith("#")} == {"https"}
        assert "<script>alert(1)</script>" in document.text_content()
        assert {one.get("data-severity") for one in document.cssselect("article")} == {"unknown"}


def test_a_command_of_a_hostile_scan_is_one_command(tmp_path: Path) -> None:
    path = written(tmp_path, results({"$(reboot) `x`; 'y": ("fail", "")}))
    (command,) = parsed(shown(path)).cssselect(".commands pre")
    assert "'xccdf_org.example_rule_$(reboot) `x`; '\"'\"'y'" in command.text_content()


@pytest.mark.parametrize("sign", ["\x9b31m", "\u202e", "\u2028", "\x85", "\ufeff"])
def test_signs_that_act_are_shown_and_do_not_act(sign: str, tmp_path: Path) -> None:
    rules = {f"x{sign}": ("fail", f"not collected: {sign}: {sign}\n")}
    content = shown(written(tmp_path, results(rules, host=sign, title=f"a{sign}b"))).decode()
    assert sign not in content
    assert "\\" in content


def test_long_evidence_is_cut_with_a_note(tmp_path: Path) -> None:
    many = "".join(f"not collected: {number}: no rule matches\n" for number in range(5000))
    rules = {"a": ("fail", "x" * 11_000_000), "b": ("fail", "é\n" * 6_000_000), "c": ("fail", many)}
    content = shown(written(tmp_path, results(rules)))
    assert len(content) < 100_000
    text = text_of(parsed(content))
    assert "(999,600 more characters) … 10,000,000 more characters on 0 more lines left out" in text
    assert "11,000,000 more characters on 5,500,000 more lines left out" in text
    assert "4,701 more lines left out" in text


def test_sixty_rules_on_fifty_hosts_are_quick_and_small(tmp_path: Path) -> None:
    prose = f"<description {XHTML}><h:p>{'A sentence about it. ' * 200}</h:p></description>"
    paths = []
    for host in range(50):
        said = "".join(
            f"not collected: call{line} (b64): kernel rule {host} matches only a part\n"
            for line in range(12)
        )
        rules = {f"rule_{number}": ("fail" if number % 2 else "pass", said) for number in range(60)}
        text = results(rules, host=f"host{host:02}", texts=prose)
        paths.append(written(tmp_path / str(host), text))
    started = time.process_time()
    content = shown(*paths)
    assert time.process_time() - started < 8
    assert len(content) < 5_000_000
    assert content.count(b"A sentence about it. A") <= 60 * 200
    assert etree.QName(parsed(content)).localname == "html"


def test_style_has_no_colour_by_itself_and_both_schemes(two_hosts: html.HtmlElement) -> None:
    (style,) = (one.text or "" for one in two_hosts.cssselect("style"))
    assert "@media (prefers-color-scheme: dark)" in style
    assert "@media print" in style
    assert not re.search(r"url\(|@import", style)
