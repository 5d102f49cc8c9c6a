"""Patterns for names that auditctl does not know match just the lines that it refuses."""

import re
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.audit import (
    ARCHITECTURES,
    RELEASES,
    Architecture,
    companion,
    known_anywhere,
    number,
    of_release,
    parse_line,
)
from generator.audit.fields import FIELD_WORDS
from generator.audit.syscalls import syscall_names
from generator.kinds.audit_rules.machines import MACHINES
from generator.kinds.audit_rules.unknown_names import (
    UNKNOWN_FIELDS,
    lacking_calls,
    unknown_calls,
)

NAMES: Final = tuple(sorted(RELEASES))
HERE: Final = MACHINES["x86_64"].architecture
CALLS: Final = (*syscall_names(), "all")


@st.composite
def misspelt(draw: st.DrawFn, names: tuple[str, ...]) -> str:
    """Draw a name that may have a letter more, less or another one."""
    name = draw(st.sampled_from(names))
    at = draw(st.integers(0, len(name)))
    letter = draw(st.sampled_from(("", *"abeilnorst_0123456789")))
    behind = at + draw(st.integers(0, 1))
    return f"{name[:at]}{letter}{name[behind:]}"


def _refused(line: str, release: str, machine: Architecture = HERE) -> bool:
    machine = of_release(machine, RELEASES[release])
    found = parse_line(line, machine=machine, authoring=False)
    return any(one.code == "unknown-syscall" for one in found.problems)


def _is_unknown(line: str, release: str) -> bool:
    patterns = unknown_calls(RELEASES[release])
    return any(re.fullmatch(one, line) for one in patterns)


@pytest.mark.parametrize("release", NAMES)
@settings(deadline=None)
@given(st.lists(misspelt(CALLS), min_size=1, max_size=3))
def test_misspelt_calls(release: str, names: list[str]) -> None:
    listed = ",".join(names)
    machines = [of_release(one, RELEASES[release]) for one in ARCHITECTURES]
    anywhere = all(
        not name
        or name == "all"
        or name[0].isdigit()
        or any(number(one, name) is not None for one in machines)
        for name in names
    )
    for line in (
        f"-a always,exit -F arch=b64 -S {listed} -F auid>=1000 -k x",
        f"-a exit,always -S{listed}",
        f"-A always,exit -S open -S {listed} -k x",
        f"-a always,exit -S {listed}, -k x",
        f"-a always,exit -S ,,{listed}",
    ):
        assert _is_unknown(line, release) != anywhere, line


@pytest.mark.parametrize("release", NAMES)
@pytest.mark.parametrize("name", sorted(MACHINES))
def test_calls_that_a_machine_lacks(name: str, release: str) -> None:
    machine = of_release(MACHINES[name].architecture, RELEASES[release])
    other = companion(machine)
    pattern = re.compile(lacking_calls(machine))
    for call in syscall_names():
        heads = [f"-a always,exit -F arch={machine.word}", "-a always,exit"]
        heads += ["-a always,exit -F arch=b32"] if other else []
        for head in heads:
            line = f"{head} -S {call}"
            assert bool(pattern.fullmatch(line)) == _refused(line, release, machine), line
        if number(machine, call) is None:
            assert pattern.fullmatch(f"{heads[0]} -F auid!=unset -S 2,{call},3 -k x")


def test_capital_letters_are_not_judged() -> None:
    assert known_anywhere("INIT_MODULE")
    assert not _is_unknown("-a always,exit -S INIT_MODULE,OPEN -k x", "3.0")


@settings(deadline=None)
@given(misspelt(tuple(FIELD_WORDS)), st.sampled_from(("=", "!=", ">=", "&")))
def test_misspelt_fields(name: str, sign: str) -> None:
    line = f"-a always,exit -F arch=b64 -S open -F {name}{sign}1 -k x"
    known = (
        name in FIELD_WORDS or name[:1].isdigit() or not name
    )  # other patterns see a missing one
    assert bool(re.fullmatch(UNKNOWN_FIELDS, line)) != known
