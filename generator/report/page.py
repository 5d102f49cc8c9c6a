"""The page: one file of HTML with its own style and script, and nothing from anywhere else.

Its Content-Security-Policy allows just these two texts, by their hashes: whatever else got in would
neither run nor load.
"""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Final

from markupsafe import Markup

from generator.markup.template import TEMPLATES, render_html
from generator.report.commands import fix_script, next_steps
from generator.report.overview import OPEN, Answer, Overview, RuleView
from generator.results import RESULTS, Result, brief
from generator.results.models import SEVERITIES

_LABELS: Final[Mapping[Result, str]] = {
    **{one: one for one in RESULTS},
    "notchecked": "not checked",
    "notapplicable": "not applicable",
}
_CELLS: Final[Mapping[Result | None, str]] = {
    **{one: one for one in RESULTS},
    "unknown": "unkn.",
    "notchecked": "n/c",
    "informational": "info",
    "notapplicable": "n/a",
    None: "-",
}
"""What stands in the matrix of rules and hosts."""
_MEANINGS: Final[Mapping[Result, str]] = {
    "fail": "The rule is not met.",
    "error": "The check could not be carried out, or could not decide.",
    "unknown": "The scanner could not tell.",
    "notchecked": "No check could answer.",
    "informational": "For your information; no verdict.",
    "fixed": "Was not met, and was mended during the scan.",
    "pass": "The rule is met.",
    "notapplicable": "The rule is not for this host.",
}
_MOST_BRIEF: Final = 3
_BAR: Final = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    """A part of the bar that shows how many rules have which result."""

    result: Result
    start: float
    width: float


def page(view: Overview) -> bytes:
    """Render the page; the same scans give the same bytes."""
    style, script = (_own(name) for name in ("report.css", "report.js"))
    text = render_html(
        "report/page.html.j2",
        view=view,
        many=len(view.scans) > 1,
        policy=_policy(style, script),
        style=style,
        script=script,
        title=_title(view),
        bars=tuple(_bars(view)),
        counts=view.counts,
        groups=_groups(view),
        results=[one for one in RESULTS if any(one in rule.counts for rule in view.rules)],
        severities=[one for one in SEVERITIES if any(rule.severity == one for rule in view.rules)],
        labels=_LABELS,
        cells=_CELLS,
        meanings=_MEANINGS,
        open=OPEN,
        brief=_brief,
        next=lambda rule, wording: next_steps(view, rule, wording),
        by_host=view.by_host,
        anchors=_anchors(view),
        scripts=sorted({one for scan in view.scans if (one := fix_script(scan))}),
    )
    return text.encode()


def _own(name: str) -> Markup:
    """Give a text of ours, which needs no escaping."""
    return Markup((TEMPLATES / "report" / name).read_text("utf-8"))  # noqa: S704 - our own file


def _policy(style: str, script: str) -> str:
    hashes = (b64encode(sha256(one.encode()).digest()).decode() for one in (style, script))
    of_style, of_script = hashes
    return (
        f"default-src 'none'; style-src 'sha256-{of_style}'; script-src 'sha256-{of_script}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _title(view: Overview) -> str:
    if len(view.scans) == 1:
        return f"Scan of {view.scans[0].host}"
    return f"Scans of {len(view.scans)} hosts"


def _bars(view: Overview) -> Iterator[_Bar]:
    start, whole = 0.0, len(view.rules)
    for result, count in view.counts.items():
        width = _BAR * count / whole
        yield _Bar(result=result, start=round(start, 2), width=round(width, 2))
        start += width


def _anchors(view: Overview) -> list[str]:
    """Give each rule an id within the page, by which others can link to it."""
    names = ["rule-" + re.sub(r"[^A-Za-z0-9_.-]", "-", rule.name) for rule in view.rules]
    several = {one for one, count in Counter(names).items() if count > 1}
    return [f"{name}:{at}" if name in several else name for at, name in enumerate(names)]


def _groups(view: Overview) -> list[tuple[Result, list[tuple[str, RuleView]]]]:
    """Give the rules with their anchors, by worst result."""
    rules = zip(_anchors(view), view.rules, strict=True)
    return [(result, list(of)) for result, of in groupby(rules, lambda one: one[1].result)]


def _brief(answer: Answer) -> tuple[str, ...]:
    found = brief(answer.result, answer.lines)
    more = len(found) - _MOST_BRIEF
    return (*found[:_MOST_BRIEF], *((f"and {more} more",) if more > 0 else ()))
