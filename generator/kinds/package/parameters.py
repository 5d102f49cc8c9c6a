"""Parameters of a package check."""

from dataclasses import dataclass, replace
from typing import cast

from generator.content import Check, PackageManager, Product
from generator.source import Problems, Scalar, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Packages:
    """Names of packages, and by what the product installs them."""

    packages: tuple[str, ...]
    manager: PackageManager = "apt"

    @property
    def uses_dpkg(self) -> bool:
        """Whether dpkg keeps the database of packages; else rpm does."""
        return self.manager == "apt"


def on(parameters: Packages, check: Check, product: Product, problems: Problems) -> Packages:
    """Give the parameters with the package manager of `product`, which must have one."""
    if product.package_manager is None:
        words = f"the product {product.id} has no 'package_manager', which the check needs"
        hint = f"add it to products/{product.id}.yml, or to one that it extends"
        problems.add("missing-key", check.mark, words, hint)
        return parameters
    return replace(parameters, manager=cast("PackageManager", product.package_manager.value))


def read(check: Check, _problems: Problems) -> Packages | None:
    """Read the parameters; None where they do not have the form that the JSON Schema asks."""
    packages = check.node.get("packages")
    if not isinstance(packages, Sequence):
        return None  # the JSON Schema has said so
    return Packages(
        packages=tuple(item.text for item in packages.items if isinstance(item, Scalar))
    )
