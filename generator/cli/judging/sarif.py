"""A judgement as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines."""

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import quote

from generator.cli.judging.judgement import Judgement, place_of
from generator.judge.codes import CODES
from generator.judge.finding import Finding
from generator.source import Mark

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION: Final = "2.1.0"
_INDEX: Final = {code.id: at for at, code in enumerate(CODES)}


def sarif(judged: Judgement) -> dict[str, Any]:
    """Give the log: one run, a rule for each code, a result for each finding and shortfall."""
    results = [_result(judged, one) for one in (*judged.findings, *judged.shortfalls)]
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "auditscap",
                        "version": version("auditscap"),
                        "rules": [_rule(at) for at in range(len(CODES))],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": True, "exitCode": int(not judged.holds)}],
                "results": results,
            }
        ],
    }


def _rule(at: int) -> dict[str, Any]:
    code = CODES[at]
    return {
        "id": code.id,
        "name": "".join(word.capitalize() for word in code.name.split("-")),
        "shortDescription": {"text": code.meaning},
        "defaultConfiguration": {"level": code.severity},
        "properties": {"tags": [code.name]},
    }


def _result(judged: Judgement, one: Finding) -> dict[str, Any]:
    hint = f"\n{one.hint[:1].upper()}{one.hint[1:]}." if one.hint else ""
    result: dict[str, Any] = {
        "ruleId": one.code.id,
        "ruleIndex": _INDEX[one.code.id],
        "level": one.code.severity,
        "message": {"text": _sayable(f"{one.message[:1].upper()}{one.message[1:]}.{hint}")},
        "locations": list(_locations(judged, one)),
    }
    first = place_of(judged.target, one.first, None)
    if first is not None:
        result["relatedLocations"] = [{"id": 1, **_location(first), "message": {"text": "here"}}]
    return result


def _locations(judged: Judgement, one: Finding) -> Iterator[dict[str, Any]]:
    """Give the place; of what no line is to blame for, the first file that was read."""
    mark = place_of(judged.target, one.origin, one.span)
    if mark is None:
        path = next((source.path for source in judged.target.sources.values()), judged.target.shown)
        yield {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}}
    else:
        yield _location(mark)


def _location(mark: Mark) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(mark.path)}}
    if mark.source.text:
        place["region"] = {
            "startLine": mark.line,
            "startColumn": mark.column,
            "endColumn": mark.column + max(mark.end - mark.start, 1),
            "snippet": {"text": _sayable(mark.source.line(mark.line))},
        }
    return {"physicalLocation": place}


def _uri(path: str) -> str:
    """Give a path as a URI, or as a reference to one where the path is relative (RFC 3986)."""
    quoted = quote(path.removeprefix("./"), safe="/", errors="surrogateescape")
    return f"file://{quoted}" if quoted.startswith("/") else quoted


def _sayable(text: str) -> str:
    """Give the text with a mark in the place of each byte that is no UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
