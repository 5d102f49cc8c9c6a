"""The Makefile: its help names every target that a person calls."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_help_names_every_target_with_its_purpose() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE))
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    shown = set(re.findall(r"^  make (\S+) +\S", done.stdout, re.MULTILINE))
    assert shown == targets


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").split("\n")
    assert {"make test", "make check", "make test-consumers"} <= {line.strip() for line in lines}
    assert "make test " in (ROOT / "README.md").read_text(encoding="utf-8")
