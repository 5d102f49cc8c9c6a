"""Reading a data stream to items."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree
from lxml.etree import _Element

from generator.comparison.benchmark import Benchmark
from generator.comparison.checks import Checks
from generator.comparison.documents import Collection
from generator.comparison.items import Item, aspects
from generator.markup.namespaces import CPE_DICTIONARY, DATA_STREAM
from generator.source import Problems, Source

_ROOT: Final = f"{{{DATA_STREAM}}}data-stream-collection"
_CPE: Final = f"{{{CPE_DICTIONARY}}}"


def read_stream(path: Path, problems: Problems) -> tuple[Item, ...]:
    """Read all that a data stream says; nothing, and a problem, where it is none."""
    root = _loaded(path, problems)
    return () if root is None else tuple(_items(Collection(root)))


def _loaded(path: Path, problems: Problems) -> _Element | None:
    mark = Source(path=str(path), text="").whole()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True
    )
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except OSError as error:
        words = f"the file cannot be read: {(error.strerror or 'unknown reason').lower()}"
        problems.add("unreadable-file", mark, words)
        return None
    except etree.XMLSyntaxError as error:
        problems.add("not-a-data-stream", mark, f"the file is no XML: {error.msg}")
        return None
    if root.tag != _ROOT:
        words = f"the file is no SCAP source data stream, but has the root {root.tag!r}"
        problems.add("not-a-data-stream", mark, words)
        return None
    return root


def _items(collection: Collection) -> Iterator[Item]:
    used: set[str] = set()
    names: dict[str, str] = {}
    for part in collection.parts("checklists"):
        names |= {document.id: name for name, document in part.names.items()}
        benchmark = Benchmark(part)
        yield from benchmark.items()
        used |= benchmark.checks.scripts
    for part in collection.parts("dictionaries"):
        checks = Checks(part.names, {})
        for one in part.document.root.iter(f"{_CPE}cpe-item"):
            own = (checks.cpe(check) for check in one.iter(f"{_CPE}check"))
            yield Item(
                section="platform",
                id=str(one.get("name")),
                title=one.findtext(f"{_CPE}title") or "",
                aspects=aspects(("check", tree) for tree in own),
            )
    for document in collection.extended():
        if document.id not in used:
            name = names.get(document.id, document.id)
            yield Item(
                section="script", id=name, title="", aspects=aspects((("text", document.lines),))
            )
