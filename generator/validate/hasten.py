"""Schematron stylesheets say the same in time that grows with the document, not with its square."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from lxml import etree

_XSL: Final = "{http://www.w3.org/1999/XSL/Transform}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    """What a schematron looks for all over the document, again for each reference to it."""

    expression: str
    match: str
    use: str
    value: str


_OVAL: Final = "ancestor::oval-def:oval_definitions/oval-def:"
_KEYS: Final = (
    *(
        _Key(
            expression=f"/*//{element}[@id=$idref or @cluster-id=$idref]",
            match=element,
            use="@id|@cluster-id",
            value="$idref",
        )
        for element in ("xccdf:Rule", "xccdf:Group", "xccdf:Value")
    ),
    *(
        _Key(
            expression=f"{_OVAL}{part}/*[@id={value}]",
            match=f"oval-def:{part}/*",
            use="@id",
            value=value,
        )
        for part, value in (("objects", "current()"), ("variables", "$var_ref"))
    ),
)


def hasten(sheet: etree._ElementTree) -> None:
    """Let a schematron stylesheet say the same in time that grows with the document alone.

    What is looked for by its id is found by a key, and patterns start at what they are about.
    """
    root = sheet.getroot()
    for number, key in enumerate(_KEYS):
        found = f"key('id{number}', {key.value})"
        tests = [one for one in root.iter(f"{_XSL}when") if key.expression in one.get("test", "")]
        for element in tests:
            element.set("test", element.get("test", "").replace(key.expression, found))
        if tests:
            declared = {"name": f"id{number}", "match": key.match, "use": key.use}
            root.insert(0, etree.Element(f"{_XSL}key", declared, nsmap=root.nsmap))
    _start_at_matches(root)


_MOST: Final = 8
"""Of how many paths a pattern is made that does not walk."""
_BELOW: Final = frozenset(("@*|*", "*|comment()|processing-instruction()"))
_PREDICATE: Final = re.compile(r"\[[^\[\]]*\]")


def _start_at_matches(root: etree._Element) -> None:
    """Let each pattern begin at all elements that its rules may match, and go nowhere from there.

    As they come, patterns walk over the whole document, each by itself, and libxslt counts the
    siblings of elements anew whenever a rule with a predicate met elements elsewhere in between.
    A pattern about elements of many kinds does well to walk.
    """
    rules: dict[str, dict[str, None]] = {}
    for template in root.iter(f"{_XSL}template"):
        if not template.get("priority", "-").startswith("-"):
            found = rules.setdefault(template.get("mode", ""), {})
            found.update(dict.fromkeys(_paths(template.get("match", ""))))
    for element in root.iter(f"{_XSL}apply-templates"):
        paths, select = rules.get(element.get("mode", ""), {}), element.get("select")
        if not paths or len(paths) > _MOST:
            continue
        if select == "/":
            element.set("select", _all_at(paths))
        elif select in _BELOW:
            element.set("select", "/..")  # XPath for no node


def _paths(pattern: str) -> list[str]:
    """Give the alternatives of an XSLT pattern without predicates, whose strings have no bracket.

    Raises ValueError for steps that are not to children: no schematron here has them.
    """
    while (bare := _PREDICATE.sub("", pattern)) != pattern:
        pattern = bare
    found = [one.strip().replace("child::", "") for one in pattern.split("|")]
    if odd := [one for one in found if not _STEPS.fullmatch(one)]:
        raise ValueError(f"{odd[0]!r} is no path of children")
    return found


_STEPS: Final = re.compile(r"(?:[\w:.-]+|\*)(?:/(?:[\w:.-]+|\*))*")


def _all_at(paths: Collection[str]) -> str:
    """Give XPath for all elements at the ends of `paths`, and maybe others.

    No union of paths: libxml2 compares each element of one with each of the others.
    """
    if len(paths) == 1:
        return f"//{next(iter(paths))}"
    found = []
    for path in paths:
        *above, last = path.split("/")
        around = ""
        for step in above:
            around = f"parent::{step}[{around}]" if around else f"parent::{step}"
        found.append(around if last == "*" else f"self::{last}")
    return f"//*[{' or '.join(dict.fromkeys(found))}]"
