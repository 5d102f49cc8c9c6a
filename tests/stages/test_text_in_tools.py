"""What oscap makes of hostile text: guides, scripts and playbooks show it and do not act on it."""

import os
import subprocess
from pathlib import Path

import jinja2
import pytest
from lxml import html

from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Run
from tests.stages.hostile import LINE, hostile_project
from tests.world.play_text import loaded

pytestmark = pytest.mark.oscap
PROFILE = "xccdf_org.auditscap.content_profile_cis_level2_server"


@pytest.fixture(scope="module")
def folder(oscap: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's folder, written after oscap's own validation."""
    assert oscap
    root = hostile_project(tmp_path_factory.mktemp("hostile"))
    run = run_pipeline(Run(root=root, problems=Problems(), folder=root / "build"))
    assert [problem.message for problem in run.problems] == []
    return root / "build/debian12"


def generated(folder: Path, *arguments: str) -> str:
    """What `oscap xccdf generate` writes."""
    out = folder.parent / "generated"
    stream = folder / "auditscap-debian12-ds.xml"
    command = ["oscap", "xccdf", "generate", *arguments, "--profile", PROFILE, "--output"]
    subprocess.run([*command, out, stream], check=True, capture_output=True)
    return out.read_text("utf-8")


def run_as_nobody(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script that must refuse this machine, as a user who could not change it anyway."""
    nobody = 65534 if os.geteuid() == 0 else None
    return subprocess.run(
        ["bash"],
        input=script,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        user=nobody,
        group=nobody,
        extra_groups=[] if nobody else None,
    )


def test_guide_shows_the_text_in_every_place(folder: Path) -> None:
    page = html.document_fromstring(generated(folder, "guide"))
    shown = " ".join(page.text_content().split())
    # title and description of profile, benchmark, group and rule, and the rationale
    assert shown.count(LINE) > 10
    assert not page.xpath("//b[text()='bold']")


def test_bash_fixes_say_the_text_and_do_not_run_it(folder: Path) -> None:
    ours = (folder / "fix-cis_level2_server.sh").read_text("utf-8")
    for script in (ours, generated(folder, "fix", "--fix-type", "bash")):
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)
        ran = run_as_nobody(script)
        assert f"this is not {LINE.replace('%', '?')}: nothing was changed" in ran.stdout
        assert "ran\n" not in ran.stdout + ran.stderr
        assert [line for line in ran.stderr.splitlines() if "Remediating rule" not in line] == []
        assert "%" not in ran.stdout


def test_playbook_of_oscap_names_the_tasks_as_they_are_called(folder: Path) -> None:
    (play,) = loaded(generated(folder, "fix", "--fix-type", "ansible"))
    assert play["vars"] == {
        "audit_uid_min": "login.defs",
        "audit_key_policy": "any",
        "audit_b32": "optional",
        "audit_exclusions": "none",
        "audit_filters": "broader",
    }
    names = [task["name"] for task in play["tasks"]]
    shown = [jinja2.Environment(autoescape=True).from_string(name).render() for name in names]
    assert any(name.startswith(LINE) for name in shown)
