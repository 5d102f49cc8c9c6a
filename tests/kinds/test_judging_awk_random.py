"""The awk that judges says of random rules what the reference says, word for word."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.audit import (
    Collected,
    KernelLists,
    Lost,
    SourceLine,
    Stop,
    load,
    read_listing,
    render_listing,
)
from generator.audit.syscalls import X86_64
from tests.audit import test_coverage_laws
from tests.audit.read_worlds import TREE
from tests.kinds import random_texts
from tests.kinds.judging_awk import SAID, Case, agree, events_of_the_control, script_in
from tests.kinds.partial_rules import partial_cases
from tests.kinds.random_accesses import access_case
from tests.kinds.random_rules import ORIGINS, random_cases


@pytest.fixture(scope="session")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return script_in(tmp_path_factory.mktemp("awk"))


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Draw that many examples, the same ones every time."""
    found: list[Any] = []

    @settings(
        max_examples=count,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(one: Any) -> None:
        found.append(one)

    keep()
    return found


def test_random_rules_of_every_list_are_judged_alike(script: Path) -> None:
    agree(script, drawn(random_cases(), 500))


def test_rules_that_match_a_part_are_judged_alike(script: Path) -> None:
    cases = drawn(partial_cases(), 500)
    agree(script, cases)
    verdicts = [case.verdict(event) for case in cases for event in case.events]
    assert {Collected, Lost} <= {type(verdict) for verdict in verdicts}
    causes = Counter(verdict.cause for verdict in verdicts if isinstance(verdict, Lost))
    assert {"exclude", "files", "never", "key", "part", "none"} <= set(causes), causes
    together = [v for v in verdicts if isinstance(v, Collected) and len(v.by) > 1]
    assert len(together) > 50, len(together)


def test_rules_about_accesses_and_fixed_calls_are_judged_alike(script: Path) -> None:
    cases = [access_case(seed) for seed in range(400)]
    agree(script, cases)
    verdicts = [case.verdict(event) for case in cases for event in case.events]
    assert {type(verdict) for verdict in verdicts} == set(SAID)
    causes = Counter(verdict.cause for verdict in verdicts if isinstance(verdict, Lost))
    assert {"exclude", "never", "key", "filters", "part", "none"} <= set(causes), causes
    together = [v for v in verdicts if isinstance(v, Collected) and len(v.by) > 1]
    assert len(together) > 15, len(together)


def _loaded(texts: Iterable[object]) -> tuple[KernelLists, Stop | None]:
    lines = tuple(
        SourceLine(text=str(text).encode(), origin=ORIGINS.format(at))
        for at, text in enumerate(texts, start=1)
    )
    loaded = load(lines, machine=X86_64, files=TREE)
    return loaded.lists, loaded.stop


def test_random_rule_files_are_judged_alike(script: Path) -> None:
    events = events_of_the_control()
    texts = [
        *drawn(test_coverage_laws.rules, 200),
        *drawn(random_texts.with_others, 200),
        *drawn(st.lists(test_coverage_laws.lines, min_size=3, max_size=9, unique=True), 100),
    ]
    cases = []
    for found in texts:
        lists, stop = _loaded(found)
        cases.append(Case(name=str(found), lists=lists, stop=stop, events=events))
        lines = render_listing(lists.forms, X86_64)
        listed = read_listing(lines, machine=X86_64, files=TREE)
        cases.append(Case(name=f"listed: {found}", lists=listed, events=events))
    agree(script, cases)
