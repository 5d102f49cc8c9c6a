"""A data stream without what was judged before: valid if and only if the whole is.

Schemas say things about an element, what is in it and what it refers to. A part that passed them
all, together with what it refers to, passes them in every document. So long texts that were judged
are left out of their elements, criteria out of their definitions, and other parts of OVAL out of
their lists, unless one that is new refers to them. Everything else stays, each element in its
place. What the links of all need to know of what is left out, is kept beside.

All this is done with text. Where a slice is left out, the same bytes stood in a document that was
read and judged as it stands here, and began and ended with an element there: so they do here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from generator.markup.namespaces import PREFIXES
from generator.validate.judged import digest
from generator.validate.oval_parts import PARTS, OvalParts, Place
from generator.validate.slices import Code, code_of, content_of, part_of

_SHORT: Final = 100
"""What has fewer bytes is not worth leaving out."""
_CRITERION: Final = b'<oval-def:criterion test_ref="oval:stub:tst:%d"/>'
# Elements whose content may be left out: it is free text, or XHTML with Values.
_TEXT: Final = re.compile(
    rb"<(xccdf-1\.2:(?:description|rationale|warning|fix|value)|sce:script|"
    rb"ocil:boolean_question|ocil:questionnaire)"
    rb"(?: [^<>]*)?(?<!/)>"
)
# Elements that stay with what others refer to, and what they may lack.
_LACKING: Final = {
    b"ocil:boolean_question": re.compile(rb"<ocil:instructions>.*</ocil:instructions>", re.DOTALL),
    b"ocil:questionnaire": re.compile(rb"<ocil:references>.*</ocil:references>", re.DOTALL),
}
_CHILD: Final = re.compile(rb'\s*<([\w.:-]+)(?: [\w.:-]+="[^"]*")*? id="([^"]*)"[^<>]*?(/?)>')
_TEST_REF: Final = re.compile(rb' test_ref="([^"]*)"')
_UNKNOWN: Final = (
    f'<ind:unknown_test xmlns:ind="{PREFIXES["ind"]}" id="%s" version="1" check="all"'
    ' comment="judged before"/>'
).encode()
_OPEN, _CLOSE = b"<oval-def:oval_definitions", b"</oval-def:oval_definitions>"


@dataclass(slots=True, kw_only=True)
class LeftOut:
    """What is to be known of a stream beside what is still in it."""

    ids: list[str] = field(default_factory=list)
    values: set[str] = field(default_factory=set)
    codes: dict[str, Code] = field(default_factory=dict)
    """What scripts say, by what now stands in their place."""
    oval: list[OvalParts] = field(default_factory=list)
    """All parts of its OVAL documents, in order."""


class Lightener:
    """Lightens the streams of a product; `found` are the digests of all parts in them."""

    def __init__(self, sound: frozenset[bytes] | set[bytes]) -> None:
        self._sound = sound
        self.found: set[bytes] = set()

    @property
    def has_new(self) -> bool:
        """Whether something stays that was never judged."""
        return not self.found <= self._sound

    def lighten(self, stream: bytes) -> tuple[bytes, LeftOut]:
        """Leave out of a stream what was judged, or stays in a stream of this product.

        Raises ValueError where that cannot be told; text that is not plain may give anything.
        """
        left = LeftOut()
        pieces: list[bytes] = []
        at = 0
        while (start := stream.find(_OPEN, at)) >= 0:
            end = stream.index(_CLOSE, start)
            pieces += self._texts(stream[at:start], left)
            pieces += self._oval(stream[start:end], left)
            at = end
        pieces += self._texts(stream[at:], left)
        return b"".join(pieces), left

    def _is_known(self, own: bytes) -> bool:
        """Say whether a part was judged or stays elsewhere; from then on it is known."""
        known = own in self._sound or own in self.found
        self.found.add(own)
        return known

    def _texts(self, text: bytes, left: LeftOut) -> Iterator[bytes]:
        at = 0
        while (tag := _TEXT.search(text, at)) is not None:
            name, start = tag[1], tag.end()
            end = text.index(b"</" + name + b">", start)
            inside = text[start:end]
            yield text[at:start]
            if len(inside) < _SHORT or b"<" + name in inside:  # it may end elsewhere
                at = start
                continue
            at = end
            content = content_of(tag[0], inside)
            if not self._is_known(content.digest):
                yield inside
            elif name in _LACKING:
                yield _LACKING[name].sub(b"", inside)
            elif name == b"sce:script":
                key = content.digest.hex()
                left.codes[key] = code_of(_unescaped(inside))
                yield key.encode()
            else:
                left.ids += content.ids
                left.values.update(content.values)
        yield text[at:]

    def _oval(self, text: bytes, left: LeftOut) -> Iterator[bytes]:
        lists = [one for name in PARTS if (one := _list(text, name)) is not None]
        parts = OvalParts({place: part_of(own) for one in lists for place, own in one.slices})
        if len(parts.by_place) != sum(len(one.slices) for one in lists):
            raise ValueError("an id is given twice")
        left.oval.append(parts)
        others = [place for place in parts.by_place if place[0] != "definitions"]
        new = [place for place in others if not self._is_known(parts.unit(place))]
        kept = set(parts.reached(new))
        gone = {place: None for place in others if place not in kept}
        asked: dict[bytes, None] = {}
        at = 0
        for one in lists:
            yield text[at : one.start]
            at = one.end
            if one.name == "definitions":
                stub = _CRITERION % len(left.oval)
                light = [self._definition(own, stub) for _, own in one.slices]
                asked = dict.fromkeys(found for own in light for found in _TEST_REF.findall(own))
            else:
                light = [own for place, own in one.slices if place in kept]
            if one.name == "tests":
                stubs = {("tests", found.decode()): found for found in asked}
                light += (_UNKNOWN % own for place, own in stubs.items() if place not in kept)
                gone = {place: None for place in gone if place not in stubs}
            if light:
                tag = f"oval-def:{one.name}>".encode()
                yield b"".join((b"<", tag, *light, b"</", tag))
        left.ids += (own for _, own in gone)
        yield text[at:]

    def _definition(self, text: bytes, stub: bytes) -> bytes:
        """Put one criterion in the place of criteria that were judged."""
        start, last = text.find(b"<oval-def:criteria "), text.rfind(b"</oval-def:criteria>")
        if start < 0 or last < start:
            return text
        own = digest(b"criteria", text[start:last])
        if not self._is_known(own):
            return text
        tag = text[start : text.index(b">", start) + 1]
        return text[:start] + tag + stub + text[last:]


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A list of an OVAL document: where it stands, and the parts in it."""

    name: str
    start: int
    end: int
    slices: list[tuple[Place, bytes]]


def _list(text: bytes, name: str) -> _List | None:
    """Find the list of this name. Raises ValueError where it holds what is no part."""
    tag = f"oval-def:{name}>".encode()
    start = text.find(b"<" + tag)
    if start < 0:
        return None
    last = text.index(b"</" + tag, start)
    end = last + len(tag) + 2
    if text.find(b"<" + tag, start + 1) >= 0:
        raise ValueError("a list is given twice")
    slices: list[tuple[Place, bytes]] = []
    at = start + len(tag) + 1
    while (child := _CHILD.match(text, at, last)) is not None:
        closing = b"</" + child[1] + b">"
        at = child.end() if child[3] else text.index(closing, child.end(), last) + len(closing)
        own = text[child.start(1) - 1 : at]
        if b"<" + child[1] in own[1:]:
            raise ValueError("a part is in another")
        slices.append(((name, child[2].decode()), own))
    if text[at:last].strip():
        raise ValueError("there is something else than parts")
    return _List(name=name, start=start, end=end, slices=slices)


def _unescaped(text: bytes) -> str:
    found = text.decode().replace("&lt;", "<").replace("&gt;", ">")
    return found.replace("&amp;", "&")
