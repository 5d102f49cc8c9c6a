"""A place says what a file of the project is: by its folder, and so by its schema."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.source import SCHEMAS

FOLDERS: Final = {
    "controls": "control",
    "products": "product",
    "profiles": "profile",
    "cases": "cases",
}
PROJECT: Final = "project.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the file is, and how it names its schema: None where the project has no schemas/."""

    schema: Path
    address: str | None


def place_of(path: Path) -> Place | None:
    """Give the place of a file; None where its folder is none that auditscap reads."""
    here = path.absolute()
    if here.name == PROJECT:
        return _place("project", here.parent, "schemas")
    name = FOLDERS.get(here.parent.name)
    if name is None or here.suffix != ".yml":
        return None
    return _place(name, here.parents[1], "../schemas")


def _place(name: str, root: Path, schemas: str) -> Place:
    file = f"{name}.schema.json"
    there = (root / "schemas" / file).is_file()
    return Place(schema=SCHEMAS / file, address=f"{schemas}/{file}" if there else None)
