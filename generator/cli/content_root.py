"""Where the content is: controls, products and profiles."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_PLACES: Final = (_PACKAGE.parent, _PACKAGE / "shipped")
"""A checkout of the project, and what a wheel brings along."""


def content_root(asked: Path | None = None) -> Path:
    """Give the folder with project.yml: the one asked for, this one, or what is shipped."""
    if asked is not None:
        return asked
    here = Path()
    return next((one for one in (here, *_PLACES) if (one / "project.yml").is_file()), here)
