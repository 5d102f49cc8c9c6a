"""A product's own UID_MIN: what holds on its targets where /etc/login.defs says none."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
import yaml

from tests.conftest import Machines
from tests.content import project
from tests.e2e.names import FILE
from tests.e2e.plays import PLAYBOOK, ROLE, playbook
from tests.kinds import judges
from tests.kinds.cases import C, R
from tests.kinds.check_scripts import FAIL, PASS
from tests.world.build import Built, build, one_control
from tests.world.world import debian, write

OWN: Final = 500
VALUES: Final = {"audit_uid_min": "login.defs", "audit_key_policy": "any"}
NO_NUMBER: Final = {
    "no file": None,
    "no line": "UID_MAX 60000\n#UID_MIN 700\n",
    "no number": "UID_MIN many\n",
}
NEVER: Final = "-a never,exit -F arch=b64 -S all -F auid{}\n"
EXCLUDE: Final = "-a never,exclude -F auid{}\n"


def rules(bound: int) -> str:
    """The control's rules, for users from `bound` on."""
    return f"{C}\n{R}\n".replace("auid>=1000", f"auid>={bound}")


RIGHT: Final[Mapping[str, tuple[str, bool]]] = {
    "from the first user on": (rules(OWN), True),
    "from a lower number on": (rules(499), True),
    "from the second user on": (rules(501), False),
    "from shadow's own number on": (rules(1000), False),
    "never for those below": (NEVER.format("<500") + rules(OWN), True),
    "never up to the last below": (NEVER.format("<=499") + rules(OWN), True),
    "never for one below": (NEVER.format("=499") + rules(OWN), True),
    "never up to the first user": (NEVER.format("<=500") + rules(OWN), False),
    "never for the first user": (NEVER.format("=500") + rules(OWN), False),
    "never below the second user": (NEVER.format("<501") + rules(OWN), False),
    "excluded below": (EXCLUDE.format("<500") + rules(OWN), True),
    "excluded up to the first user": (EXCLUDE.format("<=500") + rules(OWN), False),
    "never for processes below": ("-a never,task -F auid<500\n" + rules(OWN), True),
    "never for processes of the first user": ("-a never,task -F auid=500\n" + rules(OWN), False),
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The content of a project whose product has another UID_MIN."""
    root = tmp_path_factory.mktemp("project")
    one_control(root)
    project.change(root, project.PRODUCT, uid_min=OWN)
    return build(tmp_path_factory.mktemp("own"), root=root)


def test_products_have_what_they_extend(own: Built, built: Built) -> None:
    for known, number in ((own, OWN), (built, 1000)):
        product = known.run.loaded.product("debian12")
        assert product
        assert product.uid_min == number
    others = {one.uid_min for one in own.run.loaded.products if one.id.value != "debian12"}
    assert others == {1000}


def test_people_are_told_the_number(own: Built) -> None:
    for name in ("auditscap-debian12-ds.xml", "auditscap-debian12-xccdf.xml"):
        text = own.file(name).read_text()
        assert "of the target says, 500 where it says nothing" in text
    text = own.file("auditscap-debian12-ocil.xml").read_text()
    assert "without one it is 500." in text


def test_nothing_has_the_number_of_other_products(own: Built, built: Built) -> None:
    """What differs between the builds is the number, and patterns for greater ones."""
    for path in sorted(built.folder.rglob("*")):
        name = path.relative_to(built.folder).as_posix()
        if path.is_dir() or name == "manifest.json":
            continue
        theirs, ours = path.read_text().splitlines(), own.file(name).read_text().splitlines()
        assert len(theirs) == len(ours), name
        for there, here in zip(theirs, ours, strict=True):
            if there != here and "auid|loginuid" not in there:
                assert re.sub(r"\b1000\b", "500", there) == here, name


@pytest.mark.oscap
@pytest.mark.usefixtures("oscap")
@pytest.mark.parametrize(
    ("case", "said"),
    [
        (case, said)
        for case, (text, _) in RIGHT.items()
        for said in NO_NUMBER
        if said == "no file" or "never" not in text
    ],
)
def test_oval_and_the_reference_agree(case: str, said: str, own: Built, tmp_path: Path) -> None:
    text, holds = RIGHT[case]
    files = {FILE: text, "/etc/audit/audit.rules": text, "/etc/login.defs": NO_NUMBER[said]}
    root = write(tmp_path / "root", debian() | files)
    expected = {"configured": holds, "compiled": holds, "symlinks": True}
    assert judges.oval(own, root, VALUES) == expected
    assert judges.reference(own, root, "x86_64") == expected


@pytest.mark.parametrize("case", RIGHT)
def test_the_check_script_agrees(case: str, machines: Machines, own: Built) -> None:
    text, holds = RIGHT[case]
    machine = machines(files={FILE: text}).without("/etc/login.defs")
    script = own.file("audit_kernel_modules_configured.sh")
    done = machine.run("sh", str(script))
    assert done.returncode == (PASS if holds else FAIL), done.stdout
    assert "(UID_MIN 500)" in done.stdout


def test_a_target_that_says_its_own_number_keeps_it(
    machines: Machines, own: Built, tmp_path: Path
) -> None:
    files = {FILE: rules(1000), "/etc/login.defs": "UID_MIN 1000\n"}
    done = machines(files=files).run("sh", str(own.file("audit_kernel_modules_configured.sh")))
    assert done.returncode == PASS, done.stdout
    root = write(tmp_path / "root", debian() | files)
    assert judges.oval(own, root, VALUES)["configured"]
    assert judges.reference(own, root, "x86_64")["configured"]


def bounds(text: bytes) -> set[bytes]:
    return set(re.findall(rb"auid>=[^ ]*", text))


def test_the_fix_writes_the_number(machines: Machines, own: Built) -> None:
    machine = machines(files={}).without("/etc/login.defs")
    script = own.file("fix-cis_level2_server.sh")
    planned = machine.run("bash", str(script), "--dry-run")
    assert "UID_MIN 500" in planned.stdout
    assert machine.run("bash", str(script)).returncode == 0
    assert bounds(machine.path(FILE).read_bytes()) == {b"auid>=500"}
    checked = machine.run("sh", str(own.file("audit_kernel_modules_configured.sh")))
    assert checked.returncode == PASS


@pytest.mark.slow
def test_playbook_and_role_write_the_number(machines: Machines, own: Built, tmp_path: Path) -> None:
    role = str(own.file(f"roles/{ROLE}/tasks/main.yml").parents[1])
    book = tmp_path / "site.yml"
    book.write_text(yaml.safe_dump([{"hosts": "all", "gather_facts": False, "roles": [role]}]))
    for one in (own.file(PLAYBOOK), book):
        machine = machines(files={}).without("/etc/login.defs")
        assert playbook(machine, one)[0] > 0
        assert bounds(machine.path(FILE).read_bytes()) == {b"auid>=500"}
