"""Judging in brief: what was judged before is left out, and the answer is yes or nothing at all.

Where there may be a fault, `output` judges whole documents, and finds the lines it comes from.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from io import BytesIO
from typing import Final

from lxml import etree

from generator.content import ids
from generator.markup.namespaces import name
from generator.stages.assemble import filename
from generator.stages.models import Judgement, Output
from generator.validate.catalog import Schemas
from generator.validate.judged import Judged
from generator.validate.lanes import SCHEMATRON, STREAMS, XSD, Lane
from generator.validate.light import LeftOut, Lightener
from generator.validate.links import Links
from generator.validate.references import check_links
from generator.validate.schemas import check_schematron, check_xsd
from generator.validate.slices import is_plain

_COMPONENT: Final = ids.scap_id("comp", "x").removesuffix("x")
_BLANKS: Final = b" \n"
_LANES: Final = (*XSD, *SCHEMATRON)
Warnings = dict[Lane, tuple[str, ...]]


def judge_briefly(output: Output, schemas: Schemas, judged: Judged) -> tuple[Judgement, ...] | None:
    """Give the judgements of files without fault; None where some may have one.

    All parts of files without fault are known to `judged` from then on.
    """
    try:
        told = _Brief(output, schemas, judged).judge()
    except _FaultError:
        return None
    product = output.build.product.id.value
    return (
        Judgement(product=product, validator="references"),
        *(
            Judgement(product=product, validator=lane.validator, warnings=told[lane])
            for lane in (*XSD, *SCHEMATRON)
            if lane in told
        ),
    )


class _FaultError(Exception):
    """Something may be wrong: whole documents must say what."""


class _Brief:
    """Judges the files of one product."""

    def __init__(self, output: Output, schemas: Schemas, judged: Judged) -> None:
        self._output = output
        self._schemas = schemas
        self._judged = judged

    def judge(self) -> Warnings:
        """Give the warnings of each validator. Raises _FaultError."""
        lightener = Lightener(self._judged.sound)
        contents = {
            part: self._output.file(path).content
            for part in STREAMS
            if (path := filename(self._output.build.product, part)) in self._output.paths
        }
        lights = {part: self._lighten(lightener, one) for part, one in contents.items()}
        streams = {part: _root(light) for part, (light, _) in lights.items()}
        for part, root in streams.items():
            if check_links(Links(root, lights[part][1])):
                raise _FaultError
            if not self._has_all_files(root, contents[part]):
                raise _FaultError
        told = self._warnings(_LANES, self._documents(streams))
        if lightener.has_new:
            known = Lightener(lightener.found | self._judged.sound)
            self._check_warnings(
                told, {part: known.lighten(one) for part, (one, _) in lights.items()}
            )
        self._judged.accept(lightener.found)
        return told

    def _lighten(self, lightener: Lightener, content: bytes) -> tuple[bytes, LeftOut]:
        try:
            light, left = lightener.lighten(content)
        except ValueError as error:
            raise _FaultError from error
        if not is_plain(light):
            raise _FaultError
        return light, left

    def _check_warnings(self, told: Warnings, lights: Mapping[str, tuple[bytes, LeftOut]]) -> None:
        """Refuse warnings about parts that are left out the next time: they would not be told.

        `lights` are the streams without such parts.
        """
        lanes = [lane for lane in _LANES if told.get(lane)]
        if lanes:
            streams = {part: _root(light) for part, (light, _) in lights.items()}
            if self._warnings(lanes, self._documents(streams)) != {one: told[one] for one in lanes}:
                raise _FaultError

    def _has_all_files(self, root: etree._Element, content: bytes) -> bool:
        """Say whether components are the files of their names: blanks apart, as all is indented."""
        packed = content.translate(None, _BLANKS)
        return all(
            (path := _path_of(component)) in self._output.paths
            and _is_in(self._output.file(path).content, component[0], packed)
            for component in root.iterfind(name("ds", "component"))
        )

    def _documents(self, streams: Mapping[str, etree._Element]) -> dict[str, etree._Element]:
        """Give streams and their components by the parts that validators ask for."""
        parts = {filename(self._output.build.product, one.part): one.part for one in _LANES}
        found = dict(streams)
        for root in streams.values():
            for component in root.iterfind(name("ds", "component")):
                if (part := parts.get(_path_of(component))) is not None:
                    found.setdefault(part, component[0])
        return found

    def _warnings(self, lanes: Iterable[Lane], documents: Mapping[str, etree._Element]) -> Warnings:
        """Let validators judge those of `documents` that they are for. Raises _FaultError."""
        told: Warnings = {}
        for lane in lanes:
            element = documents.get(lane.part)
            if element is None:
                continue
            alone = element if element.getparent() is None else deepcopy(element)
            check = check_xsd if lane in XSD else check_schematron
            findings = check(etree.ElementTree(alone), self._schemas.path(lane.schema))
            if any(one.level == "error" for one in findings):
                raise _FaultError
            told[lane] = tuple(one.message for one in findings)
        return told


def _root(light: bytes) -> etree._Element:
    try:
        return etree.parse(BytesIO(light)).getroot()
    except etree.XMLSyntaxError as error:
        raise _FaultError from error


def _is_in(document: bytes, element: etree._Element, packed: bytes) -> bool:
    """Say whether a stream without blanks (`packed`) holds what `document` does, as `element`."""
    root, _, rest = document[document.find(b"?>") + 2 :].partition(b">")
    alone = etree.fromstring(root + b"/>")
    if (alone.tag, alone.items()) != (element.tag, element.items()):
        return False
    own, said = root.split(maxsplit=1)[0].strip(), rest.translate(None, _BLANKS)
    start = packed.find(own)
    while start >= 0:
        if packed.startswith(said, packed.find(b">", start) + 1):
            return True
        start = packed.find(own, start + 1)
    return False


def _path_of(component: etree._Element) -> str:
    return (component.get("id") or "").removeprefix(_COMPONENT)
