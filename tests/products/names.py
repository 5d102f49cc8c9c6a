"""Products by name, and where their data streams are."""

from pathlib import Path

from generator.content import Product
from generator.stages.models import Run


def name_of(product: Product) -> str:
    """Give the id of a product."""
    return product.id.value


def stream_of(everything: Run, product: str) -> Path:
    """Give the path of a product's data stream."""
    assert everything.folder is not None
    return everything.folder / product / f"auditscap-{product}-ds.xml"
