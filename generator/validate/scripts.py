"""Every generated script is read by its own shell before it is kept."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from generator.source import Problems
from generator.stages.models import Judgement, OutputFile

_SECONDS = 60


def validate_scripts(
    product: str, files: Iterable[OutputFile], folder: Path, problems: Problems
) -> Judgement:
    """Let `sh -n` or `bash -n`, as the first line asks, read each script among the `files`.

    A shell that is not here cannot judge; its scripts are then left to those who run them.
    """
    for item in files:
        shell = item.content.partition(b"\n")[0].rpartition(b"/")[2].decode("ascii", "replace")
        if not item.content.startswith(b"#!") or shutil.which(shell) is None:
            continue
        run = subprocess.run(
            [shell, "-n", str(folder / item.path)],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
        if run.returncode != 0:
            said = run.stderr.replace(str(folder), product).strip()
            problems.add("broken-script", None, f"{shell} cannot read {item.path}: {said}")
    return Judgement(product=product, validator="shells (sh -n, bash -n)")
