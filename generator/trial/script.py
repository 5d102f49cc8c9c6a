"""A check script run as on a target, in a root folder of a mount namespace of its own.

The target is the world's files over the programs of this machine: /usr is theirs, all else the
world's. auditctl and augenrules are there and do nothing, so no kernel is asked and none changed.
"""

import os
import platform
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from generator.sce.models import Script
from generator.trial.answer import Answer

_SECONDS: Final = 120
_VERDICTS: Final = {101: True, 102: False}
_NOT_ASKED: Final = (105, 106)
_PROGRAMS: Final = ("auditctl", "augenrules", "ausyscall")
_NOTHING: Final = "#!/bin/sh\nexit 1\n"
_SYSTEM: Final = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
_PLACE: Final = "check"


def ask(
    script: Script, root: Path, folder: Path, values: Mapping[str, str] | None = None
) -> Answer | None:
    """Run the script where `root` is the system; None where it asks for more than files.

    What it needs is written into `folder`. `values` are texts of Values, by id; others are as by
    default.
    """
    scripts = folder / _PLACE
    scripts.mkdir(parents=True)
    (scripts / script.filename).write_text(script.text, "utf-8")
    if script.library:
        (scripts / script.library.filename).write_text(script.library.text, "utf-8")
    environment = {f"XCCDF_VALUE_{name}": text for name, text in (values or {}).items()}
    run = _run(root, folder, "sh", f"/{_PLACE}/{script.filename}", environment=environment)
    words = run.stdout.strip() or run.stderr.strip()
    if run.returncode in _NOT_ASKED:
        return None
    return Answer(holds=_VERDICTS.get(run.returncode), words=words)


@cache
def obstacle() -> str:
    """Say what keeps scripts from being run here; nothing where nothing does."""
    if not shutil.which("unshare"):
        return "unshare is not installed (package util-linux)"
    with tempfile.TemporaryDirectory(prefix="auditscap-trial-") as name:
        (root := Path(name) / "root").mkdir()
        (work := Path(name) / "work").mkdir()
        done = _run(root, work, "sh", "-c", "test -x /usr/sbin/auditctl")
    return "" if done.returncode == 0 else "mount namespaces are forbidden here"


def architecture() -> str:
    """Give what uname(2) calls this machine: scripts judge it, whatever the world says."""
    return platform.machine()


def _run(
    root: Path, folder: Path, *command: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    programs = folder / "programs"
    _make_programs(programs / "usr")
    own = () if os.geteuid() == 0 else ("--user", "--map-root-user")
    return subprocess.run(
        ["unshare", *own, "--mount", "sh", "-c", _mounts(root, folder), "sh", *command],
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=_SECONDS,
        cwd="/",
    )


def _make_programs(usr: Path) -> None:
    """Make what lies over the programs of this machine, awk without a link through /etc."""
    (usr / "bin").mkdir(parents=True)
    (usr / "sbin").mkdir()
    for name in _PROGRAMS:
        path = usr / "sbin" / name
        path.write_text(_NOTHING)
        path.chmod(0o755)
    awk = shutil.which("awk")
    if awk:
        (usr / "bin/awk").symlink_to(Path(awk).resolve())


def _mounts(root: Path, folder: Path) -> str:
    """Give the lines that put the target together and enter it; `root` itself stays as it is."""
    jail = folder / "jail"
    lines = ["set -e"]
    for path in sorted(root.iterdir()):
        if path.is_dir() and not path.is_symlink() and path.name not in (*_SYSTEM, "usr"):
            lines += _bound(path, jail / path.name)
    for name in _SYSTEM:
        here = Path("/", name)
        if here.is_symlink():
            link = shlex.join([str(here.readlink()), str(jail / name)])
            lines.append(f"mkdir -p {shlex.quote(str(jail))}; ln -s {link}")
        elif here.is_dir():
            lines += _bound(here, jail / name)
    layers = [path for path in (root / "usr", folder / "programs/usr") if path.is_dir()]
    lower = ":".join(map(str, (*layers, "/usr")))
    usr = shlex.quote(str(jail / "usr"))
    lines += [f"mkdir -p {usr}", f"mount -t overlay overlay -o ro,lowerdir={lower} {usr}"]
    # The units of this machine say nothing of the target.
    lines.append(f"[ ! -d {usr}/lib/systemd ] || mount -t tmpfs tmpfs {usr}/lib/systemd")
    for name in ("/dev", "/proc"):
        lines += _bound(Path(name), jail / name.lstrip("/"))
    if (folder / _PLACE).is_dir():
        lines += _bound(folder / _PLACE, jail / _PLACE)
    return "\n".join([*lines, f'exec chroot {shlex.quote(str(jail))} "$@"'])


def _bound(source: Path, target: Path) -> list[str]:
    first, second = shlex.quote(str(source)), shlex.quote(str(target))
    return [f"mkdir -p {second}", f"mount --rbind {first} {second}"]
