"""Files that are no Python: beside this package in a checkout, within it in a wheel."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parents[1]


def shipped() -> Path:
    """Give the folder with templates/, schemas/ and the project's own content."""
    within = _PACKAGE / "shipped"
    return within if within.is_dir() else _PACKAGE.parent
