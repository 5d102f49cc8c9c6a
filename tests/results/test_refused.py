"""What is no results of a scan is refused, with its place and a hint, and never followed."""

from pathlib import Path

import pytest

from generator.results import read_scans
from generator.source import Problems
from tests.results.made import XCCDF, results

GOOD = results({"a": ("fail", "no rule matches")})
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
WRONG = {
    "not XML": ("rules: [a]\n", "not-well-formed", "not well-formed XML: syntax error", 1),
    "cut off": (GOOD[: len(GOOD) // 2], "not-well-formed", "not well-formed XML", 1),
    "cut off in the prolog": (
        "<?xml version='1.0'?>\n<!--",
        "not-well-formed",
        "unclosed token",
        2,
    ),
    "empty": (" \n", "empty-file", "the file is empty", 1),
    "packed": ("BZh91AY", "not-well-formed", "the file is packed", 1),
    "an entity of a file": (
        '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<x>&e;</x>',
        "document-type",
        "a document type is not allowed in results",
        2,
    ),
    "a bomb": (f'{BOMB}]><x a="&i;">&i;</x>', "document-type", "a document type", 1),
    "a document type of elsewhere": (
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
        "document-type",
        "a document type",
        1,
    ),
    "escape characters": (
        GOOD.replace("no rule", "\x1b[31m"),
        "not-well-formed",
        "PCDATA invalid Char value 27",
        1,
    ),
    "a data stream": (
        '\n\n<d xmlns="http://scap.nist.gov/schema/scap/source/1.2"/>'.replace(
            "<d ", "<data-stream-collection "
        ),
        "not-results",
        "the file is a data stream, which is content, and no results",
        3,
    ),
    "a page": ("<html/>", "not-results", "XML with the root element 'html'", 1),
    "XCCDF 1.1": (
        '<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.1"/>',
        "not-results",
        "XCCDF 1.1, and only 1.2 is read",
        1,
    ),
    "a Benchmark": (
        f"<Benchmark {XCCDF}/>",
        "no-test-result",
        "'Benchmark' holds no TestResult",
        1,
    ),
    "nothing selected": (
        results({"a": ("notselected", "")}),
        "no-rule-result",
        "the TestResult has no result of a rule",
        1,
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_results_is_told_with_its_place(name: str, tmp_path: Path) -> None:
    text, code, message, line = WRONG[name]
    path = tmp_path / "results.xml"
    path.write_text(text)
    problems = Problems()
    assert read_scans((path,), problems) == ()
    (found,) = problems
    assert (found.code.name, found.mark and found.mark.line) == (code, line)
    assert message in found.message
    assert str(path) == (found.mark and found.mark.path)


def test_a_file_that_is_cut_off_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "results.xml"
    path.write_text(GOOD[:-20])
    problems = Problems()
    read_scans((path,), problems)
    assert [one.hint for one in problems] == ["the file looks cut off: copy it, or scan, again"]


def test_all_wrong_files_are_told_at_once(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.xml", "b.xml", "c.xml")]
    paths[0].write_text("<html/>")
    paths[1].write_text(GOOD)
    problems = Problems()
    read_scans([*paths, tmp_path], problems)
    assert [one.code.name for one in problems] == ["not-a-file", "not-results", "missing-file"]
