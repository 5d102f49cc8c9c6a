"""From an element of the output back to the YAML that it was made from."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from lxml import etree

from generator.content import Profile, ids
from generator.cpe import inventory
from generator.oval.closure import Closure, closure
from generator.oval.models import Definition
from generator.source import Mark
from generator.stages.models import CompiledRule, ProductBuild
from generator.stages.profiles import profiles_of

Origins = dict[str, Mark]
"""The place in the YAML files that each id of the output comes from."""


def origins(build: ProductBuild, profiles: tuple[Profile, ...]) -> Origins:
    """Give the place of every id that rules, profiles and the product's platform make."""
    found: Origins = {
        ids.xccdf_id("profile", profile.id.value): profile.id.mark
        for profile in profiles_of(build.product, profiles)
    }
    found[build.product.cpe.value] = build.product.cpe.mark
    platform = inventory.definition(build.product)
    found |= _oval_parts(platform, closure((platform,)), build.product.id.mark)
    for item in build.rules:
        subject, mark = item.rule.subject, item.rule.check.mark
        found.setdefault(ids.xccdf_id("group", subject.control), item.rule.control.id.mark)
        found[ids.xccdf_id("rule", subject.rule)] = mark
        for name in _ocil_parts(item):
            found.setdefault(name, mark)
        if item.definition is None or item.parts is None:
            continue
        found |= _oval_parts(item.definition, item.parts, mark)
    return found


def _ocil_parts(item: CompiledRule) -> Iterator[str]:
    """Give the ids of the rule's questionnaire; questions may be those of other rules too."""
    if item.questionnaire is not None:
        yield ids.ocil_id("questionnaire", item.rule.subject.rule)
        for question in item.questionnaire.questions:
            yield ids.ocil_id("testaction", question.name)
            yield ids.ocil_id("question", question.name)


def _oval_parts(definition: Definition, parts: Closure, mark: Mark) -> Origins:
    return {
        ids.oval_id("def", definition.name): mark,
        **{ids.oval_id("tst", part.name): mark for part in parts.tests},
        **{ids.oval_id("obj", part.name): mark for part in parts.objects},
        **{ids.oval_id("ste", part.name): mark for part in parts.states},
        **{ids.oval_id("var", part.name): mark for part in parts.variables},
    }


def origin(element: etree._Element | None, known: Origins) -> Mark | None:
    """Give the place of the nearest element around `element` that has one."""
    while element is not None:
        for attribute in ("id", "idref", "name"):
            if (mark := known.get(element.get(attribute) or "")) is not None:
                return mark
        element = element.getparent()
    return None


class Places:
    """The places of findings in one document, whose elements are looked up once for all."""

    def __init__(self, document: etree._ElementTree, known: Origins) -> None:
        """Keep the document, which must not change from then on."""
        self._document = document
        self._known = known

    def of_line(self, line: int) -> Mark | None:
        """Give the place of the first element on a line of the document."""
        return origin(self._lines.get(line), self._known)

    def of_words(self, words: Iterable[str]) -> Mark | None:
        """Give the place of the first element whose id is one of `words`."""
        found = [self._ids[word] for word in words if word in self._ids]
        return origin(min(found)[1], self._known) if found else None

    @cached_property
    def _lines(self) -> dict[int, etree._Element]:
        found: dict[int, etree._Element] = {}
        for element in self._document.iter(etree.Element):
            found.setdefault(int(element.sourceline or 0), element)
        return found

    @cached_property
    def _ids(self) -> dict[str, tuple[int, etree._Element]]:
        """Elements that come from somewhere, by their ids, with their numbers in the document."""
        found: dict[str, tuple[int, etree._Element]] = {}
        for number, element in enumerate(self._document.iter(etree.Element)):
            own = element.get("id")
            if own is not None and own in self._known:
                found.setdefault(own, (number, element))
        return found
