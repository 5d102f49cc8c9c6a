"""Laws of coverage: what never changes a verdict, and what a verdict promises."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.audit import SourceLine, load, parse_rules, read_listing, render_listing
from generator.audit import required_events as events_of
from generator.audit.coverage import coverage
from generator.audit.syscalls import X86_64
from generator.audit.verdicts import Collected, Lost, Undecided, Verdict
from tests.audit.read_worlds import CALLS

UID_MIN = 1000
UNSET = 0xFFFFFFFF
EVENT = events_of(parse_rules(CALLS).rules, X86_64).events[0]
CONSTANTS = (0, 1, 2, 4, 999, 1000, 1001, 5000, 60000, 4294967294)
OPERATORS = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    ">=": lambda left, right: left >= right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    "<": lambda left, right: left < right,
    "&": lambda left, right: left & right != 0,
    "&=": lambda left, right: left & right == right,
}


@dataclass(frozen=True)
class Condition:
    name: str
    op: str
    value: int

    def __str__(self) -> str:
        return f"{self.name}{self.op}{self.value}"

    def holds(self, event: dict[str, int]) -> bool:
        return bool(OPERATORS[self.op](event[self.name], self.value))


@dataclass(frozen=True)
class Line:
    action: str
    calls: str
    conditions: tuple[Condition, ...]
    key: str

    def __str__(self) -> str:
        fields = "".join(f" -F {one}" for one in self.conditions)
        return f"-a {self.action},exit -F arch=b64 -S {self.calls}{fields}{self.key}"


conditions = st.one_of(
    st.builds(
        Condition,
        st.sampled_from(("auid", "uid", "euid", "suid")),
        st.sampled_from(("=", "!=", ">=", "<=", ">", "<")),
        st.sampled_from(CONSTANTS),
    ),
    st.builds(
        Condition, st.just("a0"), st.sampled_from(("&", "&=")), st.sampled_from((0, 1, 2, 3, 6))
    ),
    st.builds(Condition, st.just("a1"), st.sampled_from(tuple(OPERATORS)), st.sampled_from((1, 6))),
)
lines = st.builds(
    Line,
    st.sampled_from(("always", "always", "always", "never")),
    st.sampled_from(("init_module", "init_module,open", "all", "open")),
    st.lists(conditions, max_size=2).map(tuple),
    st.sampled_from((" -k k", " -k k", " -k other", "")),
)
rules = st.lists(lines, min_size=1, max_size=5, unique=True)
numbers = st.one_of(
    st.sampled_from((*CONSTANTS, *(number + 1 for number in CONSTANTS[:-1]), 3, 5, 6, 7)),
    st.integers(0, UNSET - 1),
)
happenings = st.fixed_dictionaries(
    {
        "auid": st.one_of(numbers, st.integers(1000, 1002)).filter(lambda auid: auid >= UID_MIN),
        **dict.fromkeys(("uid", "euid", "suid", "a0", "a1"), numbers),
    }
)


def verdict_of(texts: list[str]) -> Verdict:
    source = tuple(
        SourceLine(text=text.encode(), origin=f"x:{at}") for at, text in enumerate(texts, start=1)
    )
    loaded = load(source, machine=X86_64)
    assert loaded.stop is None or loaded.stop.message == "Rule exists", loaded.stop
    return coverage(loaded.lists, EVENT, X86_64, UID_MIN)


def recorded(chosen: list[Line], event: dict[str, int]) -> bool:
    for line in chosen:
        called = line.calls == "all" or "init_module" in line.calls
        if called and all(one.holds(event) for one in line.conditions):
            return line.action == "always" and bool(line.key)
    return False


@settings(max_examples=150, deadline=None)
@given(rules, st.lists(happenings, min_size=20, max_size=20))
def test_what_is_collected_is_recorded_whoever_does_it(
    chosen: list[Line], seen: list[dict[str, int]]
) -> None:
    verdict = verdict_of([str(line) for line in chosen])
    if isinstance(verdict, Collected):
        assert all(recorded(chosen, event) for event in seen)


@settings(max_examples=150, deadline=None)
@given(rules)
def test_what_is_lost_is_lost_in_a_case_that_can_be(chosen: list[Line]) -> None:
    verdict = verdict_of([str(line) for line in chosen])
    if not isinstance(verdict, Lost):
        return
    edges = sorted(
        {0, UID_MIN}
        | {
            number
            for line in chosen
            for one in line.conditions
            for number in (one.value, one.value + 1, one.value & -one.value)
        }
    )
    assert _some_case_is_lost(chosen, edges)


def _some_case_is_lost(chosen: list[Line], edges: list[int]) -> bool:
    names = sorted({one.name for line in chosen for one in line.conditions} | {"auid"})
    cases: list[dict[str, int]] = [{}]
    for name in names:
        cases = [
            {**case, name: number}
            for case in cases
            for number in edges
            if name != "auid" or UID_MIN <= number < UNSET
        ]
    return any(not recorded(chosen, case) for case in cases)


@given(rules, st.randoms(use_true_random=False))
def test_order_of_fields_changes_no_verdict(chosen: list[Line], random: "st.random.Random") -> None:  # type: ignore[name-defined]
    turned = [
        Line(
            line.action,
            line.calls,
            tuple(random.sample(line.conditions, len(line.conditions))),
            line.key,
        )
        for line in chosen
    ]
    assert type(verdict_of([str(line) for line in chosen])) is type(
        verdict_of([str(line) for line in dict.fromkeys(turned)])
    )


@given(rules)
def test_spelling_and_grouping_change_no_verdict(chosen: list[Line]) -> None:
    spelt = [
        str(line)
        .replace("always,exit", "exit,always")
        .replace("arch=b64", "arch=x86_64")
        .replace("-S init_module,open", "-S open -S 175")
        .replace("-S init_module", "-S 0xaf")
        .replace(" -k ", " -F key=")
        .replace("auid", "loginuid")
        .replace("=1000", "=01750")
        for line in chosen
    ]
    assert type(verdict_of([str(line) for line in chosen])) is type(verdict_of(spelt))


@given(rules)
def test_the_listing_of_what_was_loaded_has_the_same_verdict(chosen: list[Line]) -> None:
    texts = [str(line) for line in chosen]
    source = tuple(SourceLine(text=text.encode(), origin="x") for text in texts)
    lists = load(source, machine=X86_64).lists
    listed = read_listing(render_listing(lists.forms, X86_64), machine=X86_64)
    verdicts = [coverage(one, EVENT, X86_64, UID_MIN) for one in (lists, listed)]
    assert type(verdicts[0]) is type(verdicts[1])
    assert isinstance(verdicts[0], Collected | Lost | Undecided)
