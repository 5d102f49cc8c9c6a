"""Relevance: the rules that an event can meet at all, so that thousands of others cost nothing.

What is left out matches the event in none of the ways in which it can happen: it is asked at other
system calls, or is about a path that has nothing to do with the event's. Of many rules that record
what is done to a file of its own, which no other rule leaves out, none matters to a system call on
any file: where the file is another one, all other rules do what they do where it is that one.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
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

MANY: Final = 500
"""So many rules are few enough to look at all that may match, and to name each in the evidence."""
_ABOUT_FILES: Final = frozenset(("path", "dir", "perm", "inode"))


class Relevance:
    """The lists of a machine with these files, by what their rules are about."""

    def __init__(self, lists: KernelLists, machine: Architecture, files: FileSystem) -> None:
        self._lists = lists
        self._machine = machine
        self._files = files
        self._always: list[int] = []
        self._by_place: dict[str, list[int]] = defaultdict(list)
        for at, rule in enumerate(lists.rules):
            place = None if rule.form.list != "exit" or rule.others else _place(rule)
            if place is None:
                self._always.append(at)
            else:
                self._by_place[place].append(at)
        self._places = sorted(self._by_place)
        self._on_files = self._for_calls()

    def to(self, event: RequiredEvent) -> KernelLists:
        """Give the lists without the rules that never match the event."""
        rules = self._lists.rules
        calls = _numbers(event, self._machine)
        kept = (
            at
            for at in self._about(event)
            if rules[at].others
            or rules[at].form.list != "exit"
            or rules[at].form.syscalls == "all"
            or not calls.isdisjoint(rules[at].form.syscalls)
        )
        return replace(self._lists, rules=tuple(rules[at] for at in kept))

    def _about(self, event: RequiredEvent) -> Iterable[int]:
        """Give the rules about any file, and those about the event's, in order."""
        if isinstance(event, SyscallEvent):
            if names_files(event.syscall):
                return self._on_files
            return (at for at in self._always if not _asks_for_files(self._rule(at)))
        if isinstance(event, AccessEvent):
            found = where(event, self._files)
        else:
            found = follow(event.path, self._files)
        path = found.path if isinstance(found, Place) else event.path
        near = (at for place in self._near(path) for at in self._by_place[place])
        return sorted((*self._always, *near))

    def _near(self, path: str) -> Iterable[str]:
        """Give the places that are a path, above it, or below it."""
        above = {path[:at] for at, letter in enumerate(path) if letter == "/"} | {"/", path}
        yield from (one for one in above if one in self._by_place)
        below = path.rstrip("/") + "/"
        for place in self._places[bisect_left(self._places, below) :]:
            if not place.startswith(below):
                break
            if place not in above:
                yield place

    def _for_calls(self) -> tuple[int, ...]:
        """Give the rules that matter to calls on any file."""
        everything = range(len(self._lists.rules))
        if len(everything) <= MANY:
            return tuple(everything)
        idle = {at for found in self._by_place.values() for at in found if _records(self._rule(at))}
        busy = {
            one.field.value
            for at in everything
            if at not in idle
            for one in self._rule(at).conditions
            if one.field.name == "path"
        }
        return tuple(
            at
            for at in everything
            if at not in idle
            or not any(
                one.field.name == "path" and one.field.value not in busy
                for one in self._rule(at).conditions
            )
        )

    def _rule(self, at: int) -> KernelRule:
        return self._lists.rules[at]


def _records(rule: KernelRule) -> bool:
    return rule.form.action == "always" and bool(rule.keys)


def _asks_for_files(rule: KernelRule) -> bool:
    """Say whether a rule of the exit list matches nothing but calls on files."""
    if rule.form.list != "exit" or rule.others:
        return False
    return any(one.field.name in _ABOUT_FILES for one in rule.conditions)


def _place(rule: KernelRule) -> str | None:
    """Give the place that a rule is about; None where it is about any."""
    places = (
        one.place.rstrip("/") or "/"
        for one in rule.conditions
        if one.field.name in ("path", "dir") and one.place is not None
    )
    return next(places, None)


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
