"""The awk that judges rules in force on a target says what the reference says, word for word."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from generator.audit import (
    ARCHITECTURES,
    KernelLists,
    NormalField,
    NormalForm,
    read_listing,
    render_listing,
)
from generator.audit.cells import MAX_CELLS, MAX_GROUPS, MAX_TRIES
from generator.audit.coverage import MAX_READINGS
from generator.audit.evidence import MAX_NAMED
from generator.audit.fields import FIELDS, UNSET, Kind
from generator.audit.kernel import kernel_rule
from generator.audit.meaning import FAILED
from generator.audit.names import COMPARISONS, FILE_SYSTEMS, FILE_TYPES, message_types
from generator.audit.rule import Operator
from generator.audit.syscalls import X86_64
from generator.kinds.audit_rules.awk_programs import JUDGING
from tests.audit import read_worlds
from tests.audit.read_worlds import TREE
from tests.kinds.awk_programs import program
from tests.kinds.judging_awk import Case, agree, events_of_the_control, script_in

KEYED: Final = NormalField(name="key", op="=", value="k")
ANYTHING: Final = NormalForm(list="exit", action="always", syscalls="all", fields=(KEYED,))


@pytest.fixture(scope="session")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return script_in(tmp_path_factory.mktemp("awk"))


def worlds() -> tuple[Case, ...]:
    """Every world as a boot leaves it, and as auditctl lists it afterwards."""
    found = []
    for world in read_worlds.worlds():
        machine = next(one for one in ARCHITECTURES if one.name == world.machine)
        loaded, _, _ = world.judge()
        parts: dict[str, Any] = {
            "events": world.events(),
            "machine": machine,
            "uid_min": world.uid_min,
            "policy": world.policy,
        }
        found.append(Case(name=world.id, lists=loaded.lists, stop=loaded.stop, **parts))
        if machine is X86_64:
            lines = render_listing(loaded.lists.forms, machine)
            listed = read_listing(lines, machine=machine, enabled=loaded.lists.enabled, files=TREE)
            found.append(Case(name=f"{world.id}, listed", lists=listed, **parts))
    return tuple(found)


def test_every_world_is_judged_alike(script: Path) -> None:
    cases = worlds()
    assert len(cases) > 200
    agree(script, cases)


def test_numbers_and_names_in_the_awk_are_those_of_the_reference() -> None:
    text = program(JUDGING)
    objects = [at for at, pair in enumerate(COMPARISONS, start=1) if pair[1].startswith("obj_")]
    numbers = {
        "UNSET": UNSET,
        "FAILED": FAILED,
        "MAX_CELLS": MAX_CELLS,
        "MAX_GROUPS": MAX_GROUPS,
        "MAX_MASKS": 2**MAX_GROUPS,
        "MAX_TRIES": MAX_TRIES,
        "MAX_READINGS": MAX_READINGS,
        "MAX_NAMED": MAX_NAMED,
        "SYSCALL_RECORD": message_types()["SYSCALL"],
        "PLAIN_FILE": FILE_TYPES["file"],
        "COMPARISONS": len(COMPARISONS),
        "OBJECT_COMPARISONS": len(objects),
    }
    assert objects == list(range(1, len(objects) + 1))
    for name, value in numbers.items():
        assert f"    {name} = {value}\n" in text
    sets = {
        "IS_TEXT": {n for n, field in FIELDS.items() if field.kind is Kind.TEXT} - {"key"},
        "OWNERS": {n for n, field in FIELDS.items() if field.kind in (Kind.USER, Kind.GROUP)},
        "ON_FILES": {one for one in FIELDS if one.startswith(("obj_", "dev"))}
        | {"path", "dir", "inode", "perm", "filetype"},
        "KNOWN_FILE_SYSTEMS": {str(one) for one in FILE_SYSTEMS.values()},
    }
    for name, words in sets.items():
        found = re.search(rf'words_to_set\("([^"]*)", {name}\)', text)
        assert found, name
        assert set(found[1].split()) == words


def _tests_of(name: str, op: Operator, count: int, first: int = 1) -> tuple[NormalForm, ...]:
    return tuple(
        NormalForm(
            list="exit",
            action="always",
            syscalls="all",
            fields=(NormalField(name=name, op=op, value=value), KEYED),
        )
        for value in range(first, first + count)
    )


def _never(name: str, count: int) -> tuple[NormalForm, ...]:
    """Rules that never match, which only their cells tell."""
    return tuple(
        NormalForm(
            list="exit",
            action="never",
            syscalls="all",
            fields=(
                NormalField(name=name, op="!=", value=value),
                NormalField(name=name, op="=", value=value),
            ),
        )
        for value in range(1001, 1001 + count)
    )


def _case(name: str, forms: Iterable[NormalForm], origin: str = "50-x.rules") -> Case:
    rules = (kernel_rule(form, origin=f"{origin}:{at}") for at, form in enumerate(forms, start=1))
    return Case(name=name, lists=KernelLists(rules=tuple(rules)), events=events_of_the_control())


@pytest.mark.parametrize(("count", "said"), [(63, "lost"), (64, "undecided")])
def test_the_limit_of_cells_is_the_same(script: Path, count: int, said: str) -> None:
    forms = (*_tests_of("uid", ">=", count), *_tests_of("suid", ">=", 63))
    cases = [_case("at the limit", forms)]
    agree(script, cases)
    assert cases[0].expected()[0].startswith(said)


@pytest.mark.parametrize(("count", "said"), [(723, "lost"), (724, "undecided")])
def test_the_limit_of_tries_is_the_same(script: Path, count: int, said: str) -> None:
    case = _case("one call", _tests_of("uid", "=", count))
    cases = [replace(case, events=case.events[:1])]
    agree(script, cases)
    assert cases[0].expected()[0].startswith(said)


@pytest.mark.parametrize(("count", "said"), [(255, "collected"), (256, "undecided")])
def test_tries_are_counted_over_all_scenes(script: Path, count: int, said: str) -> None:
    case = _case("a run", (*_never("auid", count), ANYTHING))
    cases = [replace(case, events=case.events[-1:])]
    agree(script, cases)
    assert cases[0].expected()[0].startswith(said)


@pytest.mark.parametrize(("count", "said"), [(360, "collected"), (362, "undecided")])
def test_tries_are_counted_over_all_readings(script: Path, count: int, said: str) -> None:
    case = _case("two readings", (*_never("auid", count), ANYTHING))
    doubtful = kernel_rule(
        _tests_of("uid", "=", 1)[0],
        origin="x:1",
        others=(kernel_rule(_tests_of("uid", "!=", 1)[0], origin="x:1"),),
    )
    lists = replace(case.lists, rules=(*case.lists.rules, doubtful))
    cases = [replace(case, lists=lists, events=case.events[:1])]
    agree(script, cases)
    assert cases[0].expected()[0].startswith(said)


@pytest.mark.parametrize("bits", [3, 7, 8, 31])
def test_the_limit_of_groups_of_bits_is_the_same(script: Path, bits: int) -> None:
    forms = [form for at in range(bits) for form in _tests_of("a0", "&", 1, 2**at)]
    wide = [form for at in range(bits) for form in _tests_of("a0", "&=", 1, 5 * 2**at % 2**32)]
    mixed = [*forms, *_tests_of("a0", "=", 1, 0)]
    agree(script, [_case("bits", found) for found in (forms, wide, mixed)])


def test_evidence_has_no_byte_that_is_not_ascii(script: Path) -> None:
    names = (
        "\x7f\x01 ~",
        "\u00e9\u20ac\U0001f600",
        "\udcc3(",
        "\udce9x\udcff\udc80",
        "\ud7ff\ue000",
        "\udced\udca0\udc80",
        "\udcf4\udc90\udc80\udc80",
        "\udcc0\udcaf",
        "\udce2\udc82",
        "\udcf0\udc9f\udc98",
    )
    cases = [
        _case(f"name {at}", _tests_of("uid", "=", 1), f"50-{name}.rules")
        for at, name in enumerate(names)
    ]
    assert "50-???.rules:1 matches" in cases[1].expected()[0]
    agree(script, cases)
