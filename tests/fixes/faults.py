"""Faults: a target whose fix is killed, finds no room, or may not write what it has to write."""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.audit import Disk, RuleFiles, boot, render_listing
from generator.audit.syscalls import X86_64
from tests.conftest import Machines
from tests.e2e.names import FILE
from tests.world.build import Built
from tests.world.kernel import Kernel
from tests.world.namespace import Machine
from tests.world.world import STOCK_RULES, Files

SCRIPT: Final = "fix-cis_level2_server.sh"
RULES: Final = "/etc/audit/rules.d"
FIRST: Final = (
    "# 100% by hand\n-w /etc/passwd -p wa -k id%s%n\n"
    "-a always,exit -F arch=b64 -S mount -F auid>=1000 -F auid!=unset -k mounts\n"
)
OWN: Final = "# written by hand, 100%s%n\n"
LAST: Final = "".join(f"-w /etc/{name} -p wa -k id\n" for name in ("hosts", "shadow", "gshadow"))
FIRST_NUMBER: Final = "100001\n"
"""What names of temporary files begin with where mktemp is a stand-in."""
ADMIN: Final[Files] = {
    f"{RULES}/10-first.rules": FIRST,
    FILE: OWN,
    f"{RULES}/60-last.rules": LAST,
}
"""Rules of the administrator: before those of the fix, in its own file, and behind them."""
LOADED: Final = (STOCK_RULES + FIRST + OWN + LAST).splitlines()


