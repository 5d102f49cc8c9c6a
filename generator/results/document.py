"""A file becomes a tree of XML only if nothing in it can harm: no document type, no network.

The parser's own limits of size are off, as evidence may be long; so entities, which could multiply
it, must not be there at all. Results of scans have no need of them.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.parsers import expat

from lxml import etree

from generator.source import Mark, Problems, Source, read_bytes

LARGEST: Final = 512 * 2**20
_CHUNK: Final = 4096
_PACKED: Final = {b"BZh": "bunzip2", b"\x1f\x8b": "gunzip", b"\xfd7zXZ": "unxz", b"PK\x03": "unzip"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A tree, and the file that it was read from."""

    root: etree._Element
    path: str
    data: bytes

    def mark(self, element: etree._Element) -> Mark:
        """Give the place of the element: the line that its start tag ends on."""
        return _mark(self.path, self.data, element.sourceline or 1, 1)


class _RootReachedError(Exception):
    """The first element begins: what comes before it is harmless."""


class _DocumentTypeError(Exception):
    """There is a document type."""


def read_document(path: Path, problems: Problems) -> Document | None:
    """Read the file; None where a problem was added."""
    shown = path.as_posix()
    nowhere = Source(path=shown, text="").whole()
    data = read_bytes(path, nowhere, problems, most=LARGEST)
    if data is None:
        return None
    if not data.strip():
        problems.add("empty-file", nowhere, "the file is empty")
        return None
    packer = next((program for magic, program in _PACKED.items() if data.startswith(magic)), None)
    if packer:
        problems.add("not-well-formed", nowhere, "the file is packed", f"unpack it: {packer}")
        return None
    if not _has_plain_prolog(shown, data, problems):
        return None
    parser = etree.XMLParser(
        huge_tree=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return Document(root=etree.fromstring(data, parser), path=shown, data=data)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        said = error.msg.partition(", line ")[0] if error.msg else "unknown reason"
        _refuse(shown, data, said, (line, column), problems)
        return None


def _has_plain_prolog(path: str, data: bytes, problems: Problems) -> bool:
    """Look at what stands before the first element, with a parser that stops at a document type."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = _root_reached
    parser.StartDoctypeDeclHandler = _document_type
    try:
        for start in range(0, len(data), _CHUNK):
            parser.Parse(data[start : start + _CHUNK], False)  # noqa: FBT003 - expat's own way
        parser.Parse(b"", True)  # noqa: FBT003
    except _RootReachedError:
        return True
    except _DocumentTypeError:
        mark = _mark(path, data, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        hint = "results of oscap have none: take the file as oscap wrote it"
        problems.add("document-type", mark, "a document type is not allowed in results", hint)
        return False
    except (expat.ExpatError, ValueError, LookupError) as error:
        said = expat.errors.messages.get(getattr(error, "code", 0), str(error))
        place = (getattr(error, "lineno", 1), getattr(error, "offset", 0) + 1)
        _refuse(path, data, said, place, problems)
        return False
    return True


def _root_reached(_name: str, _attributes: dict[str, str]) -> None:
    raise _RootReachedError


def _document_type(_name: str, _system: str | None, _public: str | None, _internal: bool) -> None:  # noqa: FBT001 - expat calls it so
    raise _DocumentTypeError


def _refuse(path: str, data: bytes, said: str, place: tuple[int, int], problems: Problems) -> None:
    mark = _mark(path, data, *place)
    near_end = mark.source.text.count("\n", mark.start) <= 1
    started = data.lstrip().startswith((b"<", b"\xef\xbb\xbf<"))
    hint = "the file looks cut off: copy it, or scan, again" if near_end and started else None
    problems.add("not-well-formed", mark, f"the file is not well-formed XML: {said}", hint)


def _mark(path: str, data: bytes, line: int, column: int) -> Mark:
    source = Source(path=path, text=data.decode("utf-8", "replace"))
    start = 0
    for _ in range(max(line, 1) - 1):
        start = source.text.find("\n", start) + 1 or start
    end = source.text.find("\n", start)
    at = min(start + max(column, 1) - 1, end if end >= 0 else len(source.text))
    return Mark(source=source, start=at, end=at + 1)
