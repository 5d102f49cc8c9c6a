from dataclasses import replace

import pytest

from generator.audit import (
    AccessEvent,
    Architecture,
    ExecutionEvent,
    RequiredEvents,
    SyscallEvent,
    architecture,
    parse_rules,
    required_events,
)
from generator.audit.events import Only

CONTROL = """
-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,query_module \
-F auid>=${UID_MIN} -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=${UID_MIN} -F auid!=unset -k kernel_modules
"""


def _machine(name: str) -> Architecture:
    found = architecture(name)
    assert found is not None
    return found


def _events(text: str, machine: str = "x86_64") -> RequiredEvents:
    parsed = parse_rules(text)
    assert parsed.problems == ()
    return required_events(parsed.rules, _machine(machine))


def test_the_control_asks_for_five_calls_and_runs_of_kmod() -> None:
    asked = _events(CONTROL)
    assert asked.problems == ()
    assert [event.label for event in asked.events] == [
        "init_module (b64)",
        "finit_module (b64)",
        "delete_module (b64)",
        "create_module (b64)",
        "query_module (b64)",
        "runs of /usr/bin/kmod",
    ]
    assert asked.events[0] == SyscallEvent(
        syscall="init_module",
        number=175,
        word="b64",
        architecture="x86_64",
        auid_floor="${UID_MIN}",
        auid_set=True,
        key="kernel_modules",
    )


@pytest.mark.parametrize("machine", ["aarch64", "armv7l"])
def test_calls_the_machine_lacks_are_not_asked_for(machine: str) -> None:
    text = CONTROL.replace("-F arch=b64 ", "")
    labels = [event.label for event in _events(text, machine).events]
    assert len(labels) == 4
    assert not any("query_module" in label for label in labels)


def test_b32_calls_are_the_companions() -> None:
    text = "-a always,exit -F arch=b32 -S init_module -k k"
    (event,) = _events(text).events
    assert isinstance(event, SyscallEvent)
    assert (event.number, event.architecture, event.label) == (128, "i386", "init_module (b32)")
    assert _events(text, "ppc64le").events == ()


def test_a_watch_for_execution_asks_for_runs() -> None:
    assert _events("-w /usr/bin/kmod -p x -k k").events == (
        ExecutionEvent(path="/usr/bin/kmod", auid_floor=None, auid_set=False, key="k"),
    )


def test_a_floor_may_be_a_number() -> None:
    head = "-a always,exit -F arch=b64 -S open -F "
    floors = [_events(head + tail).events[0].auid_floor for tail in ("auid>=1000", "auid>999")]
    assert floors == [1000, 1000]


def test_an_event_asked_for_twice_comes_once() -> None:
    text = (
        "-a always,exit -F arch=b64 -S open,close -k k\n"
        "-a always,exit -F arch=x86_64 -S close -k k\n"
    )
    assert len(_events(text).events) == 2


def test_a_call_may_be_of_one_result_or_argument() -> None:
    head = "-a always,exit -F arch=b64 -S open "
    for tail, label, only in (
        ("-F exit=-EACCES", "exit=-EACCES", Only(name="exit", number=2**32 - 13, text="")),
        ("-F a0=0x0", "a0=0x0", Only(name="a0", number=0, text="")),
        ("-C euid!=uid", "euid!=uid", Only(name="compare 11", number=0, text="")),
    ):
        (event,) = _events(f"{head}{tail} -k k").events
        assert isinstance(event, SyscallEvent)
        assert event.only == (replace(only, text=label),)
        assert event.label == f"open (b64) {label}"


def test_a_comparison_may_fix_one_of_its_numbers() -> None:
    text = "-a always,exit -F arch=b64 -S execve -C uid!=euid -F euid=0 -k k"
    (event,) = _events(text).events
    assert event.label == "execve (b64) uid!=euid euid=0"


def test_watches_ask_for_accesses() -> None:
    text = (
        "-w /etc/passwd -p wa -k k\n"
        "-a always,exit -F path=/etc/passwd -F perm=aw -F auid>=5 -k k\n"
        "-a always,exit -F dir=/etc/pam.d/ -F perm=r -k k\n"
    )
    watch, path, folder = _events(text).events
    assert watch == AccessEvent(
        path="/etc/passwd", access="wa", lies="watch", auid_floor=None, auid_set=False, key="k"
    )
    assert watch.label == path.label == "writes and attribute changes of /etc/passwd"
    assert isinstance(path, AccessEvent)
    assert (path.lies, path.access, path.auid_floor) == ("path", "wa", 5)
    assert isinstance(folder, AccessEvent)
    assert (folder.lies, folder.path, folder.label) == (
        "dir",
        "/etc/pam.d/",
        "reads of /etc/pam.d/",
    )


@pytest.mark.parametrize(
    ("text", "guilty"),
    [
        ("-a always,exit -F arch=b64 -S open -F uid=0 -k k", "uid=0"),
        ("-a always,exit -F arch=b64 -S open -F auid=1000 -k k", "auid=1000"),
        ("-a always,exit -F arch=b64 -S open -F auid>=5 -F auid>=6 -k k", "auid>=6"),
        ("-a always,exit -F arch!=b64 -S open -k k", "arch!=b64"),
        ("-a always,exit -F arch=b64 -S open -C uid!=obj_uid -k k", "uid!=obj_uid"),
        ("-a always,exit -F arch=b64 -S open -F euid=0 -k k", "euid=0"),
        ("-a always,exit -F arch=b64 -S open -F exit!=-EPERM -k k", "exit!=-EPERM"),
        ("-a always,exit -F path=/bin/a -F perm=x -F exit=0 -k k", "exit=0"),
        ("-a always,exit -F arch=b64 -S all -k k", "all"),
        ("-a never,exit -F arch=b64 -S open -k k", "never,exit"),
        ("-a always,exit -F path=/bin/a -F perm=rx -k k", "perm=rx"),
        ("-a always,exit -F path=/bin/a -F perm=x -S open -k k", "open"),
        ("-a always,exit -F arch=b64 -F path=/bin/a -F perm=x -k k", "arch=b64"),
        ("-a always,exit -F dir=/bin -F perm=x -k k", "dir=/bin"),
        ("-w /bin/a -k k", "-w /bin/a -k k"),
        ("-w /bin/a -p wx -k k", "wx"),
        ("-w /bin/ -p x -k k", "/bin/"),
        ("-W /bin/a -p x -k k", "-W /bin/a -p x -k k"),
        ("-a always,exit -F path=/bin/a -k k", "-a always,exit -F path=/bin/a -k k"),
    ],
)
def test_what_no_event_can_say_is_named(text: str, guilty: str) -> None:
    asked = _events(text)
    assert asked.events == ()
    assert guilty in [text[one.span.start : one.span.end] for one in asked.problems]
    assert {one.code for one in asked.problems} == {"not-an-event"}
