"""Schematrons that were made faster say what those that openscap ships say."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from generator.markup.namespaces import PREFIXES
from generator.source import Problems
from generator.stages.assemble import filename
from generator.validate.catalog import find_schemas
from generator.validate.lanes import SCHEMATRON as LANES
from generator.validate.schemas import _stylesheet
from tests.growth.measure import outputs_of
from tests.growth.projects import project_of
from tests.world.build import Built

Root = etree._Element  # noqa: SLF001 - the only name lxml has for its elements


def one(root: Root, path: str) -> Root:
    found = root.find(path, PREFIXES)
    assert found is not None, path
    return found


DAMAGES: dict[str, tuple[str, Callable[[Root], None]]] = {
    "nothing": ("ds", lambda _root: None),
    "selected rule": (
        "xccdf",
        lambda root: one(root, ".//xccdf:select[last()]").set("idref", "xccdf_x_rule_x"),
    ),
    "refined Value": (
        "xccdf",
        lambda root: one(root, ".//xccdf:refine-value").set("idref", "xccdf_x_value_x"),
    ),
    "variable with a value": (
        "oval",
        lambda root: setattr(one(root, ".//oval-def:states//*[@var_ref]"), "text", "1"),
    ),
    "variable of another type": (
        "oval",
        lambda root: one(root, ".//oval-def:states//*[@var_ref]").set("datatype", "float"),
    ),
    "operation": (
        "oval",
        lambda root: one(root, ".//oval-def:objects/*/*[@operation]").set("operation", "less than"),
    ),
    "object in a set": (
        "oval",
        lambda root: setattr(
            one(root, ".//oval-def:object_reference"),
            "text",
            one(root, ".//oval-def:objects/{*}variable_object").get("id"),
        ),
    ),
}


@pytest.mark.parametrize("case", DAMAGES)
def test_faster_schematron_says_the_same(case: str, built: Built) -> None:
    schemas = find_schemas(Problems())
    assert schemas is not None
    output = built.run.outputs[0]
    damaged, damage = DAMAGES[case]
    said = 0
    for lane in LANES:
        name = filename(output.build.product, lane.part)
        document = etree.parse(BytesIO(output.file(name).content))
        plain = etree.XSLT(etree.parse(schemas.path(lane.schema)))
        before = str(plain(document))
        if lane.part == damaged:
            damage(document.getroot())
        text = str(plain(document))
        assert str(_stylesheet(schemas.path(lane.schema))(document)) == text
        said += text != before
    assert bool(said) == (case != "nothing")


def test_faster_schematron_says_the_same_of_many_controls(tmp_path: Path) -> None:
    """All damage to the OVAL of several controls at once, each in another place."""
    schemas = find_schemas(Problems())
    assert schemas is not None
    (output,) = outputs_of(project_of(tmp_path / "project", 3))
    name = filename(output.build.product, "oval")
    document = etree.parse(BytesIO(output.file(name).content))
    for part, damage in DAMAGES.values():
        if part == "oval":
            damage(document.getroot())
    none_exist = document.getroot().findall(".//*[@check_existence='none_exist']")
    for test in none_exist[::3]:
        etree.SubElement(
            test, str(test[0].tag).replace("object", "state"), state_ref="oval:x:ste:1"
        )
    sheet = schemas.path("oval-schematron")
    said = str(etree.XSLT(etree.parse(sheet))(document))
    assert len(said.splitlines()) > len(none_exist[::3])
    assert str(_stylesheet(sheet)(document)) == said
