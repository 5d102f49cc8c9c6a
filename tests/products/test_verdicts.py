"""On every product the OVAL of every rule gives the verdict of the reference meaning.

Each case is judged on one product in a run, each product by its share of them;
AUDITSCAP_ALL_CASES=1 judges all on all.
"""

import os
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from generator.content import ids
from generator.kinds.protocol import System
from generator.markup.written import to_bytes
from generator.oval import emit
from generator.oval.closure import joined
from generator.stages.models import CompiledRule, Run
from tests.kinds import judges
from tests.kinds.cases import Case, cases
from tests.products.names import name_of
from tests.products.systems import systems
from tests.world.world import write

CASES: Final = tuple(case for case in cases() if not case.tailored and not case.undecided)
PRODUCTS: Final = tuple(sorted({one.product for one in systems() if one.product}))
OS_RELEASE: Final = {one.product: one.os_release for one in systems()}
MODULES: Final = ("audit_kernel_modules", "audit_kmod", "audit_module_")
LEAST: Final = 5
UNSEEN: Final = frozenset(
    (
        "calls: a system call that no machine has",
        "calls: names without a comma between",
        "machines: aarch64 with create_module",
    )
)
"""Where a rule of system calls stops loading for a call that the machine lacks, OVAL sees that only
where the control asks for system calls itself: docs/verdicts.md."""


def test_every_product_is_asked(everything: Run) -> None:
    assert list(PRODUCTS) == sorted(name_of(product) for product in everything.loaded.products)


@pytest.mark.oscap
@pytest.mark.slow
@pytest.mark.usefixtures("oscap")
@pytest.mark.parametrize("name", PRODUCTS)
def test_oval_agrees_with_the_reference(name: str, everything: Run, tmp_path: Path) -> None:
    product = everything.loaded.product(name)
    assert product
    suited = tuple(case for case in CASES if case.architecture in product.architectures)
    if not os.environ.get("AUDITSCAP_ALL_CASES"):
        suited = suited[PRODUCTS.index(name) :: len(PRODUCTS)]
    assert len(suited) > LEAST
    differ = []
    for at, case in enumerate(suited):
        files = {**case.files, "/etc/os-release": OS_RELEASE[name]}
        root = write(tmp_path / str(at), files)
        found = _judged(everything, name, root, case)
        expected = _expected(everything, name, root, case)
        assert found.keys() == expected.keys()
        if case.id in UNSEEN:
            unseen = {rule for rule in found if rule.startswith("audit_kmod_c") and found[rule]}
            expected |= dict.fromkeys(unseen, True)
        differ += [
            (case.id, rule, expected[rule]) for rule in expected if found[rule] != expected[rule]
        ]
    assert differ == []


def _asked(everything: Run, name: str) -> tuple[CompiledRule, ...]:
    """Give the rules that the cases are about: the system calls of modules, and kmod."""
    return tuple(
        one
        for one in everything.compiled
        if one.definition
        and one.rule.subject.control.startswith(
            ("audit_kernel_module", "audit_kmod", "audit_module")
        )
        and name_of(one.rule.subject.product) == name
    )


@cache
def _document(folder: Path, asked: tuple[CompiledRule, ...]) -> Path:
    """Write their definitions as one document; all of a product take seconds each time."""
    path = folder / "oval.xml"
    parts = joined(one.parts for one in asked if one.parts)
    definitions = tuple(one.definition for one in asked if one.definition)
    tree = emit.emit(definitions, parts, timestamp="2026-01-01T00:00:00", product="auditscap")
    path.write_bytes(to_bytes(tree))
    return path


def _judged(everything: Run, name: str, root: Path, case: Case) -> dict[str, bool | None]:
    asked = _asked(everything, name)
    found = judges.definitions(_document(root.parent, asked), root, case.values)
    by_id = {ids.oval_id("def", one.rule.subject.rule): one.rule.subject.rule for one in asked}
    return {by_id[definition]: verdict for definition, verdict in found.items()}


def _expected(everything: Run, name: str, root: Path, case: Case) -> dict[str, object]:
    product = everything.loaded.product(name)
    assert product
    system = System(root=root, architecture=case.architecture, product=product)
    return {
        one.rule.subject.rule: one.rule.check.kind.holds(
            one.rule.check.parameters, one.rule.facet, system
        )
        for one in _asked(everything, name)
    }
