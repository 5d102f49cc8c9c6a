"""What judge says of events is what the reference meaning says, in every world there is."""

from pathlib import Path

import pytest

from generator.audit import (
    Lost,
    RuleFiles,
    SourceLine,
    boot,
    coverage,
    load,
    parse_rules,
    render_listing,
    required_events,
)
from generator.audit.accounts import NOBODY_ELSE
from generator.audit.syscalls import ARCHITECTURES, X86_64, Architecture
from generator.judge import (
    RuleSet,
    at_boot,
    findings,
    judge_event,
    listed_rules,
    single_file,
)
from generator.kinds.audit_rules.machines import machine_on, rules_for
from tests.audit.read_accesses import access_worlds, lay_out
from tests.audit.read_worlds import TREE, World, disk_of, worlds
from tests.controls.cases import cases
from tests.controls.chapter import asked, chapter, product_of
from tests.kinds.event_worlds import control, groups
from tests.kinds.event_worlds import worlds as event_worlds

WORLDS = tuple(one for one in worlds() if not (one.key or one.tolerant or one.exact))
MACHINES = {one.name: one for one in ARCHITECTURES}


@pytest.mark.parametrize("world", WORLDS, ids=lambda one: one.id)
def test_a_world(world: World) -> None:
    machine = MACHINES[world.machine]
    files = world.rule_files()
    rules = at_boot(files, machine=machine, uid_min=world.uid_min)
    assert rules.loaded == boot(files, machine)
    for event in world.events():
        judged = judge_event(rules, event)
        right = coverage(rules.loaded.lists, event, machine, world.uid_min, files=files.files)
        assert judged.verdict == right
        if isinstance(right, Lost) and right.rule:
            assert judged.origin == right.rule
            assert judged.span is not None or rules.line(right.rule) is None


@pytest.mark.parametrize("world", WORLDS, ids=lambda one: one.id)
def test_findings_of_a_world_stand_in_its_lines(world: World) -> None:
    rules = at_boot(world.rule_files(), machine=MACHINES[world.machine], uid_min=world.uid_min)
    for one in findings(rules):
        text = rules.text(one.origin) if one.origin else ""
        assert one.span is None or 0 <= one.span.start <= one.span.end <= len(text), one
        assert one.message == one.message.rstrip(".")
        assert "\n" not in one.message


def test_accesses(tmp_path: Path) -> None:
    folder = lay_out(tmp_path)
    disk = disk_of()
    for world in access_worlds():
        content = world.text(folder).encode()
        rules = single_file(
            "x", content, machine=X86_64, files=disk, accounts=NOBODY_ELSE, uid_min=1000
        )
        for event in world.events(folder):
            right = coverage(rules.loaded.lists, event, X86_64, 1000, files=disk)
            assert judge_event(rules, event).verdict == right, world.id


def test_controls_of_accesses_results_and_comparisons() -> None:
    for group in groups():
        for world in event_worlds(group):
            machine = MACHINES[world.architecture]
            rules = _file("\n".join(world.lines))
            events = required_events(rules_for(control(group).rules, machine), machine).events
            for event in events:
                right = coverage(rules.loaded.lists, event, X86_64, 1000, files=TREE)
                assert judge_event(rules, event).verdict == right, world.id


def test_cases_of_controls() -> None:
    for case in cases():
        product = product_of(case.control)
        run = chapter(product)
        wanted = {one.control: one.rules for one in asked(run, product)}
        found = run.loaded.product(product)
        assert found
        machine = machine_on("x86_64", found).architecture
        rules = _file(case.rules or "", machine)
        for event in required_events(wanted[case.control], machine).events:
            right = coverage(rules.loaded.lists, event, machine, 1000, files=TREE)
            assert judge_event(rules, event).verdict == right, case.id


def test_a_listing_is_judged_as_what_was_loaded() -> None:
    text = "-a always,exit -F arch=b64 -S init_module -F auid>=1000 -F auid!=unset -k modules"
    loaded = load((SourceLine(text=text.encode(), origin="x:1"),), machine=X86_64)
    lines = render_listing(loaded.lists.forms, X86_64)
    saved = "\n".join((*lines, "enabled 2", "failure 1", ""))
    rules = listed_rules(saved, "saved", machine=X86_64, files=TREE, uid_min=1000)
    assert (rules.lists.forms, rules.lists.enabled) == (loaded.lists.forms, 2)
    (event,) = required_events(parse_rules(text).rules, X86_64).events
    judged = judge_event(rules, event)
    assert judged.rules == ("kernel rule 1",)
    place = rules.place("kernel rule 1")
    assert place is not None
    assert place.line == 1


def test_the_line_that_stops_loading_is_to_blame_for_what_stands_behind_it_alone() -> None:
    modules = "-a always,exit -F arch=b64 -S {} -F auid>=1000 -F auid!=unset -k modules"
    rules = _file(f"-a never\n{modules.format('init_module')}")
    wanted = parse_rules(modules.format("init_module,delete_module")).rules
    behind, nowhere = (
        judge_event(rules, event) for event in required_events(wanted, X86_64).events
    )
    assert (behind.origin, nowhere.origin) == ("10-x.rules:1", None)
    assert nowhere.why == "no rule matches"


def _file(text: str, machine: Architecture = X86_64) -> RuleSet:
    files = RuleFiles(files=TREE)
    return single_file(
        "10-x.rules",
        f"{text}\n".encode(),
        machine=machine,
        files=files.files,
        accounts=NOBODY_ELSE,
        uid_min=1000,
    )
