"""Which product this machine is: what /etc/os-release says, as the data streams ask it."""

import shlex
from pathlib import Path

from generator.content import Product

OS_RELEASE = Path("/etc/os-release")


def os_release(path: Path = OS_RELEASE) -> dict[str, str]:
    """Read an os-release(5) file; a file that is missing or no text has no fields."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    fields: dict[str, str] = {}
    for line in lines:
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            try:
                words = shlex.split(value)
            except ValueError:
                continue
            fields[name.strip()] = words[0] if words else ""
    return fields


def product_of(fields: dict[str, str], products: tuple[Product, ...]) -> Product | None:
    """Give the product whose os-release fields are all as `fields` has them."""
    for product in products:
        if all(item.holds(fields.get(item.name.value)) for item in product.os_release):
            return product
    return None
