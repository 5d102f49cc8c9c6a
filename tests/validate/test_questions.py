"""Every dangling reference of the manual stream is found, and leads back to its rule's line."""

import re
from dataclasses import dataclass, replace

import pytest
from lxml import etree

from generator.source import Problems
from generator.stages.models import OutputFile
from generator.validate.catalog import find_schemas
from generator.validate.output import validate_output
from generator.validate.references import check_references
from tests.validate.good import Damage, Good, Stream, qualified

STREAM = "auditscap-debian12-ds-manual.xml"
RULES, LINKS = "controls/audit_kernel_modules.yml:11:11", "controls/audit_kernel_modules.yml:16:11"
OCIL = "ocil:org.auditscap.content"
ACTION, QUESTION = f"{OCIL}:testaction:1", f"{OCIL}:question:1"
# The parts of the last rule, the one about links, which no other rule shares.
LAST = ".//ocil:questionnaire[last()]"
LAST_ACTION = ".//ocil:boolean_question_test_action[last()]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Damage to a good stream, and the findings: place, and the whole message as a regex."""

    damage: Damage
    found: tuple[tuple[str | None, str], ...]


def missing(kind: str) -> str:
    return rf"no {OCIL}:{kind}:\d+ is among the OCIL {kind.replace('testaction', 'test action')}s"


def unused(kind: str) -> str:
    return rf"nothing uses {OCIL}:{kind}:\d+"


def no_check(it: Stream) -> None:
    it.remove(".//xccdf:Rule[last()]/xccdf:check")


def exported(it: Stream) -> None:
    words = {"value-id": it.one(".//xccdf:Value").get("id", ""), "export-name": "x"}
    it.one(".//xccdf:check").insert(0, etree.Element(qualified("xccdf:check-export"), words))


CASES = {
    "questionnaire that is gone": Case(
        damage=lambda it: it.remove(LAST),
        found=(
            (LINKS, rf"no OCIL questionnaire is called {OCIL}:questionnaire:\d+"),
            (LINKS, unused("testaction")),
        ),
    ),
    "questionnaire that no rule asks": Case(
        damage=no_check, found=((LINKS, unused("questionnaire")),)
    ),
    "test action that is gone": Case(
        damage=lambda it: it.remove(LAST_ACTION),
        found=((LINKS, missing("testaction")), (LINKS, unused("question"))),
    ),
    "test action of a questionnaire": Case(
        damage=lambda it: setattr(it.one(f"{LAST}//ocil:test_action_ref"), "text", ACTION),
        found=((LINKS, missing("testaction")), (LINKS, unused("testaction"))),
    ),
    "question that is gone": Case(
        damage=lambda it: it.remove(".//ocil:boolean_question[last()]"),
        found=((LINKS, missing("question")),),
    ),
    "question of a test action": Case(
        damage=lambda it: it.set(LAST_ACTION, "question_ref", QUESTION),
        found=((LINKS, missing("question")), (LINKS, unused("question"))),
    ),
    "file of a check": Case(
        damage=lambda it: it.set(".//xccdf:check-content-ref", "href", "missing.xml"),
        found=((RULES, r"the file missing\.xml is in no catalog"),),
    ),
    "questionnaire in another kind of file": Case(
        damage=lambda it: it.set(".//xccdf:check", "system", "urn:x"),
        found=(
            (RULES, "no scanner knows the check system urn:x"),
            (RULES, unused("questionnaire")),
        ),
    ),
    "Value handed to a questionnaire": Case(
        damage=exported,
        found=((RULES, "the questionnaire never reads x, to which the check exports a Value"),),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_damage_is_found_at_its_place_and_nothing_else(name: str, sound: Good) -> None:
    stream, problems, schemas = manual(sound), Problems(), find_schemas(Problems())
    assert schemas
    CASES[name].damage(stream)
    files = tuple(
        OutputFile(path=file.path, content=etree.tostring(stream.root))
        if file.path == STREAM
        else file
        for file in sound.output.files
    )
    output = replace(sound.output, files=files)
    validate_output(output, sound.run.loaded.profiles, schemas, problems)
    found = [
        (str(one.mark) if one.mark else None, one.message)
        for one in problems
        if one.code.name == "dangling-reference"
    ]
    expected = CASES[name].found
    assert sorted(str(place) for place, _ in found) == sorted(str(place) for place, _ in expected)
    for place, message in found:
        assert any(place == at and re.fullmatch(regex, message) for at, regex in expected), message
    for at, regex in expected:
        assert any(place == at and re.fullmatch(regex, message) for place, message in found), regex


def test_good_stream_has_no_findings(sound: Good) -> None:
    assert check_references(manual(sound).root) == ()


def manual(sound: Good) -> Stream:
    return Stream(root=etree.fromstring(sound.output.file(STREAM).content))
