"""Parameters of an audit_rules check, read from YAML and auditctl's own syntax."""

from dataclasses import dataclass
from typing import Final

from generator.audit import Control, Problem, Rule, Watch, parse_rules, required_events
from generator.audit.syscalls import X86_64
from generator.content import Check
from generator.source import Problems, Scalar

UID_MIN: Final = "UID_MIN"

AnyRule = Rule | Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRules:
    """The rules that a control asks for; they may hold the placeholder ${UID_MIN}.

    `filename` is the file in /etc/audit/rules.d that fixes write.
    """

    key: str
    filename: str
    rules: tuple[AnyRule, ...]


def read(check: Check, problems: Problems) -> AuditRules | None:
    """Read the parameters; each problem of a rule points at its word in the YAML file."""
    before = len(problems.errors)
    scalar, key = check.node.get("rules"), check.node.get("key")
    filename = check.node.get("file")
    if not (
        isinstance(scalar, Scalar) and isinstance(key, Scalar) and isinstance(filename, Scalar)
    ):
        return None  # the JSON Schema has said so
    parsed = parse_rules(scalar.text, placeholders=frozenset({UID_MIN}), require_key=True)
    # What a rule asks for is told apart from its system calls, so any machine will do.
    for problem in (*parsed.problems, *required_events(parsed.rules, X86_64).problems):
        _report(problem, scalar, problems)
    for line in parsed.lines:
        if isinstance(line, Control):
            mark = scalar.mark_of(line.span.start, line.span.end)
            text = "the line is a setting, no rule"
            problems.add("not-a-rule", mark, text, "write the rules that must be in force")
        elif line.keys and key.text not in line.keys:
            _report_key(line, key.text, scalar, problems)
    if not parsed.lines and not parsed.problems:
        problems.add("empty-text", scalar.mark, "there is no rule here", "write one on a line")
    if len(problems.errors) > before:
        return None
    return AuditRules(key=key.text, filename=filename.text, rules=parsed.rules)


def _report_key(rule: AnyRule, key: str, scalar: Scalar, problems: Problems) -> None:
    span = rule.key_words[0].span
    problems.add(
        "rule-without-control-key",
        scalar.mark_of(span.start, span.end),
        f"the key is not {key!r}, as the check says",
        hint=f"end the rule with -k {key}",
    )


def _report(problem: Problem, scalar: Scalar, problems: Problems) -> None:
    mark = scalar.mark_of(problem.span.start, problem.span.end)
    hint = problem.hint
    if problem.first is not None:
        first = scalar.mark_of(problem.first.start, problem.first.end)
        hint = f"line {first.line} has it already: {hint}"
    problems.add(problem.code, mark, problem.message, hint=hint)
