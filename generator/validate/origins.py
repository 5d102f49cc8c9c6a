"""From an element of the output back to the YAML that it was made from."""

from collections.abc import Iterator

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
