"""What auditctl 3.0.9 takes and lists, recorded once and asked again of the real one."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.audit import (
    ARCHITECTURES,
    Rule,
    Watch,
    normal_form,
    parse_line,
    parse_rules,
    render,
    render_listing,
    render_source,
)

if TYPE_CHECKING:
    from tests.world.kernel import Kernel

X86_64 = ARCHITECTURES[0]
DIRECTORIES = frozenset({"/usr", "/usr/bin", "/etc"})
RECORDED: list[tuple[str, str | None]] = [
    (rule, listing)
    for rule, listing in json.loads(
        (Path(__file__).parent / "cases" / "auditctl.json").read_text("utf-8")
    )
]
LOADED = [(rule, listing) for rule, listing in RECORDED if listing]

MIXED = (
    "-a always,exit -S 13 -k n1",
    "-a always,exit -F arch=b32 -S 13 -k b",
    "-a always,exit -S 13 -F uid=2 -k n2",
    "-a always,exit -F arch=b64 -S all -F uid=0 -k c",
    "-a always,exit -S 13 -F uid=0 -k n3",
    "-w /etc/passwd -p w -k w",
    "-a always,exit -F arch=b32 -F path=/usr/bin/env -F perm=x -k q",
    "-a always,exit -S 13 -F uid=1 -k n4",
    "-a always,exclude -F msgtype=CWD",
    "-a never,filesystem -F fstype=debugfs",
    "-A always,exit -F arch=ppc64le -S 5,13 -k ppc",
    "-a always,exit -F arch!=b64 -S 13 -k ne",
    "-a always,exit -S 13 -F uid=8 -k n5",
    "-a never,user -F arch=b32",
    "-a never,task -F uid=77",
)
PAIRS = (
    ("-F auid!=-1 -k a", "-F auid!=unset -k a", True),
    ("-F auid!=-1 -k a", "-F loginuid!=4294967295 -F key=a", True),
    ("-F uid=0 -F gid=0 -k a", "-F gid=0 -F uid=0 -k a", False),
    ("-F uid=0 -k a", "-F uid=root -k a", True),
    ("-F uid=0 -k a", "-F uid=0 -F uid=0 -k a", False),
    ("-k a -k b", "-k b -k a", False),
    ("-F exe=/bin/ls -k a", "-F exe!=/bin/ls -k a", False),
    ("-F exit=-13 -k a", "-F exit=-EACCES -k a", True),
    ("-F a0=1 -k a", "-F a0=0x1 -k a", True),
    ("-F success=1 -k a", "-F success=2 -k a", False),
    ("-C uid!=euid -k a", "-C euid!=uid -k a", True),
    ("-F path=/bin/ls -k a", "-F path=/usr/bin/ls -k a", False),
    ("-F path=/etc/a -F perm=rw -k a", "-F path=/etc/a -p wr -k a", True),
)


def _rule(text: str) -> Rule | Watch:
    line = parse_line(text, machine=X86_64, authoring=False).line
    assert isinstance(line, Rule | Watch)
    return line


def test_the_parser_takes_and_refuses_what_auditctl_does() -> None:
    differ = [
        rule
        for rule, listing in RECORDED
        if (not parse_line(rule, machine=X86_64, authoring=False).problems) != (listing is not None)
    ]
    assert differ == []


def test_a_rule_is_rendered_as_auditctl_lists_it() -> None:
    for rule, listing in LOADED:
        form = normal_form(_rule(rule), X86_64, directories=DIRECTORIES)
        assert render(form, X86_64) == listing


def test_the_source_of_a_rule_is_the_same_rule() -> None:
    for rule, _ in LOADED:
        parsed = _rule(rule)
        again = _rule(render_source(parsed))
        assert normal_form(again, X86_64) == normal_form(parsed, X86_64)


@pytest.mark.kernel
@pytest.mark.slow
def test_the_record_is_what_the_real_auditctl_says(kernel: "Kernel") -> None:
    differ = []
    for rule, listing in RECORDED:
        taken = kernel.load(rule)
        listed = "\n".join(kernel.listing())
        if (listed if taken else None) != listing:
            differ.append((rule, listing, listed if taken else None))
        if listed:
            assert kernel.remove(rule), rule
    assert differ == []


@pytest.mark.kernel
def test_a_mixed_listing_is_rendered_as_auditctl_lists_it(kernel: "Kernel") -> None:
    assert kernel.load(*MIXED)
    listed = kernel.listing()
    assert kernel.remove(*MIXED)
    rules = parse_rules("\n".join(MIXED), authoring=False).rules
    assert render_listing(rules, X86_64) == listed


@pytest.mark.parametrize(("first", "second", "same"), PAIRS)
def test_equal_normal_forms_are_one_rule(first: str, second: str, same: bool) -> None:  # noqa: FBT001  a column
    head = "-a always,exit -F arch=b64 -S open "
    forms = {normal_form(_rule(head + tail), X86_64) for tail in (first, second)}
    assert (len(forms) == 1) == same


@pytest.mark.kernel
@pytest.mark.parametrize(("first", "second", "same"), PAIRS)
def test_the_kernel_takes_a_second_rule_unless_it_is_the_same(
    kernel: "Kernel",
    first: str,
    second: str,
    same: bool,  # noqa: FBT001  a column
) -> None:
    head = "-a always,exit -F arch=b64 -S open "
    assert kernel.load(head + first)
    taken = kernel.load(head + second)
    assert kernel.remove(head + first)
    if taken:
        assert kernel.remove(head + second)
    assert taken != same


@pytest.mark.kernel
def test_the_kernel_takes_a_prepended_rule_twice(kernel: "Kernel") -> None:
    rule = "-A always,exit -F arch=b64 -S open -k a"
    assert kernel.load(rule, rule)
    assert kernel.remove(rule, rule)
