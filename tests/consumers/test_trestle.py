"""compliance-trestle makes OSCAL of XCCDF results: what a rule-result says, and no more."""

import json
from typing import Any

import pytest

from tests.consumers.conftest import Programs
from tests.consumers.scanning import Scanned

pytestmark = pytest.mark.consumers
TASK = "xccdf-result-to-oscal-ar"


@pytest.fixture(scope="module")
def told(scanned: Scanned, programs: Programs) -> dict[str, Any]:
    work = scanned.folder / "trestle"
    (work / "in").mkdir(parents=True, exist_ok=True)
    (work / "in/results.xml").write_bytes(scanned.results.read_bytes())
    settings = work / "task.ini"
    settings.write_text(f"[task.{TASK}]\ninput-dir = in\noutput-dir = out\n")
    programs.run("trestle", "init", "--local", cwd=work)
    programs.run("trestle", "task", TASK, "-c", settings.name, cwd=work)
    (found,) = json.loads((work / "out/results.oscal.json").read_text("utf-8"))["results"]
    assert isinstance(found, dict)
    return found


def properties(item: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["value"] for one in item.get("props", ())}


def test_each_result_is_an_observation(scanned: Scanned, told: dict[str, Any]) -> None:
    found = {one["description"]: properties(one) for one in told["observations"]}
    chosen = {name: one for name, one in found.items() if one["result"] != "notselected"}
    assert {name: one["result"] for name, one in chosen.items()} == {
        name: rule.result for name, rule in scanned.rules.items()
    }
    for name, rule in scanned.rules.items():
        assert chosen[name]["idref"] == name
        assert float(chosen[name]["weight"]) == float(rule.weight)


def test_scanner_benchmark_and_severity_are_told_once(
    scanned: Scanned, told: dict[str, Any]
) -> None:
    (scanner,) = told["local-definitions"]["assessment-assets"]["components"]
    said = properties(scanner)
    assert said["scanner_name"] == "OpenSCAP"
    assert said["benchmark_id"].endswith(f"_benchmark_{scanned.product}")
    assert {said["severity"]} == {rule.severity for rule in scanned.rules.values()}


def test_the_kind_of_system_is_the_second_word_of_the_path_given_to_oscap(
    scanned: Scanned, told: dict[str, Any]
) -> None:
    (system,) = told["local-definitions"]["inventory-items"]
    assert properties(system)["target_type"] == str(scanned.stream).split("-")[1]
    assert scanned.stream.name.split("-")[1] == scanned.product


def test_titles_identifiers_and_references_do_not_arrive(
    scanned: Scanned, told: dict[str, Any]
) -> None:
    text = json.dumps(told)
    for rule in scanned.rules.values():
        assert rule.title not in text
        assert not [word for word in rule.idents if word in text]
        assert not [href for href, _ in rule.references if href in text]
