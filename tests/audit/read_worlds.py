"""Worlds: rule files of a made-up system and what the kernel records, as YAML has them.

Each file in `worlds` is one group. A world has `name`, `why`, its `files` in rules.d (or
`compiled`: the text of audit.rules, which auditctl loads alone), and what is right: `collected`
(all, none, undecided, or a list of events; `calls` stands for the five) and, where it matters,
`words` that the evidence has and `stop`, the line at which loading stops. `truth` is `kernel` where
the running kernel is asked whether it holds the same lists, else `reasoned`; with `recorded` it is
asked for records too. `$CALLS` and `$RUNS` are the control's rules, `$BOTH` a line of each, `$FIVE`
the five calls; `$BEGIN` and `$END` are the marks of the block that a fix keeps.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import yaml

from generator.audit import (
    Accounts,
    Auditctl,
    Awk,
    Disk,
    FileSystem,
    Loaded,
    NoText,
    Policy,
    RequiredEvent,
    RuleFiles,
    Script,
    SymbolicLink,
    Tree,
    architecture,
    boot,
    coverage,
    evidence,
    parse_rules,
    required_events,
)
from generator.audit.units import BY_AUGENRULES
from generator.audit.verdicts import Collected, Undecided, Verdict

WORLDS: Final = Path(__file__).with_name("worlds")
FIVE: Final = "init_module,finit_module,delete_module,create_module,query_module"
CALLS: Final = (
    f"-a always,exit -F arch=b64 -S {FIVE} -F auid>=1000 -F auid!=unset -k kernel_modules"
)
RUNS: Final = (
    "-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=1000 -F auid!=unset -k kernel_modules"
)
SHORT: Final = {"runs of /usr/bin/kmod": "runs"}
TREE: Final = Tree(
    {
        "/bin": SymbolicLink("usr/bin"),
        "/sbin": SymbolicLink("usr/sbin"),
        "/usr/bin/kmod": "file",
        "/usr/bin/env": "file",
        "/usr/sbin/modprobe": SymbolicLink("/bin/kmod"),
        "/usr/sbin/rmmod": SymbolicLink("/bin/kmod"),
        "/etc/passwd": "file",
        "/etc/audit": "folder",
        "/tmp": "folder",
        "/usr/lib": "folder",
    }
)
ACCOUNTS: Final = Accounts(users={"root": 0, "daemon": 1}, groups={"root": 0, "daemon": 1})
_SPECIAL: Final = {"folder": NoText.NOTHING, "fifo": NoText.ENDLESS}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One world; `expected` has the names of the events that are collected, None for undecided."""

    id: str
    files: Mapping[str, str | NoText]
    compiled: str | None
    awk: Awk
    uid_min: int
    key: str | None
    tolerant: bool
    exact: bool
    machine: str
    collected: frozenset[str] | None
    words: str
    stop: str | None
    truth: str
    recorded: bool
    why: str = ""

    @property
    def policy(self) -> Policy:
        """What counts as collected there."""
        return Policy(key=self.key, tolerant=self.tolerant, exact=self.exact)

    @property
    def values(self) -> dict[str, str]:
        """The Values that a tailoring sets for that."""
        return {
            "audit_key_policy": "exact" if self.key else "any",
            "audit_exclusions": "partial" if self.tolerant else "none",
            "audit_filters": "exact" if self.exact else "broader",
        }

    def rule_files(self, disk: FileSystem | None = None) -> RuleFiles:
        """The world as the reference meaning reads it."""
        return RuleFiles(
            folder=tuple(
                (name.encode(), text.encode("utf-8", "surrogateescape"))
                if isinstance(text, str)
                else (name.encode(), text)
                for name, text in self.files.items()
            ),
            compiled=None if self.compiled is None else self.compiled.encode(),
            mode=BY_AUGENRULES if self.compiled is None else Auditctl("/etc/audit/audit.rules"),
            script=Script(awk=self.awk),
            files=disk or TREE,
            accounts=ACCOUNTS,
        )

    def events(self) -> tuple[RequiredEvent, ...]:
        """The events that the control requires on the world's machine."""
        machine = architecture(self.machine)
        assert machine
        calls = CALLS.replace("b64", machine.word)
        if machine.name in ("aarch64", "arm"):
            calls = calls.replace(",create_module,query_module", "")
        return required_events(parse_rules(f"{calls}\n{RUNS}").rules, machine).events

    def judge(self, disk: FileSystem | None = None) -> tuple[Loaded, dict[str, Verdict], str]:
        """What a boot makes of the world: the lists, a verdict for each event, the evidence."""
        machine = architecture(self.machine)
        assert machine
        files = self.rule_files(disk)
        loaded = boot(files, machine)
        verdicts: dict[str, Verdict] = {}
        lines = []
        for event in self.events():
            verdict = coverage(
                loaded.lists, event, machine, self.uid_min, policy=self.policy, files=files.files
            )
            verdicts[short(event)] = verdict
            lines.append(evidence(event, verdict, loaded.stop))
        return loaded, verdicts, "\n".join(lines)


