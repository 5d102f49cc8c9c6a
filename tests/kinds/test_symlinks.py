"""Worlds of the module tools and their verdicts, as OVAL and the reference meaning see them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.kinds import judges
from tests.world.build import Built
from tests.world.world import Entry, Files, Folder, Link, debian, write

VALUES: Final = {"audit_uid_min": "login.defs", "audit_key_policy": "any"}
MODPROBE: Final = "/usr/sbin/modprobe"

CASES: Final[Mapping[str, tuple[Files, bool]]] = {
    "as installed": ({}, True),
    "relative links": ({MODPROBE: Link("../bin/kmod")}, True),
    "absolute links": ({MODPROBE: Link("/usr/bin/kmod")}, True),
    "a chain of links": ({MODPROBE: Link("insmod"), "/usr/sbin/insmod": Link("rmmod")}, True),
    "one is not installed": ({MODPROBE: None}, True),
    "none is installed": (dict.fromkeys(path for path in debian() if "/sbin/" in path), True),
    "a program in its place": ({MODPROBE: "#!/bin/sh\n"}, False),
    "a folder in its place, which nobody can run": ({MODPROBE: Folder()}, True),
    "a link to another program": (
        {MODPROBE: Link("/usr/bin/busybox"), "/usr/bin/busybox": ""},
        False,
    ),
    "a link that ends nowhere": ({MODPROBE: Link("/usr/bin/kmod2")}, False),
    "a chain that ends elsewhere": (
        {MODPROBE: Link("tool"), "/usr/sbin/tool": Link("../bin/true"), "/usr/bin/true": ""},
        False,
    ),
    "a link to itself": ({MODPROBE: Link("modprobe")}, False),
    "a link to a file of that name elsewhere": (
        {MODPROBE: Link("/usr/local/bin/kmod"), "/usr/local/bin/kmod": ""},
        False,
    ),
    "kmod is missing": ({"/usr/bin/kmod": None}, False),
    "the last of them is a program": ({"/usr/sbin/depmod": ""}, False),
}
# oscap's symlink probe reports an error for a link that ends nowhere: no pass, and no fail.
UNDECIDED: Final = frozenset(
    {"a link that ends nowhere", "a link to itself", "kmod is missing"},
)


@pytest.mark.oscap
@pytest.mark.parametrize("name", CASES)
def test_the_tools_are_links(name: str, built: Built, oscap: str, tmp_path: Path) -> None:
    assert oscap
    changes, expected = CASES[name]
    files: dict[str, Entry] = {**debian(), **changes}
    root = write(tmp_path / "root", files)
    assert judges.reference(built, root, "x86_64")["symlinks"] == expected
    found = judges.oval(built, root, VALUES)["symlinks"]
    assert found == (None if name in UNDECIDED else expected)
