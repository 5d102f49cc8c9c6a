"""Parameters of an audit_rules check, read from YAML and auditctl's own syntax."""

from dataclasses import dataclass
from typing import Final

from generator.audit import Problem, Rule, Watch, parse_rules
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
    scalar = _scalar(check, "rules")
    key, filename = _scalar(check, "key"), _scalar(check, "file")
    parsed = parse_rules(scalar.text, placeholders=frozenset({UID_MIN}), require_key=True)
    for problem in parsed.problems:
        _report(problem, scalar, problems)
    for rule in parsed.rules:
        if key.text not in rule.keys:
            mark = scalar.mark_of(rule.span.start, rule.span.end)
            problems.add(
                "rule-without-control-key",
                mark,
                f"the rule has the key {', '.join(rule.keys) or 'none'}, the check {key.text!r}",
                hint=f"end the rule with -k {key.text}",
            )
    if parsed.problems or not parsed.rules:
        return None
    return AuditRules(key=key.text, filename=filename.text, rules=parsed.rules)


def _scalar(check: Check, name: str) -> Scalar:
    """Give a parameter that the JSON Schema requires to be text."""
    node = check.node.get(name)
    if not isinstance(node, Scalar):
        raise TypeError(f"the schema lets {name} be {node!r}")
    return node


def _report(problem: Problem, scalar: Scalar, problems: Problems) -> None:
    mark = scalar.mark_of(problem.span.start, problem.span.end)
    problems.add(problem.code, mark, problem.message, hint=problem.hint)
