"""What to type next: the commands of oscap for one rule, each word quoted for a shell."""

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.content import ids
from generator.report.overview import OPEN, Overview, RuleView, Wording
from generator.results import Rule, Scan
from generator.results.models import short

_OURS: Final = f"xccdf_{ids.VENDOR}_benchmark_"
_SHELL: Final = ("sh", "bash")
_UNKNOWN: Final = "DATA-STREAM.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command, an option a line, and what it does; `mends` says whether it changes the host."""

    purpose: str
    text: str
    mends: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What to type about a rule, and the hosts where it is not met."""

    hosts: tuple[int, ...]
    commands: tuple[Command, ...]


def next_steps(view: Overview, rule: RuleView, wording: Wording) -> tuple[NextStep, ...]:
    """Give the commands for the hosts that need them; hosts with the same commands are one."""
    todo = {host for one in rule.answers if one.result in OPEN for host in one.hosts}
    found: dict[tuple[Command, ...], list[int]] = {}
    for host in wording.hosts:
        if host in todo:
            found.setdefault(commands(wording.rule, view.scans[host]), []).append(host)
    return tuple(NextStep(hosts=tuple(of), commands=one) for one, of in found.items())


def commands(rule: Rule, scan: Scan) -> tuple[Command, ...]:
    """Give the commands that mend the rule on the host of the scan, and ask it again."""
    options = [("oscap", "xccdf", "eval"), *_profile(scan), ("--rule", rule.id)]
    stream = stream_of(scan)
    again = Command(purpose="ask again", text=_lines((*options, (stream,))), mends=False)
    if not any(fix.system in _SHELL for fix in rule.fixes):
        return (again,)
    mend = _lines((*options, ("--remediate", stream)))
    return (Command(purpose="mend, as root", text=mend, mends=True), again)


def stream_of(scan: Scan) -> str:
    """Name the file of the data stream; of our own the name is known."""
    if scan.benchmark.startswith(_OURS):
        return f"auditscap-{scan.benchmark.removeprefix(_OURS)}-ds.xml"
    return scan.stream.lstrip("-") or _UNKNOWN


def fix_script(scan: Scan) -> str | None:
    """Name the script that mends all of a profile of ours; None for other content."""
    if not scan.benchmark.startswith(_OURS) or scan.tailoring:
        return None
    product = scan.benchmark.removeprefix(_OURS)
    return shlex.quote(f"build/{product}/fix-{short(scan.profile, 'profile')}.sh")


def _profile(scan: Scan) -> Iterator[tuple[str, ...]]:
    if scan.tailoring:
        yield "--tailoring-file", scan.tailoring
    if scan.profile:
        yield "--profile", scan.profile


def _lines(options: Iterable[tuple[str, ...]]) -> str:
    return " \\\n  ".join(map(shlex.join, options))
