import json
import shutil

import pytest

from generator.audit import ARCHITECTURES, architecture, companion, known_anywhere, number
from generator.audit.syscalls import DATA, RELEASES, TABLES, name_of, of_release
from generator.audit.syscalls_from_ausyscall import dump, parse_dump, render_tables
from generator.audit.values import arch_value

NUMBERS = {
    "init_module": (175, 128, 105, 128, 128, 128),
    "finit_module": (313, 350, 273, 379, 353, 344),
    "delete_module": (176, 129, 106, 129, 129, 129),
    "create_module": (174, 127, None, None, 127, 127),
    "query_module": (178, 167, None, None, 166, 167),
}
MACHINES = ("x86_64", "i386", "aarch64", "arm", "ppc64le", "s390x")


@pytest.mark.parametrize("name", NUMBERS)
def test_calls_have_each_machines_own_number(name: str) -> None:
    found = []
    for machine in MACHINES:
        arch = architecture(machine)
        assert arch is not None
        found.append(number(arch, name))
    assert tuple(found) == NUMBERS[name]


def test_a_name_is_found_in_any_case() -> None:
    assert number(ARCHITECTURES[0], "Init_Module") == 175
    assert known_anywhere("QUERY_MODULE")
    assert not known_anywhere("nosuch")


def test_numbers_have_names() -> None:
    assert name_of(ARCHITECTURES[0], 175) == "init_module"
    assert name_of(ARCHITECTURES[0], 9999) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [("x86_64", "i386"), ("aarch64", "arm"), ("s390x", "s390"), ("ppc64le", None), ("i686", None)],
)
def test_b32_stands_for_the_companion(name: str, expected: str | None) -> None:
    arch = architecture(name)
    assert arch is not None
    other = companion(arch)
    assert (other.name if other else None) == expected


def test_an_unknown_machine_is_none() -> None:
    assert architecture("riscv64") is None


def test_the_tables_are_ausyscalls() -> None:
    if shutil.which("ausyscall") is None:
        pytest.skip("ausyscall is missing")
    tables = json.loads(DATA.read_text(encoding="utf-8"))["tables"]
    for table in TABLES:
        made = parse_dump(dump(table))
        last = max(made.values())
        assert last in [one.last_call for one in RELEASES.values()]
        assert made == {name: at for name, at in tables[table].items() if at <= last}


def test_the_tables_are_written_in_one_form() -> None:
    text = DATA.read_text(encoding="utf-8")
    assert render_tables(json.loads(text)["tables"]) == text


def test_new_calls_have_one_number_everywhere() -> None:
    tables = json.loads(DATA.read_text(encoding="utf-8"))["tables"]
    known = RELEASES["3.0"].last_call
    new = [{name: at for name, at in tables[one].items() if at > known} for one in TABLES]
    assert new == [new[0]] * len(TABLES)
    assert max(new[0].values()) == RELEASES["4.0"].last_call


@pytest.mark.parametrize(("release", "expected"), [("3.0", None), ("4.0", 452)])
def test_a_release_knows_the_calls_of_its_time(release: str, expected: int | None) -> None:
    machine = of_release(ARCHITECTURES[0], RELEASES[release])
    other = companion(machine)
    assert number(machine, "fchmodat2") == expected
    assert name_of(machine, 452) == ("fchmodat2" if expected else None)
    assert other is not None
    assert number(other, "fchmodat2") == expected
    foreign = arch_value("aarch64", machine)
    assert foreign is not None
    assert number(foreign, "fchmodat2") == expected
