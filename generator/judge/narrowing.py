"""Narrowing: conditions that leave out results or people of what a rule seems to record.

Rules that differ in nothing but such a condition are looked at together: what one of them leaves
out may be what another one records. A rule with a comparison (`-C`) is about some people on
purpose.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, Literal

from generator.audit import KernelRule
from generator.audit.cells import Test, numbers_of
from generator.audit.fields import UNSET
from generator.audit.meaning import FAILED
from generator.judge.conditions import number_test, of_rule
from generator.judge.finding import Finding, finding
from generator.judge.ranges import first_missing
from generator.judge.ruleset import RuleSet
from generator.judge.words import span_of

_RESULTS: Final = frozenset(("exit", "success"))
_PEOPLE: Final = ("auid", "uid", "euid", "suid", "fsuid")
_Part = Literal["all", "successes", "failures", "none"]
_Common = tuple[object, ...]


def narrowing(rules: RuleSet) -> Iterator[Finding]:
    """Give the rules that record only some results, or only some people."""
    recording = [rule for rule in rules.in_exit_order if rule.form.action == "always"]
    parts: dict[_Common, set[_Part]] = defaultdict(set)
    for rule in recording:
        parts[_but(rule, _RESULTS)].add(_part(rule))
    for rule in recording:
        yield from _results(rules, rule, parts[_but(rule, _RESULTS)])
    for name in _PEOPLE:
        yield from _people(rules, name, recording)


def _but(rule: KernelRule, names: frozenset[str]) -> _Common:
    """Give what rules have in common that differ in conditions of these names and in keys."""
    kept = frozenset(one.field for one in of_rule(rule) if one.field.name not in names)
    return rule.form.syscalls, kept


def _results(rules: RuleSet, rule: KernelRule, recorded: set[_Part]) -> Iterator[Finding]:
    part = _part(rule)
    if part not in ("successes", "failures") or recorded - {part, "none"}:
        return
    text = next(one.text for one in of_rule(rule) if one.field.name in _RESULTS)
    span = span_of(rules, rule.origin, text)
    if part == "successes":
        words = f"{text} leaves out attempts that fail"
        hint = "leave it out, or add a rule with success=0"
        yield finding("only-successes", words, rule.origin, span, hint=hint)
    else:
        words = f"{text} leaves out what succeeds"
        yield finding("only-failures", words, rule.origin, span)


def _part(rule: KernelRule) -> _Part:
    """Say which results a rule records, by its conditions about them."""
    works = fails = True
    for one in of_rule(rule):
        if one.field.name == "success" and isinstance(one.field.value, int):
            wanted = bool(one.field.value) == (one.field.op == "=")
            works, fails = works and wanted, fails and not wanted
        test = number_test(one) if one.field.name == "exit" else None
        if test is not None:
            held = [number for number in numbers_of((test,)) if test.holds(number)]
            works = works and any(number < FAILED for number in held)
            fails = fails and any(number >= FAILED for number in held)
    if works and fails:
        return "all"
    return "successes" if works else "failures" if fails else "none"


def _people(rules: RuleSet, name: str, recording: list[KernelRule]) -> Iterator[Finding]:
    """Give the rules that leave people out, and that no other rule completes."""
    people = (rules.uid_min if name == "auid" else 0, UNSET - 1)
    about = [rule for rule in recording if _tests(rule, name) and not _compares(rule)]
    siblings: dict[_Common, list[KernelRule]] = defaultdict(list)
    for rule in recording:
        siblings[_but(rule, frozenset({name}))].append(rule)
    completed: dict[_Common, bool] = {}
    for rule in about:
        missing = first_missing(people, (_tests(rule, name),))
        common = _but(rule, frozenset({name}))
        if missing is None:
            continue
        if common not in completed:
            tests = (_tests(one, name) for one in siblings[common])
            completed[common] = first_missing(people, tests) is None
        if not completed[common]:
            yield _left_out(rules, rule, name, missing)


def _left_out(rules: RuleSet, rule: KernelRule, name: str, missing: int) -> Finding:
    guilty = next(one for one in _tests(rule, name) if not one.holds(missing))
    span = span_of(rules, rule.origin, guilty.text)
    if name == "auid" and guilty.op in (">=", ">"):
        words = f"{guilty.text} leaves out real users: UID_MIN is {rules.uid_min}"
        hint = f"write auid>={rules.uid_min}"
        return finding("floor-above-uid-min", words, rule.origin, span, hint=hint)
    words = f"{guilty.text} leaves out other {'real users' if name == 'auid' else 'users'}"
    return finding("only-some-users", words, rule.origin, span, hint="leave it out")


def _tests(rule: KernelRule, name: str) -> tuple[Test, ...]:
    found = (number_test(one) for one in of_rule(rule) if one.field.name == name)
    return tuple(test for test in found if test is not None)


def _compares(rule: KernelRule) -> bool:
    return any(one.field.name == "field_compare" for one in rule.conditions)
