"""`auditscap tailor` writes what oscap takes, or says what is wrong and writes nothing."""

import json
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from generator.source import Problems
from generator.validate.catalog import find_schemas
from tests.cli.run import auditscap
from tests.world.build import ROOT, Built
from tests.world.scan import evaluate
from tests.world.world import debian, write

PROFILE: Final = "xccdf_org.auditscap.content_profile_mine"
NARROW: Final = "-a always,exit -F arch=b64 -S all -F auid>=1000 -F auid!=unset -k kernel_modules\n"
BOTH: Final = NARROW + NARROW.replace("b64", "b32")


def tailor(*words: str) -> tuple[int, str, str]:
    ran = auditscap(ROOT, "tailor", "--product", "debian12", *words)
    return ran.returncode, ran.stdout, ran.stderr


def test_the_file_is_valid_and_reaches_the_checks(built: Built, oscap: str, tmp_path: Path) -> None:
    assert oscap
    path = tmp_path / "mine.xml"
    words = ("--profile", "oval_only", "--id", "mine", "--set", "audit_b32=required")
    status, out, _ = tailor(
        *words, "--deselect", "audit_kernel_modules_symlinks", "--output", str(path)
    )
    assert status == 0
    command = next(line.split() for line in out.splitlines() if "--tailoring-file" in line)
    assert command[-5:-1] == ["--tailoring-file", str(path), "--profile", PROFILE]
    assert Path(command[-1]).name == "auditscap-debian12-ds.xml"
    schemas = find_schemas(Problems())
    assert schemas
    etree.XMLSchema(etree.parse(schemas.folder / "xccdf/1.2/xccdf_1.2.xsd")).assertValid(
        etree.parse(path)
    )
    for rules, expected in ((NARROW, "fail"), (BOTH, "pass")):
        paths = ("/etc/audit/rules.d/50-test.rules", "/etc/audit/audit.rules")
        root = write(tmp_path / expected, debian() | dict.fromkeys(paths, rules))
        scan = evaluate(root, built.stream, "--tailoring-file", str(path), profile=PROFILE)
        assert scan.results == {
            "audit_kernel_modules_configured": expected,
            "audit_kernel_modules_compiled": expected,
        }


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "mine.xml"
    path.write_text("kept")
    status, _, said = tailor("--output", str(path))
    assert (status, path.read_text()) == (1, "kept")
    assert "is there already" in said
    status, _, _ = tailor("--output", str(path), "--force")
    assert status == 0
    assert path.read_text().startswith("<?xml")
    assert [one.name for one in tmp_path.iterdir()] == ["mine.xml"]


def test_programs_read_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "mine.xml"
    status, out, _ = tailor(
        "--format", "json", "--set", "audit_uid_min=1234", "--output", str(path)
    )
    data = json.loads(out)
    assert (status, data["values"], data["problems"]) == (0, {"audit_uid_min": "1234"}, [])
    assert data["extends"].endswith("_profile_cis_level2_server")


WRONG: Final = (
    (("--profile", "cis_level2_servr"), "did you mean 'cis_level2_server'?"),
    (("--set", "audit_b32=perhaps"), "'perhaps' is no choice of the Value 'audit_b32'"),
    (("--set", "audit_b32"), "'' is no choice"),
    (("--set", "audit_b23=required"), "did you mean 'audit_b32'?"),
    (("--set", "audit_uid_min=1000\nx"), "is no choice"),
    (("--select", "audit_kernel_modules_loadet"), "did you mean 'audit_kernel_modules_loaded'?"),
    (
        ("--select", "audit_kernel_modules_loaded", "--deselect", "audit_kernel_modules_loaded"),
        "both",
    ),
    (("--id", "Mine"), "malformed profile id 'Mine'"),
    (("--id", "oval_only"), "has a profile 'oval_only' already"),
)


@pytest.mark.parametrize(("words", "found"), WRONG, ids=[one[1] for one in WRONG])
def test_what_is_wrong_is_named_and_nothing_is_written(
    words: tuple[str, ...], found: str, tmp_path: Path
) -> None:
    path = tmp_path / "mine.xml"
    status, out, said = tailor(*words, "--output", str(path))
    assert (status, out) == (1, "")
    assert found in said
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    status, _, said = tailor("--output", str(tmp_path / "no/mine.xml"))
    assert status == 1
    assert "cannot be written: No such file or directory" in said
