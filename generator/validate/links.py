"""Where the references of a data stream lead: every index is made once, however many follow it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from lxml import etree

from generator.markup.namespaces import PREFIXES, name
from generator.validate.light import LeftOut
from generator.validate.oval_parts import OvalParts, parts_in
from generator.validate.slices import Code, code_of

_RESOLVED: Final = ("component", "extended-component", "component-ref")


class Links:
    """The links of the data-stream-collection `root`, of which something may be left out."""

    def __init__(self, root: etree._Element, left: LeftOut | None = None) -> None:
        """Keep `root`, which must not change from then on."""
        self.root = root
        self.left = left or LeftOut()
        self._oval: dict[etree._Element, OvalParts] = {}
        self._definitions: dict[etree._Element, dict[str | None, etree._Element]] = {}
        self._questionnaires: dict[etree._Element, frozenset[str | None]] = {}
        self._codes: dict[etree._Element, Code] = {}

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
        if not self._oval:
            found = list(self.root.iter(name("oval-def", "oval_definitions")))
            known = self.left.oval or [parts_in(one) for one in found]
            self._oval = dict(zip(found, known, strict=True))
        return self._oval[document]

    def external_variables(self, definition: etree._Element) -> frozenset[str]:
        """Give the external variables of OVAL that a definition reaches."""
        document = next(definition.iterancestors(name("oval-def", "oval_definitions")))
        return self.oval(document).external_variables(definition.get("id") or "")

    def values_read(self, benchmark: etree._Element, script: etree._Element) -> frozenset[str]:
        """Give the Values that a script reads, also in files of the catalog that it names."""
        own = self._code(script)
        named = (self.resolve(benchmark, word) for word in sorted(self._files & own.words))
        return own.values.union(*(self._code(one).values for one in named if one is not None))

    def _code(self, script: etree._Element) -> Code:
        if script not in self._codes:
            text = "".join(script.itertext())
            self._codes[script] = self.left.codes.get(text.strip()) or code_of(text)
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
