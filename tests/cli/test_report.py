"""`auditscap report`: printed or written, whole or not at all."""

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import cli
from tests.cli.run import COMMAND, environment
from tests.cli.test_terminal import on_terminal
from tests.results.made import results, written

REASON = "not collected: writes of /etc/passwd: no rule matches"
RULES = {
    "good": ("pass", "collected: a: 1\nall is recorded"),
    "unmet": ("fail", f"{REASON}\n\x9b31mred"),
    "broken": ("error", "could not decide"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return written(tmp_path, results(RULES))


def report(*words: str | Path) -> Result:
    return CliRunner().invoke(
        cli, ["report", *map(str, words)], env=dict.fromkeys(os.environ) | environment()
    )


def test_the_table_begins_with_what_fails_and_ends_with_a_sum(path: Path) -> None:
    ran = report(path)
    assert (ran.exit_code, ran.stderr) == (0, "")
    rows = re.findall(r"^ (pass|fail|error) +(\w+) +(.*)$", ran.stdout, re.MULTILINE)
    assert rows == [
        ("fail", "unmet", REASON),
        ("error", "broken", "could not decide"),
        ("pass", "good", "all is recorded"),
    ]
    assert ran.stdout.endswith("3 rules: 1 fail, 1 error, 1 pass\n")
    assert not re.search("[\x1b\x9b]| $", ran.stdout, re.MULTILINE)


def test_many_hosts_are_counted_and_named(path: Path, tmp_path: Path) -> None:
    others = [
        written(
            tmp_path / str(number), results({**RULES, "unmet": ("pass", "")}, host=f"db{number}")
        )
        for number in range(3)
    ]
    ran = report(path, *others)
    assert re.search(r"^ db0 +A profile +0 +1 +2$", ran.stdout, re.MULTILINE)
    assert "1 fail, 3 pass: web1" in ran.stdout
    assert "4 error: web1, db0, db1, db2" in ran.stdout
    assert ran.stdout.endswith("3 rules on 4 hosts, by the worst result: 1 fail, 1 error, 1 pass\n")


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_table_is_as_wide_as_the_terminal(width: int, path: Path) -> None:
    said = on_terminal((*COMMAND, "report", str(path)), path.parent, COLUMNS=str(width))
    lines = re.sub(r"\x1b\[[0-9;]*[mK]", "", said.decode()).replace("\r", "\n").splitlines()
    assert max(len(line) for line in lines) <= width
    assert "no rule" in " ".join(line.strip() for line in lines)


def test_programs_get_all_that_the_page_has(path: Path) -> None:
    data = json.loads(report("--format", "json", path).stdout)
    assert data["problems"] == []
    assert data["counts"] == {"fail": 1, "error": 1, "pass": 1}
    (answer,) = data["rules"][0]["answers"]
    assert (answer["result"], answer["hosts"], answer["brief"]) == ("fail", ["web1"], [REASON])
    assert answer["evidence"][0] == {"text": REASON, "met": False, "found": []}
    assert data["rules"][0]["wordings"][0]["next"][0]["commands"][0]["purpose"] == "ask again"


@pytest.mark.parametrize(
    ("name", "start"), [("r.html", "<!doctype html>"), ("r.json", "{"), ("r.txt", "web1, Content")]
)
def test_the_name_of_the_file_says_what_is_written(name: str, start: str, path: Path) -> None:
    output = path.parent / name
    ran = report(path, "--output", output)
    assert ran.stdout == f"{output}: 3 rules: 1 fail, 1 error, 1 pass\n"
    assert output.read_text("utf-8").startswith(start)


def test_a_file_that_is_there_stays(path: Path, tmp_path: Path) -> None:
    output = tmp_path / "r.html"
    output.write_text("mine")
    ran = report(path, "--output", output)
    assert ran.exit_code == 1
    assert "is there already" in ran.stderr
    assert output.read_text() == "mine"
    assert report(path, "--output", output, "--force").exit_code == 0
    assert output.read_text("utf-8").startswith("<!doctype html>")


def test_nothing_is_written_of_files_of_which_one_is_wrong(path: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.xml"
    wrong.write_text("<html/>")
    output = tmp_path / "r.html"
    ran = report(path, wrong, "--output", output)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"{wrong}:1:1: error: the file is XML with the root element")
    assert ran.stderr.endswith("1 error, nothing written\n")
    assert not output.exists()
    (problem,) = json.loads(report(wrong, "--format", "json").stdout)["problems"]
    assert (problem["code"], problem["line"]) == ("E603", 1)
