"""All findings of a rule set, in the order of its lines."""

from collections.abc import Callable, Iterator
from typing import Final

from generator.judge.arches import arches
from generator.judge.dead import dead
from generator.judge.finding import Finding
from generator.judge.merging import merging
from generator.judge.named import named
from generator.judge.narrowing import narrowing
from generator.judge.permissions import permissions
from generator.judge.refusals import refusals
from generator.judge.ruleset import RuleSet
from generator.judge.shadows import shadows
from generator.judge.texts import texts

_CHECKS: Final[tuple[Callable[[RuleSet], Iterator[Finding]], ...]] = (
    merging,
    refusals,
    texts,
    shadows,
    dead,
    narrowing,
    arches,
    permissions,
    named,
)


def findings(rules: RuleSet) -> tuple[Finding, ...]:
    """Give what is to be said of the rules, whatever a control may ask."""
    found = [one for check in _CHECKS for one in check(rules)]
    joined = {one.origin for one in found if one.code.name == "joined-files"}
    found = [one for one in found if one.origin not in joined or one.code.name == "joined-files"]
    names = {name: at for at, name in enumerate(rules.texts)}

    def order(one: Finding) -> tuple[int, int, int, str, str]:
        place = rules.place(one.origin) if one.origin else None
        if place is None:
            return (names.get(one.origin or "", -1), 0, 0, one.code.id, one.message)
        start = one.span.start if one.span else 0
        return (names[place.name], place.line, start, one.code.id, one.message)

    return tuple(sorted(dict.fromkeys(found), key=order))
