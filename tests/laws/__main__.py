"""Laws at length: random worlds, judged by Python, three awks, oscap and the running kernel.

`make laws` runs it as root on a machine whose kernel audits and has no rules. Each world is loaded
by the real augenrules into the kernel, whose lists, records and checks must say the same.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from generator.audit import (
    Awk,
    Collected,
    RequiredEvent,
    Undecided,
    Verdict,
    boot,
    coverage,
    evidence,
    read_listing,
    render_listing,
    settle,
)
from generator.audit.syscalls import X86_64
from tests.audit.read_worlds import World, disk_of
from tests.audit.recorder import Recorder, recording
from tests.audit.targets import stand_in
from tests.kinds.check_scripts import run, status
from tests.laws.random_worlds import world
from tests.world.build import Built, build
from tests.world.kernel import Kernel, Obstacle, borrowed
from tests.world.namespace import Machine
from tests.world.scan import evaluate

CONFIGURED, LOADED = "audit_kernel_modules_configured", "audit_kernel_modules_loaded"
RESULTS = {101: "pass", 102: "fail", 103: "error"}
DISK = disk_of()


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was compared how often, and where two did not agree."""

    compared: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    differ: list[tuple[World, str, object, object]] = field(default_factory=list)

    def compare(self, who: str, world: World, found: object, right: object) -> None:
        """Note that `who` says `found` of a world where the reference says `right`."""
        self.compared[who] += 1
        if found != right:
            self.differ.append((world, who, found, right))


@dataclass(slots=True, kw_only=True)
class Lane:
    """The running kernel and all that asks it."""

    kernel: Kernel
    recorder: Recorder
    built: Built
    tally: Tally

    def judge(self, world: World, folder: Path, *, oscap: bool) -> None:
        """Ask everybody about a world."""
        here = stand_in(world, folder, self.kernel)
        _, verdicts, lines = world.judge(DISK)
        right = status(verdicts.values())
        self.tally.verdicts[RESULTS[right]] += 1
        self._ask_awks(world, here, folder, (right, lines))
        self._load(world, here)
        self._ask_listing(world, here)
        if oscap:
            scan = evaluate(here, self.built.stream, "--skip-validation")
            self.tally.compare("oscap, configured", world, scan.results[CONFIGURED], RESULTS[right])
            seen = RESULTS[self._of_listing(world)[0]]
            self.tally.compare("oscap, loaded", world, scan.results[LOADED], seen)
        self._compare_records(world, verdicts)

    def _ask_awks(self, world: World, here: Machine, folder: Path, right: tuple[int, str]) -> None:
        script = self.built.file(f"{CONFIGURED}.sh")
        self.tally.compare("mawk", world, run(here, script, world), right)
        for awk in (Awk.GAWK, Awk.BUSYBOX):
            # Merging depends on the awk; judging does not, and it is the same where they agree.
            place = folder / awk.value
            place.mkdir()
            other = stand_in(world, place, awk=awk)
            _, verdicts, lines = replace(world, awk=awk).judge(DISK)
            expected = (status(verdicts.values()), lines)
            self.tally.compare(awk.value, world, run(other, script, world), expected)

    def _load(self, world: World, here: Machine) -> None:
        self.kernel.auditctl("-e", "1").check_returncode()
        code = here.run("/usr/sbin/augenrules", "--load").returncode
        said = boot(world.rule_files(DISK), X86_64)
        listing = tuple(line.replace("\r", "") for line in render_listing(said.lists.forms, X86_64))
        found = (self.kernel.listing(), self.kernel.settings()["enabled"], code)
        right = (listing, str(said.lists.enabled), said.status)
        self.tally.compare("lists of the kernel", world, found, right)

    def _of_listing(self, world: World) -> tuple[int, str]:
        """What the reference reads in the kernel's own listing."""
        enabled = {"0": 0, "1": 1, "2": 2}[self.kernel.settings()["enabled"]]
        listed = read_listing(self.kernel.listing(), machine=X86_64, enabled=enabled, files=DISK)  # type: ignore[arg-type]  # 0, 1 or 2
        lists = settle(listed, boot(world.rule_files(DISK), X86_64).lists)
        said: list[tuple[RequiredEvent, Verdict]] = [
            (event, coverage(lists, event, X86_64, world.uid_min, files=DISK))
            for event in world.events()
        ]
        lines = "\n".join(evidence(event, verdict) for event, verdict in said)
        return status(verdict for _, verdict in said), lines

    def _ask_listing(self, world: World, here: Machine) -> None:
        found = run(here, self.built.file(f"{LOADED}.sh"), world)
        self.tally.compare("check of the kernel", world, found, self._of_listing(world))

    def _compare_records(self, world: World, verdicts: dict[str, Verdict]) -> None:
        """What is said to be collected is recorded of all who act; the rest need not be lost."""
        self.recorder.act()
        recorded = self.recorder.collected()
        for name, verdict in verdicts.items():
            if isinstance(verdict, Collected):
                self.tally.compare("records", world, (name, name in recorded), (name, True))
            elif isinstance(verdict, Undecided):
                self.tally.compared["undecided"] += 1
            else:
                shown = "lost, and lost" if name not in recorded else "lost for others than acted"
                self.tally.compared[shown] += 1


