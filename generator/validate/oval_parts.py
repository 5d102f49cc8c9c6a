"""The parts of an OVAL document by their ids, with what they refer to."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lxml import etree

from generator.markup.namespaces import name
from generator.validate.judged import digest, oval_targets
from generator.validate.slices import Part

PARTS: Final = ("definitions", "tests", "objects", "states", "variables")
_EXTERNAL: Final = name("oval-def", "external_variable")
Place = tuple[str, str]
"""Of a part: in which list it is, and its id."""


class OvalParts:
    """All parts of one oval_definitions element."""

    def __init__(self, by_place: Mapping[Place, Part]) -> None:
        self.by_place = by_place
        self._units: dict[Place, bytes] = {}

    @property
    def linked(self) -> bool:
        """Whether every reference leads to a part, and something refers to every part."""
        used = {target for part in self.by_place.values() for target in part.targets}
        known = self.by_place.keys()
        return used <= known and all(place in used for place in known if place[0] != "definitions")

    def reached(self, places: Iterable[Place]) -> Iterator[Place]:
        """Give `places` and all that they reach, each once."""
        seen: set[Place] = set()
        queue = list(places)
        while queue:
            place = queue.pop()
            part = self.by_place.get(place)
            if place not in seen and part is not None:
                seen.add(place)
                yield place
                queue.extend(part.targets)

    def external_variables(self, definition: str) -> frozenset[str]:
        """Give the external variables that a definition reaches, by its id."""
        return frozenset(
            own
            for part, own in self.reached([("definitions", definition)])
            if part == "variables" and self.by_place[part, own].is_external
        )

    def unit(self, place: Place) -> bytes:
        """Give a digest of the part with all that it reaches."""
        if (known := self._units.get(place)) is not None:
            return known
        self._units[place] = b""  # for one that reaches itself
        part = self.by_place[place]
        below = (self.unit(one) for one in part.targets if one in self.by_place)
        self._units[place] = found = digest(part.digest, *below)
        return found


def parts_in(document: etree._Element) -> OvalParts:
    """Give the parts of a tree, without digests."""
    found: dict[Place, Part] = {}
    for part in PARTS:
        for element in document.iterfind(f"{name('oval-def', part)}/*"):
            below = element.iter(etree.Element)
            found[part, element.get("id") or ""] = Part(
                digest=b"",
                targets=tuple(dict.fromkeys(one for item in below for one in oval_targets(item))),
                is_external=element.tag == _EXTERNAL,
            )
    return OvalParts(found)
