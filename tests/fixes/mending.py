"""What fixes do to starting worlds, for real: files and kernel lists before and after."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from generator.audit import (
    KernelLists,
    SourceLine,
    coverage,
    load,
    read_listing,
    render_listing,
    settle,
)
from generator.audit.syscalls import X86_64
from generator.audit.verdicts import Collected
from tests.audit.read_worlds import World, disk_of, worlds
from tests.audit.targets import RULES, stand_in
from tests.audit.test_worlds_kernel import load as load_world
from tests.e2e.plays import PLAYBOOK, Played, play
from tests.world.build import Built
from tests.world.kernel import Kernel
from tests.world.namespace import Machine
from tests.world.world import STOCK_RULES

OWN: Final = "rules.d/50-kernel_modules.rules"
MARKS: Final = ("# BEGIN auditscap audit_kernel_modules", "# END auditscap audit_kernel_modules")
SCRIPT: Final = "fix-cis_level2_server.sh"
STOCK: Final = f"{RULES}/audit.rules"
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A world to begin with; `flushes`: Debian's own audit.rules, with its -D, lies beside it."""

    world: World
    flushes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What lies below /etc/audit, but for what augenrules keeps, and what the kernel lists."""

    files: Files
    listing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A world before a fix, after it, and after a second one."""

    start: Start
    before: State
    after: State
    again: State
    status: int
    said: str
    said_again: str

    @property
    def obstacles(self) -> tuple[str, ...]:
        """What the fix left to the administrator."""
        lines = (line.partition(": obstacle: ") for line in self.said.splitlines())
        return tuple(words for _, found, words in lines if found)


def starts() -> Iterator[Start]:
    """Every world with the kernel as judge; in every second one the files empty the lists first."""
    for at, world in enumerate(one for one in worlds() if one.truth == "kernel"):
        yield Start(world=world, flushes=bool(at % 2) and world.compiled is None)


def begin(start: Start, folder: Path, kernel: Kernel) -> Machine:
    """Make the world, and let it boot."""
    folder.mkdir()
    more = {STOCK: STOCK_RULES} if start.flushes else {}
    here = stand_in(start.world, folder, kernel, more=more)
    own = here.path(f"/etc/audit/{OWN}")
    if own.is_file():
        own.chmod(0o640)
    kernel.auditctl("-D").check_returncode()
    load_world(start.world, kernel, here)
    return here


def state(here: Machine, world: World, kernel: Kernel) -> State:
    """See how things are."""
    kept = ("audit.rules", "audit.rules.prev") if world.compiled is None else ()
    files = {name: text for name, text in here.snapshot().items() if name not in kept}
    return State(files=files, listing=kernel.listing())


def by_script(start: Start, folder: Path, kernel: Kernel, built: Built) -> Mended:
    """Run the bash fix twice."""
    here = begin(start, folder, kernel)
    text = built.file(SCRIPT).read_text("utf-8")
    script = folder / SCRIPT
    for name, value in start.world.values.items():
        text = re.sub(f"(?m)^{name}=.*", f"{name}={value}", text)
    script.write_text(text)
    before = state(here, start.world, kernel)
    first = here.run("bash", str(script))
    after = state(here, start.world, kernel)
    second = here.run("bash", str(script))
    again = state(here, start.world, kernel)
    shutil.rmtree(here.path("/etc/audit"))
    for run in (first, second):
        assert run.stderr == ""
        assert "%" not in run.stdout
    assert first.returncode == second.returncode
    return Mended(
        start=start,
        before=before,
        after=after,
        again=again,
        status=first.returncode,
        said=first.stdout,
        said_again=second.stdout,
    )


def by_playbook(
    start: Start, folder: Path, kernel: Kernel, built: Built
) -> tuple[State, Played, Played]:
    """Run the playbook twice; give the state after it, and what both runs were."""
    here = begin(start, folder, kernel)
    words = ("-e", " ".join(f"{name}={value}" for name, value in start.world.values.items()))
    first = play(here, built.file(PLAYBOOK), *words)
    after = state(here, start.world, kernel)
    return after, first, play(here, built.file(PLAYBOOK), *words)


def replaceable(mended: Mended) -> frozenset[str]:
    """The lines of a listing that the block of the world stands for: the fix may correct them."""
    text = mended.before.files.get(OWN, b"").decode("utf-8", "surrogateescape")
    _, found, rest = text.partition(f"{MARKS[0]}\n")
    block = rest.partition(f"{MARKS[1]}\n")[0] if found else ""
    lines = block.split("\n") if MARKS[1] in rest else []
    loaded = [
        load([SourceLine(text=line.encode(), origin="")], machine=X86_64, files=disk_of())
        for line in lines
    ]
    return frozenset(line for one in loaded for line in render_listing(one.lists.forms, X86_64))


def holds(mended: Mended) -> bool:
    """Do the files as they are, and the lists as they are, record every required event?"""
    world = mended.start.world
    texts = {
        name.removeprefix("rules.d/"): text.decode("utf-8", "surrogateescape")
        for name, text in mended.after.files.items()
    }
    compiled = texts.pop("audit.rules", "") if world.compiled is not None else None
    special = {name: one for name, one in world.files.items() if not isinstance(one, str)}
    now = replace(world, files={**special, **texts}, compiled=compiled)
    loaded, verdicts, _ = now.judge(disk_of())
    lists = read_listing(mended.after.listing, machine=X86_64, files=disk_of())
    return all(isinstance(one, Collected) for one in verdicts.values()) and _collects(
        settle(lists, loaded.lists), now
    )


def _collects(lists: KernelLists, world: World) -> bool:
    return all(
        isinstance(
            coverage(lists, event, X86_64, world.uid_min, policy=world.policy, files=disk_of()),
            Collected,
        )
        for event in world.events()
    )
