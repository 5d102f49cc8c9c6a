"""Reading: a node that keeps to its schema becomes a model."""

from datetime import date
from typing import cast

from generator.content.fields import (
    checked,
    entries,
    get,
    items,
    optional_text,
    text,
    text_of,
)
from generator.content.model import (
    Change,
    Check,
    Control,
    Enumeration,
    Identifier,
    Profile,
    Project,
    Reference,
    Refinement,
    Scope,
    Severity,
)
from generator.source import (
    SCHEMAS,
    Entry,
    Mapping,
    Node,
    Problems,
    Scalar,
    Sequence,
    merged,
    quoted,
)


def read_control(node: Node, problems: Problems) -> Control | None:
    """Read a control; None where the node breaks schemas/control.schema.json."""
    fields = checked(node, SCHEMAS / "control.schema.json", problems)
    if fields is None:
        return None
    return Control(
        id=text(fields, "id"),
        title=text(fields, "title"),
        severity=cast("Severity", text(fields, "severity").value),
        description=text(fields, "description"),
        rationale=text(fields, "rationale"),
        references=_references(fields.get("references")),
        checks=tuple(_check(item) for item in items(fields.get("checks"))),
        scopes=tuple(
            _scope(entry, items(fields.get("checks"))) for entry in entries(fields.get("products"))
        ),
    )


def read_profile(node: Node, problems: Problems) -> Profile | None:
    """Read a profile; None where the node breaks schemas/profile.schema.json."""
    fields = checked(node, SCHEMAS / "profile.schema.json", problems)
    if fields is None:
        return None
    return Profile(
        id=text(fields, "id"),
        title=text(fields, "title"),
        description=text(fields, "description"),
        products=tuple(text_of(item) for item in items(fields.get("products"))),
        rules=tuple(text_of(item) for item in items(fields.get("rules"))),
        rules_on=tuple(
            (text_of(entry.key), tuple(text_of(item) for item in items(entry.value)))
            for entry in entries(fields.get("rules_on"))
        ),
        refinements=tuple(
            Refinement(variable=text_of(entry.key), value=text_of(entry.value))
            for entry in entries(fields.get("values"))
        ),
    )


def read_project(node: Node, problems: Problems) -> Project | None:
    """Read the project settings; None where the node breaks schemas/project.schema.json."""
    fields = checked(node, SCHEMAS / "project.schema.json", problems)
    if fields is None:
        return None
    released = text(fields, "released")
    if not _is_date(released.value):
        words = f"{quoted(released.value)} is no day of the calendar"
        hint = "write it as YYYY-MM-DD, with a day that its month has"
        problems.add("bad-date", released.mark, words, hint)
        return None
    return Project(
        version=text(fields, "version"),
        released=released,
        title=text(fields, "title"),
        description=text(fields, "description"),
        publisher=text(fields, "publisher"),
        creator=text(fields, "creator"),
        contributor=text(fields, "contributor"),
        source=text(fields, "source"),
        default_profile=text(fields, "default_profile"),
    )


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


def _scope(entry: Entry, checks: tuple[Node, ...]) -> Scope:
    """Read what a control says of a product; `checks` are the control's own."""
    scope = entry.value
    changes = get(scope, "checks")
    return Scope(
        product=text_of(entry.key),
        title=optional_text(scope, "title"),
        references=_references(get(scope, "references")),
        identifiers=tuple(
            Identifier(enumeration=cast("Enumeration", one.key.text), text=text_of(item))
            for one in entries(get(scope, "identifiers"))
            for item in items(one.value)
        ),
        changes=tuple(
            Change(
                kind=text_of(change.key),
                check=next(
                    (
                        _check(merged(cast("Mapping", node), change.value))
                        for node in checks
                        if isinstance(change.value, Mapping)
                        and text(node, "kind").value == change.key.text
                    ),
                    None,
                ),
            )
            for change in entries(changes)
        ),
    )


def _check(node: Node) -> Check:
    kind = text(node, "kind")
    return Check(kind=kind.value, node=cast("Mapping", node), mark=kind.mark)


def _references(node: Node | None) -> tuple[Reference, ...]:
    return tuple(
        Reference(framework=text_of(entry.key), identifier=text_of(item))
        for entry in entries(node)
        for item in items(entry.value)
    )
