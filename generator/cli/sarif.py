"""SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import quote

from generator.source import Diagnostic, Mark, Severity

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION: Final = "2.1.0"
_HERE: Final = Path()


class _Rule(Protocol):
    """A kind of problem or finding: what SARIF calls a rule."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def meaning(self) -> str: ...
    @property
    def severity(self) -> Severity: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A diagnostic, the place of another line that it is about, and a file where it has no mark."""

    diagnostic: Diagnostic
    file: str
    related: Mark | None = None


def sarif_text(
    rules: Sequence[_Rule], results: Iterable[Result], *, status: int, folder: Path = _HERE
) -> str:
    """Give the log as JSON in ASCII: one run, all rules, each result, and the exit status.

    Paths of results are relative to `folder`.
    """
    index = {rule.id: at for at, rule in enumerate(rules)}
    found = [_result(one, index[one.diagnostic.code.id], folder) for one in results]
    log = {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "auditscap",
                        "version": version("auditscap"),
                        "rules": list(map(_rule, rules)),
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": True, "exitCode": status}],
                "results": found,
            }
        ],
    }
    return json.dumps(log, indent=2)


def _rule(rule: _Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.meaning},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": [rule.name]},
    }


def _result(one: Result, at: int, folder: Path) -> dict[str, Any]:
    found = one.diagnostic
    hint = f"\n{_sentence(found.hint)}" if found.hint else ""
    result: dict[str, Any] = {
        "ruleId": found.code.id,
        "ruleIndex": at,
        "level": found.severity,
        "message": {"text": _sayable(_sentence(found.message) + hint)},
        "locations": [_location(found.mark, folder) if found.mark else _file(one.file, folder)],
    }
    if one.related is not None:
        place = {"id": 1, **_location(one.related, folder), "message": {"text": "here"}}
        result["relatedLocations"] = [place]
    return result


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('?') else '.'}"


def _file(path: str, folder: Path) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(folder / path)}}}


def _location(mark: Mark, folder: Path) -> dict[str, Any]:
    place = _file(mark.path, folder)
    if mark.source.text:
        place["physicalLocation"]["region"] = {
            "startLine": mark.line,
            "startColumn": mark.column,
            "endColumn": _end(mark),
            "snippet": {"text": _sayable(mark.source.line(mark.line))},
        }
    return place


def _end(mark: Mark) -> int:
    """Give the column behind the mark on its first line, as all of the region is on one line."""
    length = mark.end - mark.start
    left = len(mark.source.line(mark.line)) - mark.column + 1
    return mark.column + max(min(length, left), 1)


def _uri(path: Path) -> str:
    """Give a path as a URI, or as a reference to one where the path is relative (RFC 3986)."""
    quoted = quote(path.as_posix(), safe="/", errors="surrogateescape")
    return f"file://{quoted}" if quoted.startswith("/") else quoted


def _sayable(text: str) -> str:
    """Give the text with a mark in the place of each byte that is no UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
