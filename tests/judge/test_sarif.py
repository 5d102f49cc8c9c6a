"""SARIF 2.1.0: the structure that OASIS asks for, and what hosts of code ask for beside it."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.judge import CODES
from tests.judge.run import judge

BAD = """\
-a always,exit -F arch=b64 -S unlnk -k delete
-w /etc/größe -p wa
-w /etc/größe -p wa
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "rules d"
    folder.mkdir()
    (folder / "10-a.rules").write_text(BAD)
    done = judge(
        "--format", "sarif", "--rules-dir", "rules d",
        "--product", "debian12", "--control", "audit_sudoers",
    )  # fmt: skip
    assert done.exit_code == 1
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_log_has_one_run_with_a_rule_for_each_code(log: dict[str, Any]) -> None:
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert driver["name"] == "auditscap"
    assert [rule["id"] for rule in driver["rules"]] == [code.id for code in CODES]
    for rule in driver["rules"]:
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule["shortDescription"]["text"].endswith(".")
        assert "helpUri" not in rule


def test_each_result_names_its_rule_and_a_region(log: dict[str, Any]) -> None:
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "rules%20d/10-a.rules"}
        if result["message"]["text"].endswith("no rule matches."):
            assert "region" not in place
            continue
        region = place["region"]
        assert 1 <= region["startColumn"] < region["endColumn"]
        line = BAD.splitlines()[region["startLine"] - 1]
        assert region["endColumn"] <= len(line) + 1
        assert region["snippet"]["text"] == line


def test_results_are_findings_and_what_is_not_collected(log: dict[str, Any]) -> None:
    found = [result["ruleId"] for result in log["runs"][0]["results"]]
    assert found == ["R102", "R307", "R103", "R601"]


def test_a_repeated_rule_points_at_the_first(log: dict[str, Any]) -> None:
    result = log["runs"][0]["results"][2]
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["region"]["startLine"] == 2


def test_absolute_paths_are_uris_of_files(tmp_path: Path) -> None:
    (tmp_path / "10-a.rules").write_text(BAD)
    done = judge("--format", "sarif", "--no-controls", "--rules-dir", str(tmp_path))
    location = json.loads(done.stdout)["runs"][0]["results"][0]["locations"][0]
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == (tmp_path / "10-a.rules").as_uri()
