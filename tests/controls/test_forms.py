"""Every control of the chapter, in many forms: what is as good passes, what is not fails."""

from pathlib import Path

import pytest

from generator.kinds.audit_rules import facets
from generator.kinds.audit_rules.holds import explained
from generator.kinds.protocol import System
from tests.controls.chapter import asked, system
from tests.world.build import PRODUCT, Built
from tests.world.world import write

LEAST = 15


@pytest.mark.slow
def test_the_meaning_takes_what_is_as_good_and_nothing_else(built: Built, tmp_path: Path) -> None:
    found = tuple(asked(built.run, PRODUCT))
    assert len(found) >= LEAST
    product = built.run.loaded.product(PRODUCT)
    assert product
    differ = []
    for one in found:
        item = built.run.rules
        parameters = next(
            rule.check.parameters for rule in item if rule.subject.control == one.control
        )
        for at, form in enumerate(one.forms):
            root = write(tmp_path / f"{one.control}-{at}", system(form.text))
            there = System(root=root, architecture="x86_64", product=product)
            lines = explained(parameters, facets.CONFIGURED, there)
            right = all(line.startswith("collected") for line in lines)
            if right != form.right:
                differ.append(f"{one.control}: {form.name}: {form.text}: {lines}")
    assert differ == [], "\n".join(differ)
