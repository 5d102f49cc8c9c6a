"""The tables of docs/verdicts.md are those of the worlds and cases; `make golden` rewrites them."""

import os
from collections.abc import Mapping

import pytest

from tests.kinds.oval_report import Outcome
from tests.kinds.verdict_page import PAGE, with_tables


@pytest.mark.oscap
@pytest.mark.slow
def test_the_tables_of_the_page_are_made_from_the_worlds(given: Mapping[str, Outcome]) -> None:
    text = PAGE.read_text("utf-8")
    made = with_tables(text, given)
    if os.environ.get("AUDITSCAP_GOLDEN"):
        PAGE.write_text(made, "utf-8")
    else:
        assert text.split("\n") == made.split("\n"), "run `make golden`"
