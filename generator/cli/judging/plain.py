"""A judgement as plain values, for JSON."""

from typing import Any

from generator.cli.judging.inputs import Target
from generator.cli.judging.judgement import Judgement, diagnostic, place_of
from generator.judge.finding import Finding
from generator.judge.verdicts import JudgedControl, JudgedEvent
from generator.source import to_json


def plain(judged: Judgement) -> dict[str, Any]:
    """Give all that is known; lines and columns count from 1, `end_column` is behind the last."""
    target, stop = judged.target, judged.target.rules.loaded.stop
    return {
        "holds": judged.holds,
        "target": {
            "kind": target.kind,
            "path": target.shown,
            "files": [source.path for source in target.sources.values()],
            "rules": len(target.rules.loaded.lists.rules),
            "product": judged.asked.product.id.value if judged.asked else None,
            "architecture": target.rules.machine.name,
            "file_system": "usual" if target.rules.usual else "system",
            "uid_min": target.rules.uid_min,
        },
        "stop": None if stop is None else {**_line(target, stop.origin), "message": stop.message},
        "controls": [_control(target, one) for one in judged.controls],
        "not_judged": list(judged.asked.others) if judged.asked else [],
        "findings": [_finding(target, one) for one in judged.findings],
    }


def _control(target: Target, one: JudgedControl) -> dict[str, Any]:
    return {
        "control": one.control,
        "title": one.title,
        "collected": one.holds,
        "events": [_event(target, event) for event in one.events],
    }


def _event(target: Target, one: JudgedEvent) -> dict[str, Any]:
    blame = None
    if one.origin is not None:
        blame = {"origin": one.origin, **_line(target, one.origin), **_columns(target, one)}
    return {
        "event": one.event.label,
        "verdict": one.word,
        "why": one.why,
        "rules": [{"origin": origin, **_line(target, origin)} for origin in one.rules],
        "blame": blame,
    }


def _columns(target: Target, one: JudgedEvent) -> dict[str, Any]:
    mark = place_of(target, one.origin, one.span)
    if mark is None:
        return {"column": None, "end_column": None}
    return {"column": mark.column, "end_column": mark.column + mark.end - mark.start}


def _finding(target: Target, one: Finding) -> dict[str, Any]:
    shown = to_json(diagnostic(target, one))
    return {**shown, "first": None if one.first is None else _line(target, one.first)}


def _line(target: Target, origin: str) -> dict[str, Any]:
    place = target.rules.place(origin)
    if place is None:
        return {"path": None, "line": None}
    return {"path": target.sources[place.name].path, "line": place.line}
