"""OVAL 5.12 of the kernel's listing, for accesses, results, arguments and comparisons."""

from pathlib import Path

import pytest
from lxml import etree

from generator.audit import boot, read_rule_files, render_listing
from generator.content import ids
from generator.kinds.audit_rules.facets import LOADED
from generator.kinds.audit_rules.machines import MACHINES
from tests.kinds import event_worlds
from tests.kinds.event_worlds import World, control, worlds
from tests.kinds.shellcommand import Evaluator, Target
from tests.kinds.test_oval_listing import VALUES
from tests.world.build import PRODUCT, Built
from tests.world.kernel import Kernel
from tests.world.world import Folder, Link, write

# A rule of path, permissions and key is listed as a watch, whatever it says and means, and one for
# another machine's arch as one for this machine's.
LISTED_AS_OTHERS = (
    "paths: path of the folder",
    "watches: path of the folder",
    "watches: path of the folder above",
    "watches: another machine's arch",
    "watches: never",
)
# Worlds that hold and of which the listing says so. The others have rules that a listing does not
# tell from harmful ones, or several rules for parts of an event.
SAID = {
    "absent": 7,
    "arguments": 7,
    "comparisons": 6,
    "exits": 11,
    "owners": 4,
    "paths": 16,
    "watches": 40,
}


@pytest.mark.parametrize("group", event_worlds.groups())
def test_no_world_passes_whose_kernel_does_not_record(
    group: str, built: Built, tmp_path: Path
) -> None:
    product = built.run.loaded.product(PRODUCT)
    assert product
    found = event_worlds.listed(group, control(group), product)
    root = etree.fromstring(event_worlds.command_document(*found))
    said = []
    for at, world in enumerate(worlds(group)):
        target = _target(world, write(tmp_path / str(at), world.files))
        name = ids.oval_id("def", f"{group}_{LOADED.suffix}_listed")
        if Evaluator(root=root, target=target).holds(name):
            said.append(world)
    lies = [one.id for one in said if not one.holds]
    assert lies == [one for one in LISTED_AS_OTHERS if one.startswith(group)]
    assert len(said) - len(lies) == SAID[group]


@pytest.mark.kernel
@pytest.mark.parametrize("group", sorted(set(event_worlds.groups()) - {"absent"}))
def test_the_kernel_lists_the_rules_so(group: str, kernel: Kernel, tmp_path: Path) -> None:
    """But for those in folders that this machine may lack."""
    world = next(worlds(group))
    assert kernel.load(*world.lines)
    listed = kernel.listing()
    assert kernel.remove(*world.lines)
    root = write(tmp_path / "root", world.files)
    machine = MACHINES[world.architecture].architecture
    assert listed == render_listing(boot(read_rule_files(root), machine).lists.forms, machine)


def _target(world: World, root: Path) -> Target:
    machine = MACHINES[world.architecture].architecture
    lists = boot(read_rule_files(root), machine).lists
    there = {path for path, entry in world.files.items() if not isinstance(entry, Folder | None)}
    folders = {str(above) for path in there for above in Path(path).parents}
    links = {
        path
        for path, entry in world.files.items()
        if isinstance(entry, Link) and (root / path.lstrip("/")).is_dir()
    }
    return Target(
        printed={
            "auditctl -l": render_listing(lists.forms, machine) or ("No rules",),
            "auditctl -s": (f"enabled {lists.enabled}",),
        },
        files=frozenset((*there, *folders, *links)),
        values=VALUES,
        links=frozenset(links),
        no_folders=frozenset(there - folders - links),
    )
