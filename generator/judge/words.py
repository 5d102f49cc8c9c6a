"""Words of a line: where the condition that a finding is about stands in it."""

from generator.audit import Line, Rule, Span, Watch
from generator.judge.ruleset import RuleSet


def span_of(rules: RuleSet, origin: str, text: str) -> Span | None:
    """Give where the condition `text` stands in a line; all of the rule where it does not."""
    line = rules.line(origin)
    if not isinstance(line, Rule | Watch):
        return None
    return part_of(line, text) or line.span


def part_of(line: Line, text: str) -> Span | None:
    """Give where the words that the kernel's rule has for a part of the line stand in it."""
    if not isinstance(line, Rule | Watch):
        return None
    for field in line.fields:
        if text in (field.text, f"perm={field.text}"):
            return field.span
    if isinstance(line, Watch):
        if text == f"-w {line.path}":
            return line.path_span
        if text.startswith("-p "):
            return line.perms_span or line.path_span
    if text.startswith("-S ") and line.syscalls:
        return Span(start=line.syscalls[0].span.start, end=line.syscalls[-1].span.end)
    return None
