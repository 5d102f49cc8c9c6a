"""Law: any text an author can write reaches every output as itself, and never runs."""

import subprocess
from pathlib import Path
from typing import Final

import jinja2
import pytest
from hypothesis import example, given, settings
from lxml import etree

from generator.markup.namespaces import PREFIXES
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Output, Run
from tests.content import project
from tests.stages.hostile import LINE, LINES, escaped, hostile_project
from tests.world.play_text import loaded

TOLD: Final = ("title", "description")


def outputs(root: Path) -> tuple[Output, ...]:
    """Build and validate in memory."""
    run = run_pipeline(Run(root=root, problems=Problems()))
    assert [problem.message for problem in run.problems] == []
    return run.outputs


def words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def check_xccdf(root: etree._Element, line: str) -> None:
    def texts(path: str) -> list[str]:
        return [words(element) for element in root.iterfind(path, PREFIXES)]

    assert texts(".//xccdf:Group/xccdf:title") == [line]
    assert all(text.startswith(f"{line}: ") for text in texts(".//xccdf:Rule/xccdf:title"))
    assert texts(".//xccdf:Profile/xccdf:title") == [line]
    assert texts(".//xccdf:Benchmark/xccdf:title") == [f"{line} for {line}"]
    for path in ("Group/xccdf:description", "Profile/xccdf:description", "Rule/xccdf:rationale"):
        assert set(texts(f".//xccdf:{path}")) == {f"{line} {line}"}
    assert all(f"{line} {line}" in text for text in texts(".//xccdf:Rule/xccdf:description"))
    assert texts(".//dc:creator") == [line]


def check_ocil(root: etree._Element, line: str) -> None:
    (title,) = root.iterfind("ocil:document/ocil:title", PREFIXES)
    assert words(title) == f"{line} for {line}, by hand"
    for item in root.iterfind(".//ocil:questionnaire", PREFIXES):
        asked, told = (item.findtext(f"ocil:{tag}", "", PREFIXES) for tag in TOLD)
        assert asked.startswith(f"{line}: ")
        assert told.endswith(f" {line} {line}")
        assert "\n" not in f"{asked}{told}"


def check_bash(script: str, line: str) -> None:
    subprocess.run(["bash", "-n"], input=script.encode(), check=True)
    assert script.split("\n")[1] == f"# {line} ({line})"
    assert f": {line}\n" in script


def check_ansible(playbook: str, line: str) -> None:
    (play,) = loaded(playbook)
    names = [play["name"], *(task["name"] for task in play["tasks"])]
    shown = [jinja2.Environment(autoescape=True).from_string(name).render() for name in names]
    assert shown[0] == f"{line} ({line})"
    assert any(name.startswith(line) for name in shown[1:])


@settings(max_examples=12, deadline=None)
@given(line=LINES)
@example(line=LINE)
def test_any_line_reaches_every_output(line: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    (output,) = outputs(hostile_project(tmp_path_factory.mktemp("project"), line))
    check_xccdf(etree.fromstring(output.file(output.data_stream).content), line)
    check_ocil(etree.fromstring(output.file("auditscap-debian12-ocil.xml").content), line)
    check_bash(output.file("fix-cis_level2_server.sh").content.decode(), line)
    check_ansible(output.file("fix-cis_level2_server.yml").content.decode(), line)
    script = output.file("audit_kernel_modules_loaded.sh").content
    subprocess.run(["dash", "-n"], input=script, check=True)
    assert f": {line}: ".encode() in script.split(b"\n")[1]


def test_very_long_texts_are_carried(tmp_path: Path) -> None:
    line = LINE * 100
    (output,) = outputs(hostile_project(tmp_path, line))
    check_xccdf(etree.fromstring(output.file(output.data_stream).content), line)


def test_description_never_swallows_what_follows_it(tmp_path: Path) -> None:
    project.valid(tmp_path)
    project.change(tmp_path, project.CONTROL, description="```\nan unclosed block")
    (output,) = outputs(tmp_path)
    root = etree.fromstring(output.file(output.data_stream).content)
    for description in root.iterfind(".//xccdf:Rule/xccdf:description", PREFIXES):
        blocks = [words(block) for block in description]
        assert "an unclosed block" in blocks
        assert "To check by hand" in blocks


@pytest.mark.parametrize("name", ["$(ran)", "`ran`", "a*b_c", "a'b", "```", "ä", "<b>"])
def test_names_of_tools_never_run_when_they_are_pasted(name: str, tmp_path: Path) -> None:
    project.valid(tmp_path)
    check = {"kind": "symlinks", "target": f"/usr/bin/{name}", "links": [name]}
    project.change(tmp_path, project.CONTROL, checks=[check])
    project.change(tmp_path, project.PROFILE, rules=["audit_kernel_modules_symlinks"], values={})
    (output,) = outputs(tmp_path)
    root = etree.fromstring(output.file(output.data_stream).content)
    (description,) = root.iterfind(".//xccdf:Rule/xccdf:description", PREFIXES)
    assert f"Every line must read /usr/bin/{name}." in words(description)
    there, ends = (words(command) for command in description.iterfind("html:pre", PREFIXES))
    assert there.replace("ls -ld", "readlink -e") == ends
    asked = etree.fromstring(output.file("auditscap-debian12-ocil.xml").content)
    assert ends in [one.text for one in asked.iterfind(".//ocil:description", PREFIXES)]
    pasted = ends.replace("readlink -e", "printf %s")
    said = subprocess.run(["bash", "-c", pasted], capture_output=True, text=True, check=True)
    assert (said.stdout, said.stderr) == (f"/usr/sbin/{name}", "")


REFUSED = {
    "null": "\0",
    "escape": "\x1b",
    "delete": "\x7f",
    "next line": "\x85",
    "line separator": "\u2028",
    "right-to-left override": "\u202e",
    "byte order mark inside": "\ufeff",
    "no character": "\uffff",
}


@pytest.mark.parametrize("character", REFUSED)
@pytest.mark.parametrize(
    "file", [project.CONTROL, project.PRODUCT, project.PROFILE, project.PROJECT]
)
def test_character_that_cannot_be_carried_is_refused_at_its_place(
    character: str, file: str, tmp_path: Path
) -> None:
    project.valid(tmp_path)
    text = (tmp_path / file).read_text("utf-8")
    (tmp_path / file).write_text(
        text.replace("title: ", f"title: x{REFUSED[character]}y "), "utf-8"
    )
    run = run_pipeline(Run(root=tmp_path, problems=Problems()))
    marks = [problem.mark for problem in run.problems.errors if problem.code.id == "E108"]
    assert marks
    assert marks[0]
    line = text.split("\n").index(next(one for one in text.split("\n") if "title: " in one))
    assert (marks[0].path, marks[0].line) == (file, line + 1)
    assert marks[0].text == REFUSED[character]


def test_escaping_shows_every_mark_of_markdown() -> None:
    assert escaped("*a*") == r"\*a\*"
