"""Documents: the components of a data stream, and what the names in checks lead to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from generator.markup.namespaces import CATALOG, DATA_STREAM, XLINK

_DS: Final = f"{{{DATA_STREAM}}}"
_HREF: Final = f"{{{XLINK}}}href"
_CAT: Final = f"{{{CATALOG}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A component: its id, and the element that it holds."""

    id: str
    root: _Element

    @property
    def lines(self) -> tuple[str, ...]:
        """The text of a script."""
        return text_lines("".join(str(text) for text in self.root.itertext()))


def text_lines(text: str) -> tuple[str, ...]:
    """Give the lines of a script, without blanks at their ends and empty lines around them."""
    return tuple(line.rstrip() for line in text.strip().split("\n"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A component as a data stream refers to it; `names` are what its checks call others."""

    document: Document
    names: dict[str, Document]


class Collection:
    """All components of a data stream collection."""

    def __init__(self, root: _Element) -> None:
        self.root = root
        found = (one for one in root if one.tag in (f"{_DS}component", f"{_DS}extended-component"))
        self._by_id = {
            str(one.get("id")): Document(id=str(one.get("id")), root=inner)
            for one in found
            if (inner := next((two for two in one if isinstance(two.tag, str)), None)) is not None
        }
        self._references = {
            str(one.get("id")): self._by_id.get(str(one.get(_HREF)).removeprefix("#"))
            for one in root.iter(f"{_DS}component-ref")
        }

    def parts(self, kind: str) -> Iterator[Part]:
        """Give the components of a kind (`checklists`, `dictionaries`), each once."""
        seen: set[str] = set()
        for group in self.root.iter(f"{_DS}{kind}"):
            for reference in group.iter(f"{_DS}component-ref"):
                document = self._references.get(str(reference.get("id")))
                if document is not None and document.id not in seen:
                    seen.add(document.id)
                    yield Part(document=document, names=dict(self._names(reference)))

    def extended(self) -> Iterator[Document]:
        """Give the components of no standard: scripts."""
        for one in self.root.iter(f"{_DS}extended-component"):
            document = self._by_id.get(str(one.get("id")))
            if document is not None:
                yield document

    def _names(self, reference: _Element) -> Iterator[tuple[str, Document]]:
        for one in reference.iter(f"{_CAT}uri"):
            document = self._references.get(str(one.get("uri")).removeprefix("#"))
            if document is not None:
                yield str(one.get("name")), document
