"""Products by name, and where their files are."""

from pathlib import Path

from generator.content import Product
from generator.stages.models import Run


def name_of(product: Product) -> str:
    """Give the id of a product."""
    return product.id.value


def stream_of(everything: Run, product: str) -> Path:
    """Give the path of a product's data stream."""
    return part_of(everything, product, "ds")


def part_of(everything: Run, product: str, part: str) -> Path:
    """Give the path of one of a product's documents: `xccdf`, `ds-manual`."""
    assert everything.folder is not None
    return everything.folder / product / f"auditscap-{product}-{part}.xml"
