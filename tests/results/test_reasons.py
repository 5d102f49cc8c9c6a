"""The reasons that a scan shows: what decided each rule, and nothing else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.results import RuleResult, brief, read_scans
from generator.source import Problems
from tests.world.build import Built
from tests.world.scan import evaluate
from tests.world.world import debian, write

RULES = "/etc/audit/rules.d/50-x.rules"
RIGHT = (
    "-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,"
    "query_module -F auid>=1000 -F auid!=unset -k kernel_modules\n"
    "-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=1000 -F auid!=unset -k k\n"
)
OFFLINE = "not asked: offline scan: this script sees the running system alone"
Results = Callable[[dict[str, str]], dict[str, RuleResult]]


def reasons(result: RuleResult) -> list[str]:
    return [line.text for line in result.lines]


@pytest.fixture
def results(oscap: str, built: Built, tmp_path: Path) -> Results:
    """Scan a world offline and read its ARF file."""
    assert oscap

    def go(files: dict[str, str]) -> dict[str, RuleResult]:
        root, arf = tmp_path / "root", tmp_path / "arf.xml"
        shutil.rmtree(root, ignore_errors=True)
        write(root, {**debian(), **files})
        evaluate(root, built.stream, "--results-arf", str(arf))
        problems = Problems()
        (scan,) = read_scans((arf,), problems)
        assert not problems.errors
        return {item.name: item for item in scan.results}

    return go


def test_a_missing_system_call_is_the_only_reason(results: Results) -> None:
    found = results({RULES: RIGHT.replace("delete_module,", "")})
    configured = found["audit_kernel_modules_configured"]
    assert (configured.result, configured.severity) == ("fail", "medium")
    assert reasons(configured) == [OFFLINE, "no: a rule records delete_module (b64)"]
    (words,) = brief(configured.result, configured.lines)
    assert words.startswith(
        f"no: a rule records delete_module (b64) (found {RULES}: -a always,exit"
    )


def test_reasons_speak_of_the_machine_at_hand_alone(results: Results) -> None:
    found = reasons(results({RULES: ""})["audit_kernel_modules_configured"])
    assert len(found) == 7
    assert all("b32" not in reason for reason in found)


def test_what_passes_says_why(results: Results) -> None:
    found = results({RULES: RIGHT})
    configured = found["audit_kernel_modules_configured"]
    assert configured.result == "pass"
    assert any("runs of /usr/bin/kmod" in reason for reason in reasons(configured))
    assert reasons(configured)[0] == OFFLINE
    assert all(reason.startswith(("yes: ", "no: not: ")) for reason in reasons(configured)[1:])


def test_output_of_a_script_is_the_reason(results: Results) -> None:
    loaded = results({})["audit_kernel_modules_loaded"]
    assert loaded.result == "notapplicable"
    assert reasons(loaded) == [OFFLINE]


def test_rules_that_are_not_selected_are_left_out(results: Results) -> None:
    assert "audit_kernel_modules_compiled" not in results({})
