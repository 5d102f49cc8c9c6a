"""Every problem that another package can name has its code."""

from generator.audit.problem import PROBLEM_MEANINGS
from generator.source import CODES


def test_every_problem_of_audit_rules_has_a_code() -> None:
    assert set(PROBLEM_MEANINGS) <= {one.name for one in CODES}
