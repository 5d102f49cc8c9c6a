"""Scans by rule: hosts that gave the same answer for the same reasons stand together."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from generator.results import RESULTS, Line, Result, Rule, RuleResult, Scan, Severity
from generator.results.models import SEVERITIES

_RANK: Final = {result: at for at, result in enumerate(RESULTS)}
OPEN: Final[tuple[Result, ...]] = ("fail", "error", "unknown", "notchecked")
"""Results that leave something to do."""
_WEIGHT: Final = {severity: at for at, severity in enumerate(SEVERITIES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One result with its evidence, and the hosts that gave it, by their number in the scans."""

    result: Result
    lines: tuple[Line, ...]
    hosts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What one Benchmark says of a rule, and the hosts that were scanned with it."""

    rule: Rule
    hosts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """A rule on all hosts; `wordings` are what the Benchmarks say of it, each once.

    `answers` begin with the worst result, and among these with that of the most hosts.
    """

    name: str
    wordings: tuple[Wording, ...]
    severity: Severity
    answers: tuple[Answer, ...]

    @property
    def title(self) -> str:
        """The title in the first Benchmark."""
        return self.wordings[0].rule.title

    @property
    def result(self) -> Result:
        """The worst result."""
        return self.answers[0].result

    @property
    def counts(self) -> dict[Result, int]:
        """How many hosts gave each result."""
        return counted(one.result for one in self.answers for _ in one.hosts)

    @property
    def by_host(self) -> dict[int, Result]:
        """The result of each host whose scan asked the rule; the worst of several."""
        return {host: one.result for one in reversed(self.answers) for host in one.hosts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All scans, and the rules in the order of their worst results and severities."""

    scans: tuple[Scan, ...]
    rules: tuple[RuleView, ...]

    @property
    def counts(self) -> dict[Result, int]:
        """How many rules have each result as their worst."""
        return counted(rule.result for rule in self.rules)

    def hosts(self, numbers: Iterable[int], most: int = 0) -> str:
        """Name hosts; of more than `most`, if it is given, tell how many more there are."""
        names = [self.scans[one].host for one in numbers]
        more = len(names) - most if most else 0
        return ", ".join(names[: most or None] if more > 0 else names) + (
            f" and {more} more" if more > 0 else ""
        )

    @property
    def by_host(self) -> list[dict[Result, int]]:
        """How many rules of each host have each result."""
        found: list[list[Result]] = [[] for _ in self.scans]
        for rule in self.rules:
            for host, result in rule.by_host.items():
                found[host].append(result)
        return [counted(one) for one in found]


def overview(scans: tuple[Scan, ...]) -> Overview:
    """Order all that the scans found by rule."""
    found: dict[tuple[str, str], list[tuple[int, RuleResult]]] = {}
    for number, scan in enumerate(scans):
        for item in scan.results:
            found.setdefault((item.rule.id, item.instance), []).append((number, item))
    rules = map(_rule, found.values())
    order = sorted(rules, key=lambda one: (_RANK[one.result], _WEIGHT[one.severity]))
    return Overview(scans=scans, rules=tuple(order))


def counted(results: Iterable[Result]) -> dict[Result, int]:
    """Count results, the worst first; those that do not occur are left out."""
    counts = Counter(results)
    return {one: counts[one] for one in RESULTS if counts[one]}


def _rule(items: list[tuple[int, RuleResult]]) -> RuleView:
    answers: dict[tuple[Result, tuple[Line, ...]], list[int]] = {}
    wordings: dict[Rule, list[int]] = {}
    for number, item in items:
        answers.setdefault((item.result, item.lines), []).append(number)
        wordings.setdefault(item.rule, []).append(number)
    found = [
        Answer(result=result, lines=lines, hosts=_once(hosts))
        for (result, lines), hosts in answers.items()
    ]
    return RuleView(
        name=items[0][1].name,
        wordings=tuple(Wording(rule=rule, hosts=_once(at)) for rule, at in wordings.items()),
        severity=min((item.severity for _, item in items), key=_WEIGHT.__getitem__),
        answers=tuple(sorted(found, key=lambda one: (_RANK[one.result], -len(one.hosts)))),
    )


def _once(hosts: list[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(hosts))
