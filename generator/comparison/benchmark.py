"""A Benchmark as items: itself, its Groups, Rules, Profiles and Values."""

from collections.abc import Iterable, Iterator
from typing import Final

from lxml.etree import _Element

from generator.comparison.checks import Checks
from generator.comparison.documents import Part, text_lines
from generator.comparison.items import Item, aspects
from generator.comparison.prose import prose
from generator.comparison.selection import selected, settings
from generator.markup.namespaces import XCCDF

_X: Final = f"{{{XCCDF}}}"
_TEXTS: Final = ("title", "description", "warning", "question", "rationale", "fixtext")


class Benchmark:
    """Reads one Benchmark."""

    def __init__(self, part: Part) -> None:
        self._root = part.document.root
        self.checks = Checks(part.names, _exported(self._root))

    def items(self) -> Iterator[Item]:
        """Give all items."""
        root = self._root
        own = (
            *_texts(root),
            ("version", (root.findtext(f"{_X}version") or "",)),
            ("platforms", _attributes(root, "platform", "idref")),
        )
        name = ("id", (_id(root),))
        yield Item(section="benchmark", id="", title=_title(root), aspects=aspects((name, *own)))
        for one in root.iter(f"{_X}Value"):
            yield self._value(one)
        for one in root.iter(f"{_X}Group"):
            yield Item(
                section="group", id=_id(one), title=_title(one), aspects=aspects(_texts(one))
            )
        for one in root.iter(f"{_X}Rule"):
            yield self._rule(one)
        for one in root.iterfind(f"{_X}Profile"):
            yield Item(
                section="profile",
                id=_id(one),
                title=_title(one),
                aspects=aspects(
                    (
                        *_texts(one),
                        ("rules", selected(root, one)),
                        ("settings", settings(root, one)),
                    )
                ),
            )

    def _rule(self, rule: _Element) -> Item:
        above = list(rule.iterancestors(f"{_X}Group"))
        own = (
            *_texts(rule),
            *((name, _attribute(rule, name)) for name in ("severity", "role", "weight")),
            ("groups", [_id(one) for one in reversed(above)]),
            (
                "identifiers",
                sorted(f"{one.text} ({one.get('system')})" for one in rule.iterfind(f"{_X}ident")),
            ),
            (
                "references",
                sorted(
                    f"{one.text or ''} ({one.get('href', '')})"
                    for one in rule.iterfind(f"{_X}reference")
                ),
            ),
            ("platforms", _attributes(rule, "platform", "idref")),
            ("requires", _attributes(rule, "requires", "idref")),
            ("conflicts", _attributes(rule, "conflicts", "idref")),
            ("check", self.checks.of(rule)),
            *_fixes(rule),
        )
        return Item(section="rule", id=_id(rule), title=_title(rule), aspects=aspects(own))

    def _value(self, value: _Element) -> Item:
        lines = [
            f"{one.get('selector') or 'default'}: {one.text or ''}"
            for one in value.iterfind(f"{_X}value")
        ]
        others = (
            f"{str(one.tag).removeprefix(_X)} {one.get('selector', '')}: {_joined(one)}"
            for one in value
            if one.tag
            in tuple(
                f"{_X}{name}"
                for name in ("default", "match", "lower-bound", "upper-bound", "choices")
            )
        )
        kinds = (
            f"{name}={value.get(name)}"
            for name in ("type", "operator", "hidden", "prohibitChanges", "interactive")
            if value.get(name)
        )
        text = [row for line in lines for row in line.rstrip().split("\n")]
        own = (*_texts(value), ("kind", kinds), ("values", text), ("limits", others))
        return Item(section="value", id=_id(value), title=_title(value), aspects=aspects(own))


def _exported(root: _Element) -> dict[str, dict[str, str]]:
    """Give which Value external variables get, by documents' names."""
    found: dict[str, dict[str, str]] = {}
    for check in root.iter(f"{_X}check"):
        for reference in check.iterfind(f"{_X}check-content-ref"):
            names = found.setdefault(str(reference.get("href")), {})
            for one in check.iterfind(f"{_X}check-export"):
                names[str(one.get("export-name"))] = str(one.get("value-id"))
    return found


def _fixes(rule: _Element) -> Iterator[tuple[str, list[str]]]:
    """Give the fixes by their systems; several of one system are one text."""
    found: dict[str, list[str]] = {}
    for fix in rule.iterfind(f"{_X}fix"):
        name = str(fix.get("system", "")).rpartition(":")[2] or "unknown"
        words = [
            f"{key}={fix.get(key)}"
            for key in ("strategy", "disruption", "complexity", "reboot", "platform")
            if fix.get(key)
        ]
        lines = text_lines(_with_values(fix))
        found.setdefault(f"fix {name}", []).extend((" ".join(words), *lines))
    yield from found.items()


def _with_values(fix: _Element) -> str:
    """Give the text of a fix with what it takes from Values by name."""
    parts = [fix.text or ""]
    for one in fix:
        name = one.get("idref") or one.get("context") or ""
        parts += [f"${{{name}}}", one.tail or ""]
    return "".join(parts)


def _texts(element: _Element) -> Iterator[tuple[str, list[str]]]:
    """Give titles and prose, a sentence on a line; blanks and markup say nothing."""
    for name in _TEXTS:
        yield name, [row for one in element.iterfind(f"{_X}{name}") for row in prose(one)]


def _joined(element: _Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


def _attribute(element: _Element, name: str) -> list[str]:
    found = element.get(name)
    return [found] if found else []


def _attributes(element: _Element, child: str, name: str) -> Iterable[str]:
    return sorted(str(one.get(name)) for one in element.iterfind(f"{_X}{child}"))


def _id(element: _Element) -> str:
    return str(element.get("id"))


def _title(element: _Element) -> str:
    found = element.find(f"{_X}title")
    return "" if found is None else _joined(found)
