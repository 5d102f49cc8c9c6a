"""Parameters of an audit_rules check, read from YAML and auditctl's own syntax."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from generator.audit import Control, Problem, Rule, Watch, parse_rules, required_events
from generator.audit.syscalls import X86_64
from generator.content import Check, Product
from generator.source import Problems, Scalar, quoted

UID_MIN: Final = "UID_MIN"
PATHS: Final = frozenset({"KMOD", "TOOLS"})
"""The names of paths that schemas/product.schema.json lets a product give."""
_MEANT: Final = {
    True: "it stands for a number, as in auid>=${UID_MIN}",
    False: "it stands for a path, as in path=${KMOD}",
}
_PLACEHOLDER: Final = re.compile(r"\$\{(\w+)\}")

AnyRule = Rule | Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRules:
    """The rules that a control asks for; they may hold the placeholder ${UID_MIN}.

    As read they may hold the names of paths too, which `on` replaces by those of a product.
    `filename` is the file in /etc/audit/rules.d that fixes write.
    """

    key: str
    filename: str
    rules: tuple[AnyRule, ...]


def read(check: Check, problems: Problems, places: frozenset[str] = PATHS) -> AuditRules | None:
    """Read the parameters; each problem of a rule points at its word in the YAML file.

    `places` are the names that may stand for paths.
    """
    before = len(problems.errors)
    scalar, key = check.node.get("rules"), check.node.get("key")
    filename = check.node.get("file")
    if not (
        isinstance(scalar, Scalar) and isinstance(key, Scalar) and isinstance(filename, Scalar)
    ):
        return None  # the JSON Schema has said so
    parsed = parse_rules(scalar.text, placeholders=places | {UID_MIN}, require_key=True)
    # What a rule asks for is told apart from its system calls, so any machine will do.
    for problem in (*parsed.problems, *required_events(parsed.rules, X86_64).problems):
        _report(problem, scalar, problems)
    for rule in parsed.rules:
        _report_misplaced(rule, scalar, problems, places)
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


def on(parameters: AuditRules, check: Check, product: Product, problems: Problems) -> AuditRules:
    """Give the rules with the paths of `product`; what it lacks is a problem of the check."""
    named = {name for rule in parameters.rules for name in _names(rule)} - {UID_MIN}
    values = {name: path for name in sorted(named) if (path := product.path(name))}
    for name in sorted(named - set(values)):
        words = f"the product {product.id} has no path {quoted(name)}"
        hint = f"add it under 'paths' of products/{product.id}.yml, or of one that it extends"
        problems.add("unknown-path", check.mark_of(f"${{{name}}}"), words, hint)
    rules = tuple(rule.with_values(values) for rule in parameters.rules)
    return replace(parameters, rules=rules)


def _names(rule: AnyRule) -> Iterator[str]:
    for field in rule.fields:
        yield from _PLACEHOLDER.findall(field.value)


def _report_misplaced(
    rule: AnyRule, scalar: Scalar, problems: Problems, places: frozenset[str]
) -> None:
    """Report where UID_MIN, a number, stands for a path, or a path for a number."""
    for field in rule.fields:
        is_path = field.name in ("path", "dir", "exe")
        for match in _PLACEHOLDER.finditer(field.value):
            if (match[1] in places) == is_path or match[1] not in places | {UID_MIN}:
                continue
            start = field.value_span.start + match.start()
            mark = scalar.mark_of(start, start + len(match.group()))
            words = f"{quoted(match[1])} is {'no path' if is_path else 'a path, no number'}"
            hint = _MEANT[is_path]
            problems.add("misplaced-placeholder", mark, words, hint)


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
