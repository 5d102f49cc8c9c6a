"""Arches: rules that 32-bit programs slip through, and rules whose numbers mean other calls."""

from collections.abc import Iterator
from typing import Final

from generator.audit import (
    Architecture,
    KernelRule,
    NormalField,
    Rule,
    Span,
    companion,
    name_of,
    number,
)
from generator.judge.conditions import of_rule
from generator.judge.finding import Finding, finding
from generator.judge.ruleset import RuleSet
from generator.judge.words import span_of

MAX_NAMED: Final = 4
"""System calls that a message names; of more the number is told."""
_Conditions = frozenset[NormalField]


def arches(rules: RuleSet) -> Iterator[Finding]:
    """Give rules for system calls without an arch, and rules for 64-bit programs alone."""
    recording = [rule for rule in rules.in_exit_order if rule.form.action == "always"]
    for rule in rules.in_exit_order:
        if rule.form.syscalls != "all" and not _elves(rule):
            words = "the rule has system calls, but no arch: the same numbers are other calls to "
            words += "programs of another arch"
            hint = "write -F arch=b64 before -S, and a second rule with -F arch=b32"
            line = rules.line(rule.origin)
            span = _calls(line) if isinstance(line, Rule) else None
            yield finding("no-arch", words, rule.origin, span, hint=hint)
    other = companion(rules.machine)
    if other is not None:
        yield from _alone(rules, recording, other)


def _calls(rule: Rule) -> Span:
    calls = rule.syscalls
    return Span(start=calls[0].span.start, end=calls[-1].span.end) if calls else rule.span


def _alone(rules: RuleSet, recording: list[KernelRule], other: Architecture) -> Iterator[Finding]:
    """Give rules for the machine's own arch whose calls no rule records of the other one."""
    numbers: set[int | str] = set()
    wholes: set[_Conditions] = set()
    for rule in recording:
        if not _elves(rule) or other.elf in _elves(rule):
            if rule.form.syscalls == "all":
                wholes.add(_but_arch(rule))
            else:
                numbers |= rule.form.syscalls
    for rule in recording:
        if _elves(rule) != {rules.machine.elf} or frozenset() in wholes:
            continue
        span = span_of(rules, rule.origin, _arch_text(rule))
        hint = "add the same rule with -F arch=b32"
        if rule.form.syscalls == "all":
            if _but_arch(rule) not in wholes:
                words = "32-bit programs are left out: no such rule has arch=b32"
                yield finding("no-b32", words, rule.origin, span, hint=hint)
            continue
        names = _lacking(rule, rules.machine, other, numbers)
        if names:
            words = f"32-bit programs are left out: no rule with arch=b32 has {_listed(names)}"
            yield finding("no-b32", words, rule.origin, span, hint=hint)


def _lacking(
    rule: KernelRule, machine: Architecture, other: Architecture, there: set[int | str]
) -> tuple[str, ...]:
    """Give the calls of a rule that the other arch has, too, and no rule records."""
    calls = sorted(one for one in rule.form.syscalls if isinstance(one, int))
    names = (name for one in calls if (name := name_of(machine, one)) is not None)
    twins = ((name, number(other, name)) for name in names)
    return tuple(name for name, twin in twins if twin is not None and twin not in there)


def _elves(rule: KernelRule) -> frozenset[int | str]:
    return frozenset(one.field.value for one in rule.conditions if one.field.name == "arch")


def _arch_text(rule: KernelRule) -> str:
    return next((one.text for one in rule.conditions if one.field.name == "arch"), "")


def _but_arch(rule: KernelRule) -> _Conditions:
    return frozenset(one.field for one in of_rule(rule) if one.field.name != "arch")


def _listed(names: tuple[str, ...]) -> str:
    more = len(names) - MAX_NAMED
    return ", ".join(names[:MAX_NAMED]) + (f" and {more} more" if more > 0 else "")
