"""A data stream is applicable on the systems that its product is for, and on no other."""

import subprocess
from pathlib import Path
from typing import Final

import pytest

from generator.content import Product
from generator.scan.target import os_release, product_of
from generator.stages.models import Run
from tests.products.names import name_of, stream_of
from tests.products.systems import System, systems
from tests.world.oscap import run_oscap
from tests.world.scan import evaluate
from tests.world.world import LOADERS, write

SYSTEMS: Final = tuple(systems())
OS_RELEASE_SH: Final = Path(__file__).parents[2] / "templates/shared/os_release.sh"


def root_of(system: System, folder: Path) -> Path:
    """Make a system's root folder."""
    return write(
        folder,
        {
            "/etc/os-release": system.os_release,
            "/etc/passwd": "root:x:0:0:root:/root:/bin/bash\n",
            LOADERS["x86_64"]: "",
        },
    )


def test_every_product_has_a_system_and_every_system_a_known_product(everything: Run) -> None:
    assert {one.product for one in SYSTEMS if one.product} == {
        name_of(product) for product in everything.loaded.products
    }


@pytest.mark.parametrize("system", SYSTEMS, ids=[one.name for one in SYSTEMS])
def test_scan_chooses_the_product(system: System, everything: Run, tmp_path: Path) -> None:
    fields = os_release(root_of(system, tmp_path) / "etc/os-release")
    found = product_of(fields, everything.loaded.products)
    assert (found and name_of(found)) == system.product


@pytest.mark.parametrize("shell", ["bash", "dash"])
def test_fixes_choose_the_product(shell: str, everything: Run, tmp_path: Path) -> None:
    text = OS_RELEASE_SH.read_text("utf-8")
    for at, system in enumerate(SYSTEMS):
        root = root_of(system, tmp_path / str(at))
        functions = text.replace("/etc/os-release", str(root / "etc/os-release"))
        found = [
            name_of(product)
            for product in everything.loaded.products
            if not subprocess.run([shell, "-c", functions + _asks(product)], check=False).returncode
        ]
        assert found == [system.product] * bool(system.product), system.name


def _asks(product: Product) -> str:
    """Write what plan.sh.j2 asks."""
    return " && ".join(
        f"os_release_is {field.name} {field.exact}{' any_minor' * field.any_minor}"
        for field in product.os_release
    )


@pytest.mark.oscap
@pytest.mark.parametrize("system", SYSTEMS, ids=[one.name for one in SYSTEMS])
def test_oscap_recognises_the_product(
    system: System, everything: Run, oscap: str, tmp_path: Path
) -> None:
    root = root_of(system, tmp_path)
    found = []
    for product in everything.loaded.products:
        name = name_of(product)
        path = stream_of(everything, name).with_name(f"auditscap-{name}-cpe-oval.xml")
        run = run_oscap(oscap, "oval", "eval", "--skip-validation", str(path), root=root)
        assert run.returncode == 0, run.stderr
        if ": true\n" in run.stdout:
            found.append(name)
    assert found == [system.product] * bool(system.product)


@pytest.mark.oscap
@pytest.mark.slow
@pytest.mark.parametrize(
    "system", [one for one in SYSTEMS if one.product], ids=lambda one: one.name
)
def test_scan_of_the_right_system_applies_and_of_its_neighbour_does_not(
    system: System, everything: Run, oscap: str, tmp_path: Path
) -> None:
    assert oscap
    products = everything.loaded.products
    at = next(at for at, one in enumerate(products) if name_of(one) == system.product)
    root = root_of(system, tmp_path / "root")
    for product, applies in ((products[at], True), (products[at - 1], False)):
        scan = evaluate(
            root, stream_of(everything, name_of(product)), "--skip-validation", profile="oval_only"
        )
        said = set(scan.results.values())
        assert said
        assert ("notapplicable" not in said) if applies else said == {"notapplicable"}
