"""Rules: pasted lines, or a listing of the kernel, become the rules that a control asks for."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from generator.audit import (
    Control,
    Field,
    Key,
    Problem,
    Rule,
    Span,
    Watch,
    parse_rules,
    render_source,
    required_events,
)
from generator.audit.syscalls import X86_64
from generator.kinds.audit_rules.parameters import PATHS, UID_MIN
from generator.source import Mark, Problems, Source, listed

AnyRule = Rule | Watch
_PLACEHOLDER: Final = "${" + UID_MIN + "}"
_UNSET: Final = ("unset", "-1", "4294967295")
_ALONE: Final = f"-F auid>={_PLACEHOLDER} -F auid!=unset"
_NOWHERE: Final = Span(start=0, end=0)
_NO_RULES: Final = "No rules"  # what auditctl -l says of none


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The rules of a control, all with its key; what was changed, and what may be missing."""

    rules: tuple[AnyRule, ...]
    key: str
    changes: tuple[str, ...]
    hints: tuple[str, ...]


def suggested(
    source: Source, *, name: str, key: str | None, uid_min: int, problems: Problems
) -> Suggestion | None:
    """Give the rules that a control `name` asks for; None where there are problems.

    With `key` only the rules that bear it are taken, if any does; else all must bear one key.
    """
    before = len(problems.errors)
    text = "" if source.text.strip() == _NO_RULES else source.text
    parsed = parse_rules(text, placeholders=PATHS | {UID_MIN})
    known = tuple(one for one in parsed.problems if one.code != "duplicate-rule")
    rules = parsed.rules
    chosen = _with_key(rules, key, source, problems)
    for problem in (*known, *required_events(chosen, X86_64).problems):
        _report(problem, source, problems)
    if not rules and not known:
        problems.add("empty-text", source.whole(), "there is no rule here", "paste audit rules")
    if len(problems.errors) > before:
        return None
    own = key or next((one.keys[0] for one in chosen if one.keys), name[:31])
    changed = tuple(_changed(rule, own, uid_min) for rule in chosen)
    grouped = tuple(_grouped(changed))
    settings = sum(1 for line in parsed.lines if isinstance(line, Control))
    left = len(rules) - len(chosen)
    changes = (
        *_counted(len(rules), "audit rules read"),
        *_counted(settings, "settings: left out"),
        *_counted(left, f"without the key {own!r}: left out"),
        *_counted(sum(1 for one in chosen if one.keys != (own,)), f"get the key {own!r}"),
        *_counted(
            _placeholders(grouped) - _placeholders(chosen),
            f"say {_PLACEHOLDER} now, the target's own number",
        ),
        *_counted(len(chosen) - len(grouped), "joined with others, or there twice"),
    )
    return Suggestion(rules=grouped, key=own, changes=changes, hints=tuple(_hints(grouped)))


def _with_key(
    rules: tuple[AnyRule, ...], key: str | None, source: Source, problems: Problems
) -> tuple[AnyRule, ...]:
    counted = Counter(one.keys[0] for one in rules if one.keys)
    if key is not None:
        return tuple(one for one in rules if key in one.keys) if key in counted else rules
    if len(counted) > 1:
        first = next(iter(counted))
        other = next(one for one in rules if one.keys and one.keys[0] != first)
        span = other.key_words[0].span
        mark = Mark(source=source, start=span.start, end=span.end)
        words = f"the rules bear {len(counted)} keys; a control has one"
        hint = (
            f"choose with --key: {listed(f'{name} ({count})' for name, count in counted.items())}"
        )
        problems.add("several-keys", mark, words, hint)
    return rules


def _changed(rule: AnyRule, key: str, uid_min: int) -> AnyRule:
    fields = tuple(_field(one, uid_min) for one in rule.fields)
    return replace(rule, fields=fields, key_words=(Key(value=key, span=_NOWHERE),))


def _field(field: Field, uid_min: int) -> Field:
    """Write auid by this name, `unset` as a word, and the first user id as the target's own."""
    if field.name != "auid" or field.option != "-F":
        return field
    named = replace(field, written="auid")
    if field.op == "!=" and field.value in _UNSET:
        return replace(named, value="unset")
    floors = {(">=", str(uid_min)), (">", str(uid_min - 1))}
    if (field.op, field.value) in floors:
        return replace(named, op=">=", value=_PLACEHOLDER)
    return named


def _grouped(rules: Iterable[AnyRule]) -> Iterator[AnyRule]:
    """Join rules that differ in their system calls alone; each rule and call comes once."""
    groups: dict[str, AnyRule] = {}
    for rule in rules:
        bare = render_source(replace(rule, syscalls=()))
        known = groups.get(bare)
        if isinstance(known, Rule) and known.syscalls and rule.syscalls:
            calls = {one.name: one for one in (*known.syscalls, *rule.syscalls)}
            groups[bare] = replace(known, syscalls=tuple(calls.values()))
        elif known is None or known.syscalls != rule.syscalls:
            groups.setdefault(bare if known is None else render_source(rule), rule)
    yield from groups.values()


def _hints(rules: tuple[AnyRule, ...]) -> Iterator[str]:
    calls = [one for one in rules if isinstance(one, Rule) and one.syscalls]
    if any(one.field("auid") is None for one in calls):
        yield f"for real users alone add {_ALONE}; without it events of daemons are asked for too"
    if any(_may_be_unset(one) for one in rules):
        yield "-F auid!=unset is missing beside auid>=: the unset auid is the greatest number"
    if any(one.field("arch") is None for one in calls if one.field("path") is None):
        yield "-F arch=b64 is missing: names of system calls are looked up in the machine's table"
    if any((arch := one.field("arch")) and arch.value == "b32" for one in calls):
        yield "rules for b32 always count; without them the Value audit_b32 decides"


def _may_be_unset(rule: AnyRule) -> bool:
    fields = [one for one in rule.fields if one.name == "auid" and one.option == "-F"]
    return any(one.op in (">=", ">") for one in fields) and not any(
        one.op == "!=" and one.value == "unset" for one in fields
    )


def _placeholders(rules: Iterable[AnyRule]) -> int:
    return sum(one.value == _PLACEHOLDER for rule in rules for one in rule.fields)


def _counted(count: int, words: str) -> tuple[str, ...]:
    return (f"{count} {words}",) if count else ()


def _report(problem: Problem, source: Source, problems: Problems) -> None:
    mark = Mark(source=source, start=problem.span.start, end=problem.span.end)
    problems.add(problem.code, mark, problem.message, hint=problem.hint)
