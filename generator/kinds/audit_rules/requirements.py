"""What the programs on the target are told: required events and system calls, as lines of text."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from generator.audit import (
    ARCHITECTURES,
    RELEASES,
    AccessEvent,
    Architecture,
    ExecutionEvent,
    RequiredEvent,
    SyscallEvent,
    companion,
    name_of,
    of_release,
)
from generator.audit.calls import names_files, returns_zero
from generator.audit.render import escaped
from generator.audit.scene import excluded_owner
from generator.kinds.audit_rules.machines import MachineEvents

SECONDS: Final = 60
"""CPU time that a judgement may take; what an ordinary target needs is a hundredth of one."""
_MAX_CALLS: Final = 2048


def run_paths(machines: tuple[MachineEvents, ...]) -> tuple[str, ...]:
    """Give the programs whose runs are required, each once."""
    runs = (
        event.path for one in machines for event in one.events if isinstance(event, ExecutionEvent)
    )
    return tuple(dict.fromkeys(runs))


def watches(machines: tuple[MachineEvents, ...]) -> tuple[str, ...]:
    """Give watches of what accesses are required to, each once: their paths are to be looked up."""
    accesses = (
        event.path for one in machines for event in one.events if isinstance(event, AccessEvent)
    )
    return tuple(f"-w {escaped(path)}" for path in dict.fromkeys(accesses))


def machine_rows(one: MachineEvents) -> dict[str, object]:
    """Give what a script is told of a machine, by the names that templates use."""
    return {
        "uname": " | ".join(one.machine.unames),
        "word": one.machine.architecture.word,
        "companion": companion_name(one.machine.architecture),
        "events": event_rows(one.events),
        "b32_events": event_rows(one.b32_events),
    }


def companion_name(machine: Architecture) -> str:
    """Give the name of the 32-bit architecture beside `machine`; empty where there is none."""
    other = companion(machine)
    return other.name if other else ""


@cache
def call_tables(audit_version: str) -> tuple[str, ...]:
    """Give each table of system calls in one line: its name, then those of its calls by number.

    It has the names that auditctl of a release of audit knows.
    """
    release = RELEASES[audit_version]
    machines = {one.table: of_release(one, release) for one in reversed(ARCHITECTURES)}.values()
    return tuple(_table(machine) for machine in machines)


def _table(machine: Architecture) -> str:
    names = [name_of(machine, number) or "-" for number in range(_MAX_CALLS)]
    return " ".join((machine.table, *names)).rstrip("- ")


def event_rows(events: tuple[RequiredEvent, ...]) -> tuple[str, ...]:
    """Give the events as `facts.awk` reads them, behind their E."""
    return tuple(_row(event) for event in events)


def _row(event: RequiredEvent) -> str:
    floor = event.auid_floor
    least = 0 if floor is None else floor if isinstance(floor, int) else "UID_MIN"
    audience = (event.label, least, int(event.auid_set))
    if isinstance(event, ExecutionEvent):
        parts: tuple[object, ...] = ("Erun", *audience, event.path)
    elif isinstance(event, AccessEvent):
        parts = ("Eaccess", *audience, event.path, event.access, event.lies)
    else:
        elf = next(one.elf for one in ARCHITECTURES if one.name == event.architecture)
        files, plain = names_files(event.syscall), returns_zero(event.syscall)
        parts = ("Ecall", *audience, elf, event.number, int(files), int(plain), *fixed(event))
    return "\t".join(map(str, parts))


def fixed(event: SyscallEvent) -> Iterator[str]:
    """Give what is fixed of a call: `exit=4294967283`; with ! in front what an owner is not."""
    numbers = {one.name: one.number for one in event.only}
    yield from (f"{name}={number}" for name, number in numbers.items())
    excluded = excluded_owner(numbers)
    if excluded is not None:
        yield f"!{excluded[0]}={excluded[1]}"
