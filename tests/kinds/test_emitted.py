"""Laws of what is emitted: patterns, indentation, one rule-result for each rule of a profile."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.world.build import Built, build
from tests.world.scan import evaluate
from tests.world.world import debian, write

# Elements whose white space is content (mixed or text): what stands in them is not indented.
TEXT = frozenset({"title", "description", "rationale", "warning", "fix", "fixtext", "question"})
XHTML = "http://www.w3.org/1999/xhtml"
# What Perl 5's common subset, as OVAL asks for it, leaves out.
UNCOMMON = re.compile(r"\(\?(?!:)|\\[ZzAGKRhHvV]|\[\[:|\*\+|\+\+|\?\+")


@pytest.fixture(scope="session")
def documents(built: Built) -> tuple[Path, ...]:
    found = tuple(sorted(built.folder.glob("*.xml")))
    assert len(found) >= 5
    return found


def patterns(built: Built) -> Iterator[tuple[str, str, str]]:
    """Every literal pattern: the element that holds it, its tag, and the pattern."""
    for name in ("oval", "cpe-oval"):
        root = etree.parse(built.file(f"auditscap-debian12-{name}.xml")).getroot()
        for element in root.iter("{*}*"):
            tag = etree.QName(element).localname
            if element.get("operation") == "pattern match" and element.text:
                parent = element.getparent()
                assert parent is not None
                yield etree.QName(parent).localname, tag, element.text
            if tag == "regex_capture":
                yield tag, tag, str(element.get("pattern"))


def test_every_pattern_compiles_and_captures_what_it_must(built: Built) -> None:
    found = list(patterns(built))
    assert len(found) > 20
    for holder, tag, text in found:
        groups = re.compile(text).groups
        captures = tag == "regex_capture" or (holder.endswith("_object") and tag == "pattern")
        assert groups == (1 if captures else 0), text


def test_patterns_keep_to_the_common_subset(built: Built) -> None:
    assert [text for _, _, text in patterns(built) if UNCOMMON.search(text)] == []


def test_elements_are_never_next_to_each_other(documents: tuple[Path, ...]) -> None:
    for path in documents:
        for element in etree.parse(path).getroot().iter("{*}*"):
            name = etree.QName(element)
            if name.localname in TEXT or name.namespace == XHTML:
                continue
            children = list(element)
            if not children or _within_text(element):
                continue
            gaps = [element.text, *(child.tail for child in children)]
            assert all(gap and gap.strip(" ") == "\n" for gap in gaps), (path.name, element.tag)


def _within_text(element: etree._Element) -> bool:
    return any(etree.QName(parent).localname in TEXT for parent in element.iterancestors())


def test_every_document_ends_in_one_newline_and_has_no_tab(documents: tuple[Path, ...]) -> None:
    for path in documents:
        text = path.read_text("utf-8")
        assert text.endswith(">\n")
        assert "\r" not in text


def test_no_filter_compares_numbers(built: Built) -> None:
    """oscap 1.3.7 lets every item through a filter that compares its text with a number."""
    root = etree.parse(built.file("auditscap-debian12-oval.xml")).getroot()
    filtered = {str(item.text) for item in root.iter("{*}filter")}
    numeric = {
        str(state.get("id"))
        for state in root.iter("{*}textfilecontent54_state")
        if any(entity.get("datatype") in {"int", "version"} for entity in state)
    }
    assert numeric
    assert not filtered & numeric


@pytest.mark.oscap
def test_rules_emitted_are_rules_evaluated_offline(
    built: Built, oscap: str, tmp_path: Path
) -> None:
    assert oscap
    root = write(tmp_path / "root", debian())
    for profile, rules in built.profiles.items():
        scan = evaluate(root, built.stream, profile=profile)
        assert sorted(scan.results) == sorted(rules)
        assert "notchecked" not in scan.results.values()
        assert "error" not in scan.results.values()
        assert scan.messages == ""


@pytest.mark.oscap
@pytest.mark.slow
def test_oscap_finds_nothing_wrong_with_the_build(oscap: str, tmp_path: Path) -> None:
    assert oscap
    judged = build(tmp_path, oscap=True)
    assert judged.stream.is_file()
    assert {item.product for item in judged.run.judgements} == {"debian12"}


@pytest.mark.oscap
@pytest.mark.usefixtures("oscap")
@pytest.mark.parametrize(
    ("value", "text", "key", "expected"),
    [
        ("audit_key_policy", "exact", "kernel_modules", "pass"),
        ("audit_key_policy", "exact", "modules", "fail"),
        ("audit_key_policy", "any", "modules", "pass"),
        ("audit_b32", "required", "kernel_modules", "fail"),
        ("audit_b32", "optional", "kernel_modules", "pass"),
        ("audit_uid_min", "500", "kernel_modules", "fail"),
        ("audit_uid_min", "1000", "kernel_modules", "pass"),
    ],
)
def test_a_tailoring_reaches_the_checks(
    value: str, text: str, key: str, expected: str, *, built: Built, tmp_path: Path
) -> None:
    lines = (
        "-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,"
        f"query_module -F auid>=1000 -F auid!=unset -k {key}\n"
        f"-w /usr/bin/kmod -p x -k {key}\n"
    )
    paths = ("/etc/audit/rules.d/50-test.rules", "/etc/audit/audit.rules")
    root = write(tmp_path / "root", debian() | dict.fromkeys(paths, lines))
    tailoring = tmp_path / "tailoring.xml"
    tailoring.write_text(TAILORING.format(stream=built.stream, value=value, text=text))
    scan = evaluate(
        root,
        built.stream,
        *("--tailoring-file", str(tailoring)),
        profile="xccdf_org.example_profile_tailored",
    )
    found = {scan.results[f"audit_kernel_modules_{name}"] for name in ("configured", "compiled")}
    assert found == {expected}


TAILORING = """\
<?xml version="1.0" encoding="UTF-8"?>
<xccdf:Tailoring xmlns:xccdf="http://checklists.nist.gov/xccdf/1.2"
    id="xccdf_org.example_tailoring_test">
  <xccdf:benchmark href="{stream}"/>
  <xccdf:version time="2026-01-01T00:00:00">1</xccdf:version>
  <xccdf:Profile id="xccdf_org.example_profile_tailored"
      extends="xccdf_org.auditscap.content_profile_oval_only">
    <xccdf:title>Tailored</xccdf:title>
    <xccdf:set-value idref="xccdf_org.auditscap.content_value_{value}">{text}</xccdf:set-value>
  </xccdf:Profile>
</xccdf:Tailoring>
"""


def test_programs_fit_into_one_argument(built: Built) -> None:
    """Linux takes no argument of more than 128 KiB (MAX_ARG_STRLEN, execve(2))."""
    text = built.file("audit_rules_library.sh").read_text("ascii")
    longest = max(len(part) for part in text.split("'"))
    assert 60_000 < longest < 120_000
