"""Just enough of OVAL 5.12 to evaluate a definition that reads what commands print.

As the language's documentation has it: a command makes one item, with one stdout_line for each line
that the pattern matches, and one subexpression for what the pattern's group captured there.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from generator.markup.namespaces import PREFIXES, name


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A machine: what its commands print, which files it has, what variables are there.

    `links` are links to folders, `no_folders` all that is neither a folder nor such a link.
    """

    printed: Mapping[str, tuple[str, ...]]
    files: frozenset[str]
    values: Mapping[str, str]
    uid_min: int = 1000
    links: frozenset[str] = frozenset()
    no_folders: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluator:
    """One document, asked about one target."""

    root: etree._Element
    target: Target

    def holds(self, definition: str) -> bool:
        """Say whether the criteria of a definition hold."""
        found = self._at(definition).find("oval-def:criteria", PREFIXES)
        assert found is not None
        return self._criteria(found)

    def _at(self, id_: str | None) -> etree._Element:
        return next(item for item in self.root.iter(etree.Element) if item.get("id") == id_)

    def _criteria(self, item: etree._Element) -> bool:
        answers = [self._part(part) for part in item]
        return all(answers) if item.get("operator") == "AND" else any(answers)

    def _part(self, item: etree._Element) -> bool:
        if item.tag == name("oval-def", "criteria"):
            return self._criteria(item)
        return self._test(self._at(item.get("test_ref"))) != (item.get("negate") == "true")

    def _test(self, test: etree._Element) -> bool:
        of = self._at(test[0].get("object_ref"))
        states = [self._at(one.get("state_ref")) for one in test[1:]]
        match etree.QName(test).localname:
            case "file_test":
                return self._is_there(of)
            case "variable_test":
                variable = self._at(of[0].text)
                return self.target.values[variable.get("comment") or ""] == states[0][0].text
            case "shellcommand_test":
                answers = [self._state(of, state) for state in states]
                assert test.get("check") in ("at least one", "none satisfy")
                return all(answers) != (test.get("check") == "none satisfy")
            case other:
                raise AssertionError(other)

    def _is_there(self, of: etree._Element) -> bool:
        """Find a file by `filepath`, a folder by `path`; a filter asks that it be no link."""
        path = of[0].text or ""
        if of[0].tag == name("unix", "path") and path in self.target.no_folders:
            return False
        filtered = of.find("oval-def:filter", PREFIXES) is not None
        return path in self.target.files and not (filtered and path in self.target.links)

    def _state(self, of: etree._Element, state: etree._Element) -> bool:
        shell, command, pattern = of
        assert shell.text == "sh"
        regex = re.compile(pattern.text or "")
        matches = [found for line in self._lines(command) if (found := regex.search(line))]
        (entity,) = state
        assert entity.get("entity_check") == "at least one"
        if entity.tag == name("ind", "stdout_line"):
            return any(re.search(entity.text or "", found.string) for found in matches)
        return self._compares(entity, (int(found[1]) for found in matches))

    def _lines(self, command: etree._Element) -> tuple[str, ...]:
        return self.target.printed[command.text or ""]

    def _compares(self, entity: etree._Element, numbers: Iterable[int]) -> bool:
        limit = self.target.uid_min if entity.get("var_ref") else int(entity.text or "")
        below = entity.get("operation") == "less than"
        return any(one < limit if below else one <= limit for one in numbers)
