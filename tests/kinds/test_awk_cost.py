"""The awk programs take time in the number of lines, and never much."""

import resource
from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.audit import KernelLists
from generator.audit.syscalls import X86_64
from generator.kinds.audit_rules.awk_programs import JUDGING, LOADING
from generator.kinds.audit_rules.awk_tables import awk_tables, call_lines
from tests.audit.read_worlds import FIVE
from tests.kinds import judging_awk, loading_awk
from tests.kinds.awk_programs import AWKS, program, run
from tests.kinds.judging_awk import Case, events_of_the_control


@pytest.fixture(scope="session")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("awk") / "both.awk"
    parts = (awk_tables(), program((*LOADING, *JUDGING)), loading_awk.DRIVER, judging_awk.driver())
    path.write_text("\n".join(parts), "ascii")
    return path


def cpu(script: Path, lines: Iterable[str], said: str) -> float:
    """Seconds of CPU that mawk takes to load and to judge lines, the least of three."""
    (mawk,) = (awk for awk in AWKS if awk == ("mawk",))
    case = Case(name="", lists=KernelLists(), events=events_of_the_control())
    rows = [f"C{row}" for row in call_lines(X86_64).splitlines()]
    rows += ["P/etc", "Kdir", "Mx86_64", *(f"Lx:{at}\t{line}" for at, line in enumerate(lines))]
    text = "".join(f"{row}\n" for row in (*rows, "E", *case.questions())).encode()
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        told = run(mawk, script, text).splitlines()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert b"stop 0 : " in told
        assert [line.partition(b"\t")[0].decode() for line in told[-6:]] == [said] * 6
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


def ordinary(count: int) -> list[str]:
    """Rules as hosts have them, none twice."""
    return [
        f"-a always,exit -F arch=b64 -S chmod,fchmod,fchmodat -F auid>={at} -F auid!=unset -k perm"
        if at % 2
        else f"-w /etc/x{at} -p wa -k identity"
        for at in range(1000, 1000 + count)
    ]


def test_rules_take_time_in_their_number(script: Path) -> None:
    few = cpu(script, ordinary(2000), "lost")
    lots = cpu(script, ordinary(8000), "lost")
    assert few < 1.0
    assert lots < 10 * few  # four times the rules; in the square it would be sixteen


@pytest.mark.parametrize(("field", "said"), [("auid", "undecided"), ("gid", "lost")])
def test_rules_that_all_match_do_not_take_longer(script: Path, field: str, said: str) -> None:
    rules = [f"-a always,exit -S all -F {field}={at} -k m" for at in range(1000, 6000)]
    assert cpu(script, rules, said) < 1.5


def test_the_worst_rules_do_not_take_long(script: Path) -> None:
    """As many tries as are allowed, for every event anew."""
    of_calls = [(f"-F arch=b64 -S {call}", 510) for call in FIVE.split(",")]
    of_runs = [
        (f"-F arch={arch} -S {call}", 255)
        for arch in ("b64", "b32")
        for call in ("execve", "execveat")
    ]
    rules = [
        f"-a never,exit {words} -F auid!={at} -F auid={at}"
        for words, count in (*of_calls, *of_runs)
        for at in range(1000, 1000 + count)
    ]
    assert cpu(script, [*rules, "-a always,exit -S all -k m"], "collected") < 4


def test_comments_take_no_time(script: Path) -> None:
    assert cpu(script, [f"# comment {at}" for at in range(20_000)], "lost") < 0.5
