"""Parsing: text in auditctl's language to lines, and every problem there is in it."""

from dataclasses import dataclass
from typing import Final

from generator.audit.draft import Draft
from generator.audit.findings import PLACEHOLDERS, Findings, Strictness
from generator.audit.options import Option, group_options
from generator.audit.problem import Problem
from generator.audit.read_control import read_control
from generator.audit.repeated import find_repeated
from generator.audit.rule import Line, Rule, Span, Watch
from generator.audit.surface import clean_line
from generator.audit.syscalls import Architecture
from generator.audit.words import MAX_LINE_BYTES, split_words

RULE_OPTIONS: Final = frozenset({"-a", "-A", "-d", "-w", "-W", "-S", "-F", "-C", "-k", "-p"})

_MAY_HIDE_KEY: Final = frozenset(
    (
        "backslash",
        "comment-after-rule",
        "missing-argument",
        "quote",
        "stray-word",
        "unknown-option",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedLine:
    """One line read; `line` is None for blank lines, comments, and what auditctl refuses."""

    line: Line | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRules:
    """A text read: its lines in order without the refused ones, and its problems by place."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]

    @property
    def rules(self) -> tuple[Rule | Watch, ...]:
        """The lines that are rules or watches."""
        return tuple(line for line in self.lines if isinstance(line, Rule | Watch))


def parse_rules(
    text: str,
    *,
    placeholders: frozenset[str] = PLACEHOLDERS,
    require_key: bool = False,
    machine: Architecture | None = None,
    authoring: bool = True,
) -> ParsedRules:
    """Read a block of lines, as `auditctl -R` reads a file; spans count from its beginning.

    `placeholders`: the NAMEs allowed as `${NAME}` in field values. `require_key`: a rule that
    records must have a key. `machine`: the machine whose system calls and arch words count;
    None asks that some machine knows them. `authoring`: also name what auditctl takes but no
    author means, and find a rule given twice; without it only what auditctl refuses line by
    line is a problem. Nothing is looked up on the disk or among users.
    """
    findings = Findings(
        strictness=Strictness(
            placeholders=placeholders,
            require_key=require_key,
            machine=machine,
            authoring=authoring,
        )
    )
    lines: list[Line] = []
    start = 0
    for raw in text.split("\n"):
        line = _parse(raw, start, findings)
        if line is not None:
            lines.append(line)
        start += len(raw) + 1
    if authoring:
        findings.problems.extend(find_repeated(tuple(lines), machine))
    return ParsedRules(lines=tuple(lines), problems=_sorted(findings))


def parse_line(
    text: str,
    *,
    start: int = 0,
    placeholders: frozenset[str] = PLACEHOLDERS,
    require_key: bool = False,
    machine: Architecture | None = None,
    authoring: bool = True,
) -> ParsedLine:
    """Read one line (no LF in it); spans count from `start`. Options as for `parse_rules`."""
    strictness = Strictness(
        placeholders=placeholders,
        require_key=require_key,
        machine=machine,
        authoring=authoring,
    )
    findings = Findings(strictness=strictness)
    return ParsedLine(line=_parse(text, start, findings), problems=_sorted(findings))


def _sorted(findings: Findings) -> tuple[Problem, ...]:
    return tuple(sorted(set(findings.problems), key=lambda one: (one.span, one.code, one.message)))


def _parse(raw: str, start: int, findings: Findings) -> Line | None:
    findings.begin_line()
    line = clean_line(raw, start, findings) if findings.strictness.authoring else raw
    words = split_words(line, start)
    if not words or words[0].text.startswith("#"):
        return None
    span = Span(start=words[0].span.start, end=words[-1].span.end)
    if len(raw.encode("utf-8", "surrogateescape")) > MAX_LINE_BYTES:
        message = f"line of more than {MAX_LINE_BYTES} bytes"
        findings.refuse("line-too-long", message, span, "make several rules of it")
    options = group_options(words, findings)
    if findings.strictness.authoring:
        _refuse_placeholders(options, findings)
    parsed = _build(options, span, findings)
    return None if findings.refused else parsed


def _build(options: tuple[Option, ...], span: Span, findings: Findings) -> Line | None:
    of_rule = tuple(option for option in options if option.name in RULE_OPTIONS)
    if options[:1] and (not of_rule or options[0].name == "-D"):
        return read_control(options, span, findings)
    for option in options:
        if option.name not in RULE_OPTIONS:
            message = f"option {option.name!r} cannot stand on the line of a rule"
            findings.refuse("options-together", message, option.span, "give it its own line")
    draft = Draft(findings=findings)
    for option in of_rule:
        draft.take(option)
    rule = draft.finish(span)
    named = any(option.name in ("-a", "-A", "-d", "-w", "-W") for option in of_rule)
    if of_rule and not named:
        hint = "begin the line with -a always,exit or -w path"
        findings.refuse("missing-list", "the rule names no list", span, hint)
    elif not of_rule and not findings.refused:
        findings.refuse("not-a-rule", "the line is no rule", span)
    if rule is not None:
        _check_key(rule, findings)
    return rule


def _check_key(rule: Rule | Watch, findings: Findings) -> None:
    records = (
        not rule.removes
        if isinstance(rule, Watch)
        else rule.list == "exit" and rule.action == "always" and rule.operation != "delete"
    )
    asked = findings.strictness.require_key and records and not rule.keys
    if asked and not findings.has_any(_MAY_HIDE_KEY):
        findings.warn("no-key", "the rule has no key", rule.span, "add -k name at its end")


def _refuse_placeholders(options: tuple[Option, ...], findings: Findings) -> None:
    for option in options:
        word = option.value
        in_field = option.name == "-F" and word and not word.text.startswith("key=")
        if word is not None and not in_field and "${" in word.text:
            findings.refuse(
                "misplaced-placeholder",
                f"{word.text!r} has a placeholder outside of a field value",
                word.span,
                "placeholders stand in values, as in -F auid>=${UID_MIN}",
            )
