"""Law: what is emitted is what oscap evaluates, if white space separates all siblings."""

import subprocess
from pathlib import Path

import pytest
from lxml import etree

from generator.markup.namespaces import PREFIXES, XCCDF, XHTML
from tests.world.build import Built

TEXT = {
    f"{{{XCCDF}}}{tag}"
    for tag in ("title", "description", "rationale", "warning", "fix", "fixtext", "question")
}


def unseparated(root: etree._Element) -> list[str]:
    """Give every element that no white space separates from what stands before it."""
    found = []
    for parent in root.iter(etree.Element):
        if parent.tag in TEXT or str(parent.tag).startswith(f"{{{XHTML}}}") or not len(parent):
            continue
        gaps = [parent.text, *(child.tail for child in parent)]
        if any(not gap or not gap.startswith("\n") for gap in gaps):
            found.append(f"{parent.tag!s} line {parent.sourceline}")
    return found


def test_white_space_separates_all_siblings(built: Built) -> None:
    files = sorted(built.folder.glob("*.xml"))
    assert len(files) == 9
    for path in files:
        root = etree.parse(path).getroot()
        assert len(list(root.iter())) > 5
        assert unseparated(root) == []


def test_what_is_not_separated_would_be_seen() -> None:
    assert unseparated(etree.fromstring("<a>\n<b/><c/>\n</a>"))
    assert unseparated(etree.fromstring("<a><b/>\n</a>"))


def canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n2", strip_text=True)


@pytest.mark.parametrize(("part", "count"), [("ds", 5), ("ds-manual", 4)])
def test_components_are_the_same_alone_and_in_the_stream(
    part: str, count: int, built: Built
) -> None:
    stream = etree.parse(built.file(f"auditscap-debian12-{part}.xml"))
    components = list(stream.iterfind("ds:component", PREFIXES))
    assert len(components) == count
    for component in components:
        path = built.file(str(component.get("id")).partition("_comp_")[2])
        assert canonical(etree.parse(path).getroot()) == canonical(component[0])


def test_scripts_are_the_same_alone_and_in_the_stream(built: Built) -> None:
    stream = etree.parse(built.stream)
    scripts = list(stream.iterfind("ds:extended-component", PREFIXES))
    assert scripts
    for component in scripts:
        path = built.file(str(component.get("id")).partition("_ecomp_")[2])
        assert component[0].text == path.read_text("utf-8")
        assert str(component[0].text).startswith("#!")


@pytest.mark.oscap
def test_rules_emitted_are_rules_evaluated(built: Built, oscap: str, tmp_path: Path) -> None:
    """Every rule of every profile has one result, and every definition is evaluated."""
    stream = etree.parse(built.stream)
    rules = [rule.get("id") for rule in stream.iterfind(".//xccdf:Rule", PREFIXES)]
    for profile in stream.iterfind(".//xccdf:Profile", PREFIXES):
        out = tmp_path / "results.xml"
        name = str(profile.get("id"))
        command = [
            oscap,
            "xccdf",
            "eval",
            "--profile",
            name,
            "--results",
            str(out),
            str(built.stream),
        ]
        ran = subprocess.run(command, check=False, capture_output=True)
        assert ran.returncode in (0, 2), ran.stderr
        results = {
            one.get("idref"): one.findtext("xccdf:result", "", PREFIXES)
            for one in etree.parse(out).iterfind(".//xccdf:rule-result", PREFIXES)
        }
        assert list(results) == rules
        selected = {
            one.get("idref")
            for one in profile.iterfind("xccdf:select[@selected='true']", PREFIXES)
            if "_rule_" in str(one.get("idref"))
        }
        assert {rule for rule, result in results.items() if result != "notselected"} == selected
