"""Reports: what each guest's last run left, and the table of scenarios and guests made from it.

`python -m tests.vm.report` prints the table in Markdown.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.vm.guests import GUESTS
from tests.vm.jobs import Found

FOLDER: Final = Path(__file__).parents[2] / "build/vm"
_FILE: Final = "run.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of a guest; `image_seconds` is None where the image was there already."""

    found: Found
    image_seconds: int | None
    seconds: int


def write(folder: Path, run: Run) -> None:
    """Keep a run for the table."""
    kept = {
        "image_seconds": run.image_seconds,
        "seconds": run.seconds,
        "versions": run.found.versions,
        "scenarios": {
            one.scenario: {
                "passed": sum(check.passed for check in one.checks),
                "failed": [check.text for check in one.checks if not check.passed],
                "seconds": one.seconds,
            }
            for one in run.found.outcomes
        },
    }
    (folder / _FILE).write_text(json.dumps(kept, indent=2) + "\n", "utf-8")


def table() -> str:
    """Give the table of all runs that are kept."""
    runs = {
        guest.name: json.loads((FOLDER / guest.name / _FILE).read_text("utf-8"))
        for guest in GUESTS
        if (FOLDER / guest.name / _FILE).exists()
    }
    versions = dict.fromkeys(name for run in runs.values() for name in run["versions"])
    scenarios = dict.fromkeys(name for run in runs.values() for name in run["scenarios"])
    rows: list[tuple[str, list[str]]] = [
        *((name, [run["versions"].get(name) or "" for run in runs.values()]) for name in versions),
        (
            "image",
            [f"{run['image_seconds']} s" if run["image_seconds"] else "" for run in runs.values()],
        ),
        ("run", [f"{run['seconds']} s" for run in runs.values()]),
        *(
            (name, [_cell(run["scenarios"].get(name)) for run in runs.values()])
            for name in scenarios
        ),
    ]
    lines = [f"| {name} | {' | '.join(cells)} |" for name, cells in rows]
    heads = [f"| | {' | '.join(runs)} |", f"|---|{'---|' * len(runs)}"]
    return "\n".join((*heads, *lines, ""))


def _cell(scenario: Any) -> str:
    if scenario is None:
        return ""
    failed = len(scenario["failed"])
    count = scenario["passed"] + failed
    said = f"{failed} of {count} fail" if failed else f"{count} pass"
    return f"{said}, {scenario['seconds']} s"


if __name__ == "__main__":
    sys.stdout.write(table())
