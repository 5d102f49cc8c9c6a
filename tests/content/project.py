"""Projects to test with: the small valid one, copied and changed."""

import shutil
from pathlib import Path
from typing import Final

import yaml

VALID: Final = Path(__file__).parent / "valid"
CONTROL: Final = "controls/audit_kernel_modules.yml"
PRODUCT: Final = "products/debian12.yml"
PROFILE: Final = "profiles/cis_level2_server.yml"
PROJECT: Final = "project.yml"


def valid(root: Path) -> Path:
    """Copy the valid project to `root`."""
    shutil.copytree(VALID, root, dirs_exist_ok=True)
    return root


def overlaid(case: Path, root: Path) -> Path:
    """Copy the valid project to `root`, take away what `case` removes, lay `case` over it.

    `removed.txt` in `case` names what is removed; it and `expected` are not copied.
    """
    valid(root)
    removed = case / "removed.txt"
    for name in removed.read_text("utf-8").split() if removed.exists() else ():
        gone = root / name
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    shutil.copytree(
        case, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected", "removed.txt")
    )
    return root


def change(root: Path, file: str, **values: object) -> None:
    """Give keys of a YAML file other values."""
    fields = yaml.safe_load((root / file).read_text("utf-8")) | values
    text = yaml.safe_dump(fields, allow_unicode=True, width=10**9, sort_keys=False)
    (root / file).write_text(text, "utf-8")


def rewrite(root: Path, file: str, old: str, new: str) -> None:
    """Replace a text that is in a file."""
    text = (root / file).read_text("utf-8")
    assert old in text, old
    (root / file).write_text(text.replace(old, new), "utf-8")


def second_product(root: Path, name: str = "debian13") -> None:
    """Add a product like the first, for every control and profile."""
    title = f"Debian GNU/Linux {name.removeprefix('debian')}"
    copy = root / f"products/{name}.yml"
    shutil.copy(root / PRODUCT, copy)
    release = {"ID": "debian", "VERSION_ID": name.removeprefix("debian")}
    cpe = f"cpe:/o:debian:debian_linux:{name.removeprefix('debian')}"
    change(root, f"products/{name}.yml", id=name, title=title, os_release=release, cpe=cpe)
    change(root, CONTROL, products={"debian12": None, name: None})
    change(root, PROFILE, products=["debian12", name])
