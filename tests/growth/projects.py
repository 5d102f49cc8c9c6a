"""Projects of many controls for one product: copies of a real one under other names."""

import shutil
from pathlib import Path
from typing import Final

import yaml

from tests.world.build import PRODUCT, ROOT, RULE

_FACETS: Final = ("configured", "loaded", "compiled", "symlinks")
RULES: Final = len(_FACETS)
"""How many rules each control makes."""


def project_of(root: Path, controls: int) -> Path:
    """Make a project with so many controls at `root`, with two profiles that take all rules."""
    for folder in ("controls", "profiles", "products"):
        (root / folder).mkdir(parents=True)
    for name in ("project", f"products/{PRODUCT}", "products/linux_apt", "products/linux"):
        shutil.copy(ROOT / f"{name}.yml", root / f"{name}.yml")
    control = yaml.safe_load((ROOT / f"controls/{RULE}.yml").read_text("utf-8"))
    for number in range(controls):
        _write(root / f"controls/{_name(number)}.yml", _copy(control, number))
    names = [f"{_name(number)}_{facet}" for number in range(controls) for facet in _FACETS]
    for profile in ("cis_level2_server", "oval_only"):
        content = yaml.safe_load((ROOT / f"profiles/{profile}.yml").read_text("utf-8"))
        content.pop("rules_on", None)
        _write(root / f"profiles/{profile}.yml", content | {"products": [PRODUCT], "rules": names})
    return root


def _name(number: int) -> str:
    return f"{RULE}_{number:04}"


def _copy(control: dict[str, object], number: int) -> dict[str, object]:
    """Give the control with an id, a key and a file of its own, for the one product."""
    text = yaml.safe_dump(control["checks"], width=10**9, sort_keys=False)
    checks = yaml.safe_load(text.replace("kernel_modules", f"kernel_modules_{number:04}"))
    products = control["products"]
    assert isinstance(products, dict)
    changed = {"id": _name(number), "checks": checks, "products": {PRODUCT: products[PRODUCT]}}
    return {**control, **changed}


def _write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, width=10**9, sort_keys=False), "utf-8")
