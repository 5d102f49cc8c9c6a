"""A zsh at a terminal of its own: what it makes of a line when TAB is pressed."""

import os
import pty
import select
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_START: Final = """\
PS1='> '
autoload -Uz compinit; compinit -u -D
eval "$(_AUDITSCAP_COMPLETE=zsh_source auditscap)"
show() {{ print -r -- "$BUFFER" >{shown}.new; mv {shown}.new {shown} }}
zle -N show; bindkey '^X' show
print is-ready
"""
_TAB, _SHOW = b"\t", b"\x18"
_PATIENCE: Final = 60.0
_STEP: Final = 0.05


@dataclass(frozen=True, slots=True)
class Completed:
    """The line as it stands then, and all that the terminal showed."""

    line: str
    screen: str


def complete(zsh: str, text: str, *, home: Path, folder: Path, path: str) -> Completed:
    """Type `text` in `folder` and press TAB twice; `home` is where zsh finds its start-up file."""
    shown = home / "shown"
    shown.unlink(missing_ok=True)
    (home / ".zshrc").write_text(_START.format(shown=shown))
    environment = {"HOME": str(home), "PATH": path, "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    terminal, its_own = pty.openpty()
    with subprocess.Popen(
        ["setsid", "--ctty", zsh, "-i"],
        cwd=folder,
        env={**environment, "ZDOTDIR": str(home)},
        stdin=its_own,
        stdout=its_own,
        stderr=its_own,
    ) as shell:
        os.close(its_own)
        try:
            _read(terminal, lambda screen: b"is-ready" in screen)
            os.write(terminal, text.encode() + _TAB + _TAB + _SHOW)
            screen = _read(terminal, lambda _: shown.exists())
        finally:
            shell.kill()
            os.close(terminal)
    return Completed(shown.read_text().rstrip("\n"), screen.decode())


def _read(terminal: int, ends: Callable[[bytes], bool]) -> bytes:
    screen = b""
    end = time.monotonic() + _PATIENCE
    while not ends(screen):
        if time.monotonic() > end:
            raise TimeoutError(screen)
        if select.select([terminal], [], [], _STEP)[0]:
            screen += os.read(terminal, 65536)
    return screen
