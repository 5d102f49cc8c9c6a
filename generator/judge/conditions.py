"""Conditions compared: what the conditions of rules say of each other, whatever the event is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.audit import KernelRule, NormalField
from generator.audit.cells import Dimension, Test, numbers_of
from generator.audit.fields import FIELDS, Kind
from generator.audit.kernel import Condition
from generator.audit.meaning import FAILED
from generator.judge.ranges import through

_KINDS: Final = (
    Kind.USER,
    Kind.GROUP,
    Kind.NUMBER,
    Kind.SIGNED,
    Kind.SESSION,
    Kind.FAMILY,
    Kind.ERRNO,
    Kind.ARCH,
)
_FLAGS: Final = frozenset(("gid", "egid", "success", "inode", "field_compare"))
"""Numbers by name, but not by meaning: a process has many groups, and what is compared is two."""


def number_test(condition: Condition) -> Test | None:
    """Give the comparison of one open number that a condition is; None where it is none."""
    one = condition.field
    known = FIELDS.get(one.name)
    if known is None or known.kind not in _KINDS or not isinstance(one.value, int):
        return None
    if one.name in _FLAGS and not (one.name == "gid" and one.op not in ("=", "!=")):
        return None
    cuts = (FAILED,) if one.name == "exit" else ()
    dimension = Dimension(one.name, 0, cuts=cuts)
    return Test(dimension=dimension, op=one.op, value=one.value, text=condition.text)


def of_rule(rule: KernelRule) -> tuple[Condition, ...]:
    """Give the conditions of a rule, which its key is not."""
    return tuple(one for one in rule.conditions if one.field.name != "key")


def contradictory(rule: KernelRule) -> tuple[Condition, ...]:
    """Give conditions of a rule that no event meets together; none where there are no such."""
    by_name: dict[str, list[Condition]] = {}
    for one in of_rule(rule):
        by_name.setdefault(one.field.name, []).append(one)
    for conditions in by_name.values():
        tests = tuple(test for one in conditions if (test := number_test(one)) is not None)
        if tests and not through((tests[0].dimension.low, tests[0].dimension.high), tests):
            return tuple(conditions)
    return ()


def always_holds(condition: Condition) -> bool:
    """Say whether a condition is true of every event."""
    test = number_test(condition)
    return test is not None and all(test.holds(number) for number in numbers_of((test,)))


@dataclass(frozen=True, slots=True)
class Shape:
    """A rule and what it asks: kept, as each rule is compared with many."""

    rule: KernelRule
    conditions: tuple[Condition, ...]
    fields: frozenset[NormalField]

    @classmethod
    def of(cls, rule: KernelRule) -> "Shape":
        """Give the shape of a rule."""
        conditions = of_rule(rule)
        return cls(rule, conditions, frozenset(one.field for one in conditions))


def takes_all(wide: Shape, narrow: Shape) -> bool:
    """Say whether `wide` matches every event that `narrow` matches. False where it is not plain."""
    calls, asked = wide.rule.form.syscalls, narrow.rule.form.syscalls
    if calls != "all" and (asked == "all" or not asked <= calls):
        return False
    return all(
        one.field in narrow.fields or _implied(one, narrow.conditions) for one in wide.conditions
    )


def _implied(condition: Condition, by: Sequence[Condition]) -> bool:
    one = condition.field
    same = [other for other in by if other.field.name == one.name]
    if one.name == "perm":
        return any(_letters(other) & ~_letters(condition) == 0 for other in same)
    if one.name == "dir":
        return any(_lies_in(other, condition) for other in by)
    test = number_test(condition)
    others = tuple(found for other in same if (found := number_test(other)) is not None)
    return test is not None and _follows(test, others)


def _follows(test: Test, others: tuple[Test, ...]) -> bool:
    """Say whether a comparison is true wherever all others of the same number are."""
    if not others or any(one.of_bits for one in (test, *others)):
        return False
    if len(others) == 1 and others[0].op == test.op and test.op in (">=", ">"):
        return others[0].value >= test.value
    everybody = (test.dimension.low, test.dimension.high)
    wanted = through(everybody, (test,))
    return all(
        any(low <= least and greatest <= high for low, high in wanted)
        for least, greatest in through(everybody, others)
    )


def _letters(condition: Condition) -> int:
    value = condition.field.value
    return value if isinstance(value, int) else 0


def _lies_in(condition: Condition, folder: Condition) -> bool:
    if condition.field.name not in ("path", "dir") or folder.place is None:
        return False
    place = condition.place
    return place is not None and (
        place == folder.place or place.startswith(folder.place.rstrip("/") + "/")
    )
