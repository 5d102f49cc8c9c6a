"""Which product a machine is told to be."""

from pathlib import Path

import pytest

from generator.scan.target import os_release, product_of
from tests.world.build import Built


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ID=debian\nVERSION_ID=12\n", True),
        ("ID='debian'\nVERSION_ID=\"12\"\n", True),
        ("# ID=debian\nVERSION_ID=12\n", False),
        ("ID=debian\nVERSION_ID=11\n", False),
        ("ID=ubuntu\nID_LIKE=debian\nVERSION_ID=12\n", False),
        ("ID=debian\nVERSION_ID='12\n", False),
        ("", False),
    ],
)
def test_product_is_what_os_release_says(
    text: str, *, found: bool, built: Built, tmp_path: Path
) -> None:
    path = tmp_path / "os-release"
    path.write_text(text, encoding="utf-8")
    product = product_of(os_release(path), built.run.loaded.products)
    assert (product is not None) is found


def test_missing_os_release_is_no_product(built: Built, tmp_path: Path) -> None:
    assert product_of(os_release(tmp_path / "none"), built.run.loaded.products) is None
