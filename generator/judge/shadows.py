"""Shadows: rules that match nothing, since one earlier rule takes all that they name.

Each rule is compared with those that ask for something it asks for, too: rules are found by their
rarest equation, so that thousands for a file each cost no square. A rule in the shadow of another
shadows nothing that the other one does not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from generator.audit import KernelRule, Rule
from generator.audit.fields import FIELDS
from generator.audit.meaning import is_by_inode
from generator.judge.codes import FindingName
from generator.judge.conditions import Shape, of_rule, takes_all
from generator.judge.finding import Finding, finding
from generator.judge.ruleset import RuleSet

MAX_PAIRS: Final = 100_000
"""Rules are compared so often; beyond it the rest is not looked at."""
_Mark = tuple[str, int | str]
_FREE: Final[_Mark] = ("", "")


def shadows(rules: RuleSet) -> Iterator[Finding]:
    """Give each rule of the exit list that stands behind one that takes all of it."""
    asked = rules.in_exit_order
    weights = Counter(mark for rule in asked for mark in _equations(rule))
    found: dict[_Mark, list[tuple[int, Shape]]] = defaultdict(list)
    pairs = 0
    for at, rule in enumerate(asked):
        marks = (*_equations(rule), *_folders(rule), _FREE)
        candidates = sorted(
            (one for mark in dict.fromkeys(marks) for one in found.get(mark, ())),
            key=lambda one: one[0],
        )
        pairs += len(candidates)
        if pairs > MAX_PAIRS:
            words = f"{len(asked)} rules are too many to compare: those from here on are not"
            yield finding("too-many-rules", words, rule.origin)
            return
        shape = Shape.of(rule)
        first = next((one.rule for _, one in candidates if takes_all(one, shape)), None)
        if first is None:
            rarest = min(_equations(rule), key=lambda mark: weights[mark], default=_FREE)
            found[rarest].append((at, shape))
        else:
            yield _shadowed(rules, rule, first)


def _equations(rule: KernelRule) -> tuple[_Mark, ...]:
    """Give what a rule asks to be equal: only rules that ask so, too, can stand in its shadow."""
    return tuple(
        (one.field.name, one.field.value if one.place is None else one.place)
        for one in of_rule(rule)
        if one.field.op == "=" and one.field.name in FIELDS and one.field.name != "perm"
    )


def _folders(rule: KernelRule) -> Iterator[_Mark]:
    """Give what a rule for a folder would ask that stands above the rule's own path."""
    for one in of_rule(rule):
        if one.field.name in ("path", "dir") and one.place is not None:
            names = one.place.split("/")
            for end in range(1, len(names) + 1):
                yield "dir", "/".join(names[:end]) or "/"


def _shadowed(rules: RuleSet, rule: KernelRule, first: KernelRule) -> Finding:
    shuffles = all(any(is_by_inode(one) for one in of_rule(both)) for both in (rule, first))
    as_loaded = " (until the file is replaced)" if shuffles else ""
    name = _name(rule, first)
    hint = "delete one of the two, or put the narrower one first"
    match name:
        case "behind-never":
            words = f"{first.origin} says never to all that this rule names"
            hint = "take the never rule out, or name in it what it is about"
        case "late-exclusion":
            words = f"{first.origin} records all that is to be left out here"
            hint = f"put the rule before {first.origin}"
        case _ if rule.form.action == "never" or set(rule.keys) <= set(first.keys):
            words = f"the rule adds nothing to {first.origin}, which matches first"
        case _:
            keys = repr(" ".join(first.keys)) if first.keys else "no key"
            words = f"{first.origin} takes all of it: its records bear {keys},"
            words += f" never {' '.join(rule.keys)!r}"
    line = rules.line(rule.origin)
    span = line.list_span if isinstance(line, Rule) and name == "late-exclusion" else None
    span = span or (line.span if line is not None else None)
    return finding(name, words + as_loaded, rule.origin, span, hint=hint, first=first.origin)


def _name(rule: KernelRule, first: KernelRule) -> FindingName:
    if rule.form.action == first.form.action:
        return "shadowed-rule"
    return "late-exclusion" if rule.form.action == "never" else "behind-never"
