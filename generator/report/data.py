"""The report as plain values, for programs: all that the page says."""

from typing import Any

from generator.report.commands import next_steps
from generator.report.overview import Answer, Overview, RuleView, Wording
from generator.results import brief


def as_data(view: Overview) -> dict[str, Any]:
    """Give the report; hosts are named as the page names them."""
    return {
        "counts": view.counts,
        "hosts": [
            {
                "host": scan.host,
                "files": list(scan.files),
                "benchmark": scan.benchmark,
                "title": scan.title,
                "version": scan.version,
                "profile": scan.profile,
                "profile_title": scan.profile_title,
                "started": scan.started,
                "ended": scan.ended,
                "scanner": scan.scanner,
                "counts": counts,
            }
            for scan, counts in zip(view.scans, view.by_host, strict=True)
        ],
        "rules": [_rule(view, rule) for rule in view.rules],
    }


def _rule(view: Overview, rule: RuleView) -> dict[str, Any]:
    return {
        "rule": rule.name,
        "title": rule.title,
        "severity": rule.severity,
        "result": rule.result,
        "counts": rule.counts,
        "answers": [_answer(view, answer) for answer in rule.answers],
        "wordings": [_wording(view, rule, wording) for wording in rule.wordings],
    }


def _answer(view: Overview, answer: Answer) -> dict[str, Any]:
    return {
        "result": answer.result,
        "hosts": _hosts(view, answer.hosts),
        "brief": list(brief(answer.result, answer.lines)),
        "evidence": [
            {"text": one.text, "met": one.met, "found": list(one.found)} for one in answer.lines
        ],
    }


def _wording(view: Overview, rule: RuleView, wording: Wording) -> dict[str, Any]:
    said = wording.rule
    return {
        "hosts": _hosts(view, wording.hosts),
        "id": said.id,
        "title": said.title,
        "description": said.description.striptags(),
        "rationale": said.rationale.striptags(),
        "warnings": [one.striptags() for one in said.warnings],
        "fixtext": said.fixtext.striptags(),
        "identifiers": [{"system": system, "text": text} for system, text in said.idents],
        "references": [{"href": href, "text": text} for href, text in said.references],
        "fixes": [{"system": one.system, "script": one.script} for one in said.fixes],
        "next": [
            {
                "hosts": _hosts(view, step.hosts),
                "commands": [
                    {"purpose": one.purpose, "command": one.text} for one in step.commands
                ],
            }
            for step in next_steps(view, rule, wording)
        ],
    }


def _hosts(view: Overview, numbers: tuple[int, ...]) -> list[str]:
    return [view.scans[one].host for one in numbers]
