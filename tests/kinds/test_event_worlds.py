"""OVAL agrees with the reference about accesses, results, arguments and comparisons."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lxml import etree

from generator.kinds.protocol import System
from generator.source import Problems
from generator.validate.catalog import find_schemas
from tests.kinds import event_worlds, judges
from tests.kinds.event_worlds import FACETS, KIND, World, control, worlds
from tests.world.build import PRODUCT, Built
from tests.world.world import write

VALUES = {"audit_uid_min": "login.defs", "audit_key_policy": "any"}


@pytest.mark.parametrize("group", event_worlds.groups())
def test_the_reference_says_what_holds(group: str, built: Built, tmp_path: Path) -> None:
    product = built.run.loaded.product(PRODUCT)
    assert product
    wrong = []
    for at, world in enumerate(worlds(group)):
        root = write(tmp_path / str(at), world.files)
        system = System(root=root, architecture=world.architecture, product=product)
        said = {KIND.holds(control(group), facet, system) for facet in FACETS}
        if said != {world.holds}:
            wrong.append((world.id, said))
    assert wrong == []


@pytest.mark.oscap
@pytest.mark.parametrize("group", event_worlds.groups())
def test_oscap_says_so_too(group: str, built: Built, oscap: str, tmp_path: Path) -> None:
    """But for what OVAL cannot see: there it says no."""
    assert oscap
    path = tmp_path / "document.xml"
    path.write_bytes(_document(group, built))

    def asked(numbered: tuple[int, World]) -> tuple[str, set[bool | None]]:
        at, world = numbered
        root = write(tmp_path / str(at), world.files)
        return world.id, set(judges.definitions(path, root, VALUES).values())

    with ThreadPoolExecutor(2) as pool:
        said = dict(pool.map(asked, enumerate(worlds(group))))
    unseen = {world.id for world in worlds(group) if world.oval}
    right = {world.id: {world.holds and world.id not in unseen} for world in worlds(group)}
    assert {one: found for one, found in said.items() if found != right[one]} == {}


def test_what_oval_does_not_see_holds() -> None:
    assert [one.id for one in _all() if one.oval and not one.holds] == []
    assert len(list(_all())) > 200


@pytest.mark.parametrize("group", event_worlds.groups())
def test_documents_are_as_the_schema_has_them(group: str, built: Built) -> None:
    schemas = find_schemas(Problems())
    assert schemas
    schema = etree.XMLSchema(etree.parse(schemas.path("oval")))
    schema.assertValid(etree.fromstring(_document(group, built)))


def test_accesses_do_not_ask_for_the_machine(built: Built) -> None:
    text = _document("watches", built)
    assert b"on x86_64" not in text
    assert text.count(b'of /etc/sudoers by programs of b64"') == 2 * 2 * len(FACETS)


SIMILAR = (
    "-w /etc/sudoers -p w -k scope",
    "-w /etc/sudoers -p wa -k scope",
    "-w /etc/sudoers -p wra -k scope",
    "-w /etc/sudoers/ -p wa -k scope",
    "-a always,exit -F path=/etc/sudoers -F perm=wa -k scope",
    "-a always,exit -F dir=/etc/sudoers -F perm=wa -k scope",
    "-a always,exit -F dir=/etc/sudoers/ -F perm=wa -k scope",
    "-a always,exit -F dir=/etc/sudoers -F perm=wa -F auid>=1000 -k scope",
    "-a always,exit -F dir=/etc/sudoers -F perm=wa -F auid!=unset -k scope",
    "-a always,exit -F arch=b64 -S open -k scope",
    "-a always,exit -F arch=b64 -S open -F exit=-EPERM -k scope",
    "-a always,exit -F arch=b64 -S open -F exit=-1 -k scope",
    "-a always,exit -F arch=b64 -S open -F exit=-EACCES -k scope",
    "-a always,exit -F arch=b32 -S open -F exit=-EACCES -k scope",
    "-a always,exit -F arch=b64 -S open -F exit=-EACCES -F auid>=500 -k scope",
    "-a always,exit -F arch=b64 -S open -F a0=0 -k scope",
    "-a always,exit -F arch=b64 -S open -C uid!=euid -k scope",
    "-a always,exit -F arch=b64 -S open -C euid!=uid -k scope",
    "-a always,exit -F arch=b64 -S open -C uid=euid -k scope",
    "-a always,exit -F arch=b64 -S open -C uid!=euid -F euid=0 -k scope",
    "-a always,exit -F arch=b64 -S open -C uid!=euid -F gid=0 -k scope",
)


def test_parts_of_one_name_are_the_same(built: Built) -> None:
    """All controls are in one document, where each name is there once."""
    product = built.run.loaded.product(PRODUCT)
    assert product
    asked = [event_worlds.parameters(text) for text in SIMILAR]
    asked += [control(group) for group in event_worlds.groups()]
    for make, read in (
        (event_worlds.definitions, event_worlds.document),
        (event_worlds.listed, event_worlds.command_document),
    ):
        found = (make(f"control{at}", one, product) for at, one in enumerate(asked))
        assert read(*(one for each in found for one in each))


def _document(group: str, built: Built) -> bytes:
    product = built.run.loaded.product(PRODUCT)
    assert product
    return event_worlds.document(*event_worlds.definitions(group, control(group), product))


def _all() -> Iterator[World]:
    return (world for group in event_worlds.groups() for world in worlds(group))
