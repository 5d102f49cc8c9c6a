"""What counts as a difference between two data streams, and what does not."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from lxml import etree
from lxml.etree import _Element

from generator.comparison import Difference, differences, read_stream
from generator.markup.namespaces import OVAL, OVAL_COMMON, XCCDF
from generator.source import Problems
from tests.world.build import Built

X, D = f"{{{XCCDF}}}", f"{{{OVAL}}}"
Edit = Callable[[_Element], None]


def compared(old: Path, new: Path) -> tuple[Difference, ...]:
    problems = Problems()
    found = differences(read_stream(old, problems), read_stream(new, problems))
    assert [one.message for one in problems] == []
    return found


def edited(built: Built, folder: Path, edit: Edit) -> tuple[Difference, ...]:
    root = etree.parse(built.stream).getroot()
    edit(root)
    path = folder / "new.xml"
    path.write_bytes(etree.tostring(root))
    return compared(built.stream, path)


def told(found: tuple[Difference, ...]) -> set[tuple[str, str, str]]:
    return {
        (one.section, one.kind, change)
        for one in found
        for change in ([each.aspect for each in one.changes] or [""])
    }


def shuffle(root: _Element) -> None:
    for name in ("definitions", "tests", "objects", "states", "variables"):
        for group in root.iter(f"{D}{name}"):
            group[:] = Random(1).sample(list(group), len(group))  # noqa: S311
    for criteria in root.iter(f"{D}criteria"):
        criteria[:] = reversed(list(criteria))


def rename(root: _Element) -> None:
    """Give all parts of OVAL but definitions other ids, also where they are named."""
    kept = {str(one.get("id")) for one in root.iter(f"{D}definition")}
    kept |= {str(one.get("id")) for one in root.iter(f"{D}external_variable")}
    names = {
        str(one.get("id"))
        for document in root.iter(f"{D}oval_definitions")
        for one in document.iter()
        if one.get("id")
    } - kept
    for document in root.iter(f"{D}oval_definitions"):
        for one in document.iter():
            for key, value in one.items():
                if value in names:
                    one.set(key, f"{value}9")
            if one.text in names:
                one.text = f"{one.text}9"


def other_times(root: _Element) -> None:
    for one in root.iter(f"{{{OVAL_COMMON}}}timestamp"):
        one.text = "2001-01-01T00:00:00"
    for one in root.iter(f"{X}status"):
        one.set("date", "2001-01-01")
    for one in root.iter(f"{D}criteria", f"{D}criterion"):
        one.set("comment", "other words")


def indent(root: _Element) -> None:
    for one in root.iter(f"{D}definitions", f"{D}tests", f"{D}states"):
        etree.indent(one, space="      ")


@pytest.mark.parametrize("edit", [shuffle, rename, other_times, indent])
def test_form_says_nothing(edit: Edit, built: Built, tmp_path: Path) -> None:
    assert edited(built, tmp_path, edit) == ()


def first(root: _Element, tag: str) -> _Element:
    found = next(root.iter(tag))
    assert isinstance(found, etree._Element)  # noqa: SLF001 - its public name
    return found


def new_title(root: _Element) -> None:
    first(first(root, f"{X}Rule"), f"{X}title").text = "Another"


def new_severity(root: _Element) -> None:
    first(root, f"{X}Rule").set("severity", "low")


def no_rule(root: _Element) -> None:
    rule = first(root, f"{X}Rule")
    rule.getparent().remove(rule)  # type: ignore[union-attr]


def new_logic(root: _Element) -> None:
    first(root, f"{D}criteria").set("negate", "true")


def new_script(root: _Element) -> None:
    for one in root.iter():
        if isinstance(one.text, str) and one.text.startswith("#!/bin/sh\n# audit_kernel_modules_l"):
            one.text += "exit 0\n"


def new_fix(root: _Element) -> None:
    fix = first(root, f"{X}fix")
    fix.text = f"echo\n{fix.text}"


def deselected(root: _Element) -> None:
    first(first(root, f"{X}Profile"), f"{X}select").set("selected", "false")


def new_default(root: _Element) -> None:
    first(first(root, f"{X}Value"), f"{X}value").text = "500"


MEANT: dict[Edit, set[tuple[str, str, str]]] = {
    new_title: {("rule", "changed", "title")},
    new_severity: {("rule", "changed", "severity")},
    no_rule: {
        ("rule", "removed", ""),
        ("profile", "changed", "rules"),
        ("script", "added", ""),  # which is in the stream, but no longer a rule's
    },
    new_logic: {("rule", "changed", "check")},
    new_script: {("rule", "changed", "check")},
    new_fix: {("rule", "changed", "fix sh")},
    deselected: {("profile", "changed", "rules")},
    new_default: {("value", "changed", "values")},
}


@pytest.mark.parametrize("edit", MEANT, ids=lambda edit: edit.__name__)
def test_meaning_is_told(edit: Edit, built: Built, tmp_path: Path) -> None:
    assert told(edited(built, tmp_path, edit)) == MEANT[edit]


def test_a_change_deep_in_a_check_is_shown_with_what_leads_there(
    built: Built, tmp_path: Path
) -> None:
    def other_path(root: _Element) -> None:
        for one in root.iter("{*}filepath"):
            if one.text == "/etc/audit/audit.rules":
                one.text = "/etc/audit/other.rules"

    found = edited(built, tmp_path, other_path)
    rows = found[0].changes[0].rows
    assert rows[0].startswith(" ")
    assert {row.strip() for row in rows if row[0] == "+"} == {
        row.strip() for row in rows if row[0] == "+" and "other.rules" in row
    }


def test_what_is_no_data_stream_is_refused(tmp_path: Path) -> None:
    for at, text in enumerate((b"<a/>", b"no XML", b"")):
        (path := tmp_path / str(at)).write_bytes(text)
        problems = Problems()
        assert read_stream(path, problems) == ()
        assert [one.code.name for one in problems] == ["not-a-data-stream"]
