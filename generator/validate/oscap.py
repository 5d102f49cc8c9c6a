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
    ("oscap xccdf validate", ("xccdf", "validate", "--skip-schematron")),
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
    status, lines = _oscap("--version")
    found = re.search(r"\(oscap\) (\d+)\.(\d+)\.(\d+)", "\n".join(lines))
    version = tuple(int(part) for part in found.groups()) if found else ()
    if version >= OLDEST:
        return version
    name = f"oscap {'.'.join(map(str, version))}"
    problems.add(
        "oscap-too-old",
        None,
        f"{name} cannot read SCAP 1.3"
        if found
        else f"oscap does not tell its version (exit status {status}): {_short(lines)}",
        hint=f"oscap {'.'.join(map(str, OLDEST))} or newer is needed",
    )
    return None


def validate_with_oscap(product: str, path: Path, problems: Problems) -> tuple[Judgement, ...]:
    """Let oscap validate the data stream of `product` at `path`.

    `oscap xccdf validate` is judged by the lines that start with `Error:`, and by its exit status
    only where it says more than that: some versions say FAIL of a stream without any finding. The
    schematrons are left out: they are the ones that are judged in process, of which libxslt takes
    half a minute for a whole chapter as they come (see hasten.py).
    """
    judgements = []
    for validator, command in _LANES:
        status, lines = _oscap(*command, str(path))
        errors = [line for line in lines if re.match(r"(Error:|OpenSCAP Error:|.*: error:)", line)]
        if not errors and status not in (0, 2):
            errors = [f"exit status {status}: {_short(lines)}"]
        for line in errors:
            problems.add(
                "oscap-refused", None, f"{validator}: {line.replace(str(path), path.name)}"
            )
        warnings = tuple(line for line in lines if line.startswith("Warning:"))
        judgements.append(Judgement(product=product, validator=validator, warnings=warnings))
    return tuple(judgements)


def _oscap(*arguments: str) -> tuple[int, tuple[str, ...]]:
    """Run oscap; give its exit status and the lines it said, or why it could not run."""
    try:
        run = subprocess.run(
            ["oscap", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return 124, (f"no answer within {_SECONDS} seconds",)  # as timeout(1)
    except OSError as error:
        return 126, ((error.strerror or "unknown error").lower(),)  # as a shell has it
    return run.returncode, tuple((run.stdout + run.stderr).splitlines())


def _short(lines: tuple[str, ...]) -> str:
    return " ".join(lines)[:500]
