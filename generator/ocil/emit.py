"""Questionnaires become the XML of one OCIL 2.0 document, children in the schema's order.

Most texts of OCIL are xsd:normalizedString: readers may put a blank in the place of each line end,
so every text is one line, and what needs several lines is several steps.
"""

from collections.abc import Iterable
from typing import Final

from generator.content import ids
from generator.markup.markdown import to_line
from generator.markup.namespaces import OCIL_VERSION
from generator.markup.written import Maker, Written, root
from generator.ocil.models import Question, Reference, Sample, Sheet, Step
from generator.source.recent import Recent

Q = Maker("ocil")
_HOW = "How to find out"
_SHEETS: Final[Recent[Written]] = Recent()
_ACTIONS: Final[Recent[Written]] = Recent()
_QUESTIONS: Final[Recent[Written]] = Recent()


def emit(sheets: tuple[Sheet, ...], *, title: str, timestamp: str, product: str) -> Written:
    """Give the ocil element of `sheets` and of their questions, each once.

    `timestamp` is the content's release date as xsd:dateTime, `product` names the generator.
    Raises ValueError where one name stands for two different questions.
    """
    questions = questions_of(sheets)
    generator = Q.generator(
        Q.product_name(product), Q.schema_version(OCIL_VERSION), Q.timestamp(timestamp)
    )
    parts = (
        generator,
        Q.document(Q.title(title)),
        Q.questionnaires(*(_SHEETS.of(item, _questionnaire) for item in sheets)),
        Q.test_actions(*(_ACTIONS.of(item, _test_action) for item in questions)),
        Q.questions(*(_QUESTIONS.of(item, _question) for item in questions)),
    )
    return root(("ocil",), "ocil:ocil", {}, parts)


def questions_of(sheets: Iterable[Sheet]) -> tuple[Question, ...]:
    """Give the questions of `sheets` in the order of first use, each once."""
    found: dict[str, Question] = {}
    for sheet in sheets:
        for question in sheet.questionnaire.questions:
            if found.setdefault(question.name, question) != question:
                raise ValueError(f"two different questions are called {question.name!r}")
    return tuple(found.values())


def _questionnaire(item: Sheet) -> Written:
    actions = (
        Q.test_action_ref(ids.ocil_id("testaction", question.name))
        for question in item.questionnaire.questions
    )
    references = (_reference(one) for one in item.references)
    return Q.questionnaire(
        Q.title(item.title),
        Q.description(" ".join(to_line(text) for text in item.description)),
        *((Q.references(*references),) if item.references else ()),
        Q.actions(*actions, operation="AND"),
        id=ids.ocil_id("questionnaire", item.name),
    )


def _reference(item: Reference) -> Written:
    return Q.reference(item.text, href=item.href)


def _test_action(item: Question) -> Written:
    """Make yes a pass and no a fail; every other answer stays what it is."""
    return Q.boolean_question_test_action(
        Q.when_unknown(Q.result("UNKNOWN")),
        Q.when_not_tested(Q.result("NOT_TESTED")),
        Q.when_not_applicable(Q.result("NOT_APPLICABLE")),
        Q.when_error(Q.result("ERROR")),
        Q.when_true(Q.result("PASS")),
        Q.when_false(Q.result("FAIL")),
        id=ids.ocil_id("testaction", item.name),
        question_ref=ids.ocil_id("question", item.name),
    )


def _question(item: Question) -> Written:
    return Q.boolean_question(
        Q.question_text(to_line(item.text)),
        Q.instructions(Q.title(_HOW), *(_step(step) for step in item.steps)),
        id=ids.ocil_id("question", item.name),
        model="MODEL_YES_NO",
    )


def _step(item: Step) -> Written:
    """Write what to do, and below it the command alone, what to expect, and lines to look for."""
    return Q.step(
        Q.description(to_line(item.do)),
        Q.step(Q.description(item.command)),
        Q.step(
            Q.description(to_line(item.expect)),
            *(step for sample in item.samples for step in _sample(sample)),
        ),
    )


def _sample(item: Sample) -> tuple[Written, ...]:
    lines = tuple(Q.step(Q.description(line)) for line in item.lines)
    return (Q.step(Q.description(to_line(item.where)), *lines),) if item.where else lines
