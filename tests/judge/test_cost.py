"""Judging costs time in proportion to the lines, whatever they are."""

import time

import pytest

from generator.audit.syscalls import X86_64
from generator.judge import findings, single_file, usual_accounts, usual_files

KINDS = {
    "watches": "-w /etc/folder/file{0} -p wa -k k{0}",
    "the same": "-w /etc/passwd -p wa -k k",
    "unknown calls": "-a always,exit -F arch=b64 -S opn{0} -k k",
    "floors": "-a always,exit -F arch=b64 -S open -F auid>={0} -k k",
    "users": "-a always,exit -F arch=b64 -S open -F uid={0} -k k",
    "carriage returns": "-w /etc/folder/file{0} -p wa -k k{0}\r",
    "deletions": "-D",
}


def seconds(line: str, count: int) -> float:
    content = "".join(f"{line.format(count - at)}\n" for at in range(count)).encode()
    started = time.process_time()
    rules = single_file(
        "x",
        content,
        machine=X86_64,
        files=usual_files([content]),
        accounts=usual_accounts([content]),
        uid_min=1000,
    )
    findings(rules)
    return time.process_time() - started


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_four_times_the_lines_cost_no_square(kind: str) -> None:
    few, many = (seconds(KINDS[kind], count) for count in (400, 1600))
    assert many < 10 * few + 0.5, (few, many)
