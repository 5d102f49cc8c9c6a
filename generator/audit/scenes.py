"""Scenes: the ways in which a required event can happen on a machine."""

from collections.abc import Iterator
from dataclasses import replace

from generator.audit.accesses import access_calls, sort_of
from generator.audit.calls import names_files, returns_zero
from generator.audit.cells import Dimension
from generator.audit.events import (
    ACCESSES,
    AccessEvent,
    ExecutionEvent,
    RequiredEvent,
    SyscallEvent,
)
from generator.audit.fields import UNSET
from generator.audit.kernel import KernelLists
from generator.audit.places import FileSystem, Place, follow, tree, watched
from generator.audit.scene import Scene
from generator.audit.syscalls import Architecture, companion, number
from generator.audit.values import PERMISSIONS


def scenes(
    lists: KernelLists,
    event: RequiredEvent,
    machine: Architecture,
    uid_min: int,
    files: FileSystem,
) -> tuple[Scene, ...]:
    """Return the ways in which the event can happen.

    One for a call, several for a run or an access. An access has none where `where` gives words.
    """
    floor = event.auid_floor
    low = 0 if floor is None else floor if isinstance(floor, int) else uid_min
    places = [
        one.place for rule in lists.rules for one in rule.conditions if one.field.name == "exe"
    ]
    some = Scene(
        elf=0,
        number=0,
        path=None,
        files=True,
        auid=Dimension("auid", low, UNSET - 1 if event.auid_set else UNSET),
        auid_set=event.auid_set,
        plain_result=False,
        programs={place: at for at, place in enumerate(dict.fromkeys(filter(None, places)), 1)},
    )
    if isinstance(event, SyscallEvent):
        return tuple(_calls(event, some, machine))
    if isinstance(event, ExecutionEvent):
        return tuple(_executions(event, some, machine, files))
    return tuple(_accesses(event, some, machine, files, lists))


def where(event: AccessEvent, files: FileSystem) -> Place | str:
    """Return what an access event is about on a disk; else why a rule could not name it there."""
    if event.lies == "dir":
        return tree(event.path, files)
    return Place(path="/", entry="folder") if event.path == "/" else watched(event.path, files)


def _tables(machine: Architecture) -> tuple[Architecture, ...]:
    other = companion(machine)
    return (machine, other) if other else (machine,)


def _calls(event: SyscallEvent, some: Scene, machine: Architecture) -> Iterator[Scene]:
    does, may = sort_of(event.syscall)
    for table in _tables(machine):
        if table.name == event.architecture:
            yield replace(
                some,
                does=does,
                may=may,
                elf=table.elf,
                number=event.number,
                files=names_files(event.syscall),
                plain_result=returns_zero(event.syscall),
                fixed={one.name: one.number for one in event.only},
            )


def _executions(
    event: ExecutionEvent, some: Scene, machine: Architecture, files: FileSystem
) -> Iterator[Scene]:
    found = follow(event.path, files)
    path = event.path if isinstance(found, str) else found.path
    for table in _tables(machine):
        for name in ("execve", "execveat"):
            call = number(table, name)
            if call is not None:
                yield replace(some, elf=table.elf, number=call, path=path, plain_result=True)


def _accesses(
    event: AccessEvent,
    some: Scene,
    machine: Architecture,
    files: FileSystem,
    lists: KernelLists,
) -> Iterator[Scene]:
    place = where(event, files)
    if isinstance(place, str):
        return
    whole = event.lies != "path" and place.entry == "folder"
    named = [
        one.form.syscalls
        for rule in lists.of("exit")
        for one in (rule, *rule.others)
        if one.form.syscalls != "all"
    ]
    for table in _tables(machine):
        for letter in ACCESSES:
            if letter not in event.access:
                continue
            kinds: set[tuple[bool, ...]] = set()
            for one in access_calls(letter):
                call = number(table, one.name)
                kind = (one.opens, *(call in calls for calls in named))
                if call is None or kind in kinds:
                    continue  # no rule tells this call from one that was looked at
                kinds.add(kind)
                for below in (False, True) if whole else (False,):
                    yield replace(
                        some,
                        elf=table.elf,
                        number=call,
                        path=place.path,
                        access=PERMISSIONS[letter],
                        asked=event.bits,
                        below=below,
                        opens=one.opens,
                    )
