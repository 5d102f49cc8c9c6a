"""The manual data stream asks people what the other stream asks machines, rule by rule."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from generator.content import ids
from generator.markup.namespaces import OCIL, OCIL_SYSTEM, PREFIXES, name
from generator.source import Problems
from generator.stages.models import Run
from generator.validate.catalog import find_schemas
from generator.validate.oscap import validate_with_oscap
from generator.validate.schemas import check_xsd
from tests.products.names import name_of, part_of, stream_of
from tests.world.build import Built
from tests.world.oscap import run_oscap
from tests.world.world import debian, write

# What a person is not asked for, or is asked for elsewhere.
CHECKS: Final = (name("xccdf", "check"), name("xccdf", "complex-check"), name("xccdf", "fix"))


def products(everything: Run) -> list[str]:
    return [name_of(product) for product in everything.loaded.products]


def benchmark(path: Path) -> etree._Element:
    found = etree.parse(path).find(".//xccdf:Benchmark", PREFIXES)
    assert found is not None
    return found


def without_checks(item: etree._Element) -> list[bytes]:
    """Give the Profiles, Values and Groups of a Benchmark, without checks and fixes."""
    parts = [deepcopy(item) for item in item.iterfind("*[@id]") if not item.get("hidden")]
    for part in parts:
        etree.strip_elements(part, *CHECKS, with_tail=True)
    return [etree.tostring(part, method="c14n2", strip_text=True) for part in parts]


def test_every_document_is_schema_valid(everything: Run) -> None:
    schemas = find_schemas(Problems())
    assert schemas
    for product in products(everything):
        document = etree.parse(part_of(everything, product, "ocil"))
        assert check_xsd(document, schemas.path("ocil")) == ()


def test_benchmarks_differ_in_checks_alone(everything: Run) -> None:
    for product in products(everything):
        ours = benchmark(part_of(everything, product, "ds-manual"))
        theirs = benchmark(stream_of(everything, product))
        assert without_checks(ours) == without_checks(theirs)
        assert len(list(ours.iter(name("xccdf", "Rule")))) > 1
        assert ours.get("id") == f"{theirs.get('id')}-manual"
        assert list(ours.iter(name("xccdf", "fix"))) == []


def test_every_rule_has_one_questionnaire_of_its_own(everything: Run) -> None:
    for product in products(everything):
        root = etree.parse(part_of(everything, product, "ds-manual")).getroot()
        found = {}
        for rule in root.iter(name("xccdf", "Rule")):
            (check,) = rule.iter(name("xccdf", "check"))
            assert check.get("system") == OCIL_SYSTEM
            found[check[0].get("name")] = rule.findtext("xccdf:title", None, PREFIXES)
        assert found == {
            item.get("id"): item.findtext("ocil:title", None, PREFIXES)
            for item in root.iter(name("ocil", "questionnaire"))
        }


def test_text_is_on_one_line_as_readers_of_the_schema_see_it(everything: Run) -> None:
    for product in products(everything):
        root = etree.parse(part_of(everything, product, "ocil")).getroot()
        texts = [str(item.text) for item in root.iter(f"{{{OCIL}}}*") if not len(item)]
        assert [text for text in texts if text != " ".join(text.split())] == []


def test_document_says_when_it_was_released(everything: Run) -> None:
    for product in products(everything):
        root = etree.parse(part_of(everything, product, "ocil")).getroot()
        told = {str(item.tag).partition("}")[2]: item.text for item in root[0]}
        assert told == {
            "product_name": "auditscap",
            "schema_version": "2.0",
            "timestamp": everything.stamp,
        }


def test_questionnaire_names_what_benchmarks_call_the_rule(everything: Run) -> None:
    root = etree.parse(part_of(everything, "rhel9", "ocil")).getroot()
    wanted = ids.ocil_id("questionnaire", "audit_kernel_modules_configured")
    (sheet,) = (one for one in root[2] if one.get("id") == wanted)
    told = [item.text for item in sheet.iterfind("ocil:references/*", PREFIXES)]
    assert "CIS Red Hat Enterprise Linux 9 Benchmark v2.0.0: 6.3.3.19" in told
    assert "CCE-83804-5" in told


def test_manifest_leads_to_every_questionnaire(built: Built) -> None:
    told = json.loads(built.file("manifest.json").read_text("utf-8"))["manual"]
    stream = etree.parse(built.file(told["data_stream_file"])).getroot()
    document = etree.parse(built.file(told["questionnaire_file"])).getroot()
    assert [one.get("id") for one in stream.iter(name("ds", "data-stream"))] == [
        told["data_stream"]
    ]
    assert benchmark(built.file(told["data_stream_file"])).get("id") == told["benchmark"]
    assert list(told["questionnaires"].values()) == [
        item.get("id") for item in document.iter(name("ocil", "questionnaire"))
    ]


def test_scanners_never_meet_a_questionnaire(everything: Run) -> None:
    for product in products(everything):
        root = etree.parse(stream_of(everything, product)).getroot()
        systems = {check.get("system") for check in root.iter(name("xccdf", "check"))}
        assert OCIL_SYSTEM not in systems
        assert "-manual" not in stream_of(everything, product).read_text("utf-8")


@pytest.mark.oscap
def test_oscap_checks_nothing_by_hand_and_says_so(built: Built, oscap: str, tmp_path: Path) -> None:
    stream, out = built.file("auditscap-debian12-ds-manual.xml"), tmp_path / "results.xml"
    root = write(tmp_path / "root", debian())
    for profile in benchmark(stream).iterfind("xccdf:Profile", PREFIXES):
        words = ("xccdf", "eval", "--profile", str(profile.get("id")), "--results", str(out))
        ran = run_oscap(oscap, *words, str(stream), root=root)
        assert (ran.returncode, ran.stderr) == (0, "")
        results = [one.text for one in etree.parse(out).iterfind(".//xccdf:result", PREFIXES)]
        assert set(results) <= {"notchecked", "notselected"}
        assert "notchecked" in results


@pytest.mark.oscap
def test_oscap_finds_the_manual_streams_valid(everything: Run, oscap: str) -> None:
    assert oscap
    for product in products(everything):
        problems = Problems()
        validate_with_oscap(product, part_of(everything, product, "ds-manual"), problems)
        assert [problem.message for problem in problems] == []
