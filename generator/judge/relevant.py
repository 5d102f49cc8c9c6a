"""Relevance: the rules that an event can meet at all, so that thousands of others cost nothing.

What is left out matches the event in none of the ways in which it can happen: it is asked at other
system calls, or is about a path that has nothing to do with the event's.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from generator.audit import (
    AccessEvent,
    Architecture,
    FileSystem,
    KernelLists,
    KernelRule,
    RequiredEvent,
    SyscallEvent,
    companion,
    number,
)
from generator.audit.accesses import access_calls
from generator.audit.calls import names_files
from generator.audit.events import ACCESSES
from generator.audit.places import Place, follow
from generator.audit.scenes import where

_ABOUT_FILES: Final = frozenset(("path", "dir", "perm", "inode"))


def relevant(
    lists: KernelLists, event: RequiredEvent, machine: Architecture, files: FileSystem
) -> KernelLists:
    """Give the lists without the rules that never match the event; verdicts stay what they are."""
    calls = _numbers(event, machine)
    meets = _paths(event, files)
    kept = tuple(
        rule
        for rule in lists.rules
        if rule.others
        or rule.form.list != "exit"
        or (
            (rule.form.syscalls == "all" or not calls.isdisjoint(rule.form.syscalls))
            and meets(rule)
        )
    )
    return replace(lists, rules=kept)


def _numbers(event: RequiredEvent, machine: Architecture) -> frozenset[int | str]:
    """Give the numbers of the system calls by which the event may happen, of any arch."""
    if isinstance(event, SyscallEvent):
        return frozenset({event.number})
    names: tuple[str, ...] = ("execve", "execveat")
    if isinstance(event, AccessEvent):
        letters = (letter for letter in ACCESSES if letter in event.access)
        names = tuple(call.name for letter in letters for call in access_calls(letter))
    other = companion(machine)
    tables = (machine, other) if other else (machine,)
    found = (number(table, name) for table in tables for name in names)
    return frozenset(one for one in found if one is not None)


def _paths(event: RequiredEvent, files: FileSystem) -> Callable[[KernelRule], bool]:
    """Give what says whether the paths of a rule have to do with the event."""
    if isinstance(event, SyscallEvent):
        if names_files(event.syscall):
            return lambda _rule: True
        return lambda rule: not any(one.field.name in _ABOUT_FILES for one in rule.conditions)
    found = where(event, files) if isinstance(event, AccessEvent) else follow(event.path, files)
    path = found.path if isinstance(found, Place) else event.path
    above = {"/"} | {path[:at] for at, letter in enumerate(path) if letter == "/" and at}
    below = path.rstrip("/") + "/"

    def meets(rule: KernelRule) -> bool:
        return all(
            one.place is None
            or one.field.name not in ("path", "dir")
            or one.place == path
            or one.place.rstrip("/") in above
            or one.place == "/"
            or one.place.startswith(below)
            for one in rule.conditions
        )

    return meets
