"""Run oscap: where it dies or hangs, which it does once in a thousand runs, it runs again."""

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

Run = subprocess.CompletedProcess[str]

_TRIES: Final = 3
_SECONDS: Final = 120
_ANSWERS: Final = (0, 2)
_LEAST_SIGNAL: Final = 128


def again(run: Callable[[], Run]) -> Run:
    """Give what `run` gives, unless oscap hung, or died or failed without a word: then run again.

    oscap 1.3.7 does so on a busy machine; the last try counts, whatever comes of it.
    """
    for _ in range(_TRIES - 1):
        try:
            done = run()
        except subprocess.TimeoutExpired:
            continue
        if done.returncode in _ANSWERS or (0 < done.returncode < _LEAST_SIGNAL and done.stderr):
            return done
    return run()


@cache
def _home() -> Path:
    """Give a home for rpm, whose database Debian looks for in the home of whoever runs it."""
    folder = Path(tempfile.mkdtemp(prefix="home-of-oscap-"))
    atexit.register(shutil.rmtree, folder)
    folder.chmod(0o755)
    (folder / ".rpmmacros").write_text("%_dbpath /var/lib/rpm\n")
    return folder


def run_oscap(*command: str, root: Path, path: str = os.defpath) -> Run:
    """Run a command of oscap offline, on the root folder `root`."""
    environment: Mapping[str, str] = {
        "PATH": path,
        "OSCAP_PROBE_ROOT": str(root),
        "HOME": str(_home()),
    }
    return again(
        lambda: subprocess.run(
            command,
            env=environment,
            capture_output=True,
            text=True,
            errors="backslashreplace",
            check=False,
            timeout=_SECONDS,
        )
    )
