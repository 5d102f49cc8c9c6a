"""Findings of schemas lead back to the line that the element comes from."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from generator.markup.namespaces import OVAL_INDEPENDENT
from generator.source import Problems
from generator.stages.models import OutputFile
from generator.validate.catalog import Schemas, find_schemas
from generator.validate.output import validate_output
from generator.validate.schemas import SchemaFinding, check_schematron
from tests.validate.good import Damage, Good

RULES, LINKS = "controls/audit_kernel_modules.yml:11:11", "controls/audit_kernel_modules.yml:16:11"
PROFILE = "profiles/cis_level2_server.yml:1:5"
CONTROL = "controls/audit_kernel_modules.yml:1:5"


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    found = find_schemas(Problems())
    assert found, "the package with the SCAP schemas is missing"
    return found


BREACHES: dict[str, tuple[Damage, str, str | None]] = {
    "attribute of a Rule": (
        lambda it: it.set(".//xccdf:Rule[4]", "severity", "mild"),
        "not-schema-valid",
        LINKS,
    ),
    "order inside a Rule": (
        lambda it: it.one(".//xccdf:Rule").append(it.one(".//xccdf:Rule/xccdf:title")),
        "not-schema-valid",
        RULES,
    ),
    "attribute of a Group": (
        lambda it: it.set(".//xccdf:Group", "selected", "perhaps"),
        "not-schema-valid",
        CONTROL,
    ),
    "element of a Profile": (
        lambda it: it.add(".//xccdf:Profile", "xccdf:nothing", "x"),
        "not-schema-valid",
        PROFILE,
    ),
    "attribute of an OVAL test": (
        lambda it: it.set(".//unix:symlink_test", "check", "most"),
        "not-schema-valid",
        LINKS,
    ),
    "use case of the stream": (
        lambda it: it.set(".//ds:data-stream", "use-case", "FUN"),
        "schematron-failed",
        None,
    ),
    "Rule that checks nothing": (
        lambda it: it.set(".//xccdf:Rule[4]/xccdf:check", "system", "urn:x"),
        "schematron-failed",
        LINKS,
    ),
}


@pytest.mark.parametrize("name", BREACHES)
def test_breach_leads_back_to_its_line(name: str, sound: Good, schemas: Schemas) -> None:
    damage, code, place = BREACHES[name]
    stream, problems = sound.stream(), Problems()
    damage(stream)
    files = tuple(
        OutputFile(path=file.path, content=etree.tostring(stream.root))
        if file.path == sound.output.data_stream
        else file
        for file in sound.output.files
    )
    validate_output(
        replace(sound.output, files=files), sound.run.loaded.profiles, schemas, problems
    )
    places = {str(one.mark) if one.mark else None for one in problems if one.code.name == code}
    assert places == {place}


def test_warnings_of_a_schematron_are_no_errors(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.xsl"
    sheet.write_text(
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        '<xsl:output method="text"/><xsl:template match="/">'
        "Warning: W-1|not so nice\nError: E-1|bad\nsomething else\n"
        "</xsl:template></xsl:stylesheet>"
    )
    found = check_schematron(etree.ElementTree(etree.fromstring("<a/>")), sheet)
    assert [(one.level, one.message) for one in found] == [
        ("warning", "W-1|not so nice"),
        ("error", "E-1|bad"),
        ("error", "something else"),
    ]


def test_missing_schemas_name_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    problems = Problems()
    monkeypatch.setenv("AUDITSCAP_SCHEMAS", "/nonexistent")
    assert find_schemas(problems) is None
    (problem,) = problems
    assert problem.message.startswith("the SCAP schemas are not installed: sds/1.3/")
    assert problem.hint
    assert problem.hint.startswith("install the package openscap")


def test_every_line_of_ovals_schematron_is_an_error(sound: Good, schemas: Schemas) -> None:
    """Its messages name no level: a number is matched by no pattern."""
    stream = sound.stream()
    sheet = schemas.path("oval-schematron")
    oval = stream.one(".//unix:symlink_test/../..")

    def found() -> tuple[SchemaFinding, ...]:
        alone = etree.fromstring(etree.tostring(oval, with_tail=False))
        return check_schematron(etree.ElementTree(alone), sheet)

    assert found() == ()
    instance = next(oval.iter(f"{{{OVAL_INDEPENDENT}}}instance"))
    instance.set("operation", "pattern match")
    assert {one.level for one in found()} == {"error"}
    assert any("is not valid given a datatype" in one.message for one in found()), found()
