"""oscap as last judge: what it refuses is not kept."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from generator.source import Problems
from generator.stages.models import Judgement

OLDEST: Final = (1, 3, 0)  # the first that reads SCAP 1.3 source data streams
_SECONDS: Final = 120
_LANES: Final = (
    ("oscap ds sds-validate", ("ds", "sds-validate")),
    ("oscap xccdf validate", ("xccdf", "validate")),
)


def oscap_version(problems: Problems) -> tuple[int, ...] | None:
    """Give the version of oscap; None, and a problem, where it is missing or too old."""
    if shutil.which("oscap") is None:
        problems.add(
            "oscap-missing",
            None,
            "oscap is not installed",
            hint="install the package openscap-scanner (make datastream does)",
        )
        return None
    run = subprocess.run(
        ["oscap", "--version"], capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    found = re.search(r"\(oscap\) (\d+)\.(\d+)\.(\d+)", run.stdout)
    version = tuple(int(part) for part in found.groups()) if found else (0,)
    if version < OLDEST:
        problems.add(
            "oscap-too-old",
            None,
            f"oscap {'.'.join(map(str, version))} cannot read SCAP 1.3",
            hint=f"oscap {'.'.join(map(str, OLDEST))} or newer is needed",
        )
        return None
    return version


def validate_with_oscap(product: str, path: Path, problems: Problems) -> tuple[Judgement, ...]:
    """Let oscap validate the data stream of `product` at `path`.

    `oscap xccdf validate` says FAIL of a stream without any finding (1.3.7, 1.4.4), so it is
    judged by the lines that start with `Error:`, and by its exit status only where it says more
    than that.
    """
    judgements = []
    for validator, command in _LANES:
        run = subprocess.run(
            ["oscap", *command, str(path)],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
        lines = (run.stdout + run.stderr).splitlines()
        errors = [line for line in lines if re.match(r"(Error:|OpenSCAP Error:|.*: error:)", line)]
        if not errors and run.returncode not in (0, 2):
            errors = [f"exit status {run.returncode}: {' '.join(lines)[:500]}"]
        for line in errors:
            problems.add("oscap-refused", None, f"{validator}: {line}")
        warnings = tuple(line for line in lines if line.startswith("Warning:"))
        judgements.append(Judgement(product=product, validator=validator, warnings=warnings))
    return tuple(judgements)
