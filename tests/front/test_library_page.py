"""The examples of docs/library.md run as they stand there."""

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs/library.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_an_example(block: str) -> None:
    exec(compile(block, "docs/library.md", "exec"), {})  # noqa: S102 - our own page


def test_there_are_examples_of_reading_asking_and_blaming() -> None:
    assert len(BLOCKS) == 3
