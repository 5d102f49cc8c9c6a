"""One playbook scans hosts of several systems at once, brings results back, and shows one table."""

import json
import shutil
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from generator.markup.namespaces import PREFIXES
from generator.stages.models import Run
from tests.cli.run import auditscap
from tests.conftest import Machines
from tests.fleet.fleet import NOWHERE, Shown, reached, scan
from tests.products.systems import systems
from tests.world.build import PRODUCT, ROOT, Built
from tests.world.namespace import Machine

pytestmark = [pytest.mark.oscap, pytest.mark.slow]
RIGHT: Final = (
    "-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,"
    "query_module -F auid>=1000 -F auid!=unset -k m\n-w /usr/bin/kmod -p x -k m\n"
)
FILE: Final = "/etc/audit/rules.d/50-x.rules"
OS_RELEASES: Final = {one.product: one.os_release for one in systems() if one.product}


@pytest.fixture(scope="module")
def build(everything: Run, built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every product; of the one that most hosts are, the control that their worlds are about."""
    assert everything.folder is not None
    folder = tmp_path_factory.mktemp("fleet") / "build"
    shutil.copytree(everything.folder, folder)
    shutil.rmtree(folder / PRODUCT)
    shutil.copytree(built.folder, folder / PRODUCT)
    return folder


def host(machines: Machines, product: str, rules: str) -> Machine:
    return machines(files={"/etc/os-release": OS_RELEASES[product], FILE: rules})


def test_hosts_of_three_systems_and_those_that_cannot_be_scanned(
    machines: Machines, build: Path, tmp_path: Path
) -> None:
    arch = machines(files={"/etc/os-release": "ID=arch\nPRETTY_NAME=Arch\n"})
    bare = host(machines, "debian12", RIGHT).without("/usr/bin/oscap")
    shown = scan(
        tmp_path,
        build,
        {
            "good": reached(host(machines, "debian12", RIGHT)),
            "poor": reached(host(machines, "debian12", "")),
            "hat": reached(host(machines, "rhel9", "-w /usr/bin/kmod -p x -k m\n"))
            | {"auditscap_profile": "stig"},
            "arch": reached(arch),
            "bare": reached(bare),
            "nowhere": NOWHERE,
        },
    )
    assert {name: row[1] for name, row in shown.rows.items()} == {
        "good": "debian12",
        "poor": "debian12",
        "hat": "rhel9",
        "arch": "-",
        "bare": "debian12",
        "nowhere": "-",
    }, shown.said
    assert shown.counts("good") == ("2", "1", "0", "0", "0")
    assert shown.words("good") == "audit_kernel_modules_loaded"
    assert shown.counts("poor") == ("1", "2", "0", "0", "0")
    assert shown.words("poor").split() == [
        "audit_kernel_modules_configured",
        "audit_kernel_modules_loaded",
    ]
    passed, failed, *others = shown.counts("hat")
    assert (passed, others) == ("1", ["0", "0", "0"])
    assert int(failed) > 30  # all other rules of that profile
    assert shown.words("arch") == "there is no data stream for this system"
    assert "oscap" in shown.words("bare")
    assert shown.words("nowhere") == "unreachable"
    assert shown.status != 0
    assert list(shown.temporary.iterdir()) == []
    _holds_results(shown, "good", "poor", "hat")


def _holds_results(shown: Shown, *hosts: str) -> None:
    """The ARF of each host says what the table says."""
    assert {path.name for path in shown.results.iterdir()} == {*hosts, "table.txt"}
    for name in hosts:
        assert (shown.results / name / "report.html").is_file()
        found = [
            one.findtext("xccdf:result", "", PREFIXES)
            for one in etree.parse(shown.results / name / "arf.xml").iterfind(
                ".//xccdf:rule-result", PREFIXES
            )
        ]
        counts = (found.count("pass"), found.count("fail"))
        assert shown.counts(name)[:2] == tuple(str(number) for number in counts)


def test_a_fleet_that_was_scanned_is_no_failure_whatever_was_found(
    machines: Machines, build: Path, tmp_path: Path
) -> None:
    tailoring = tmp_path / "site.xml"
    words = ("tailor", "--product", "debian12", "--id", "site", "--output", str(tailoring))
    made = auditscap(ROOT, *words, "--deselect", "audit_kernel_modules_loaded")
    assert made.returncode == 0, made.stderr
    shown = scan(
        tmp_path,
        build,
        {"one": reached(host(machines, "debian12", ""))},
        *("-e", f"auditscap_tailoring={tailoring}", "-e", "auditscap_profile=site"),
    )
    assert shown.status == 0, shown.said
    assert shown.counts("one") == ("1", "1", "0", "0", "0")
    assert shown.words("one") == "audit_kernel_modules_configured"


def test_a_profile_that_the_product_lacks_is_said(
    machines: Machines, build: Path, tmp_path: Path
) -> None:
    hosts = {"one": reached(host(machines, "debian12", ""))}
    shown = scan(tmp_path, build, hosts, "-e", "auditscap_profile=stig")
    assert shown.status != 0
    assert shown.words("one") == "debian12 has no profile stig"


def test_each_system_gets_its_own_data_stream_or_none(
    machines: Machines, build: Path, tmp_path: Path
) -> None:
    each = {f"host{number}": one for number, one in enumerate(systems())}
    hosts = {
        name: reached(machines(files={"/etc/os-release": one.os_release}))
        for name, one in each.items()
    }
    shown = scan(tmp_path, build, hosts, "--check")
    assert {name: row[1] for name, row in shown.rows.items()} == {
        name: one.product or "-" for name, one in each.items()
    }, shown.said


def test_the_build_tells_the_fields_of_each_system(build: Path) -> None:
    manifest = json.loads((build / "rhel9/manifest.json").read_text("utf-8"))
    assert manifest["os_release"] == ["ID=rhel", "VERSION_ID=9.x"]
    assert manifest["default_profile"].endswith("_profile_cis_level2_server")
