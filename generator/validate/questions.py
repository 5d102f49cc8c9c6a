"""Own check of OCIL: every reference leads to one of its kind, and nothing is there unused."""

from collections.abc import Iterator

from lxml import etree

from generator.markup.namespaces import OCIL_SYSTEM, PREFIXES, name

Finding = tuple[str, etree._Element]  # noqa: SLF001 - the only name lxml has for its elements
"""A sentence, and the element at fault."""


def check_questions(root: etree._Element) -> Iterator[Finding]:
    """Give what is wrong with the OCIL documents of a data-stream-collection."""
    asked = {
        content.get("name")
        for check in root.iter(name("xccdf", "check"))
        if check.get("system") == OCIL_SYSTEM
        for content in check.iterfind("xccdf:check-content-ref", PREFIXES)
    }
    for document in root.iter(name("ocil", "ocil")):
        questionnaires = _by_id(document, "questionnaires")
        actions = _by_id(document, "test_actions")
        questions = _by_id(document, "questions")
        if asked:  # a stream for scanners asks none, and has the document for its readers
            yield from _unused(questionnaires, asked)
        used: set[str | None] = set()
        for reference in document.iter(name("ocil", "test_action_ref")):
            used.add(reference.text)
            if reference.text not in actions:
                yield f"no {reference.text} is among the OCIL test actions", reference
        yield from _unused(actions, used)
        answered = {action.get("question_ref") for action in actions.values()}
        for action in actions.values():
            if action.get("question_ref") not in questions:
                yield f"no {action.get('question_ref')} is among the OCIL questions", action
        yield from _unused(questions, answered)


def _by_id(document: etree._Element, part: str) -> dict[str | None, etree._Element]:
    return {element.get("id"): element for element in document.iterfind(f"ocil:{part}/*", PREFIXES)}


def _unused(known: dict[str | None, etree._Element], used: set[str | None]) -> Iterator[Finding]:
    for own, element in known.items():
        if own not in used:
            yield f"nothing uses {own}", element
