"""What Foreman asks of a file at upload, oscap answers with yes.

Foreman's proxy asks libopenscap: is the file of the right type, is it valid, which profiles has
it, by title, and which results. The guide of a policy and the report of a host are oscap's pages.
"""

import subprocess
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from generator.markup.namespaces import PREFIXES
from tests.cli.run import auditscap
from tests.consumers.conftest import PRODUCTS
from tests.consumers.scanning import Scanned
from tests.world.build import ROOT

pytestmark = [pytest.mark.consumers, pytest.mark.usefixtures("programs")]
STREAM: Final = "Source Data Stream"


def ask(*words: str) -> str:
    run = subprocess.run(["oscap", *words], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def type_of(path: Path) -> str:
    (line,) = (one for one in ask("info", str(path)).splitlines() if one.startswith("Document"))
    return line.partition(":")[2].strip()


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_data_stream_is_one_is_valid_and_its_profiles_have_titles(
    product: str, streams: Path, oscap: str
) -> None:
    assert oscap
    stream = streams / product / f"auditscap-{product}-ds.xml"
    assert type_of(stream) == STREAM
    ask("ds", "sds-validate", str(stream))
    said = dict(line.split(":", 1) for line in ask("info", "--profiles", str(stream)).splitlines())
    wanted = {
        one.get("id"): one.findtext("xccdf:title", "", PREFIXES)
        for one in etree.parse(stream).iterfind(".//xccdf:Profile", PREFIXES)
    }
    assert said == wanted
    assert all(title.strip() for title in said.values())


def test_a_tailoring_file_is_one_is_valid_and_its_profile_has_a_title(tmp_path: Path) -> None:
    tailoring = tmp_path / "site.xml"
    words = ("tailor", "--product", "rhel9", "--profile", "stig", "--id", "site")
    made = auditscap(ROOT, *words, "--title", "Our site", "--output", str(tailoring))
    assert made.returncode == 0, made.stderr
    assert type_of(tailoring) == "XCCDF Tailoring"
    ask("xccdf", "validate", "--skip-schematron", str(tailoring))  # there is none for tailorings
    assert "Our site" in ask("info", str(tailoring))


def test_an_arf_is_one_is_valid_and_has_a_result_for_each_rule(scanned: Scanned) -> None:
    assert type_of(scanned.arf) == "Result Data Stream"
    ask("ds", "rds-validate", str(scanned.arf))
    found = {
        one.get("idref"): one.findtext("xccdf:result", "", PREFIXES)
        for one in etree.parse(scanned.arf).iterfind(".//xccdf:rule-result", PREFIXES)
    }
    assert {name: found[name] for name in scanned.rules} == {
        name: rule.result for name, rule in scanned.rules.items()
    }


def test_the_guide_of_a_policy_can_be_made_for_each_profile(streams: Path) -> None:
    for product in PRODUCTS:
        stream = streams / product / f"auditscap-{product}-ds.xml"
        for profile in etree.parse(stream).iterfind(".//xccdf:Profile", PREFIXES):
            name = str(profile.get("id"))
            page = ask("xccdf", "generate", "--profile", name, "guide", str(stream))
            assert profile.findtext("xccdf:title", "", PREFIXES) in page
