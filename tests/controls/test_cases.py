"""The cases of controls: the meaning, the check script and OVAL alone say what is right."""

import pytest

from generator.source import Problems
from generator.trial import Case, Outcome, judge, judges, trials
from tests.controls.cases import cases
from tests.controls.chapter import chapter, product_of

ALL = cases()


def tried(case: Case) -> Outcome:
    able = [name for name, obstacle in judges().items() if not obstacle]
    product = product_of(case.control)
    found = trials(case.control, product, chapter(product).compiled, [case], Problems())
    return judge(next(found), able)


@pytest.mark.oscap
@pytest.mark.usefixtures("oscap")
@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_a_case(case: Case) -> None:
    outcome = tried(case)
    assert outcome.wrong == (), outcome.answers
