"""OVAL results: which tests made a definition true or false, and what was found on the host.

The results could be anybody's: definitions may extend each other in circles, and criteria may be
nested however deep or say other things than the definitions that they are results of.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from generator.markup.namespaces import OVAL_ITEMS, OVAL_RESULTS, name
from generator.results.items import item_words
from generator.results.models import Line
from generator.results.words import cut, one_line

MOST_ITEMS: Final = 5
"""Items of a test that are named; of more the number is told."""
_DEEPEST: Final = 50
_RESULT: Final = f"{{{OVAL_RESULTS}}}"
_MARKS: Final = {"true": "yes", "false": "no"}
_MET: Final = {"true": True, "false": False}

_Elements = Mapping[str | None, etree._Element]  # noqa: SLF001 - lxml has no other name


@dataclass(frozen=True, slots=True, kw_only=True)
class Oval:
    """The OVAL results of a document, by id."""

    answers: _Elements
    definitions: _Elements
    comments: Mapping[str | None, str]
    tests: Mapping[str | None, tuple[etree._Element, _Elements]]

    def decisive(self, definition: str | None) -> tuple[Line, ...]:
        """Give what made the definition what it is, test by test; nothing where it is unknown."""
        return _Reading(oval=self).definition(definition, 0)


def index(root: etree._Element) -> Oval:
    """Index the OVAL results below `root`; there may be none."""
    tests: dict[str | None, tuple[etree._Element, _Elements]] = {}
    answers: dict[str | None, etree._Element] = {}
    for system in root.iter(f"{_RESULT}system"):
        items = {
            item.get("id"): item
            for group in system.iter(f"{{{OVAL_ITEMS}}}system_data")
            for item in group
        }
        for test in system.iterfind(f"{_RESULT}tests/{_RESULT}test"):
            tests[test.get("test_id")] = (test, items)
        for answer in system.iterfind(f"{_RESULT}definitions/{_RESULT}definition"):
            answers[answer.get("definition_id")] = answer
    return Oval(
        answers=answers,
        definitions={one.get("id"): one for one in root.iter(name("oval-def", "definition"))},
        comments={
            test.get("id"): test.get("comment") or ""
            for group in root.iter(name("oval-def", "tests"))
            for test in group
        },
        tests=tests,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One question about the index; each definition is followed once."""

    oval: Oval
    seen: set[str | None] = field(default_factory=set)

    def definition(self, id_: str | None, depth: int) -> tuple[Line, ...]:
        answer = self.oval.answers.get(id_)
        if answer is None or id_ in self.seen or depth > _DEEPEST:
            return ()
        self.seen.add(id_)
        words = self.oval.definitions.get(id_)
        top = answer.find(f"{_RESULT}criteria")
        told = None if words is None else words.find(name("oval-def", "criteria"))
        lines = () if top is None else tuple(self._criteria(top, told, depth + 1))
        if lines or words is None:
            return lines
        title = words.findtext(f"{name('oval-def', 'metadata')}/{name('oval-def', 'title')}")
        return (_line(answer.get("result"), title or ""),)

    def _criteria(
        self, answer: etree._Element, words: etree._Element | None, depth: int
    ) -> Iterator[Line]:
        """Give what made `answer` what it is.

        Of an OR that holds that is the first branch that does. Of one that fails it is the branch
        that came nearest, the one with most of its tests true; where no test of any branch is
        true, the comment of the whole says it all.
        """
        outcome = answer.get("result")
        told = [] if words is None else list(words)
        pairs = [
            (child, told[at] if len(told) == len(answer) else None)
            for at, child in enumerate(answer)
            if child.get("result") == outcome
        ]
        if answer.get("operator") == "OR" and pairs:
            best = max(pairs, key=lambda pair: _trues(pair[0]))
            comment = None if words is None else words.get("comment")
            if outcome == "false" and comment and not _trues(best[0]):
                yield _line(outcome, comment)
                return
            pairs = [best]
        for child, said in pairs:
            yield from self._node(child, said, depth)

    def _node(
        self, answer: etree._Element, words: etree._Element | None, depth: int
    ) -> Iterable[Line]:
        if answer.tag == f"{_RESULT}criterion":
            return (self._test(answer),)
        if depth > _DEEPEST:
            return ()
        if answer.tag == f"{_RESULT}extend_definition":
            return self.definition(answer.get("definition_ref"), depth + 1)
        return self._criteria(answer, words, depth + 1)

    def _test(self, answer: etree._Element) -> Line:
        id_ = answer.get("test_ref")
        negated = "not: " if answer.get("negate") == "true" else ""
        comment = self.oval.comments.get(id_) or id_ or ""
        result = answer.get("result")
        found = self._found(id_) if result == "false" else ()
        return _line(result, negated + comment, found)

    def _found(self, test: str | None) -> tuple[str, ...]:
        """Name the items that the test took exception to."""
        result, items = self.oval.tests.get(test, (None, {}))
        if result is None:
            return ()
        wrong = [
            items[one.get("item_id")]
            for one in result.iterfind(f"{_RESULT}tested_item")
            if one.get("result") == "false" and one.get("item_id") in items
        ]
        named = [words for item in wrong[:MOST_ITEMS] if (words := item_words(item))]
        more = len(wrong) - MOST_ITEMS
        return (*dict.fromkeys(named), *((f"and {more:,} more",) if more > 0 else ()))


def _line(result: str | None, text: str, found: tuple[str, ...] = ()) -> Line:
    mark = _MARKS.get(result or "", one_line(result or "unknown"))
    return Line(text=cut(f"{mark}: {one_line(text)}"), met=_MET.get(result or ""), found=found)


def _trues(answer: etree._Element) -> int:
    return sum(item.get("result") == "true" for item in answer.iter(f"{_RESULT}criterion"))
