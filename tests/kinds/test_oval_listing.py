"""The OVAL 5.12 of the kernel's listing never says that something is recorded which is not."""

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from generator.audit import Policy, coverage, read_listing, render_listing, settle
from generator.audit.syscalls import X86_64
from generator.audit.verdicts import Collected
from generator.content import ids
from generator.markup.namespaces import PREFIXES
from generator.source import Problems
from generator.validate.catalog import find_schemas
from tests.audit.read_worlds import CALLS, FIVE, RUNS, TREE, World, worlds
from tests.kinds.shellcommand import Evaluator, Target
from tests.world.build import RULE, Built

FILE: Final = "auditscap-debian12-oval-5.12.xml"
VALUES: Final = {
    "which keys are accepted: any, or exact": "any",
    "which filters count: broader, or exact": "broader",
    "whether system calls of 32-bit programs count: optional, or required": "optional",
}
LISTED_CALLS: Final = CALLS.replace("!=unset", "!=-1").replace("-k ", "-F key=")
LISTED_RUNS: Final = RUNS.replace("exit ", "exit -S all ").replace("!=unset", "!=-1")
LISTED_RUNS_KEYED: Final = LISTED_RUNS.replace("-k ", "-F key=")


def says(built: Built, *lines: str, enabled: int = 1, values: Mapping[str, str] = VALUES) -> bool:
    """What the definition says of a kernel that lists these lines."""
    root = etree.parse(built.file(FILE)).getroot()
    target = Target(
        printed={
            "auditctl -l": lines or ("No rules",),
            "auditctl -s": (f"enabled {enabled}", "failure 1"),
        },
        files=frozenset(("/lib64/ld-linux-x86-64.so.2",)),
        values=values,
    )
    return Evaluator(root=root, target=target).holds(ids.oval_id("def", f"{RULE}_loaded_listed"))


def test_the_rules_of_the_control_are_enough(built: Built) -> None:
    assert says(built, LISTED_CALLS, LISTED_RUNS_KEYED)
    assert says(built, LISTED_CALLS, LISTED_RUNS_KEYED, enabled=2)


def test_one_line_for_each_call_counts_alike(built: Built) -> None:
    lines = [LISTED_CALLS.replace(FIVE, name) for name in FIVE.split(",")]
    assert says(built, *lines, LISTED_RUNS_KEYED)
    assert not says(built, *lines[1:], LISTED_RUNS_KEYED)


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (LISTED_CALLS,),
        (LISTED_RUNS_KEYED,),
        (LISTED_CALLS.replace(">=1000", ">=1001"), LISTED_RUNS_KEYED),
        (LISTED_CALLS.replace(">=1000", ">1000"), LISTED_RUNS_KEYED),
        (LISTED_CALLS.replace(" -F key=kernel_modules", ""), LISTED_RUNS_KEYED),
        (LISTED_CALLS.replace("b64", "b32"), LISTED_RUNS_KEYED),
        (LISTED_CALLS.replace("delete_module", "delete_modul"), LISTED_RUNS_KEYED),
        ("-a never,exit -S all -F auid=1001", LISTED_CALLS, LISTED_RUNS_KEYED),
        ("-a always,exit -F arch=b64 -S init_module", LISTED_CALLS, LISTED_RUNS_KEYED),
        ("-w /usr/bin/kmod -p x -k kernel_modules", LISTED_CALLS, LISTED_RUNS_KEYED),
    ],
)
def test_near_misses_are_not_enough(lines: tuple[str, ...], built: Built) -> None:
    assert not says(built, *lines)


def test_what_a_listing_does_not_show_is_not_said(built: Built) -> None:
    assert not says(built, LISTED_CALLS, LISTED_RUNS_KEYED, enabled=0)
    for name, text in zip(VALUES, ("exact", "exact", "required"), strict=True):
        changed = {**VALUES, name: text}
        assert not says(built, LISTED_CALLS, LISTED_RUNS_KEYED, values=changed)


def test_no_world_passes_whose_kernel_does_not_record(built: Built) -> None:
    found: Counter[tuple[bool, bool]] = Counter()
    lies = []
    for world in worlds():
        if world.machine != "x86_64" or world.policy != Policy() or world.uid_min != 1000:
            continue
        right, said = _judged(world), says(built, *_listed(world), enabled=_enabled(world))
        found[right, said] += 1
        if said and not right:
            lies.append(world.id)
    assert lies == []
    assert found[True, True] > 40, found


def _listed(world: World) -> tuple[str, ...]:
    loaded, _, _ = world.judge()
    return render_listing(loaded.lists.forms, X86_64)


def _enabled(world: World) -> int:
    return world.judge()[0].lists.enabled


def _judged(world: World) -> bool:
    loaded, _, _ = world.judge()
    listed = read_listing(_listed(world), machine=X86_64, enabled=loaded.lists.enabled, files=TREE)
    lists = settle(listed, loaded.lists)
    return all(
        isinstance(coverage(lists, event, X86_64, world.uid_min, files=TREE), Collected)
        for event in world.events()
    )


def test_the_file_is_as_the_schema_has_it(built: Built) -> None:
    """OVAL 5.11.2 and, as no package has 5.12, what its documentation says of shellcommand_test.

    AUDITSCAP_OVAL_5_12 names the folder of the schemas of OVAL 5.12, where someone has them.
    """
    schemas = find_schemas(Problems())
    assert schemas
    folder = schemas.path("oval").parent
    text = (Path(__file__).with_name("shellcommand.xsd")).read_text("utf-8")
    text = text.replace("FOLDER", folder.as_uri())
    schema = etree.XMLSchema(etree.fromstring(text.encode()))
    root = etree.parse(built.file(FILE))
    schema.assertValid(root)
    if chosen := os.environ.get("AUDITSCAP_OVAL_5_12"):
        whole = etree.XMLSchema(etree.parse(Path(chosen) / "oval-definitions-schema.xsd"))
        whole.assertValid(root)
    version = root.findtext(".//oval:schema_version", None, PREFIXES)
    assert version == "5.12.2"
