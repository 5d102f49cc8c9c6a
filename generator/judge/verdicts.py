"""Verdicts: what a rule set collects of what controls require, and the line that is to blame."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from generator.audit import (
    Absent,
    Collected,
    Control,
    Lost,
    RequiredEvent,
    Rule,
    Span,
    Stop,
    SyscallEvent,
    Undecided,
    Verdict,
    Watch,
    coverage,
    evidence,
)
from generator.judge.codes import FindingName
from generator.judge.finding import Finding, finding
from generator.judge.ruleset import RuleSet
from generator.judge.words import part_of

Word = Literal["collected", "not asked for", "not collected", "undecided"]
_PART = "matches only a part: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """A control and the events that it requires of the machine."""

    control: str
    title: str
    events: tuple[RequiredEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedEvent:
    """One event: `why` is the evidence without the event, `origin` and `span` what is to blame."""

    event: RequiredEvent
    verdict: Verdict
    why: str
    origin: str | None = None
    span: Span | None = None

    @property
    def holds(self) -> bool:
        """Whether the event is recorded, or cannot happen."""
        return isinstance(self.verdict, Collected | Absent)

    @property
    def word(self) -> Word:
        """The verdict in a word."""
        match self.verdict:
            case Collected():
                return "collected"
            case Absent():
                return "not asked for"
            case Lost():
                return "not collected"
            case Undecided():
                return "undecided"

    @property
    def rules(self) -> tuple[str, ...]:
        """The lines that collect the event."""
        return self.verdict.by if isinstance(self.verdict, Collected) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedControl:
    """One control."""

    control: str
    title: str
    events: tuple[JudgedEvent, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is collected."""
        return all(one.holds for one in self.events)


def judge(rules: RuleSet, required: Iterable[Required]) -> tuple[JudgedControl, ...]:
    """Judge each event of each control."""
    return tuple(
        JudgedControl(
            control=one.control,
            title=one.title,
            events=tuple(judge_event(rules, event) for event in one.events),
        )
        for one in required
    )


def judge_event(rules: RuleSet, event: RequiredEvent) -> JudgedEvent:
    """Judge one event."""
    verdict = coverage(
        rules.relevance.to(event), event, rules.machine, rules.uid_min, files=rules.files
    )
    stop = _stop(rules, event, verdict)
    why = evidence(event, verdict, stop).partition(f"{event.label}: ")[2]
    origin = span = None
    if isinstance(verdict, Lost):
        origin = verdict.rule or (stop.origin if stop and verdict.cause == "none" else None)
        span = _guilty(rules, verdict, origin) if origin else None
    return JudgedEvent(event=event, verdict=verdict, why=why, origin=origin, span=span)


def shortfalls(judged: Iterable[JudgedControl]) -> Iterator[Finding]:
    """Give what is not collected as findings: one for each line to blame, control and reason."""
    for control in judged:
        groups: dict[tuple[str | None, Span | None, str, Word], list[str]] = {}
        for one in control.events:
            if not one.holds:
                groups.setdefault((one.origin, one.span, one.why, one.word), []).append(
                    one.event.label
                )
        for (origin, span, why, word), labels in groups.items():
            words = f"{control.control}: {_listed(labels)}: {why}"
            yield finding(_name(word), words, origin, span)


def _stop(rules: RuleSet, event: RequiredEvent, verdict: Verdict) -> Stop | None:
    """Give the line at which loading stops, where it or rules behind it are about the event."""
    stop = rules.loaded.stop
    if stop is None or not isinstance(verdict, Lost) or not rules.lines:
        return stop
    name = event.syscall if isinstance(event, SyscallEvent) else event.path
    if name in re.split(r"[ =,]", rules.text(stop.origin)):
        return stop
    lists = rules.relevance_as_meant.to(event)
    meant = coverage(lists, event, rules.machine, rules.uid_min, files=rules.files)
    return None if meant == verdict else stop


def _name(word: Word) -> FindingName:
    return "undecided" if word == "undecided" else "not-collected"


def _listed(labels: list[str]) -> str:
    """Name the first of many."""
    more = len(labels) - 3
    return ", ".join(labels[:3]) + (f" and {more} more" if more > 0 else "")


def _guilty(rules: RuleSet, lost: Lost, origin: str) -> Span | None:
    """Give the words of the line for which the event is lost."""
    line = rules.line(origin)
    match lost.cause:
        case "off" if isinstance(line, Control):
            return next((one.span for one in line.settings if one.option == "-e"), None)
        case "none":
            return next((one.span for one in rules.problems(origin)), None)
        case "part" if isinstance(line, Rule | Watch):
            return _part(line, lost.words.partition(_PART)[2]) or line.span
        case "key" if isinstance(line, Rule | Watch) and line.key_words:
            return line.key_words[0].span
        case "never" | "task" | "exclude" | "files" if isinstance(line, Rule):
            return line.list_span
        case _:
            return line.span if line is not None else None


def _part(line: Rule | Watch, words: str) -> Span | None:
    """Give the first condition of a line that the words name."""
    texts = [field.text for field in line.fields] + [f"perm={field.text}" for field in line.fields]
    if isinstance(line, Watch):
        texts += [f"-w {line.path}", f"-p {line.perms}"]
    spans = (part_of(line, text) for text in texts if f" {text} " in f" {words} ")
    calls = part_of(line, "-S ") if words.startswith("-S ") or " -S " in words else None
    return next((span for span in spans if span is not None), calls)
