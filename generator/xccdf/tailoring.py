"""A tailoring: a Profile of a site's own that extends one of the benchmark's (XCCDF 1.2, 6.7)."""

from dataclasses import dataclass

from generator.content import ids
from generator.markup.namespaces import WRITTEN
from generator.markup.written import Maker, Written, root

X = Maker("xccdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tailoring:
    """What differs from the profile `extends`; ids are short, `values` are texts of Values.

    `stream` is the address of the data stream as the scanner finds it, `timestamp` an xsd:dateTime.
    """

    id: str
    title: str
    extends: str
    stream: str
    timestamp: str
    selected: tuple[str, ...] = ()
    deselected: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


def emit(item: Tailoring) -> Written:
    """Give the Tailoring element; oscap and SCAP Workbench want benchmark and version in it."""
    title = X("title", item.title, {"xml:lang": "en"})
    profile = X.Profile(
        title,
        *(X.select(idref=ids.xccdf_id("rule", name), selected="true") for name in item.selected),
        *(X.select(idref=ids.xccdf_id("rule", name), selected="false") for name in item.deselected),
        *(X("set-value", text, idref=ids.xccdf_id("value", name)) for name, text in item.values),
        id=ids.xccdf_id("profile", item.id),
        extends=ids.xccdf_id("profile", item.extends),
    )
    return root(
        ("xccdf",),
        f"{WRITTEN['xccdf']}:Tailoring",
        {"id": ids.xccdf_id("tailoring", item.id)},
        (X.benchmark(href=item.stream), X.version("1", time=item.timestamp), profile),
    )
