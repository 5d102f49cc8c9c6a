"""Every control of the chapter, in many forms: what is as good passes, what is not fails."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.kinds.audit_rules import facets
from generator.kinds.audit_rules.holds import explained
from generator.kinds.protocol import System
from generator.trial.forms import Form
from tests.controls.chapter import Asked, asked, chapter, system
from tests.controls.judging import oval
from tests.world.build import PRODUCT
from tests.world.world import write

LEAST = 15


def every_form() -> Iterator[tuple[Asked, int, Form]]:
    """Give all forms of all controls."""
    found = tuple(asked(chapter(), PRODUCT))
    assert len(found) >= LEAST
    return ((one, at, form) for one in found for at, form in enumerate(one.forms))


def judged(one: Asked, root: Path) -> bool:
    """Ask the reference meaning."""
    rule = next(item for item in chapter().rules if item.subject.control == one.control)
    there = System(root=root, architecture="x86_64", product=rule.subject.product)
    lines = explained(rule.check.parameters, facets.CONFIGURED, there)
    return all(line.startswith("collected") for line in lines)


@pytest.mark.slow
def test_the_meaning_takes_what_is_as_good_and_nothing_else(tmp_path: Path) -> None:
    differ = []
    for one, at, form in every_form():
        root = write(tmp_path / f"{one.control}-{at}", system(form.text))
        if judged(one, root) != form.right:
            differ.append((one.control, form.name, form.text))
    assert differ == []


@pytest.mark.oscap
@pytest.mark.slow
@pytest.mark.usefixtures("oscap")
def test_oval_alone_takes_what_is_as_good_and_nothing_else(tmp_path: Path) -> None:
    rules = {item.rule.subject.rule: item for item in chapter().compiled}

    def differing(task: tuple[Asked, int, Form]) -> list[tuple[str, str, str]]:
        one, at, form = task
        root = write(tmp_path / f"{one.control}-{at}", system(form.text))
        (folder := tmp_path / f"{one.control}-{at}.d").mkdir()
        return [
            (one.control, form.name, facet)
            for facet in ("configured", "compiled")
            if oval(rules[f"{one.control}_{facet}"], root, folder) is not form.right
        ]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        assert [found for each in pool.map(differing, every_form()) for found in each] == []
