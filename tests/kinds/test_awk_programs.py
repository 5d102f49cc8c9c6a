"""The awk programs can stand together in one script of a shell."""

import re

import pytest

from generator.kinds.audit_rules.awk_programs import (
    GATHERING,
    JUDGING,
    LOADING,
    PLANNING,
    planning_program,
)
from generator.kinds.audit_rules.awk_tables import awk_tables, quoted
from tests.kinds.awk_programs import FOLDER

FILES = {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.awk"))}


def test_the_programs_can_stand_within_single_quotes_of_a_shell() -> None:
    for text in (awk_tables(), *FILES.values()):
        assert text.isascii()
        assert "'" not in text
        assert "\t" not in text
    assert quoted("a'b\"c\\") == '"a\\047b\\"c\\\\"'
    assert awk_tables() == awk_tables()


PROGRAMS = {
    "check": (*LOADING, *JUDGING, "listing", "facts", "check"),
    "plan": (*LOADING, *JUDGING, "listing", "facts", *PLANNING),
    "gathering": GATHERING,
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_name_of_a_function_is_used_twice(program: str) -> None:
    """gawk --posix takes no variable that is named like a function, and mawk mistakes one."""
    heads = [
        head
        for text in (awk_tables(), *(FILES[name] for name in PROGRAMS[program]))
        for head in re.findall(r"^function (\w+)\(([^)]*)\)", text, re.MULTILINE)
    ]
    names = [name for name, _ in heads]
    assert len(names) == len(set(names))
    locals_ = {one for _, words in heads for one in re.findall(r"\w+", words)}
    assert locals_.isdisjoint(names)


def test_the_program_of_plans_has_no_comments_and_fits_into_one_argument() -> None:
    text = planning_program(1000)
    assert not re.search(r"(?m)^ *#", text)
    assert len(text) < 120_000


def test_every_file_says_what_it_does() -> None:
    assert all(text.startswith("# ") for text in FILES.values())
    assert all(text.count("\n") < 300 for text in FILES.values())
