"""The files of a product, built from the project, or from a copy that has this product too."""

import shutil
from copy import deepcopy
from pathlib import Path
from typing import Final

import yaml

from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Run
from tests.content.project import change
from tests.world.build import ROOT, build

_LIKE: Final = "debian12"
_CONTENT: Final = ("controls", "products", "profiles")


def built(product: str, folder: Path) -> Path:
    """Build into `folder`; give the folder of the product's files."""
    if (ROOT / f"products/{product}.yml").exists():
        build(folder)
        return folder / product
    copy = folder / "project"
    _copy_with(product, copy)
    problems = Problems()
    run_pipeline(Run(root=copy, problems=problems, folder=folder / "built", oscap=False))
    found = [f"{one.code.id} {one.message}" for one in problems]
    assert not found, found
    return folder / "built" / product


def _copy_with(product: str, root: Path) -> None:
    """Copy the project, with a Debian more for which all of Debian 12's controls hold."""
    release = product.removeprefix("debian")
    root.mkdir()
    for name in _CONTENT:
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "project.yml", root)
    shutil.copy(root / f"products/{_LIKE}.yml", root / f"products/{product}.yml")
    change(
        root,
        f"products/{product}.yml",
        id=product,
        title=f"Debian GNU/Linux {release}",
        cpe=f"cpe:/o:debian:debian_linux:{release}",
        os_release={"ID": "debian", "VERSION_ID": release},
    )
    for path in sorted((root / "controls").glob("*.yml")):
        products = yaml.safe_load(path.read_text("utf-8"))["products"]
        change(
            root, f"controls/{path.name}", products={**products, product: deepcopy(products[_LIKE])}
        )
    for path in sorted((root / "profiles").glob("*.yml")):
        products = yaml.safe_load(path.read_text("utf-8"))["products"]
        change(root, f"profiles/{path.name}", products=[*products, product])
