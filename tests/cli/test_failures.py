"""Law: a build that fails leaves the last good output as it was, and says what is wrong."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.source import Problems
from generator.validate.catalog import find_schemas
from tests.cli.run import COMMAND, GOOD_OSCAP, auditscap, environment, invoke, path_with_oscap, tree
from tests.content import project

Prepared = dict[str, str]
SHEET = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="text"/><xsl:template match="/">{said}
</xsl:template></xsl:stylesheet>
"""


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two products that has been built once, and edited since."""
    root = project.valid(tmp_path_factory.mktemp("edited"))
    project.second_product(root)
    built = invoke(root, "build", "--no-oscap")
    assert built.exit_code == 0, built.stderr
    project.change(root, project.CONTROL, title="Another title")
    return root


@pytest.fixture
def root(edited: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(edited, tmp_path / "project")


def bad_yaml(root: Path) -> Prepared:
    project.rewrite(root, project.CONTROL, "severity: medium", "severity: 'medium")
    return {}


def bad_text_in_one_product(root: Path) -> Prepared:
    project.change(root, "products/debian13.yml", architectures=["x86_65"])
    return {}


def oscap_refuses(root: Path) -> Prepared:
    script = "[ $1 = ds ] && echo 'Error: no such thing'; exit 0"
    return {"PATH": path_with_oscap(root.parent / "bin", f"{GOOD_OSCAP}\n{script}")}


def oscap_refuses_the_second_product(root: Path) -> Prepared:
    script = "case $3 in *debian13*) echo 'Error: no such thing' ;; esac"
    return {"PATH": path_with_oscap(root.parent / "bin", f"{GOOD_OSCAP}\n{script}")}


def oscap_crashes(root: Path) -> Prepared:
    script = "[ $1 = xccdf ] && kill -SEGV $$; exit 0"
    return {"PATH": path_with_oscap(root.parent / "bin", f"{GOOD_OSCAP}\n{script}")}


def oscap_is_missing(root: Path) -> Prepared:
    empty = root.parent / "bin"
    empty.mkdir()
    return {"PATH": str(empty)}


def oscap_is_old(root: Path) -> Prepared:
    script = "echo 'OpenSCAP command line tool (oscap) 1.2.17'"
    return {"PATH": path_with_oscap(root.parent / "bin", script)}


def oscap_is_broken(root: Path) -> Prepared:
    script = "echo 'oscap: error while loading shared libraries' >&2; exit 127"
    return {"PATH": path_with_oscap(root.parent / "bin", script)}


def oscap_is_no_program(root: Path) -> Prepared:
    path_with_oscap(root.parent / "bin", "")
    (root.parent / "bin/oscap").write_bytes(b"\x7fELF")
    return {"PATH": str(root.parent / "bin")}


def schemas_are_missing(root: Path) -> Prepared:
    empty = root.parent / "schemas"
    empty.mkdir()
    return {"AUDITSCAP_SCHEMAS": str(empty)}


def schemas(root: Path) -> Path:
    """Copy the schemas of this system, to change them."""
    found = find_schemas(Problems())
    assert found
    copy = root.parent / "schemas"
    shutil.copytree(found.folder, copy)
    return copy


def schema_is_breached(root: Path) -> Prepared:
    copy = schemas(root)
    for path in copy.glob("xccdf/1.2/xccdf_1.2.xsd"):
        text = path.read_text("utf-8")
        assert '<xsd:enumeration value="medium">' in text
        path.write_text(
            text.replace('<xsd:enumeration value="medium">', '<xsd:enumeration value="x">')
        )
    return {"AUDITSCAP_SCHEMAS": str(copy)}


def schematron_is_breached(root: Path) -> Prepared:
    copy = schemas(root)
    rule = "xccdf_org.auditscap.content_rule_audit_kernel_modules_symlinks"
    sheet = SHEET.format(said=f"Error: SRC-0-0|{rule} is not nice")
    (copy / "sds/1.3/source-data-stream-1.3.xsl").write_text(sheet)
    return {"AUDITSCAP_SCHEMAS": str(copy)}


FAILURES: dict[Callable[[Path], Prepared], str] = {
    bad_yaml: "controls/audit_kernel_modules.yml:",
    bad_text_in_one_product: "products/debian13.yml:",
    oscap_refuses: "error: oscap ds sds-validate: Error: no such thing [E507]",
    oscap_refuses_the_second_product: "error: oscap ds sds-validate: Error: no such thing [E507]",
    oscap_crashes: "error: oscap xccdf validate: exit status -11:",
    oscap_is_missing: "error: oscap is not installed [E502]\n"
    "  hint: install the package openscap-scanner",
    oscap_is_old: "error: oscap 1.2.17 cannot read SCAP 1.3 [E503]",
    oscap_is_broken: "error: oscap does not tell its version (exit status 127): oscap: error while",
    oscap_is_no_program: "error: oscap does not tell its version (exit status 126): exec format",
    schemas_are_missing: "error: the SCAP schemas are not installed: sds/1.3/",
    schema_is_breached: "controls/audit_kernel_modules.yml:15:9: error: SCAP 1.3 XSD: ",
    schematron_is_breached: "controls/audit_kernel_modules.yml:21:9: error: SCAP 1.3 schematron: ",
}


@pytest.mark.parametrize("prepare", FAILURES)
def test_failure_leaves_the_last_good_output(
    prepare: Callable[[Path], Prepared], root: Path
) -> None:
    before = tree(root / "build")
    variables = {"PATH": path_with_oscap(root.parent / "good", GOOD_OSCAP)} | prepare(root)
    ran = invoke(root, "build", **variables)
    assert FAILURES[prepare] in ran.stderr
    assert ran.stderr.rstrip().endswith("nothing written")
    assert (ran.stdout, ran.exit_code) == ("", 1)
    assert tree(root / "build") == before


def test_build_after_a_failure_succeeds(root: Path) -> None:
    before = tree(root / "build")
    assert invoke(root, "build", AUDITSCAP_SCHEMAS="/nonexistent").exit_code == 1
    ran = invoke(root, "build", PATH=path_with_oscap(root.parent / "bin", GOOD_OSCAP))
    assert (ran.stderr, ran.exit_code) == ("", 0)
    assert tree(root / "build").keys() == before.keys()
    assert tree(root / "build") != before


def test_file_in_the_place_of_the_build_folder_is_named(root: Path) -> None:
    shutil.rmtree(root / "build")
    (root / "build").write_text("mine")
    ran = auditscap(root, "build", "--no-oscap")
    assert ran.stderr.startswith("error: cannot write to build: file exists [E501]\n")
    assert ran.returncode == 1
    assert (root / "build").read_text() == "mine"


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_killed_build_leaves_the_last_good_output(sent: signal.Signals, root: Path) -> None:
    before = tree(root / "build")
    started = root.parent / "started"
    path = path_with_oscap(
        root.parent / "bin", f"{GOOD_OSCAP}\n[ $1 = ds ] && touch {started} && exec sleep 20"
    )
    build = subprocess.Popen([*COMMAND, "build"], cwd=root, env=environment(PATH=path))
    while not started.exists():
        assert build.poll() is None
        time.sleep(0.01)
    os.kill(build.pid, sent)
    assert build.wait(timeout=60) != 0
    staged = {name for name in tree(root / "build") if name.startswith(".staged-")}
    assert bool(staged) == (sent == signal.SIGKILL)
    assert {
        name: what for name, what in tree(root / "build").items() if name not in staged
    } == before
    assert invoke(root, "build", "--no-oscap").exit_code == 0
    assert tree(root / "build").keys() == before.keys()