def main() -> int:
    """Run the worlds; 0 where nobody disagrees."""
    parser = argparse.ArgumentParser(prog="make laws", description=__doc__)
    parser.add_argument("--worlds", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--oscap", type=int, default=200, help="how many oscap sees too (200)")
    parser.add_argument("--seed", type=int, default=1, help="the number of the first world (1)")
    words = parser.parse_args()
    os.environ.setdefault("AUDITSCAP_KERNEL_TESTS", "1")
    with tempfile.TemporaryDirectory(prefix="auditscap-laws-") as folder:
        return _run(Path(folder), words.seed, words.worlds, words.oscap)


def _run(folder: Path, seed: int, count: int, oscap: int) -> int:
    tally, start = Tally(), time.monotonic()
    built = build(folder / "built")
    with borrowed(folder) as kernel:
        if isinstance(kernel, Obstacle):
            sys.exit(f"make laws: {kernel.reason}")
        with recording(kernel, folder) as recorder:
            lane = Lane(kernel=kernel, recorder=recorder, built=built, tally=tally)
            for at, number in enumerate(_progress(seed, count, tally)):
                place = folder / str(number)
                place.mkdir()
                lane.judge(world(number), place, oscap=at % max(1, count // max(1, oscap)) == 0)
    print(_table(tally, seed, count, time.monotonic() - start))
    shown = ""
    for one, who, says, right in tally.differ[:40]:
        if one.id != shown:
            print(f"\n{one.id}\n{yaml.safe_dump({'files': dict(one.files)}, width=1000)}")
        shown = one.id
        print(f"  {who}\n    says  {says}\n    right {right}")
    return 1 if tally.differ else 0


def _progress(seed: int, count: int, tally: Tally) -> Iterator[int]:
    """Give the numbers of the worlds, and show on a terminal how far they have come."""
    for done in range(count):
        if sys.stderr.isatty():
            print(f"\r{done}/{count}, {len(tally.differ)} differ", end="", file=sys.stderr)
        elif done and done % 100 == 0:
            print(f"{done}/{count}, {len(tally.differ)} differ", file=sys.stderr)
        yield seed + done
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)


def _table(tally: Tally, seed: int, count: int, seconds: float) -> str:
    lines = [
        f"worlds {seed} to {seed + count - 1}, {seconds:.0f} s",
        "verdicts: " + ", ".join(f"{n} {name}" for name, n in sorted(tally.verdicts.items())),
        *(f"{number:>7}  {who}" for who, number in tally.compared.items()),
        f"{len(tally.differ)} disagreements",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