def worlds() -> Iterator[World]:
    """Read all worlds."""
    for path in sorted(WORLDS.glob("*.yml")):
        for found in yaml.safe_load(path.read_text("utf-8")):
            yield _world(path.stem, found)


def said(verdicts: Mapping[str, Verdict]) -> frozenset[str] | None:
    """The names of the events that are collected; None where one is undecided."""
    if any(isinstance(verdict, Undecided) for verdict in verdicts.values()):
        return None
    return frozenset(name for name, verdict in verdicts.items() if isinstance(verdict, Collected))


def disk_of(root: str = "/") -> FileSystem:
    """The files of this machine."""
    return Disk(Path(root))


def _world(group: str, found: dict[str, Any]) -> World:
    unknown = found.keys() - {*World.__dataclass_fields__, "name", "why", "awk"}
    assert not unknown, (group, found, unknown)
    assert found["why"], found
    machine = found.get("machine", "x86_64")
    world = World(
        id=f"{group}: {found['name']}",
        files={
            name: _SPECIAL[text["is"]] if isinstance(text, dict) else filled(text)
            for name, text in found.get("files", {}).items()
        },
        compiled=filled(found["compiled"]) if "compiled" in found else None,
        awk=Awk(found.get("awk", "mawk")),
        uid_min=found.get("uid_min", 1000),
        key=found.get("key"),
        tolerant=found.get("tolerant", False),
        exact=found.get("exact", False),
        machine=machine,
        collected=frozenset(),
        words=found.get("words", ""),
        stop=found.get("stop"),
        truth=found["truth"],
        recorded=found.get("recorded", False),
        why=found["why"],
    )
    names = [short(event) for event in world.events()]
    return _with_collected(world, found["collected"], names)


def _with_collected(world: World, said: Any, names: list[str]) -> World:
    if said == "undecided":
        return replace(world, collected=None)
    wanted = names if said == "all" else [] if said == "none" else said
    if "calls" in wanted:
        wanted = [name for name in names if name != "runs" or "runs" in wanted]
    assert set(wanted) <= set(names), world.id
    return replace(world, collected=frozenset(wanted))


def filled(text: str) -> str:
    """Put the control's rules in."""
    for name, value in (
        ("$BOTH", f"{CALLS}\n{RUNS}\n"),
        ("$CALLS", CALLS),
        ("$RUNS", RUNS),
        ("$FIVE", FIVE),
        ("$BEGIN", "# BEGIN auditscap audit_kernel_modules\n"),
        ("$END", "# END auditscap audit_kernel_modules\n"),
    ):
        text = text.replace(name, value)
    return text


def short(event: RequiredEvent) -> str:
    """The name of the event in worlds."""
    return SHORT.get(event.label) or event.label.partition(" ")[0]