def apart() -> Iterator[Path]:
    """Make a folder that is not below /tmp, which targets have for themselves."""
    with tempfile.TemporaryDirectory(prefix="auditscap-faults-", dir="/var/tmp") as name:
        yield Path(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A machine with folders /run and /tmp of its own, and the fix."""

    machine: Machine
    script: Path

    def fix(self, *options: str, before: str = "") -> subprocess.CompletedProcess[str]:
        """Run the fix behind commands of sh, and look at what it prints."""
        return self.run("bash", str(self.script), *options, before=before)

    def run(self, *command: str, before: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command behind commands of sh; nothing that it prints may have a percent sign.

        Where there are any, what then lies below /etc/audit is kept: it may be on a file system
        that goes with the command.
        """
        if not before:
            return plain(self.machine.run(*command))
        lines = f'set -e\n{before}\nset +e\n"$@"\nstatus=$?\n{self._keeping()}\nexit $status'
        return plain(self.machine.run("sh", "-c", lines, "sh", *command))

    def _keeping(self) -> str:
        kept = self.machine.folder / "kept"
        return f"rm -rf {kept}; mkdir {kept}; cp -a /etc/audit/. {kept}"

    def kept(self) -> dict[str, bytes]:
        """The files below /etc/audit as a run behind other commands left them."""
        return files_below(self.machine.folder / "kept")

    def leftovers(self) -> list[str]:
        """Files that fixes made for a time, and did not take away.

        What an augenrules that is killed leaves in /tmp is not the fix's to know.
        """
        top = self.machine.folder
        places = (self.machine.path("/etc/audit"), top / "run", top / "tmp")
        found = (path for place in places for path in place.rglob("*auditscap*"))
        return [str(path.relative_to(top)) for path in found]


def target(machines: Machines, built: Built, files: Files = ADMIN, **words: object) -> Target:
    """Make a target with `files`; `words` are those of machine()."""
    made: Machine = machines(files=files, **words)
    for name in ("run", "tmp"):
        (made.folder / name).mkdir()
        made = made.with_bind(made.folder / name, f"/{name}")
    script = made.folder / SCRIPT
    shutil.copy(built.file(SCRIPT), script)
    return Target(machine=made, script=script)


def plain(run: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    """Look at what a fix printed: oscap reads it as a format."""
    assert "%" not in run.stdout + run.stderr
    return run


def at_boot(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """What `auditctl -l` would list after a boot with these files below /etc/audit."""
    folder = (
        (path.removeprefix("rules.d/").encode(), text)
        for path, text in files.items()
        if path.startswith("rules.d/")
    )
    rules = RuleFiles(folder=tuple(folder), files=Disk(Path("/")))
    return render_listing(boot(rules, X86_64).lists.forms, X86_64)


def files_below(top: Path) -> dict[str, bytes]:
    """The files and their bytes."""
    paths = (path for path in sorted(top.rglob("*")) if path.is_file())
    return {str(path.relative_to(top)): path.read_bytes() for path in paths}


def states_below(top: Path, *, folders: bool = True) -> dict[str, tuple[int, int, int, bytes]]:
    """Every file, and folder too: its inode, time of change, mode and bytes."""
    found = {}
    for path in sorted(top.rglob("*")):
        if path.is_dir() and not folders:
            continue
        about = path.lstat()
        text = path.read_bytes() if path.is_file() else b""
        found[str(path.relative_to(top))] = (about.st_ino, about.st_mtime_ns, about.st_mode, text)
    return found


PREVIOUS: Final = "audit.rules.prev"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """What is right before and after a fix: what auditctl lists, and all files after it."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    files: Mapping[str, bytes]

    def harm(self, found: Mapping[str, bytes]) -> Iterator[str]:
        """Say what of the rules in these files is lost, cut off or left over."""
        own = FILE.removeprefix("/etc/audit/")
        for path, text in self.files.items():
            if path.startswith("rules.d/") and path != own and found.get(path) != text:
                yield f"{path} is another one"
        if found.get(own) not in (OWN.encode(), self.files[own]):
            yield f"{own} is a part: {found.get(own)!r}"
        extra = {path for path in found if path.endswith(".rules")} - set(self.files)
        if extra:
            yield f"a boot would load {extra}"
        lost = set(self.before) - set(at_boot(found))
        if lost:
            yield f"a boot would not load {lost}"

    def unmended(self, on: Target, kernel: Kernel) -> Iterator[str]:
        """Run the fix again, and say what is not as it should be then."""
        run = on.fix()
        if run.returncode:
            yield f"the next fix fails: {run.stdout}"
        lost = set(self.after) - set(kernel.listing())
        if lost:
            yield f"the kernel lacks {lost} after the next fix"
        elif kernel.listing() != self.after:
            yield f"the kernel has another order: {kernel.listing()}"
        # What augenrules keeps of the file before the last one is its own affair.
        found = on.machine.snapshot() | {PREVIOUS: b""}
        if found != {**self.files, PREVIOUS: b""}:
            yield f"the files are others: {found}"
        if on.leftovers():
            yield f"left over: {on.leftovers()}"


def block(on: Target) -> str:
    """The own file; it has one block, each of whose rules is there once."""
    text = on.machine.path(FILE).read_text()
    assert text.count("# BEGIN auditscap ") == text.count("# END auditscap ") == 1
    rules = re.findall("^-.*", text, re.MULTILINE)
    assert len(rules) == len(set(rules))
    return text


def loaded(on: Target, kernel: Kernel) -> tuple[str, ...]:
    """Load the rule files, and say what the kernel then lists."""
    run = on.run("augenrules", "--load")
    assert run.returncode == 0, run.stdout + run.stderr
    return kernel.listing()


MADE: Final = {
    "/etc/audit": """\
cp -a /etc/audit {folder}/inner
mount -t tmpfs -o size=256k,mode=750 tmpfs /etc/audit
cp -a {folder}/inner/. /etc/audit/
rm -r {folder}/inner
""",
    "/tmp": "mount -t tmpfs -o size=256k tmpfs /tmp",
    "/run": "mount -t tmpfs -o size=256k tmpfs /run",
}
"""Commands that put a small file system below a folder."""


def small(on: Target, folder: str, free: int) -> str:
    """Commands that leave `free` blocks of 4 KB in a folder."""
    return f"""\
{MADE[folder].format(folder=on.machine.folder)}
blocks=$(($(stat -f -c %f {folder}) - {free}))
fallocate -l "$((blocks * 4))k" {folder}/filler
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The state that each killed run starts from: files in a copy, and rules in the kernel."""

    on: Target
    kernel: Kernel
    counter: Path

    def keep(self) -> None:
        """Load the rules, and remember the files."""
        shutil.copytree(self.on.machine.path("/etc/audit"), self._copy())
        self.again()

    def again(self) -> None:
        """Put everything back."""
        for path, source in self._folders():
            for entry in path.iterdir():
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
            if source:
                shutil.copytree(source, path, dirs_exist_ok=True)
        self.counter.write_text(FIRST_NUMBER)
        assert self.kernel.load(*LOADED)

    def _copy(self) -> Path:
        return self.on.machine.folder / "start"

    def _folders(self) -> Iterator[tuple[Path, Path | None]]:
        yield self.on.machine.path("/etc/audit"), self._copy()
        yield self.on.machine.folder / "run", None
        yield self.on.machine.folder / "tmp", None


def show(on: Target, before: str = "") -> None:
    """Ask for plans: no file below /etc/audit changes, and JSON is JSON."""
    top = on.machine.path("/etc/audit")
    states = states_below(top, folders=False)
    files = on.machine.snapshot()
    for options in (("--dry-run",), ("--dry-run", "--format", "json")):
        run = on.fix(*options, before=before)
        assert states_below(top, folders=False) == states
        assert not before or on.kept() == files
        assert run.stdout + run.stderr
        if "json" in options:
            assert all("change" in json.loads(line) for line in run.stdout.splitlines())
        else:
            assert "plan for this system" in run.stdout or "nothing w" in run.stdout
