"""On every product each rule gives the right verdict of every case, by OVAL and by script.

Right is what the reference meaning says, and what the case says where Values are tailored. OVAL is
not asked where a case says that it cannot see: the script, which a scanner asks first, is.
Each case is judged on one product in a run, each product by its share of them;
AUDITSCAP_ALL_CASES=1 judges all on all.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from generator.content import ids
from generator.kinds.audit_rules.parameters import AuditRules
from generator.kinds.protocol import System
from generator.markup.written import to_bytes
from generator.oval import emit
from generator.oval.closure import joined
from generator.stages.models import CompiledRule, Run
from generator.trial import script
from generator.trial.answer import Answer
from tests.kinds import judges
from tests.kinds.cases import Case, cases
from tests.products.names import name_of
from tests.products.systems import systems
from tests.world.world import write

CASES: Final = tuple(case for case in cases() if not case.tailored)
SEEN: Final = tuple(case for case in CASES if not case.undecided)
TAILORED: Final = tuple(case for case in cases() if case.tailored)
PRODUCTS: Final = tuple(sorted({one.product for one in systems() if one.product}))
OS_RELEASE: Final = {one.product: one.os_release for one in systems()}
MODULES: Final = ("audit_kernel_modules", "audit_kmod", "audit_module_")
LEAST: Final = 5
LESS: Final = ("debian13", "rhel10", "sles15")
"""Products whose benchmark asks for fewer calls, or in several recommendations."""


def test_every_product_is_asked(everything: Run) -> None:
    assert list(PRODUCTS) == sorted(name_of(product) for product in everything.loaded.products)


@pytest.mark.oscap
@pytest.mark.slow
@pytest.mark.usefixtures("oscap")
@pytest.mark.parametrize("name", PRODUCTS)
def test_oval_agrees_with_the_reference(name: str, everything: Run, tmp_path: Path) -> None:
    product = everything.loaded.product(name)
    assert product
    suited = tuple(case for case in SEEN if case.architecture in product.architectures)
    suited = _share(suited, name)
    assert len(suited) > LEAST
    differ = []
    for at, case in enumerate(suited):
        files = {**case.files, "/etc/os-release": OS_RELEASE[name]}
        root = write(tmp_path / str(at), files)
        found = _judged(everything, name, root, case)
        expected = _expected(everything, name, root, case)
        assert found.keys() == expected.keys()
        differ += [
            (case.id, rule, expected[rule]) for rule in expected if found[rule] != expected[rule]
        ]
    assert differ == []


@pytest.mark.slow
@pytest.mark.parametrize("name", PRODUCTS)
def test_scripts_agree_with_the_reference(name: str, everything: Run, tmp_path: Path) -> None:
    here = script.architecture()
    own = [one for one in _asked(everything, name) if one.script]
    suited = _share(tuple(case for case in CASES if case.architecture == here), name)
    assert script.obstacle() == ""
    assert len(suited) > LEAST
    differ = []
    for at, case in enumerate(suited):
        root = write(tmp_path / str(at), {**case.files, "/etc/os-release": OS_RELEASE[name]})
        expected = _expected(everything, name, root, case)
        for one in own:
            rule = one.rule.subject.rule
            found = _script(one, root, tmp_path / f"{at}-{rule}")
            if found is not None and found.holds != expected[rule]:
                differ.append((case.id, rule, expected[rule], found.words))
    assert differ == []


@pytest.mark.oscap
@pytest.mark.slow
@pytest.mark.usefixtures("oscap")
@pytest.mark.parametrize("name", PRODUCTS)
def test_values_say_what_counts(name: str, everything: Run, tmp_path: Path) -> None:
    """The cases are about all five calls and kmod: products that ask for less are left out."""
    own = {one.rule.facet.suffix: one for one in _whole(everything, name)}
    if not own:
        assert name in LESS
        return
    product = everything.loaded.product(name)
    assert product
    suited = tuple(case for case in TAILORED if case.architecture in product.architectures)
    differ = []
    for at, case in enumerate(_share(suited, name)):
        root = write(tmp_path / str(at), {**case.files, "/etc/os-release": OS_RELEASE[name]})
        by_oval = {} if case.undecided else _judged(everything, name, root, case)
        for facet, one in own.items():
            if facet not in case.expected:
                continue
            right, rule = case.expected[facet], one.rule.subject.rule
            folder = tmp_path / f"{at}-{rule}"
            found = None
            if case.architecture == script.architecture():
                found = _script(one, root, folder, case.values)
            differ += [
                (case.id, rule, by)
                for by, holds in (("oval", by_oval.get(rule)), ("script", found and found.holds))
                if holds is not None and holds != right
            ]
    assert differ == []


def _share(suited: tuple[Case, ...], name: str) -> tuple[Case, ...]:
    if os.environ.get("AUDITSCAP_ALL_CASES"):
        return suited
    return suited[PRODUCTS.index(name) :: len(PRODUCTS)]


def _script(
    one: CompiledRule, root: Path, folder: Path, values: Mapping[str, str] | None = None
) -> Answer | None:
    folder.mkdir()
    return script.ask(one.script, root, folder, values) if one.script else None


def _whole(everything: Run, name: str) -> tuple[CompiledRule, ...]:
    """Give the rules of a product that ask for all five calls and kmod in one control."""
    return tuple(
        one
        for one in _asked(everything, name)
        if one.rule.subject.control == "audit_kernel_modules"
        and isinstance(one.rule.check.parameters, AuditRules)
        and len(one.rule.check.parameters.rules) == len(("calls", "runs"))
        and one.rule.facet.suffix in ("configured", "compiled")
    )


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
