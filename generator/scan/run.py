"""One run of `oscap xccdf eval` on this machine, its results kept in a folder."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.source import Problems

# oscap's exit status: 0 every rule passed, 2 some rule did not, 1 it could not evaluate.
_EVALUATED: Final = (0, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanFiles:
    """Where a scan left its results; `report` is oscap's own page, `page` is for ours."""

    results: Path
    arf: Path
    report: Path
    page: Path

    @property
    def all(self) -> tuple[Path, ...]:
        """All of them."""
        return (self.results, self.arf, self.report, self.page)


def scan(stream: Path, profile: str, folder: Path, problems: Problems) -> ScanFiles | None:
    """Evaluate `profile` (full id) of the data stream on this machine.

    None, and a problem with what oscap said, where it could not evaluate.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = ScanFiles(
        results=folder / "results.xml",
        arf=folder / "arf.xml",
        report=folder / "report.html",
        page=folder / "auditscap-report.html",
    )
    command = [
        "oscap",
        "xccdf",
        "eval",
        "--profile",
        profile,
        "--results",
        str(files.results),
        "--results-arf",
        str(files.arf),
        "--report",
        str(files.report),
        str(stream),
    ]
    run = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if run.returncode not in _EVALUATED or not files.arf.is_file():
        said = " ".join((run.stderr or run.stdout).split())[:500]
        problems.add("oscap-refused", None, f"oscap cannot evaluate {stream.name}: {said}")
        return None
    return files


def has_script_engine() -> bool:
    """Say whether this oscap runs scripts; without that engine such rules end in notchecked."""
    run = subprocess.run(["oscap", "--version"], capture_output=True, text=True, check=False)
    return "SCE Version" in run.stdout
