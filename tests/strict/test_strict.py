"""Every data stream stands up to NIST's whole schematron for SCAP 1.3, which needs XPath 2."""

from pathlib import Path
from typing import Final

import pytest

from generator.source import Problems
from generator.stages.models import Run
from generator.validate.catalog import find_schemas
from tests.products.names import name_of, part_of, stream_of
from tests.strict.schematron import Schematron
from tests.world.build import ROOT

NAME: Final = "sds/1.3/source-data-stream-1.3.sch.original"
EXPLAINED: Final = {"SRC-251-1", "SRC-207-1"}
"""Left where a product has no CCE: docs/validation.md says why."""


@pytest.fixture(scope="module")
def schematron() -> Schematron:
    schemas = find_schemas(Problems())
    assert schemas, "the SCAP schemas are not installed"
    return Schematron(schemas.folder / NAME)


def test_four_asserts_are_set_aside(schematron: Schematron) -> None:
    assert schematron.aside == ("SRC-15-1", "SRC-74-1", "A-21-1", "A-22-1")
    page = (ROOT / "docs/validation.md").read_text("utf-8")
    assert all(code in page for code in schematron.aside)


@pytest.mark.parametrize("part", ["ds", "ds-manual"])
def test_no_product_has_an_error(part: str, schematron: Schematron, everything: Run) -> None:
    for product in everything.loaded.products:
        found = schematron.judge(part_of(everything, name_of(product), part))
        assert {one.code for one in found} <= EXPLAINED, (name_of(product), found)


def test_rules_with_a_cce_are_complained_of_no_more(
    schematron: Schematron, everything: Run
) -> None:
    found = schematron.judge(stream_of(everything, "rhel8"))
    complained = {one.words.rpartition("_rule_")[2] for one in found if one.code == "SRC-251-1"}
    subjects = [
        item.rule.subject
        for item in everything.compiled
        if name_of(item.rule.subject.product) == "rhel8"
    ]
    assert complained == {one.rule for one in subjects if not one.oval_references}
    assert {"audit_kernel_modules_symlinks", "audit_kmod_symlinks"} <= complained
    assert len(complained) < len(subjects) / 2


def test_questionnaire_that_is_not_there_is_complained_of(
    schematron: Schematron, everything: Run, tmp_path: Path
) -> None:
    text = part_of(everything, "debian12", "ds-manual").read_text("utf-8")
    damaged = tmp_path / "ds.xml"
    damaged.write_text(text.replace(":questionnaire:", ":questionnaire:1", 1), "utf-8")
    assert "SRC-349-1" in {one.code for one in schematron.judge(damaged)}


DAMAGE: Final = (
    (' style="SCAP_1.3" xml:lang="en"', ' style="SCAP_1.3"', "SRC-2-1"),
    ("<dc:contributor>auditscap</dc:contributor>", "", "SRC-8-1"),
    ('use-case="CONFIGURATION"', 'use-case="INVENTORY"', "SRC-248-2"),
    ('schematron-version="1.3"', 'schematron-version="1.2"', "SRC-330-2"),
)


@pytest.mark.parametrize(("old", "new", "code"), DAMAGE, ids=[one[2] for one in DAMAGE])
def test_damage_is_found(
    old: str, new: str, code: str, *, schematron: Schematron, everything: Run, tmp_path: Path
) -> None:
    text = stream_of(everything, "debian12").read_text("utf-8")
    assert old in text, [line for line in text.split("\n") if ":Benchmark" in line]
    damaged = tmp_path / "ds.xml"
    damaged.write_text(text.replace(old, new), "utf-8")
    assert code in {one.code for one in schematron.judge(damaged)}
