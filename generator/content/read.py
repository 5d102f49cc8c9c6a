"""Reading: a node that keeps to its schema becomes a model."""

from datetime import date
from pathlib import Path
from typing import cast

from generator.content.model import (
    Architecture,
    Check,
    Control,
    Framework,
    OsRelease,
    Product,
    Profile,
    Project,
    Reference,
    Refinement,
    Scope,
    Severity,
)
from generator.content.text import Text
from generator.source import SCHEMAS, Mapping, Node, Problems, Scalar, Sequence, check, quoted


def read_control(node: Node, problems: Problems) -> Control | None:
    """Read a control; None where the node breaks schemas/control.schema.json."""
    fields = _checked(node, SCHEMAS / "control.schema.json", problems)
    if fields is None:
        return None
    return Control(
        id=_text(fields, "id"),
        title=_text(fields, "title"),
        severity=cast("Severity", _text(fields, "severity").value),
        description=_text(fields, "description"),
        rationale=_text(fields, "rationale"),
        references=_references(fields.get("references")),
        checks=tuple(_check(item) for item in _items(fields, "checks")),
        scopes=tuple(
            Scope(product=_of(entry.key), references=_references(_part(entry.value, "references")))
            for entry in _mapping(fields, "products").entries
        ),
    )


def read_product(node: Node, problems: Problems) -> Product | None:
    """Read a product; None where the node breaks schemas/product.schema.json."""
    fields = _checked(node, SCHEMAS / "product.schema.json", problems)
    if fields is None:
        return None
    return Product(
        id=_text(fields, "id"),
        title=_text(fields, "title"),
        cpe=_text(fields, "cpe"),
        os_release=tuple(
            OsRelease(name=_of(entry.key), value=_of(entry.value))
            for entry in _mapping(fields, "os_release").entries
        ),
        architectures=tuple(
            cast("Architecture", _of(item).value) for item in _items(fields, "architectures")
        ),
        audit_package=_text(fields, "audit_package"),
        frameworks=tuple(
            Framework(
                id=_of(entry.key),
                title=_text(entry.value, "title"),
                href=_text(entry.value, "href"),
            )
            for entry in _mapping(fields, "references").entries
        ),
    )


def read_profile(node: Node, problems: Problems) -> Profile | None:
    """Read a profile; None where the node breaks schemas/profile.schema.json."""
    fields = _checked(node, SCHEMAS / "profile.schema.json", problems)
    if fields is None:
        return None
    return Profile(
        id=_text(fields, "id"),
        title=_text(fields, "title"),
        description=_text(fields, "description"),
        products=tuple(_of(item) for item in _items(fields, "products")),
        rules=tuple(_of(item) for item in _items(fields, "rules")),
        refinements=tuple(
            Refinement(variable=_of(entry.key), value=_of(entry.value))
            for entry in _mapping(fields, "values").entries
        ),
    )


def read_project(node: Node, problems: Problems) -> Project | None:
    """Read the project settings; None where the node breaks schemas/project.schema.json."""
    fields = _checked(node, SCHEMAS / "project.schema.json", problems)
    if fields is None:
        return None
    released = _text(fields, "released")
    if not _is_date(released.value):
        text = f"{quoted(released.value)} is no day of the calendar"
        problems.add("bad-date", released.mark, text, "write it as YYYY-MM-DD")
        return None
    return Project(
        version=_text(fields, "version"),
        released=released,
        title=_text(fields, "title"),
        description=_text(fields, "description"),
        publisher=_text(fields, "publisher"),
        creator=_text(fields, "creator"),
        contributor=_text(fields, "contributor"),
        source=_text(fields, "source"),
        default_profile=_text(fields, "default_profile"),
    )


def _checked(node: Node, schema: Path, problems: Problems) -> Mapping | None:
    return cast("Mapping", node) if check(node, schema, problems) else None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def checks_in(node: Node | None) -> tuple[Check, ...]:
    """Give the checks that can be told apart in a control that breaks its schema."""
    checks = node.get("checks") if isinstance(node, Mapping) else None
    if not isinstance(checks, Sequence):
        return ()
    return tuple(
        Check(kind=kind.text, node=item, mark=kind.mark)
        for item in checks.items
        if isinstance(item, Mapping) and isinstance(kind := item.get("kind"), Scalar)
    )


def _check(node: Node) -> Check:
    kind = _text(node, "kind")
    return Check(kind=kind.value, node=cast("Mapping", node), mark=kind.mark)


def _references(node: Node | None) -> tuple[Reference, ...]:
    if not isinstance(node, Mapping):
        return ()
    return tuple(
        Reference(framework=_of(entry.key), identifier=_of(item))
        for entry in node.entries
        for item in cast("Sequence", entry.value).items
    )


# The schema has been checked: what is not as expected below is a bug of ours.


def _of(node: Node | None) -> Text:
    scalar = cast("Scalar", node)
    return Text(value=scalar.text, scalar=scalar)


def _part(node: Node, name: str) -> Node | None:
    return node.get(name) if isinstance(node, Mapping) else None


def _text(node: Node, name: str) -> Text:
    return _of(_part(node, name))


def _items(node: Node, name: str) -> tuple[Node, ...]:
    return cast("Sequence", _part(node, name)).items


def _mapping(fields: Mapping, name: str) -> Mapping:
    """Give the mapping under a key; an empty one where the key is left out."""
    node = fields.get(name)
    return node if isinstance(node, Mapping) else Mapping(entries=(), mark=fields.mark)
