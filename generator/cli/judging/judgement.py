"""A judgement whole: the target, a verdict on each control, and findings with their marks."""

from dataclasses import dataclass, field

from generator.audit import Span
from generator.cli.judging.asked import Asked
from generator.cli.judging.inputs import Target
from generator.judge.finding import Finding
from generator.judge.findings import findings
from generator.judge.verdicts import JudgedControl, judge, shortfalls
from generator.source import Code, Diagnostic, Mark, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is told of a target; `asked` is None where no controls are judged."""

    target: Target
    asked: Asked | None
    controls: tuple[JudgedControl, ...]
    findings: tuple[Finding, ...]
    shortfalls: tuple[Finding, ...] = field(default=())

    @property
    def holds(self) -> bool:
        """Whether all is collected, and no finding is an error."""
        return not self.count("error") and all(one.holds for one in self.controls)

    def count(self, severity: str) -> int:
        """Count the findings of a severity."""
        return sum(one.code.severity == severity for one in self.findings)

    @property
    def collected(self) -> int:
        """The number of controls of which everything is collected."""
        return sum(one.holds for one in self.controls)


def judgement(target: Target, asked: Asked | None) -> Judgement:
    """Judge a target."""
    required = asked.required(target.rules.machine) if asked else ()
    controls = judge(target.rules, required)
    return Judgement(
        target=target,
        asked=asked,
        controls=controls,
        findings=findings(target.rules),
        shortfalls=tuple(shortfalls(controls)),
    )


def place_of(target: Target, origin: str | None, span: Span | None) -> Mark | None:
    """Give where a line, or a span of it, is; the file alone where no line is named."""
    if origin is None:
        return None
    place = target.rules.place(origin)
    if place is None:
        source = target.sources.get(origin)
        return source.whole() if source else _nowhere(target, origin)
    source = target.sources[place.name]
    if span is None:
        line = source.line(place.line)
        return source.on_line(place.line, len(line) - len(line.lstrip()))
    return source.on_line(place.line, span.start, span.end)


def _nowhere(target: Target, origin: str) -> Mark | None:
    return Source(path=f"{target.shown}/{origin}", text="").whole() if origin else None


def diagnostic(target: Target, found: Finding) -> Diagnostic:
    """Give a finding as it is shown."""
    code = Code(
        id=found.code.id,
        name=found.code.name,
        meaning=found.code.meaning,
        severity=found.code.severity,
    )
    return Diagnostic(
        code=code,
        message=found.message,
        mark=place_of(target, found.origin, found.span),
        hint=found.hint,
        severity=code.severity,
    )
