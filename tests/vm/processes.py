"""Programs that end when we do, however we end."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

_GRACE: Final = 20


@contextmanager
def started(
    *command: str, stdout: IO[bytes] | int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the block ends; the kernel ends it should we be killed."""
    tied = ("setpriv", "--pdeathsig", "TERM", *command)
    with subprocess.Popen(tied, stdin=subprocess.DEVNULL, stdout=stdout) as process:
        try:
            yield process
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """First ask, so that a program may clean up; then kill."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
