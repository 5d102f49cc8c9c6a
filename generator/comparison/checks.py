"""Checks of rules as trees: what OVAL asks, what scripts say, what people are asked."""

from collections.abc import Iterator, Mapping
from typing import Final

from lxml.etree import _Element

from generator.comparison.documents import Document
from generator.comparison.resolve import Resolver
from generator.comparison.tree import Tree, unordered
from generator.markup.namespaces import OCIL_SYSTEM, OVAL_SYSTEM, SCE_SYSTEM, XCCDF

_X: Final = f"{{{XCCDF}}}"
_SYSTEMS: Final = {OVAL_SYSTEM: "OVAL", SCE_SYSTEM: "script", OCIL_SYSTEM: "OCIL"}


class Checks:
    """Resolves checks by the names that a Benchmark's catalog has.

    `values` says by documents' names which Value an external variable gets. `scripts` collects the
    components of scripts that checks have named.
    """

    def __init__(
        self, names: Mapping[str, Document], values: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._names = names
        self._values = values
        self._resolvers: dict[str, Resolver] = {}
        self._scripts: dict[str, Tree] = {}
        self.scripts: set[str] = set()

    def of(self, rule: _Element) -> Tree | None:
        """Give how the answers of a rule's checks are joined; None where it has no check."""
        found = [self._tree(one) for one in rule if one.tag in (f"{_X}check", f"{_X}complex-check")]
        return Tree("checks", tuple(found)) if len(found) > 1 else next(iter(found), None)

    def cpe(self, check: _Element) -> Tree:
        """Give what a check of a CPE dictionary asks."""
        return self._oval(str(check.get("href")), (check.text or "").strip() or None)

    def _tree(self, element: _Element) -> Tree:
        if element.tag == f"{_X}complex-check":
            parts = unordered(
                self._tree(one)
                for one in element
                if one.tag in (f"{_X}check", f"{_X}complex-check")
            )
            tree = Tree(str(element.get("operator")), parts)
        else:
            tree = self._check(element)
        return Tree("NOT", (tree,)) if element.get("negate") in ("true", "1") else tree

    def _check(self, check: _Element) -> Tree:
        system = str(check.get("system"))
        contents = tuple(self._contents(check, system))
        words = " for each" if check.get("multi-check") in ("true", "1") else ""
        exports = () if system == OVAL_SYSTEM else _exports(check)
        return Tree(f"{_SYSTEMS.get(system, system)}{words}", (*exports, *contents))

    def _contents(self, check: _Element, system: str) -> Iterator[Tree]:
        for one in check.iterfind(f"{_X}check-content-ref"):
            href, name = str(one.get("href")), one.get("name")
            document = self._names.get(href)
            if document is None:
                yield Tree(f"elsewhere: {href} {name or ''}".rstrip())
            elif system == SCE_SYSTEM:
                yield self._script(document)
            else:
                yield self._oval(href, name)
        for one in check.iterfind(f"{_X}check-content"):
            yield Tree("".join(str(text) for text in one.itertext()).strip())

    def _oval(self, href: str, name: str | None) -> Tree:
        document = self._names.get(href)
        if document is None:
            return Tree(f"elsewhere: {href} {name or ''}".rstrip())
        if document.id not in self._resolvers:
            values = self._values.get(href, {})
            self._resolvers[document.id] = Resolver(document.root, values)
        resolver = self._resolvers[document.id]
        return resolver.definitions() if name is None else resolver.named(name)

    def _script(self, document: Document) -> Tree:
        self.scripts.add(document.id)
        if document.id not in self._scripts:
            self._scripts[document.id] = Tree("\n".join(document.lines))
        return self._scripts[document.id]


def _exports(check: _Element) -> tuple[Tree, ...]:
    return unordered(
        Tree(f"with {one.get('value-id')} as {one.get('export-name')}")
        for one in check.iterfind(f"{_X}check-export")
    )
