"""Pasted rules, as they come from files and from the kernel's list, become those of a control."""

import pytest

from generator.audit import render_source
from generator.scaffold import Suggestion, suggested
from generator.source import Problems, Source


def suggestion(text: str, key: str | None = None) -> Suggestion:
    problems = Problems()
    found = suggested(
        Source(path="-", text=text), name="site_x", key=key, uid_min=1000, problems=problems
    )
    assert [one.message for one in problems] == []
    assert found
    return found


def refused(text: str, key: str | None = None) -> list[str]:
    problems = Problems()
    found = suggested(
        Source(path="-", text=text), name="site_x", key=key, uid_min=1000, problems=problems
    )
    assert found is None
    return [one.code.name for one in problems]


CALLS = "-a always,exit -F arch=b64 -S {} -F auid>={} -F auid!={} {}"
RIGHT = CALLS.format("chmod,fchmod", "${UID_MIN}", "unset", "-k perm")
EXAMPLES = {
    "system calls are joined": (
        CALLS.format("chmod", 1000, "unset", "-k perm")
        + "\n"
        + CALLS.format("fchmod", 1000, "unset", "-k perm"),
        [RIGHT],
    ),
    "the kernel's list": (CALLS.format("chmod,fchmod", 1000, "-1", "-F key=perm"), [RIGHT]),
    "the same twice": (
        "\n".join([CALLS.format("chmod,fchmod", 1000, "4294967295", "-k perm")] * 2),
        [RIGHT],
    ),
    "settings and comments": (f"-D\n-b 8192\n# x\n{RIGHT}\n-e 1\n", [RIGHT]),
    "another first user id is a number": (
        CALLS.format("chmod", 500, "unset", "-k perm"),
        [CALLS.format("chmod", 500, "unset", "-k perm")],
    ),
    "without a key": ("-w /etc/x -p wa", ["-w /etc/x -p wa -k site_x"]),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rules_take_their_form(name: str) -> None:
    text, right = EXAMPLES[name]
    assert [render_source(rule) for rule in suggestion(text).rules] == right


def test_one_key_is_chosen_of_several() -> None:
    text = "-w /etc/x -p wa -k a\n-w /etc/y -p wa -k b\n"
    assert refused(text) == ["several-keys"]
    found = suggestion(text, "b")
    assert [render_source(rule) for rule in found.rules] == ["-w /etc/y -p wa -k b"]
    assert "1 without the key 'b': left out" in found.changes


def test_what_may_be_missing_is_a_hint() -> None:
    (hint,) = suggestion("-a always,exit -F arch=b64 -S chmod -k x").hints
    assert "auid>=${UID_MIN}" in hint
    (hint,) = suggestion("-a always,exit -F arch=b64 -S chmod -F auid>=1000 -k x").hints
    assert "auid!=unset is missing" in hint


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["empty-text"]),
        ("No rules\n", ["empty-text"]),
        ("nonsense", ["stray-word"]),
        ("-a always,exit -F arch=b64 -S all -k x", ["not-an-event"]),
        ("-a always,exit -F arch=b64 -S chmodd -k x", ["unknown-syscall"]),
    ],
)
def test_what_no_control_can_ask_is_refused(text: str, codes: list[str]) -> None:
    assert refused(text) == codes
