"""The files of a product, built so that one control asks for everything, as scenarios expect it."""

import shutil
from copy import deepcopy
from pathlib import Path
from typing import Final

import yaml

from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Run
from tests.content.project import change
from tests.world.build import PRODUCT, ROOT, RULE, build

_CONTENT: Final = ("controls", "products", "profiles")


def built(product: str, folder: Path) -> Path:
    """Build into `folder`; give the folder of the product's files."""
    if product == PRODUCT:
        return build(folder).folder
    copy = folder / "project"
    _copy_for(product, copy)
    problems = Problems()
    target = folder / "built"
    run_pipeline(Run(root=copy, problems=problems, products=(product,), folder=target, oscap=False))
    found = [f"{one.code.id} {one.message}" for one in problems]
    assert not found, found
    return target / product


def _copy_for(product: str, root: Path) -> None:
    """Copy the project; what the one control asks of Debian 12, it asks of this product too."""
    root.mkdir()
    for name in _CONTENT:
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "project.yml", root)
    for path in sorted((root / "controls").glob("*.yml")):
        products = yaml.safe_load(path.read_text("utf-8"))["products"]
        products.pop(product, None)
        if path.stem == RULE:
            products[product] = deepcopy(products[PRODUCT])
        change(root, f"controls/{path.name}", products=products)
    for path in sorted((root / "profiles").glob("*.yml")):
        found = yaml.safe_load(path.read_text("utf-8"))
        if product in found["products"]:
            own = [rule for rule in found["rules"] if rule.startswith(f"{RULE}_")]
            found["rules_on"] = {**found.get("rules_on", {}), product: own or found["rules"]}
            change(root, f"profiles/{path.name}", rules_on=found["rules_on"])
