"""The cases of controls: the reference meaning and OVAL alone say what is right."""

from pathlib import Path

import pytest

from generator.kinds.audit_rules import facets
from generator.kinds.protocol import System
from generator.trial import Case
from tests.controls.cases import cases
from tests.controls.chapter import chapter, system
from tests.controls.judging import oval
from tests.world.world import write

ALL = tuple(cases())


@pytest.mark.oscap
@pytest.mark.usefixtures("oscap")
@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_a_case(case: Case, tmp_path: Path) -> None:
    item = next(
        one
        for one in chapter().compiled
        if one.rule.subject.rule == f"{case.control}_{facets.CONFIGURED.suffix}"
    )
    rule = item.rule
    root = write(tmp_path / "root", system(case.rules))
    there = System(root=root, architecture="x86_64", product=rule.subject.product)
    holds = rule.check.kind.holds(rule.check.parameters, rule.facet, there)
    assert (holds, oval(item, root, tmp_path)) == (case.holds, case.oval)
