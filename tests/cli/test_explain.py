"""`auditscap explain` says all of every rule, in lines that can be read."""

import json
from functools import cache
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli.explaining.explanation import explanation
from generator.cli.explaining.output import WIDTH, _text, plain
from generator.cli.main import cli
from tests.controls.chapter import chapter
from tests.world.build import ROOT


def explain(*arguments: str) -> Result:
    words = ("explain", "--root", str(ROOT), *arguments)
    return CliRunner().invoke(cli, words, catch_exceptions=False)


@cache
def told(rule: str) -> dict[str, Any]:
    done = explain(rule, "--product", "debian12", "--format", "json")
    assert done.exit_code == 0
    (found,) = json.loads(done.stdout)["rules"]
    return dict(found)


def test_every_rule_is_explained_in_lines_of_100_columns() -> None:
    for rule in chapter().rules:
        one = explanation(rule, (rule,))
        code = {f"  {line.expandtabs(2)}" for line in (one.script or "").split("\n")}
        code |= {f"  {line.expandtabs(2)}" for line in (one.fix_text or "").split("\n")}
        for line in _text(one):
            assert len(line) <= WIDTH or line in code, line
        assert json.dumps(plain(one))


def test_required_events_and_lines_of_the_fix_stand_by_architecture() -> None:
    found = told("audit_kernel_modules_configured")
    first = found["events"][0]
    assert first["architectures"] == ["x86_64", "ppc64le", "s390x"]
    assert first["lines"][0] == "init_module (b64) by auid>=${UID_MIN}"
    assert found["fix"]["file"] == "/etc/audit/rules.d/50-kernel_modules.rules"
    assert found["fix"]["lines"][0]["lines"][0].startswith("-a always,exit -F arch=b64 -S init_")


def test_the_script_is_its_data_and_not_its_library() -> None:
    found = told("audit_kernel_modules_configured")
    assert found["script"].startswith("required() {")
    assert len(found["script"]) < 10_000
    assert found["script_library"] == "audit_rules_library.sh"


def test_the_criteria_are_a_tree() -> None:
    tree = told("auditd_package_installed")["oval"]
    assert tree["operator"] == "AND"
    assert [one["comment"] for one in tree["children"]] == [
        "the package auditd is installed",
        "the package audispd-plugins is installed",
    ]


def test_products_call_it_by_their_own_numbers() -> None:
    done = explain("audit_kernel_modules_configured")
    assert done.exit_code == 0
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "rhel8 cce CCE-80709-9; cis 6.3.3.19" in lines
    assert sum(line.startswith("all of them nist AU-2(d)") for line in lines) == 1


def test_a_control_is_explained_rule_by_rule() -> None:
    done = explain("audit_sudoers", "--product", "rhel9", "--format", "json")
    rules = [one["rule"] for one in json.loads(done.stdout)["rules"]]
    assert rules == [f"audit_sudoers_{name}" for name in ("configured", "loaded", "compiled")]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("audit_sudoers_lodaed", "did you mean 'audit_sudoers_loaded'?"),
        ("x", "`auditscap list` shows the rules"),
    ],
)
def test_an_unknown_rule_is_an_error_with_a_suggestion(name: str, hint: str) -> None:
    done = explain(name, "--product", "debian12")
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"error: unknown rule {name!r} [E305]\n  hint: {hint}" in done.stderr
