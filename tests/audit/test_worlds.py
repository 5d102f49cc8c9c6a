"""The reference meaning says of every world what is right."""

from collections import Counter

import pytest

from generator.audit import coverage, load, merge, read_listing, render_listing, settle
from generator.audit.syscalls import X86_64
from tests.audit.read_worlds import TREE, World, said, worlds

WORLDS = tuple(worlds())
UNLISTED = ("another machine", "nothing compared")
"""What a listing prints like something else."""


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.id)
def test_the_meaning_of_a_world(world: World) -> None:
    loaded, verdicts, lines = world.judge()
    stop = loaded.stop.words if loaded.stop else None
    assert (said(verdicts), stop) == (world.collected, world.stop), (loaded, lines)
    assert world.words in lines
    assert lines.isascii()


def test_there_are_many_worlds_and_most_are_the_kernels_own() -> None:
    assert len(WORLDS) >= 120
    assert len({world.id for world in WORLDS}) == len(WORLDS)
    found = Counter(world.truth for world in WORLDS)
    assert set(found) == {"kernel", "reasoned"}
    assert found["kernel"] > 5 * found["reasoned"]
    assert sum(world.recorded for world in WORLDS) >= 30


def test_what_a_kernel_lists_means_what_was_loaded() -> None:
    differ: list[tuple[str, object, object]] = []
    for world in WORLDS:
        if world.machine != "x86_64" or any(one in world.id for one in UNLISTED):
            continue
        loaded, verdicts, _ = world.judge()
        lines = render_listing(loaded.lists.forms, X86_64)
        listed = read_listing(lines, machine=X86_64, enabled=loaded.lists.enabled, files=TREE)
        assert len(listed.rules) == len(lines)
        assert render_listing(listed.forms, X86_64) == lines
        settled = settle(listed, loaded.lists)
        if settled.forms != loaded.lists.forms:
            differ.append((world.id, settled.forms, loaded.lists.forms))
        for event, verdict in zip(world.events(), verdicts.values(), strict=True):
            again = coverage(settled, event, X86_64, world.uid_min, policy=world.policy, files=TREE)
            if type(again) is not type(verdict):
                differ.append((world.id, again, verdict))
    assert differ == []


def test_loading_what_was_merged_is_the_same_as_loading_its_text() -> None:
    for world in WORLDS:
        files = world.rule_files()
        merged = merge(files.folder or (), files.script)
        assert b"".join(line.text + b"\n" for line in merged.lines) == merged.text
        assert load(merged.lines, machine=X86_64).status in (0, 1)
