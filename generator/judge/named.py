"""Named: what rules name, on the disk, and the keys by which their records are found."""

from collections.abc import Iterator

from generator.audit import KernelRule, SymbolicLink
from generator.audit.kernel import Condition
from generator.audit.places import Place, follow
from generator.judge.finding import Finding, finding
from generator.judge.ruleset import RuleSet
from generator.judge.words import span_of


def named(rules: RuleSet) -> Iterator[Finding]:
    """Give rules without a key, and paths that are links or lead nowhere."""
    for rule in rules.in_exit_order:
        if rule.form.action == "always" and not rule.keys:
            words = "the rule has no key, so ausearch -k does not find its records"
            line = rules.line(rule.origin)
            span = line.span if line is not None else None
            yield finding("no-key", words, rule.origin, span, hint="add -k name at its end")
        for one in rule.conditions:
            if one.field.name in ("path", "dir") and one.place is not None:
                yield from _path(rules, rule, one, one.place)


def _path(rules: RuleSet, rule: KernelRule, one: Condition, place: str) -> Iterator[Finding]:
    entry = rules.files.entry(place)
    if isinstance(entry, SymbolicLink):
        leads = follow(place, rules.files)
        to = leads.path if isinstance(leads, Place) else entry.to
        words = f"{one.field.value} is a symbolic link: what is done to {to} is not seen"
        span = span_of(rules, rule.origin, one.text)
        yield finding("link-watched", words, rule.origin, span, hint=f"name {to}")
    elif entry is None:
        words = f"nothing lies at {one.field.value}; the rule waits for it"
        yield finding("missing-path", words, rule.origin, span_of(rules, rule.origin, one.text))
