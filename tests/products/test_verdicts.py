"""On every product the OVAL of every rule gives the verdict of the reference meaning.

Each case is judged on one product in a run, each product by its share of them;
AUDITSCAP_ALL_CASES=1 judges all on all.
"""

import os
from pathlib import Path
from typing import Final

import pytest

from generator.content import ids
from generator.kinds.protocol import System
from generator.stages.models import CompiledRule, Run
from tests.kinds import judges
from tests.kinds.cases import Case, cases
from tests.products.names import name_of, stream_of
from tests.products.systems import systems
from tests.world.world import write

CASES: Final = tuple(case for case in cases() if not case.tailored and not case.undecided)
PRODUCTS: Final = tuple(sorted({one.product for one in systems() if one.product}))
OS_RELEASE: Final = {one.product: one.os_release for one in systems()}
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


def _judged(everything: Run, name: str, root: Path, case: Case) -> dict[str, bool | None]:
    document = stream_of(everything, name).with_name(f"auditscap-{name}-oval.xml")
    found = judges.definitions(document, root, case.values)
    rules = (one.rule.subject.rule for one in everything.compiled if _is_about_rules(one))
    by_id = {ids.oval_id("def", rule): rule for rule in rules}
    return {rule: found[definition] for definition, rule in by_id.items() if definition in found}


def _is_about_rules(item: CompiledRule) -> bool:
    """Cases are about audit rules and the programs that they name."""
    return item.definition is not None and item.rule.check.kind.name in ("audit_rules", "symlinks")


def _expected(everything: Run, name: str, root: Path, case: Case) -> dict[str, object]:
    product = everything.loaded.product(name)
    assert product
    system = System(root=root, architecture=case.architecture, product=product)
    return {
        one.rule.subject.rule: one.rule.check.kind.holds(
            one.rule.check.parameters, one.rule.facet, system
        )
        for one in everything.compiled
        if _is_about_rules(one) and name_of(one.rule.subject.product) == name
    }
