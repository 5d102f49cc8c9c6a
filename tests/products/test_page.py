"""docs/products.md says what the data files say."""

import os

from generator.stages.models import Run
from tests.products.page import PAGE, with_tables


def test_the_tables_of_the_page_are_those_of_the_data(everything: Run) -> None:
    text = PAGE.read_text("utf-8")
    made = with_tables(text, everything)
    if os.environ.get("AUDITSCAP_GOLDEN"):
        PAGE.write_text(made, "utf-8")
    else:
        assert text.split("\n") == made.split("\n"), "run `make golden`"
