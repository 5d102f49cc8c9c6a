"""The reasons that a scan shows: what decided each rule, and nothing else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.scan.results import RuleResult, read_results
from generator.scan.target import os_release, product_of
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


@pytest.fixture
def results(oscap: str, built: Built, tmp_path: Path) -> Results:
    """Scan a world offline and read its ARF file."""
    assert oscap

    def scan(files: dict[str, str]) -> dict[str, RuleResult]:
        root, arf = tmp_path / "root", tmp_path / "arf.xml"
        shutil.rmtree(root, ignore_errors=True)
        write(root, {**debian(), **files})
        evaluate(root, built.stream, "--results-arf", str(arf))
        return {item.rule: item for item in read_results(arf)}

    return scan


def test_a_missing_system_call_is_the_only_reason(results: Results) -> None:
    found = results({RULES: RIGHT.replace("delete_module,", "")})
    configured = found["audit_kernel_modules_configured"]
    assert (configured.result, configured.severity) == ("fail", "medium")
    assert configured.reasons == (OFFLINE, "no: a rule records delete_module (b64)")


def test_reasons_speak_of_the_machine_at_hand_alone(results: Results) -> None:
    reasons = results({RULES: ""})["audit_kernel_modules_configured"].reasons
    assert len(reasons) == 7
    assert all("b32" not in reason for reason in reasons)


def test_what_passes_says_why(results: Results) -> None:
    found = results({RULES: RIGHT})
    configured = found["audit_kernel_modules_configured"]
    assert configured.result == "pass"
    assert any("runs of /usr/bin/kmod" in reason for reason in configured.reasons)
    assert configured.reasons[0] == OFFLINE
    assert all(reason.startswith(("yes: ", "no: not: ")) for reason in configured.reasons[1:])


def test_output_of_a_script_is_the_reason(results: Results) -> None:
    loaded = results({})["audit_kernel_modules_loaded"]
    assert loaded.result == "notapplicable"
    assert loaded.reasons == (OFFLINE,)


def test_rules_that_are_not_selected_are_left_out(results: Results) -> None:
    assert "audit_kernel_modules_compiled" not in results({})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ID=debian\nVERSION_ID=12\n", True),
        ("ID='debian'\nVERSION_ID=\"12\"\n", True),
        ("# ID=debian\nVERSION_ID=12\n", False),
        ("ID=debian\nVERSION_ID=11\n", False),
        ("ID=ubuntu\nID_LIKE=debian\nVERSION_ID=12\n", False),
        ("ID=debian\nVERSION_ID='12\n", False),
        ("", False),
    ],
)
def test_product_is_what_os_release_says(
    text: str, *, found: bool, built: Built, tmp_path: Path
) -> None:
    path = tmp_path / "os-release"
    path.write_text(text, encoding="utf-8")
    product = product_of(os_release(path), built.run.loaded.products)
    assert (product is not None) is found


def test_missing_os_release_is_no_product(built: Built, tmp_path: Path) -> None:
    assert product_of(os_release(tmp_path / "none"), built.run.loaded.products) is None
