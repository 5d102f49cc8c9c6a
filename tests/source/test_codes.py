"""Every problem that another package can name has its code."""

import ast
from collections.abc import Iterator
from pathlib import Path

from generator.audit.problem import PROBLEM_MEANINGS
from generator.source import CODES

GENERATOR = Path(__file__).parents[2] / "generator"
NAMES = {one.name for one in CODES} | {one.id for one in CODES}


def codes_named_in(path: Path) -> Iterator[str]:
    """Give the first argument of each call of `problems.add` that is written as a plain word."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Name(id="problems") | ast.Attribute(attr="problems"), attr="add"
                ),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name


def test_every_problem_of_audit_rules_has_a_code() -> None:
    assert set(PROBLEM_MEANINGS) <= NAMES


def test_every_code_named_in_the_generator_exists() -> None:
    named = {name for path in GENERATOR.rglob("*.py") for name in codes_named_in(path)}
    assert "unknown-product" in named
    assert named <= NAMES
