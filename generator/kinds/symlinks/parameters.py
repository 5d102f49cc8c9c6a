"""Parameters of a symlinks check."""

from dataclasses import dataclass

from generator.content import Check, Product
from generator.source import Problems, Scalar, Sequence, quoted

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


def on(parameters: Symlinks, check: Check, product: Product, problems: Problems) -> Symlinks:
    """Give the parameters with the paths of `product`; what it lacks is a problem of the check."""
    found = {}
    for key, value in (("target", parameters.target), ("folder", parameters.folder)):
        name = value.removeprefix("${").removesuffix("}")
        path = product.path(name) if name != value else value
        if path is None:
            words = f"the product {product.id} has no path {quoted(name)}"
            hint = f"add it under 'paths' of products/{product.id}.yml, or of one that it extends"
            problems.add("unknown-path", check.mark_of(value), words, hint)
        found[key] = path or value
    return Symlinks(target=found["target"], folder=found["folder"], links=parameters.links)


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
