"""Jobs: what a machine is given to do, and what it found, both as archives on its disks."""

import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.vm.guests import Guest

SCENARIOS: Final = Path(__file__).with_name("scenarios")
_PROFILE: Final = "cis_level2_server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One sentence of a scenario, and whether it turned out to be true."""

    text: str
    passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a scenario."""

    scenario: str
    checks: tuple[Check, ...]
    seconds: int
    log: str

    @property
    def passed(self) -> bool:
        """Whether all checks passed, of which there must be one."""
        return bool(self.checks) and all(check.passed for check in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a machine handed out: the versions of its programs, and an outcome per scenario."""

    versions: Mapping[str, str]
    outcomes: tuple[Outcome, ...]


def pack(guest: Guest, built: Path, whole: Path, job: Path) -> None:
    """Write the archive for a guest, with the files that were built for its product.

    `built` has one control, `whole` all of them.
    """
    texts = {"plan": "".join(f"{name}\n" for name in guest.scenarios)}
    if not guest.reboots:
        texts["no-reboot"] = ""
    folder = job.parent
    with tarfile.open(job, "w") as archive:
        for path in sorted(SCENARIOS.glob("*.sh")):
            archive.add(path, path.name)
        archive.add(built / f"auditscap-{guest.product}-ds.xml", "stream.xml")
        archive.add(built / f"fix-{_PROFILE}.sh", "fix.sh")
        archive.add(built / f"fix-{_PROFILE}.yml", "fix.yml")
        archive.add(whole / f"auditscap-{guest.product}-ds.xml", "whole-stream.xml")
        archive.add(whole / f"fix-{_PROFILE}.sh", "whole-fix.sh")
        for name, text in texts.items():
            path = folder / name
            path.write_text(text, "utf-8")
            archive.add(path, name)


def unpack(guest: Guest, results: Path, folder: Path) -> Found:
    """Read what a guest handed out, leaving its files in `folder`."""
    with tarfile.open(results, "r:") as archive:
        for member in archive:
            kept = folder / Path(member.name).name
            if stream := archive.extractfile(member):
                kept.write_bytes(stream.read())
    lines = [line.split("\t") for line in _text(folder / "results").splitlines()]
    seconds = [line.split("\t") for line in _text(folder / "seconds").splitlines()]
    return Found(
        versions=dict(line.split("\t", 1) for line in _text(folder / "versions").splitlines()),
        outcomes=tuple(
            Outcome(
                scenario=name,
                checks=tuple(
                    Check(text=text, passed=outcome == "pass")
                    for scenario, outcome, text in lines
                    if scenario == name
                ),
                seconds=sum(int(count) for scenario, _, count in seconds if scenario == name),
                log=_text(folder / f"{name}.log"),
            )
            for name in guest.scenarios
        ),
    )


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.exists() else ""
