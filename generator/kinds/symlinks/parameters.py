"""Parameters of a symlinks check."""

from dataclasses import dataclass

from generator.content import Check
from generator.source import Problems, Scalar, Sequence

DEFAULT_FOLDER = "/usr/sbin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Symlinks:
    """Programs in `folder` that must be links to `target`, an absolute path without links in it."""

    target: str
    folder: str
    links: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The links as absolute paths."""
        return tuple(f"{self.folder}/{name}" for name in self.links)


def read(check: Check, _problems: Problems) -> Symlinks | None:
    """Read the parameters; None where they do not have the form that the JSON Schema asks."""
    target, folder, links = (check.node.get(name) for name in ("target", "folder", "links"))
    if not isinstance(target, Scalar) or not isinstance(links, Sequence):
        return None  # the JSON Schema has said so
    return Symlinks(
        target=target.text,
        folder=folder.text if isinstance(folder, Scalar) else DEFAULT_FOLDER,
        links=tuple(item.text for item in links.items if isinstance(item, Scalar)),
    )
