"""Scenes: the ways in which a required event can happen on a machine."""

from generator.audit.calls import names_files, returns_zero
from generator.audit.cells import Dimension
from generator.audit.events import ExecutionEvent, RequiredEvent
from generator.audit.fields import UNSET
from generator.audit.kernel import KernelLists
from generator.audit.meaning import Scene
from generator.audit.places import FileSystem, follow
from generator.audit.syscalls import Architecture, companion, number


def scenes(
    lists: KernelLists,
    event: RequiredEvent,
    machine: Architecture,
    uid_min: int,
    files: FileSystem,
) -> tuple[Scene, ...]:
    """Return the ways in which the event can happen: one for a call, several for a run."""
    floor = event.auid_floor
    low = 0 if floor is None else floor if isinstance(floor, int) else uid_min
    places = [
        one.place for rule in lists.rules for one in rule.conditions if one.field.name == "exe"
    ]
    programs = {place: at for at, place in enumerate(dict.fromkeys(filter(None, places)), start=1)}
    auid = Dimension("auid", low, UNSET - 1 if event.auid_set else UNSET)
    path = None
    if isinstance(event, ExecutionEvent):
        found = follow(event.path, files)
        path = event.path if isinstance(found, str) else found.path
    return tuple(
        Scene(
            elf=elf,
            number=call,
            path=path,
            files=isinstance(event, ExecutionEvent) or names_files(event.syscall),
            auid=auid,
            auid_set=event.auid_set,
            plain_result=isinstance(event, ExecutionEvent) or returns_zero(event.syscall),
            programs=programs,
        )
        for elf, call in _calls(event, machine)
    )


def _calls(event: RequiredEvent, machine: Architecture) -> tuple[tuple[int, int], ...]:
    other = companion(machine)
    tables = (machine, other) if other else (machine,)
    if not isinstance(event, ExecutionEvent):
        return tuple((one.elf, event.number) for one in tables if one.name == event.architecture)
    return tuple(
        (table.elf, found)
        for table in tables
        for name in ("execve", "execveat")
        if (found := number(table, name)) is not None
    )
