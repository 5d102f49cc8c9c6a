"""Released ids are kept for good: each is still there and means the same, or has a successor.

Scanners, tailoring files and waivers of other people know rules by their ids. A list of all ids is
kept for each release; this compares such lists with what is built now.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from generator.content import ids
from generator.cpe import inventory
from generator.stages.models import ProductBuild

Ids = Mapping[str, Mapping[str, str]]
"""By product: what each id stands for, in words."""

_SUCCESSOR: Final = re.compile(r"`(?P<old>[\w.:-]+)` -> `(?P<new>[\w.:-]+)`")


def ids_of(builds: Iterable[ProductBuild]) -> dict[str, dict[str, str]]:
    """Give the ids of all `builds`, sorted."""
    return {
        build.product.id.value: dict(sorted(_ids(build)))
        for build in sorted(builds, key=lambda one: one.product.id.value)
    }


def _ids(build: ProductBuild) -> Iterator[tuple[str, str]]:
    benchmark = build.benchmark
    yield ids.scap_id("collection", benchmark.id), "data stream collection"
    yield ids.scap_id("datastream", benchmark.id), "data stream"
    yield ids.xccdf_id("benchmark", benchmark.id), "Benchmark"
    for profile in benchmark.profiles:
        yield ids.xccdf_id("profile", profile.id), "Profile"
    for value in benchmark.values:
        yield ids.xccdf_id("value", value.id), f"Value {value.id}"
    for group in benchmark.groups:
        yield ids.xccdf_id("group", group.id), "Group"
        for rule in group.rules:
            yield ids.xccdf_id("rule", rule.id), f"Rule of {group.id}"
    for item in build.rules:
        if item.definition is not None:
            name = ids.oval_id("def", item.definition.name)
            yield name, f"definition of {item.rule.subject.rule}"
        if item.commands is not None:
            name = ids.oval_id("def", item.commands.name)
            yield name, f"OVAL 5.12 definition of {item.rule.subject.rule}"
        if item.questionnaire is not None:
            asked = item.rule.subject.rule
            yield ids.ocil_id("questionnaire", asked), f"questionnaire of {asked}"
    platform = inventory.definition(build.product)
    yield ids.oval_id("def", platform.name), f"definition of {build.product.cpe.value}"


def successors(changelog: str) -> dict[str, str]:
    """Give the ids that the changelog names in the place of others: `` `old` -> `new` ``."""
    return {match["old"]: match["new"] for match in _SUCCESSOR.finditer(changelog)}


def lost(released: Ids, now: Ids, instead: Mapping[str, str]) -> Iterator[str]:
    """Say which of the `released` ids are gone, or mean something else now.

    An id in `instead` has a successor, which must be there, or have one itself.
    """
    for product, known in released.items():
        for name, meaning in known.items():
            here = now.get(product, {})
            last = _last(name, instead)
            if last not in here:
                followed = "" if last == name else f", nor is its successor {last}"
                yield f"{product}: {name} ({meaning}) is gone{followed}"
            elif last == name and here[name] != meaning:
                yield f"{product}: {name} is the {here[name]} and no longer the {meaning}"


def _last(name: str, instead: Mapping[str, str]) -> str:
    """Follow successors to the last; one that comes back to itself is no successor."""
    seen = {name}
    while (after := instead.get(name)) is not None and after not in seen:
        seen.add(after)
        name = after
    return name


def added(released: Iterable[Ids], now: Ids) -> tuple[str, ...]:
    """Give the ids, with their products, that none of the lists has."""
    known = {(product, name) for one in released for product in one for name in one[product]}
    return tuple(
        f"{product}: {name}"
        for product, names in now.items()
        for name in names
        if (product, name) not in known
    )
