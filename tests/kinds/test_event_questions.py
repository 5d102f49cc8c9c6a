"""People are asked for the rules of accesses, results, arguments and comparisons as they are."""

from pathlib import Path

import pytest

from generator.audit import boot, parse_rules, read_rule_files, render_listing
from generator.kinds.audit_rules.facets import CONFIGURED, LOADED
from generator.kinds.audit_rules.machines import MACHINES
from generator.kinds.protocol import Facet, System
from generator.ocil.models import Questionnaire
from tests.kinds import event_worlds
from tests.kinds.event_worlds import KIND, control, worlds
from tests.world.build import PRODUCT, Built
from tests.world.world import write


def asked(group: str, facet: Facet, built: Built) -> Questionnaire:
    product = built.run.loaded.product(PRODUCT)
    assert product
    return KIND.to_ocil(control(group), facet, event_worlds.subject(group, facet, product))


def expected_on(found: Questionnaire, machine: str) -> tuple[str, ...]:
    """The lines to look for on a machine."""
    return tuple(
        line.replace("${UID_MIN}", "1000")
        for question in found.questions
        for step in question.steps
        for sample in step.samples
        if not sample.where or machine in sample.where
        if "required" not in sample.where
        for line in sample.lines
    )


@pytest.mark.parametrize("machine", ["x86_64", "aarch64", "i386"])
@pytest.mark.parametrize("group", event_worlds.groups())
def test_the_lines_to_look_for_are_enough(
    group: str, machine: str, built: Built, tmp_path: Path
) -> None:
    """And none is too many; the kernel lists them as they are shown."""
    product = built.run.loaded.product(PRODUCT)
    assert product
    lines = expected_on(asked(group, CONFIGURED, built), machine)
    first = next(worlds(group)).files

    def holds(*rules: str) -> bool:
        root = tmp_path / str(len(list(tmp_path.iterdir())))
        text = "".join(f"{rule}\n" for rule in rules)
        write(root, {**first, "/etc/audit/rules.d/50-test.rules": text})
        system = System(root=root, architecture=machine, product=product)
        return KIND.holds(control(group), CONFIGURED, system) is True

    assert lines
    assert holds(*lines)
    assert not any(holds(*lines[:at], *lines[at + 1 :]) for at in range(len(lines)))
    architecture = MACHINES[machine].architecture
    loaded = boot(read_rule_files(tmp_path / "0"), architecture).lists
    assert expected_on(asked(group, LOADED, built), machine) == render_listing(
        loaded.forms, architecture
    )
    assert parse_rules("\n".join(lines)).problems == ()


def test_what_is_asked_is_named(built: Built) -> None:
    watches, exits, arguments = (
        asked(group, CONFIGURED, built).questions[0] for group in ("watches", "exits", "arguments")
    )
    assert "record writes and attribute changes of `/etc/sudoers`, `/etc/sudoers.d`," in (
        watches.text
    )
    assert "`ftruncate` (those with `exit=-EACCES`), with a key?" in exits.text
    assert arguments.text.endswith(
        "record the system calls `clock_settime` (those with `a0=0x0`) and writes and attribute"
        " changes of `/etc/localtime`, with a key?"
    )
    assert [len(one.steps) for one in (watches, exits)] == [2, 3]


def test_what_may_be_missing_is_named(built: Built) -> None:
    question = asked("absent", CONFIGURED, built).questions[0]
    assert "Where one of the folders `/etc/sysconfig`, `/var/run` is missing" in (
        question.steps[-1].expect
    )
