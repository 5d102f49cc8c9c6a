"""Results of any content: several scans, hosts that are told apart, what a result is made of."""

from pathlib import Path

import pytest

from generator.results import Line, Scan, brief, read_scans
from generator.source import Problems
from tests.results.made import XCCDF, alone, results, written

TWO = {"a": ("fail", "why"), "b": ("pass", ""), "c": ("notselected", "")}
LATER = "2026-02-02T03:04:05+00:00"


def read(*paths: Path) -> tuple[Scan, ...]:
    problems = Problems()
    scans = read_scans(paths, problems)
    assert [one.message for one in problems] == []
    return scans


def test_a_scan_is_read_with_titles(tmp_path: Path) -> None:
    (scan,) = read(written(tmp_path, results(TWO)))
    assert (scan.host, scan.title, scan.profile_title) == ("web1", "Content", "A profile")
    assert (scan.started, scan.stream) == ("2026-01-02 03:04:05+00:00", "b-ds.xml")
    assert [(one.name, one.result) for one in scan.results] == [("a", "fail"), ("b", "pass")]
    assert scan.results[0].rule.title == "A rule"


def test_results_without_content_are_read_by_ids(tmp_path: Path) -> None:
    text = alone(TWO, host="web1", start=LATER, declare=XCCDF)
    (scan,) = read(written(tmp_path, text))
    assert (scan.title, scan.profile_title) == ("b", "p")
    assert scan.results[0].rule.title == "xccdf_org.example_rule_a"


def test_several_results_in_one_file_are_several_scans(tmp_path: Path) -> None:
    more = alone(TWO, host="web1", start=LATER, declare="")
    scans = read(written(tmp_path, results(TWO).replace("</Benchmark>", f"{more}</Benchmark>")))
    assert [one.host for one in scans] == [
        "web1 (2026-01-02 03:04:05+00:00)",
        "web1 (2026-02-02 03:04:05+00:00)",
    ]


def test_hosts_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    paths = [written(tmp_path / name, results(TWO, host="localhost", start=name)) for name in "ab"]
    assert [one.host for one in read(*paths)] == ["localhost (a)", "localhost (b)"]


def test_one_scan_in_two_files_is_shown_once(tmp_path: Path) -> None:
    paths = [written(tmp_path, results(TWO), name) for name in ("results.xml", "arf.xml")]
    (scan,) = read(*paths)
    assert (scan.host, scan.files) == ("web1", tuple(map(str, paths)))


@pytest.mark.parametrize(
    ("result", "lines", "words"),
    [
        (
            "fail",
            ["not collected: a: no rule", "not collected: b: no rule", "collected: c: 1", "bad"],
            ("not collected: a, b: no rule",),
        ),
        (
            "fail",
            [f"not collected: runs of /{name}: no rule" for name in "abcde"],
            ("not collected: runs of /a, /b and 3 more: no rule",),
        ),
        ("fail", ["not asked: offline", "it is so"], ("it is so",)),
        ("notapplicable", ["not asked: offline"], ("not asked: offline",)),
        ("pass", ["collected: a: 1", "all is well"], ("all is well",)),
        ("pass", ["collected: a: 1"], ("collected: a: 1",)),
        ("pass", [], ()),
        ("fail", ["one", "two"], ("one", "two")),
    ],
)
def test_evidence_in_brief_is_what_is_to_blame(
    result: str, lines: list[str], words: tuple[str, ...], tmp_path: Path
) -> None:
    (scan,) = read(written(tmp_path, results({"a": (result, "\n".join(lines))})))
    (found,) = scan.results
    assert [one.text for one in found.lines] == lines
    assert brief(found.result, found.lines) == words


def test_messages_of_the_scanner_are_evidence(tmp_path: Path) -> None:
    text = results({"a": ("error", "")}).replace("<check ", "<message>no probe</message><check ")
    (scan,) = read(written(tmp_path, text))
    assert scan.results[0].lines == (Line(text="no probe"),)
