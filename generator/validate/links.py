"""Where the references of a data stream lead: every index is made once, however many follow it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from generator.markup.namespaces import PREFIXES, name
from generator.validate.judged import Judged
from generator.validate.oval_parts import OvalParts

_COMMENT: Final = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_VALUE: Final = re.compile(r"XCCDF_VALUE_(\w+)")
_WORD: Final = re.compile(r"[\w.-]+")
_RESOLVED: Final = ("component", "extended-component", "component-ref")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Code:
    """What is to be known of a script: the Values that it reads, the files that it names."""

    values: frozenset[str]
    files: frozenset[str]


class Links:
    """The links of the data-stream-collection `root`."""

    def __init__(self, root: etree._Element, judged: Judged) -> None:
        """Keep `root`, which must not change from then on."""
        self.root = root
        self._judged = judged
        self._oval: dict[etree._Element, OvalParts] = {}
        self._definitions: dict[etree._Element, dict[str | None, etree._Element]] = {}
        self._questionnaires: dict[etree._Element, frozenset[str | None]] = {}
        self._codes: dict[etree._Element, _Code] = {}

    def resolve(self, document: etree._Element, href: str) -> etree._Element | None:
        """Follow an href through the catalog of the component that holds `document`."""
        holder = document.getparent()
        own = "" if holder is None else f"#{holder.get('id')}"
        target = self._catalogs.get(own, {}).get(href)
        reference = None if target is None else self._by_id.get(target.removeprefix("#"))
        if reference is None:
            return None
        return self._by_id.get((reference.get(name("xlink", "href")) or "").removeprefix("#"))

    def definitions(self, component: etree._Element) -> Mapping[str | None, etree._Element]:
        """Give the OVAL definitions of a component by their ids."""
        if component not in self._definitions:
            found = component.iter(name("oval-def", "definition"))
            self._definitions[component] = {element.get("id"): element for element in found}
        return self._definitions[component]

    def questionnaires(self, component: etree._Element) -> frozenset[str | None]:
        """Give the ids of the OCIL questionnaires of a component."""
        if component not in self._questionnaires:
            found = component.iter(name("ocil", "questionnaire"))
            self._questionnaires[component] = frozenset(element.get("id") for element in found)
        return self._questionnaires[component]

    def oval(self, document: etree._Element) -> OvalParts:
        """Give the parts of an oval_definitions element."""
        if document not in self._oval:
            self._oval[document] = OvalParts(document, self._judged)
        return self._oval[document]

    def external_variables(self, definition: etree._Element) -> frozenset[str]:
        """Give the external variables of OVAL that a definition reaches."""
        document = next(definition.iterancestors(name("oval-def", "oval_definitions")))
        return self.oval(document).external_variables(definition.get("id") or "")

    def values_read(self, benchmark: etree._Element, script: etree._Element) -> frozenset[str]:
        """Give the Values that a script reads, also in files of the catalog that it names."""
        own = self._code(script)
        named = (self.resolve(benchmark, word) for word in sorted(own.files))
        return own.values.union(*(self._code(one).values for one in named if one is not None))

    def _code(self, script: etree._Element) -> "_Code":
        if script not in self._codes:
            code = _COMMENT.sub("", "".join(script.itertext()))
            self._codes[script] = _Code(
                values=frozenset(_VALUE.findall(code)),
                files=self._files.intersection(_WORD.findall(code)),
            )
        return self._codes[script]

    @cached_property
    def _by_id(self) -> dict[str | None, etree._Element]:
        """The elements that hrefs lead to: components, and what refers to them."""
        found = self.root.iter(*(name("ds", tag) for tag in _RESOLVED))
        return {element.get("id"): element for element in found}

    @cached_property
    def _catalogs(self) -> dict[str, dict[str | None, str]]:
        """The catalogs by the component whose they are: where the files they name are found."""
        found: dict[str, dict[str | None, str]] = {}
        for reference in self.root.iter(name("ds", "component-ref")):
            catalog = found.setdefault(reference.get(name("xlink", "href")) or "", {})
            for uri in reference.iterfind("cat:catalog/cat:uri", PREFIXES):
                catalog.setdefault(uri.get("name"), uri.get("uri") or "")
        return found

    @cached_property
    def _files(self) -> frozenset[str]:
        return frozenset(str(one.get("name")) for one in self.root.iter(name("cat", "uri")))
