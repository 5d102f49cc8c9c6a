"""All products, built once."""

from pathlib import Path

import pytest

from generator.content import Product
from generator.stages.models import Run
from tests.world.build import build_products


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Every product of the project, on disk too; without oscap's own validation."""
    return build_products(tmp_path_factory.mktemp("products"))


def name_of(product: Product) -> str:
    """Give the id of a product."""
    return product.id.value


def stream_of(everything: Run, product: str) -> Path:
    """Give the path of a product's data stream."""
    assert everything.folder is not None
    return everything.folder / product / f"auditscap-{product}-ds.xml"
