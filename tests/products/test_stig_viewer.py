"""`oscap xccdf eval --stig-viewer` gives DISA's rule ids, each with the worst of our results."""

from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from generator.content import ids
from generator.stages.models import Run
from tests.cli.run import auditscap
from tests.products.names import stream_of
from tests.products.systems import systems
from tests.world.build import ROOT
from tests.world.oscap import run_oscap
from tests.world.world import LOADERS, write

RULE: Final = "-w /usr/bin/kmod -p x -k m\n"
FILES: Final = ("/etc/audit/rules.d/50-x.rules", "/etc/audit/audit.rules")
XCCDF: Final = {"x": "http://checklists.nist.gov/xccdf/1.2"}
KMOD: Final = "SV-230465r1017257_rule"


@pytest.mark.oscap
@pytest.mark.parametrize(
    ("texts", "expected"),
    [((RULE, ""), "fail"), (("", RULE), "fail"), ((RULE, RULE), "notapplicable")],
    ids=[
        "only configured passes",
        "only compiled passes",
        "both pass, and loaded cannot be asked offline",
    ],
)
def test_the_worst_result_counts(
    texts: tuple[str, str], expected: str, *, everything: Run, oscap: str, tmp_path: Path
) -> None:
    system = next(one for one in systems() if one.product == "rhel8")
    root = write(
        tmp_path / "root",
        {
            "/etc/os-release": system.os_release,
            "/etc/passwd": "root:x:0:0:root:/root:/bin/bash\n",
            "/usr/bin/kmod": "",
            LOADERS["x86_64"]: "",
            **dict(zip(FILES, texts, strict=True)),
        },
    )
    tailoring, viewer = tmp_path / "two.xml", tmp_path / "viewer.xml"
    words = ("tailor", "--product", "rhel8", "--profile", "stig", "--id", "two")
    auditscap(ROOT, *words, "--select", "audit_kmod_compiled", "--output", str(tailoring))
    run_oscap(
        *(oscap, "xccdf", "eval", "--tailoring-file", str(tailoring), "--skip-validation"),
        *("--profile", ids.xccdf_id("profile", "two"), "--stig-viewer", str(viewer)),
        str(stream_of(everything, "rhel8")),
        root=root,
    )
    found = {
        str(one.get("idref")): one.findtext("x:result", namespaces=XCCDF)
        for one in etree.parse(viewer).iterfind(".//x:rule-result", XCCDF)
    }
    assert len(found) == 4  # as many rules of DISA as have ids of the form that is asked for
    assert found[KMOD] == expected
