"""Released ids: each is still there and means the same, or the changelog names its successor."""

from pathlib import Path

import pytest

from generator.cli.release import LISTS, check_ids, released_lists
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Run
from generator.stages.released import Ids, added, ids_of, lost, successors
from tests.world.build import ROOT


@pytest.fixture(scope="module")
def now() -> Ids:
    run = run_pipeline(Run(root=ROOT, problems=Problems()), last="assemble")
    return ids_of(run.builds)


def test_every_released_id_is_there_and_means_the_same(now: Ids) -> None:
    problems = Problems()
    lists = released_lists(ROOT, problems)
    check_ids(ROOT, lists, now, problems)
    assert [one.message for one in problems] == []
    assert f"{LISTS}/0.1.0.json" in lists


def test_ids_of_every_kind_are_listed(now: Ids) -> None:
    starts = {
        "definition of audit_kernel_modules_configured": "oval:org.auditscap.content:def:",
        "OVAL 5.12 definition of audit_kernel_modules_loaded": "oval:org.auditscap.content:def:",
        "questionnaire of audit_kernel_modules_loaded": "ocil:org.auditscap.content:questionnaire:",
    }
    for words, start in starts.items():
        (name,) = (name for name, said in now["debian12"].items() if said == words)
        assert name.startswith(start)
    stem = "xccdf_org.auditscap.content"
    wanted = {
        "scap_org.auditscap.content_collection_debian12": "data stream collection",
        "scap_org.auditscap.content_datastream_debian12": "data stream",
        f"{stem}_benchmark_debian12": "Benchmark",
        f"{stem}_profile_cis_level2_server": "Profile",
        f"{stem}_value_audit_uid_min": "Value audit_uid_min",
        f"{stem}_group_audit_kernel_modules": "Group",
        f"{stem}_rule_audit_kernel_modules_loaded": "Rule of audit_kernel_modules",
    }
    assert wanted.items() <= now["debian12"].items()


RELEASED = {"one": {"a": "Rule of x", "b": "Rule of x"}}
CASES: dict[str, tuple[Ids, str, list[str]]] = {
    "the same": (RELEASED, "", []),
    "more": ({"one": {**RELEASED["one"], "c": "Group"}, "two": {}}, "", []),
    "gone": ({"one": {"a": "Rule of x"}}, "", ["one: b (Rule of x) is gone"]),
    "moved": (
        {"one": {"a": "Rule of x", "b": "Rule of y"}},
        "",
        ["one: b is the Rule of y and no longer the Rule of x"],
    ),
    "product gone": (
        {},
        "",
        ["one: a (Rule of x) is gone", "one: b (Rule of x) is gone"],
    ),
    "successor": ({"one": {"a": "Rule of x", "c": "Rule of y"}}, "`b` -> `c`", []),
    "successor of a successor": (
        {"one": {"a": "Rule of x", "d": "Rule of y"}},
        "- `b` -> `c`\n- `c` -> `d`",
        [],
    ),
    "successor gone": (
        {"one": {"a": "Rule of x"}},
        "`b` -> `c`",
        ["one: b (Rule of x) is gone, nor is its successor c"],
    ),
    "successors in a circle": (
        {"one": {"a": "Rule of x"}},
        "`b` -> `c` `c` -> `b`",
        ["one: b (Rule of x) is gone, nor is its successor c"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_id_is_lost_unless_it_is_there_or_has_a_successor(case: str) -> None:
    now, changelog, said = CASES[case]
    assert list(lost(RELEASED, now, successors(changelog))) == said


def test_new_ids_are_those_in_no_list() -> None:
    now = {"one": {"a": "Rule of x", "c": "Group"}, "two": {"a": "Rule of x"}}
    assert added([RELEASED, {"three": {}}], now) == ("one: c", "two: a")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}', '{"a": {"b": 1}}', "\ud800"])
def test_list_that_cannot_be_read_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / LISTS).mkdir()
    (tmp_path / LISTS / "1.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    problems = Problems()
    assert released_lists(tmp_path, problems) == {}
    (problem,) = problems
    assert problem.code.name == "bad-released-list"
    assert problem.message.startswith(f"{LISTS}/1.json ")
