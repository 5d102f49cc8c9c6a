"""Terminals and locales: colours only where they are wanted, letters in any of them."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import COMMAND, auditscap, environment
from tests.content import project

COLOUR = re.compile(rb"\x1b\[[0-9;]*3[0-7][0-9;]*m")
LOCALES = {
    "UTF-8": {"LC_ALL": "C.UTF-8"},
    "ASCII": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "Latin-1": {"PYTHONIOENCODING": "latin-1"},
}
TABLE = (
    "from generator.cli.output import print_table\n"
    "print_table('title', ['column'], [['fail']], {'fail': 'bold red'})"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with letters that some locales lack."""
    root = project.valid(tmp_path / "project")
    project.change(root, project.CONTROL, title="Grüße 漢字 🎉")
    return root


def on_terminal(command: tuple[str, ...], root: Path, **variables: str) -> bytes:
    """Run a command on a terminal of its own; give all that it printed there."""
    ours, theirs = pty.openpty()
    variables = environment(**variables) | {"TERM": "xterm-256color"}
    with subprocess.Popen(
        command, cwd=root, env=variables, stdin=theirs, stdout=theirs, stderr=theirs
    ):
        os.close(theirs)
        said = b""
        try:
            while more := os.read(ours, 65536):
                said += more
        except OSError:  # Linux says so when the other end is closed
            pass
    os.close(ours)
    return said


@pytest.mark.parametrize("locale", LOCALES)
def test_letters_that_the_locale_lacks_stop_nothing(locale: str, root: Path) -> None:
    ran = auditscap(root, "list", **LOCALES[locale])
    assert (ran.stderr, ran.returncode) == ("", 0)
    assert ("Grüße" if locale == "UTF-8" else "Gr") in ran.stdout


@pytest.mark.parametrize("locale", LOCALES)
def test_json_is_the_same_in_any_locale(locale: str, root: Path) -> None:
    ran = auditscap(root, "list", "--format", "json", **LOCALES[locale])
    (item,) = json.loads(ran.stdout)["products"]
    assert item["rules"]["audit_kernel_modules_symlinks"].startswith("Grüße 漢字 🎉: ")


@pytest.mark.parametrize("locale", LOCALES)
def test_errors_are_shown_in_any_locale(locale: str, root: Path) -> None:
    project.change(root, project.CONTROL, severity="überhöht")
    ran = auditscap(root, "validate", **LOCALES[locale])
    assert ran.returncode == 1
    assert ran.stderr.startswith("controls/audit_kernel_modules.yml:3:11: error: ")


def test_output_that_is_no_terminal_has_no_control_characters(root: Path) -> None:
    ran = auditscap(root, "build", "--no-oscap", TERM="xterm-256color")
    assert "\x1b" not in ran.stdout + ran.stderr
    assert "\r" not in ran.stdout + ran.stderr


def test_progress_on_a_terminal_is_gone_at_the_end(root: Path) -> None:
    said = on_terminal((*COMMAND, "validate"), root)
    assert b"validating ..." in said
    assert b"\r\x1b[Kdebian12: " in said
    assert not COLOUR.search(said)


@pytest.mark.parametrize("width", [80, 120])
def test_summary_of_several_products_is_a_table_that_fits(width: int, root: Path) -> None:
    project.second_product(root)
    said = on_terminal((*COMMAND, "build", "--no-oscap"), root, COLUMNS=str(width))
    shown = re.sub(rb"\x1b\[[0-9;]*m", b"", said.rpartition(b"\x1b[K")[2])
    lines = shown.decode().splitlines()
    assert max(map(len, lines)) <= width
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines]
    rows = {row[0]: row[1:] for row in cells if row and row[0]}
    assert set(rows) == {"debian12", "debian13"}
    for name, (profiles, rules, size, warnings) in rows.items():
        stream = root / "build" / name / f"auditscap-{name}-ds.xml"
        assert (profiles, rules) == ("cis_level2_server", "4")
        assert int(size.replace(",", "")) == stream.stat().st_size
        assert warnings.isdigit()
    below = [line.split(maxsplit=1)[0] for line in lines if re.match("  [a-z]", line)]
    assert below == ["validators", "warnings", "files", "time"]


def test_summary_of_one_product_tells_its_ids(root: Path) -> None:
    project.second_product(root)
    ran = auditscap(root, "validate", "--product", "debian13")
    assert "  data stream  scap_org.auditscap.content_datastream_debian13\n" in ran.stdout


def test_table_has_colours_on_a_terminal_unless_they_are_unwanted(root: Path) -> None:
    command = (sys.executable, "-c", TABLE)
    assert COLOUR.search(on_terminal(command, root))
    assert not COLOUR.search(on_terminal(command, root, NO_COLOR="1"))


def test_problems_have_colours_on_a_terminal_unless_they_are_unwanted(root: Path) -> None:
    project.change(root, project.CONTROL, severity="mid")
    command = (*COMMAND, "validate")
    said = on_terminal(command, root)
    assert b"\x1b[31m\x1b[1merror: \x1b[0munknown severity 'mid' [E204]" in said
    assert b"| " + b" " * 10 + b"\x1b[31m\x1b[1m^^^\x1b[0m" in said
    plain = on_terminal(command, root, NO_COLOR="1")
    assert not COLOUR.search(plain)
    assert re.sub(rb"\x1b\[[0-9;]*m", b"", said) == plain
    assert b"reading content ...\r\x1b[K" in plain


def test_quiet_command_prints_problems_alone(root: Path) -> None:
    for command in (("build", "--no-oscap", "--quiet"), ("release", "--no-oscap", "-q")):
        assert on_terminal((*COMMAND, *command), root).replace(b"\r\x1b[K", b"") == b""
    project.change(root, project.CONTROL, severity="mid")
    ran = auditscap(root, "validate", "--quiet")
    assert "[E204]" in ran.stderr
    assert (ran.stdout, ran.returncode) == ("", 1)


def test_json_is_printed_though_it_be_quiet(root: Path) -> None:
    ran = auditscap(root, "validate", "--quiet", "--format", "json")
    assert json.loads(ran.stdout)["problems"] == []


@pytest.mark.parametrize("command", [("list",), ("tailor", "--product", "debian12")])
def test_commands_that_read_the_project_tell_how_far_they_are(
    command: tuple[str, ...], root: Path
) -> None:
    said = on_terminal((*COMMAND, *command), root)
    assert said.startswith(b"\r\x1b[Kreading content ...")
    assert b"building ...\r\x1b[K" in said
