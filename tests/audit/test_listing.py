"""Listings read back, with what they leave open."""

import pytest

from generator.audit import (
    KernelLists,
    Policy,
    SourceLine,
    coverage,
    load,
    parse_rules,
    read_listing,
    read_status,
    required_events,
    settle,
)
from generator.audit.listing import UnreadableListingError
from generator.audit.syscalls import X86_64
from generator.audit.verdicts import Collected, Lost, Undecided, Verdict
from tests.audit.read_worlds import CALLS, RUNS, TREE

CALL, *_, RUN = required_events(parse_rules(f"{CALLS}\n{RUNS}").rules, X86_64).events
LISTED = CALLS.replace("auid!=unset", "auid!=-1").replace("-k ", "-F key=")


def read(*lines: str) -> KernelLists:
    return read_listing(lines, machine=X86_64, files=TREE)


def loaded(*lines: str) -> KernelLists:
    source = tuple(SourceLine(text=line.encode(), origin="x") for line in lines)
    return load(source, machine=X86_64, files=TREE).lists


def judge(lists: KernelLists, event: object = RUN, key: str | None = None) -> Verdict:
    return coverage(
        lists,
        event,  # type: ignore[arg-type]
        X86_64,
        1000,
        policy=Policy(key=key),
        files=TREE,
    )


def test_an_empty_listing_has_no_rules() -> None:
    assert read("No rules").rules == ()
    assert judge(read("No rules")) == Lost(cause="none", rule=None, words="no rule matches")


def test_rules_are_numbered_in_the_order_of_the_listing() -> None:
    assert judge(read(LISTED), CALL) == Collected(by=("kernel rule 1",))
    verdict = judge(read("-a never,task", LISTED), CALL)
    assert isinstance(verdict, Lost)
    assert verdict.rule == "kernel rule 1"


def test_a_watch_may_say_never() -> None:
    listed = read("-w /usr/bin/kmod -p x -k k")
    assert isinstance(judge(listed), Undecided)
    assert isinstance(judge(settle(listed, loaded("-w /usr/bin/kmod -p x -k k"))), Collected)
    never = "-a never,exit -F path=/usr/bin/kmod -F perm=x -F key=k"
    assert isinstance(judge(settle(listed, loaded(never))), Lost)
    assert isinstance(judge(settle(listed, loaded())), Undecided)


def test_a_watch_that_does_not_matter_is_not_looked_at() -> None:
    rule = RUNS.replace("auid!=unset", "auid!=-1").replace("-k ", "-F key=")
    listed = [
        "-w /etc/passwd -p wa -k k",
        f"-a always,exit -S all {rule.removeprefix('-a always,exit ')}",
    ]
    assert isinstance(judge(read(*listed)), Collected)
    assert isinstance(judge(read(*reversed(listed))), Collected)
    assert isinstance(judge(read(*listed[::-1], "-w /usr/bin/kmod -p x -k k")), Collected)
    assert isinstance(judge(read("-w /usr/bin/kmod -p x -k k", *listed)), Undecided)
    assert isinstance(judge(read("-w /usr/bin/kmod -p wa -k k", *listed)), Collected)


def test_a_watch_without_a_key_is_lost_either_way() -> None:
    assert isinstance(judge(read("-w /usr/bin/kmod -p x")), Lost)


def test_a_folder_of_a_watch_may_be_a_path() -> None:
    listed = read("-w /usr/bin -p x -k k")
    forms = {one.form.fields[0].name for one in (listed.rules[0], *listed.rules[0].others)}
    assert forms == {"path", "dir"}
    assert isinstance(judge(settle(listed, loaded("-w /usr/bin -p x -k k"))), Collected)


def test_permissions_may_stand_first_or_alone() -> None:
    for line in ("-p x-w /usr/bin/kmod -k k", " -p x-w /usr/bin/kmod -k k", " -p x -k k"):
        (rule,) = read(line).rules
        assert rule.form.fields[0].name == "perm"
        assert rule.keys == ("k",)


def test_a_program_may_be_left_out_or_meant() -> None:
    exe = "-a always,exit -F arch=b64 -S init_module -F exe=/usr/bin/kmod -F key=k"
    (rule,) = read(exe).rules
    assert [one.form.fields[1].op for one in (rule, *rule.others)] == ["=", "!="]
    assert isinstance(judge(read(exe), CALL), Lost)
    assert isinstance(judge(read(exe, exe), CALL), Undecided)


def test_numbers_without_arch_are_named_by_the_arch_before() -> None:
    other = "-a always,exit -F arch=b32 -S close -F key=a"
    nameless = "-a always,exit -S rt_sigpending -F key=k"
    rules = read(other, nameless).rules
    assert rules[1].form.syscalls == frozenset({176})
    assert read(nameless).rules[0].form.syscalls == frozenset({127})


def test_a_key_may_have_blanks_and_options_in_it() -> None:
    (rule,) = read("-a always,exit -S open -F key=a b -F uid=0 -F key=c").rules
    assert rule.keys == ("a b -F uid=0", "c")


def test_rules_of_other_lists_of_newer_kernels_are_left_out() -> None:
    assert read("-a always,io_uring -F key=k", LISTED).rules[0].origin == "kernel rule 2"


def test_a_line_of_no_listing_is_named() -> None:
    with pytest.raises(UnreadableListingError, match="-x foo"):
        read("-x foo")
    with pytest.raises(UnreadableListingError, match="nosuch"):
        read("-a always,exit -S open -F nosuch=1")


def test_the_switch_is_read_from_the_status() -> None:
    assert read_status("enabled 1\nfailure 1\n") == 1
    assert read_status("failure 1\nenabled 2\n") == 2
    assert read_status("The audit system is disabled\n") is None
    off = read_listing((LISTED,), machine=X86_64, enabled=0)
    assert judge(off, CALL) == Lost(cause="off", rule=None, words="auditing is off")


def test_too_many_ambiguous_rules_are_not_decided() -> None:
    many = [f"-w /usr/bin/kmod -p x -k k{number}" for number in range(7)]
    assert isinstance(judge(read(*many)), Undecided)
