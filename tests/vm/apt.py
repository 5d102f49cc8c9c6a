"""Where packages come from: the mirror that apt of this machine is told to use, and no other."""

import subprocess
from typing import Final

# What the outer apt needs to reach its mirror, the inner one needs too.
_PASSED_ON: Final = ("::Proxy", "::CAInfo", "::Check-Date", "::Check-Valid-Until")


class NoMirrorError(Exception):
    """Apt's configuration has no mirror of Debian."""


def sources(suite: str) -> tuple[str, ...]:
    """Give the lines of a sources.list for a suite of Debian. Raises NoMirrorError."""
    main = _addresses("Debian")
    if not main:
        raise NoMirrorError("apt of this machine knows no mirror of Debian: run apt-get update")
    lines = [f"deb {main[0]} {suite} main", f"deb {main[0]} {suite}-updates main"]
    lines += [f"deb {one} {suite}-security main" for one in _addresses("Debian-Security")[:1]]
    return tuple(lines)


def options() -> tuple[str, ...]:
    """Give the lines of an apt.conf with which this machine reaches its mirror."""
    dump = _output("apt-config", "dump", "--format", '%F "%v";%n', "Acquire")
    return tuple(
        line
        for line in dump.splitlines()
        if line.split(" ")[0].endswith(_PASSED_ON) and not line.endswith('"";')
    )


def _addresses(label: str) -> tuple[str, ...]:
    form = ("--format", "$(REPO_URI)", "Created-By: Packages", f"Label: {label}")
    return tuple(dict.fromkeys(_output("apt-get", "indextargets", *form).split()))


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
