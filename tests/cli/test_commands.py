"""The commands: what they print, what they write, and how they end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from generator.build.records import FOLDER as RECORDS
from generator.cli.main import COMMANDS, cli
from generator.markup.namespaces import PREFIXES
from tests.cli.run import COMMAND, auditscap, environment, invoke, tree
from tests.content import project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project.valid(tmp_path / "project")


@pytest.fixture
def broken(root: Path) -> Path:
    """A project with errors in two files, one with letters that ASCII lacks."""
    project.change(root, project.CONTROL, severity="überhöht")
    project.change(root, project.PROFILE, products=["debian12", "debian21"])
    return root


@pytest.mark.parametrize("command", [*COMMANDS, "pages"])
def test_every_command_explains_itself(command: str) -> None:
    ran = CliRunner().invoke(cli, [command, "--help"], prog_name="auditscap")
    usage, blank, words = ran.stdout.split("\n")[:3]
    assert usage.startswith(f"Usage: auditscap {command} [OPTIONS]")
    assert (blank, words[:2]) == ("", "  ")
    assert (ran.stderr, ran.exit_code) == ("", 0)


def test_help_names_every_command_that_is_not_hidden(tmp_path: Path) -> None:
    ran = auditscap(tmp_path, "--help")
    listed = ran.stdout.partition("Commands:\n")[2]
    shown = {line.split()[0] for line in listed.splitlines() if line.startswith("  ")}
    assert shown == set(COMMANDS)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {RECORDS} - {RECORDS}


def files(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if RECORDS not in path.parts}


WRONG_USAGE = {
    "unknown command": ["biuld"],
    "unknown option": ["build", "--prodcut", "x"],
    "unknown format": ["build", "--format", "xml"],
    "argument too many": ["build", "debian12"],
    "root that is missing": ["build", "--root", "missing"],
    "root that is a file": ["build", "--root", "project.yml"],
}


@pytest.mark.parametrize("case", WRONG_USAGE)
def test_wrong_usage_ends_with_2(case: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(root)
    monkeypatch.chdir(root)
    ran = CliRunner().invoke(cli, WRONG_USAGE[case])
    assert (ran.stdout, ran.exit_code) == ("", 2)
    assert "Error: " in ran.stderr
    assert tree(root) == before


@pytest.mark.parametrize("epoch", ["yesterday", "-1", "1.5", " 1", "٣", "9" * 12])
@pytest.mark.parametrize("command", ["build", "validate", "scan"])
def test_bad_release_time_is_wrong_usage(command: str, epoch: str, root: Path) -> None:
    ran = invoke(root, command, SOURCE_DATE_EPOCH=epoch)
    assert ran.exit_code == 2
    assert "SOURCE_DATE_EPOCH is no number of seconds" in ran.stderr


@pytest.mark.parametrize("command", ["build", "validate", "list", "scan"])
def test_errors_are_shown_all_at_once(command: str, broken: Path) -> None:
    ran = invoke(broken, command)
    assert (ran.stdout, ran.exit_code) == ("", 1)
    assert "controls/audit_kernel_modules.yml:3:11: error: " in ran.stderr
    assert "'überhöht'" in ran.stderr
    assert "profiles/cis_level2_server.yml:8:3: error: unknown product 'debian21'" in ran.stderr
    assert "\n2 errors" in ran.stderr
    assert ("nothing written" in ran.stderr) == (command == "build")


@pytest.mark.parametrize("command", ["build", "validate", "list", "scan"])
def test_json_is_json_with_errors_too(command: str, broken: Path) -> None:
    ran = invoke(broken, command, "--format", "json")
    (problem, *_) = json.loads(ran.stdout)["problems"]
    assert problem | {"hint": None} == {
        "code": "E204",
        "name": "unknown-value",
        "severity": "error",
        "path": "controls/audit_kernel_modules.yml",
        "line": 3,
        "column": 11,
        "length": 8,
        "message": problem["message"],
        "hint": None,
    }
    assert not json.loads(ran.stdout).get("products")
    assert (ran.stderr, ran.exit_code) == ("", 1)


@pytest.mark.parametrize("command", ["build", "validate", "scan"])
def test_unknown_product_is_told_apart(command: str, root: Path) -> None:
    ran = invoke(root, command, "--product", "debain12")
    assert ran.stderr.startswith(
        "error: unknown product 'debain12' [E303]\n  hint: did you mean 'debian12'?\n"
    )
    assert ran.exit_code == 1
    assert not (root / "build").exists()


def test_unknown_profile_is_told_apart(root: Path) -> None:
    ran = invoke(root, "scan", "--product", "debian12", "--profile", "cis_level2")
    assert ran.stderr.startswith(
        "error: product 'debian12' has no profile 'cis_level2' [E308]\n"
        "  hint: did you mean 'cis_level2_server'?\n"
    )
    assert ran.exit_code == 1


@pytest.mark.parametrize("command", ["validate", "list"])
def test_command_that_only_looks_writes_nothing(command: str, root: Path) -> None:
    before = tree(root)
    assert invoke(root, command).exit_code == 0
    assert tree(root) == before


def test_build_of_one_product_makes_no_other(root: Path) -> None:
    project.second_product(root)
    assert invoke(root, "build", "--no-oscap", "--product", "debian13").exit_code == 0
    assert names(root / "build") == {"debian13"}


def test_summary_agrees_with_the_stream(root: Path) -> None:
    project.second_product(root)
    ran = invoke(root, "build", "--no-oscap", "--format", "json")
    products = json.loads(ran.stdout)["products"]
    assert [item["product"] for item in products] == ["debian12", "debian13"]
    for item in products:
        path = Path(item["file"])
        stream = etree.parse(path)
        assert item["bytes"] == path.stat().st_size
        assert (
            Path(item["manual_file"]) == path.parent / f"auditscap-{item['product']}-ds-manual.xml"
        )
        assert item["rules"] == len(stream.findall(".//xccdf:Rule", PREFIXES))
        for tag, told in (
            ("ds:data-stream", [item["data_stream"]]),
            ("xccdf:Benchmark", [item["benchmark"]]),
            ("xccdf:Profile", item["profiles"]),
        ):
            assert [one.get("id") for one in stream.iterfind(f".//{tag}", PREFIXES)] == told
        manifest = json.loads((path.parent / "manifest.json").read_text("utf-8"))
        assert set(manifest["files"]) | {"manifest.json"} == files(path.parent)


def test_summary_for_people_says_the_same(root: Path) -> None:
    told = json.loads(invoke(root, "build", "--no-oscap", "--format", "json").stdout)
    text = invoke(root, "build", "--no-oscap").stdout
    (item,) = told["products"]
    for word in (
        item["file"],
        item["manual_file"],
        f"{item['bytes']:,}",
        item["data_stream"],
        *item["profiles"],
    ):
        assert str(word) in text
    assert all(validator["name"] in text for validator in item["validators"])


def test_list_agrees_with_the_stream(root: Path) -> None:
    listed = json.loads(invoke(root, "list", "--format", "json").stdout)
    invoke(root, "build", "--no-oscap")
    stream = etree.parse(root / "build/debian12/auditscap-debian12-ds.xml")
    (item,) = listed["products"]
    prefix = "xccdf_org.auditscap.content_rule_"
    rules = {
        rule.get("id", "").removeprefix(prefix): rule.findtext("xccdf:title", None, PREFIXES)
        for rule in stream.iterfind(".//xccdf:Rule", PREFIXES)
    }
    assert item["rules"] == rules
    text = invoke(root, "list").stdout
    assert all(rule in text and str(title) in text for rule, title in rules.items())


def test_project_elsewhere_is_built_there(tmp_path: Path) -> None:
    project.valid(tmp_path / "project")
    there = auditscap(tmp_path, "build", "--no-oscap", "--root", "project")
    assert "  file         project/build/debian12/auditscap-debian12-ds.xml\n" in there.stdout
    assert names(tmp_path) == {"project"}


def test_folder_without_a_project_is_told_so(tmp_path: Path) -> None:
    ran = invoke(tmp_path, "build")
    assert "project.yml" in ran.stderr
    assert "controls" in ran.stderr
    assert ran.exit_code == 1


@pytest.mark.parametrize("command", ["list", "build"])
def test_bug_of_ours_ends_with_70_and_asks_for_a_report(command: str, root: Path) -> None:
    """A mistake in a template is one: no author can make it."""
    code = (
        "from pathlib import Path\n"
        "from generator.markup import template\n"
        "from generator.cli import main\n"
        "template.TEMPLATES = Path('missing')\n"
        "main()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, command],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 70
    assert ran.stderr.startswith("Traceback (most recent call last):\n")
    assert ran.stderr.endswith("this is a bug of auditscap, please report it with the text above\n")
    assert not (root / "build").exists()


def test_reader_that_leaves_early_makes_no_noise(root: Path) -> None:
    lister = subprocess.Popen(
        [*COMMAND, "list"],
        cwd=root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert lister.stdout
    assert lister.stderr
    lister.stdout.close()
    assert lister.stderr.read() == b""
    lister.stderr.close()
    lister.wait(timeout=60)
