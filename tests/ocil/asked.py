"""What people are asked, read back from the files of a product as an OCIL tool reads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from generator.markup.namespaces import OCIL_SYSTEM, PREFIXES
from generator.stages.models import Run
from tests.products.names import part_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step as it reads: what to do, the command, what to expect, the lines below that."""

    do: str
    command: str
    expect: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: its text and steps."""

    text: str
    steps: tuple[Step, ...]


def asked(path: Path) -> dict[str, tuple[Asked, ...]]:
    """Give the questions of each Rule of a manual data stream, in order, by short id."""
    root = etree.parse(path).getroot()
    by_id = {str(one.get("id")): one for one in root.iter("{*}*") if one.get("id")}
    return {
        str(rule.get("id")).rpartition("_rule_")[2]: tuple(_questions(rule, by_id))
        for rule in root.iterfind(".//xccdf:Rule", PREFIXES)
    }


def asked_on(everything: Run, product: str) -> dict[str, tuple[Asked, ...]]:
    """Give the questions of each Rule of a product."""
    return asked(part_of(everything, product, "ds-manual"))


def commands(questions: dict[str, tuple[Asked, ...]]) -> dict[str, None]:
    """Give every command once, in order."""
    return {step.command: None for all_ in questions.values() for one in all_ for step in one.steps}


def _questions(rule: etree._Element, by_id: dict[str, etree._Element]) -> Iterator[Asked]:
    (check,) = rule.iterfind("xccdf:check", PREFIXES)
    assert check.get("system") == OCIL_SYSTEM
    (content,) = check
    questionnaire = by_id[str(content.get("name"))]
    for reference in questionnaire.iterfind("ocil:actions/ocil:test_action_ref", PREFIXES):
        action = by_id[str(reference.text)]
        assert action.findtext("ocil:when_true/ocil:result", "", PREFIXES) == "PASS"
        assert action.findtext("ocil:when_false/ocil:result", "", PREFIXES) == "FAIL"
        question = by_id[str(action.get("question_ref"))]
        steps = question.iterfind("ocil:instructions/ocil:step", PREFIXES)
        yield Asked(
            text=question.findtext("ocil:question_text", "", PREFIXES),
            steps=tuple(_step(step) for step in steps),
        )


def _step(item: etree._Element) -> Step:
    command, expected = item.iterfind("ocil:step", PREFIXES)
    return Step(
        do=_description(item),
        command=_description(command),
        expect=_description(expected),
        lines=tuple(_lines(expected)),
    )


def _lines(expected: etree._Element) -> Iterator[tuple[str, str]]:
    """Give each line behind the words that say where it is expected; none for everywhere."""
    for step in expected.iterfind("ocil:step", PREFIXES):
        below = list(step.iterfind("ocil:step", PREFIXES))
        if below:
            yield from ((_description(step), _description(line)) for line in below)
        else:
            yield "", _description(step)


def _description(item: etree._Element) -> str:
    return item.findtext("ocil:description", "", PREFIXES)
