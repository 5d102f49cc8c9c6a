"""Every generated script is read by its own shell before it is kept."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from generator.source import Problems
from generator.stages.models import Judgement, OutputFile
from generator.validate.judged import Judged, digest

_SECONDS = 60


def validate_scripts(
    product: str,
    files: Iterable[OutputFile],
    folder: Path,
    problems: Problems,
    judged: Judged | None = None,
) -> Judgement:
    """Let `sh -n` or `bash -n`, as the first line asks, read each script among the `files`.

    A shell that is not here cannot judge; its scripts are then left to those who run them. Those
    that are known to `judged` are not read again.
    """
    for item in files:
        shell = item.content.partition(b"\n")[0].rpartition(b"/")[2].decode("ascii", "replace")
        if not item.content.startswith(b"#!") or shutil.which(shell) is None:
            continue
        own = digest(b"script", shell.encode(), item.content)
        if judged and own in judged.sound:
            judged.accept({own})
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
        elif judged:
            judged.accept({own})
    return Judgement(product=product, validator="shells (sh -n, bash -n)")
