"""The parts of an OVAL document by their ids, with what they refer to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from generator.markup.namespaces import name
from generator.validate.judged import Judged, Targets, digest, digest_of

PARTS: Final = ("definitions", "tests", "objects", "states", "variables")
_EXTERNAL: Final = name("oval-def", "external_variable")
Place = tuple[str, str]
"""Of a part: in which list it is, and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OvalPart:
    """A definition, test, object, state or variable."""

    element: etree._Element
    digest: bytes
    targets: Targets


class OvalParts:
    """All parts of one oval_definitions element, which must not change while they are looked up."""

    def __init__(self, document: etree._Element, judged: Judged) -> None:
        self.document = document
        self.by_place: dict[Place, OvalPart] = {}
        found = ((part, document.find(name("oval-def", part))) for part in PARTS)
        self.lists = {part: element for part, element in found if element is not None}
        for part, below in self.lists.items():
            for element in below:
                own = digest_of(element)
                self.by_place[part, element.get("id") or ""] = OvalPart(
                    element=element, digest=own, targets=judged.targets(element, own)
                )
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
            if part == "variables" and self.by_place[part, own].element.tag == _EXTERNAL
        )

    def unit(self, place: Place) -> bytes:
        """Give a digest of the part with all that it reaches, but of a definition alone."""
        if (known := self._units.get(place)) is not None:
            return known
        self._units[place] = b""  # for one that reaches itself
        part = self.by_place[place]
        if place[0] == "definitions":
            self._units[place] = part.digest
            return part.digest
        below = (self.unit(one) for one in part.targets if one in self.by_place)
        self._units[place] = found = digest(part.digest, *below)
        return found
