"""What was judged before: parts of documents by their digests, and what is known of them."""

from hashlib import blake2b
from typing import Final

from lxml import etree

from generator.markup.namespaces import name

Targets = tuple[tuple[str, str], ...]
"""What a part of an OVAL document refers to: the kinds of parts, and their ids."""
OVAL_PARTS: Final = {
    "definition_ref": "definitions",
    "test_ref": "tests",
    "object_ref": "objects",
    "state_ref": "states",
    "var_ref": "variables",
}
"""The attributes of OVAL that refer to something, and the part of the document where it is."""
_OVAL_TEXTS: Final = {
    name("oval-def", "object_reference"): "objects",
    name("oval-def", "filter"): "states",
    name("ind", "var_ref"): "variables",
}
_BYTES: Final = 16


def digest(*pieces: bytes) -> bytes:
    """Give a digest that no other sequence of `pieces` has."""
    found = blake2b(digest_size=_BYTES)
    for piece in pieces:
        found.update(len(piece).to_bytes(8, "big"))
        found.update(piece)
    return found.digest()


class Judged:
    """The digests of parts that all schemas found no fault with; new ones are added."""

    __slots__ = ("sound", "used")

    def __init__(self, sound: frozenset[bytes] = frozenset()) -> None:
        self.sound: set[bytes] = set(sound)
        self.used: set[bytes] = set()

    def accept(self, digests: set[bytes]) -> None:
        """Remember parts without fault."""
        self.sound |= digests
        self.used |= digests


def oval_targets(element: etree._Element) -> Targets:
    """Give what an element of OVAL refers to: the part of the document, and the id there."""
    found = [
        (OVAL_PARTS[str(attribute)], str(target))
        for attribute, target in element.items()
        if attribute in OVAL_PARTS
    ]
    if (part := _OVAL_TEXTS.get(str(element.tag))) is not None:
        found.append((part, element.text or ""))
    return tuple(found)
