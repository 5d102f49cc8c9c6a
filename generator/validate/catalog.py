"""Where the SCAP schemas lie: on the system, as its openscap package puts them."""

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from generator.source import Problems
from generator.source.shipped import shipped

CATALOG: Final = shipped() / "schemas" / "scap-schemas.json"
# Read in place of the catalog's folders: for systems that keep the schemas elsewhere, and tests.
VARIABLE: Final = "AUDITSCAP_SCHEMAS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schemas:
    """The folder that holds every schema of the catalog, and their places below it."""

    folder: Path
    files: tuple[tuple[str, str], ...]

    def path(self, name: str) -> Path:
        """Give the path of a schema by its name in the catalog."""
        return self.folder / dict(self.files)[name]


@cache
def _catalog() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(CATALOG.read_text(encoding="utf-8"))
    return read


def find_schemas(problems: Problems) -> Schemas | None:
    """Find the folder with all schemas; None, and a problem naming the package, where none has."""
    catalog = _catalog()
    files: dict[str, str] = catalog["files"]
    chosen = os.environ.get(VARIABLE)
    folders = [chosen] if chosen else catalog["folders"]
    missing: list[str] = []
    for folder in map(Path, folders):
        missing = [name for name in files.values() if not (folder / name).is_file()]
        if not missing:
            return Schemas(folder=folder, files=tuple(files.items()))
    problems.add(
        "schemas-missing",
        None,
        f"the SCAP schemas are not installed: {missing[0]} is not in {' or '.join(folders)}",
        hint=f"install the package {package()} (make datastream does)",
    )
    return None


def package() -> str:
    """Give the name of the package that brings the schemas on this system."""
    packages: dict[str, str] = _catalog()["packages"]
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    system = next(
        (line.removeprefix("ID=").strip("\"'") for line in lines if line[:3] == "ID="), ""
    )
    return packages.get(system, packages["default"])
