"""STIG Manager reads `--stig-viewer` results of a data stream that bears DISA's name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree

from generator.content import ids
from generator.markup.namespaces import PREFIXES
from tests.consumers.conftest import Programs
from tests.consumers.scanning import Scanned
from tests.world.oscap import run_oscap

pytestmark = pytest.mark.consumers
PREFIX: Final = "xccdf_mil.disa.stig_benchmark_"
STIGS: Final = {"rhel8 offline": "RHEL_8_STIG", "rhel9 offline": "RHEL_9_STIG"}


@pytest.fixture(params=STIGS)
def read(
    request: pytest.FixtureRequest,
    programs: Programs,
    scan: Callable[[str], Scanned],
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[dict[str, Any], Path, str]:
    """Scan with the data stream under DISA's name, in the folder that the scan runs in."""
    scanned, stig = scan(request.param), STIGS[request.param]
    monkeypatch.chdir(scanned.folder)
    link, viewer = Path(PREFIX + stig), scanned.folder / f"{stig}.xml"
    if not link.is_symlink():
        link.symlink_to(scanned.stream)
    run_oscap(
        *("oscap", "xccdf", "eval", "--profile", ids.xccdf_id("profile", "stig")),
        *("--stig-viewer", str(viewer), str(link)),
        root=scanned.folder / "root",
    )
    return programs.node("stig_manager.cjs", str(viewer)), viewer, stig


def test_rules_arrive_under_disas_ids_with_the_worst_result(
    read: tuple[dict[str, Any], Path, str],
) -> None:
    told, viewer, stig = read
    (checklist,) = told["checklists"]
    assert checklist["benchmarkId"] == stig
    wanted = {
        one.get("idref"): one.findtext("xccdf:result", "", PREFIXES)
        for one in etree.parse(viewer).iterfind(".//xccdf:rule-result", PREFIXES)
    }
    assert {one["ruleId"]: one["result"] for one in checklist["reviews"]} == wanted
    assert wanted
    assert all(str(name).startswith("SV-") for name in wanted)
    assert "fail" in wanted.values()


def test_the_scanner_is_named_and_scripts_are_not_heard(
    read: tuple[dict[str, Any], Path, str],
) -> None:
    told, _, _ = read
    for review in told["checklists"][0]["reviews"]:
        assert review["resultEngine"]["product"] == "openscap"
        assert review["detail"] == ""


def test_a_data_stream_under_our_name_is_refused(
    scan: Callable[[str], Scanned], programs: Programs
) -> None:
    told = programs.node("stig_manager.cjs", str(scan("rhel8 offline").viewer))
    assert told == {
        "refused": f"TestResult.benchmark has no attribute starting with {PREFIX}",
    }


def test_full_results_are_read_and_their_ids_cut(
    scan: Callable[[str], Scanned], programs: Programs
) -> None:
    scanned = scan("rhel8 offline")
    told = programs.node("stig_manager.cjs", str(scanned.results))
    reviews = told["checklists"][0]["reviews"]
    assert {one["ruleId"] for one in reviews} <= {name[:45] for name in scanned.rules} | {
        one["ruleId"] for one in reviews if one["result"] == "notchecked"
    }
    assert all(len(one["ruleId"]) == 45 for one in reviews)
