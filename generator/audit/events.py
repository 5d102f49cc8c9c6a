"""Required events: what a set of rules asks the kernel to record, call by call.

A rule becomes events where it says no more than these: system calls by name of one arch, or
executions of one file; by users from a floor on; with the login user set; with keys.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from generator.audit.fields import UNSET, Kind
from generator.audit.normal import calls_of, table_of
from generator.audit.problem import Problem
from generator.audit.rule import ALL_SYSCALLS, Field, Rule, Span, Watch
from generator.audit.syscalls import Architecture, companion, name_of
from generator.audit.values import kernel_value, permission_bits

Floor = int | str | None
"""The least login user number: a number, a placeholder such as `${UID_MIN}`, or no floor."""

_PLACEHOLDER: Final = re.compile(r"\$\{[^}]+\}")
_EXECUTE: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SyscallEvent:
    """A system call by a program of the arch `word` (of this machine), on entry of any result."""

    syscall: str
    number: int
    word: Literal["b64", "b32"]
    architecture: str
    auid_floor: Floor
    auid_set: bool
    key: str | None

    @property
    def label(self) -> str:
        """Words for people: `init_module (b64)`."""
        return f"{self.syscall} ({self.word})"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionEvent:
    """An execution of the file `path`, by any arch and through any of its links."""

    path: str
    auid_floor: Floor
    auid_set: bool
    key: str | None

    @property
    def label(self) -> str:
        """Words for people: `runs of /usr/bin/kmod`."""
        return f"runs of {self.path}"


RequiredEvent = SyscallEvent | ExecutionEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredEvents:
    """Events in the order of the rules, each once, and what no event can say."""

    events: tuple[RequiredEvent, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Audience:
    auid_floor: Floor
    auid_set: bool
    key: str | None


def required_events(rules: Iterable[Rule | Watch], architecture: Architecture) -> RequiredEvents:
    """Return the events that `rules` ask for on a machine of `architecture`.

    System calls and arches that the machine does not have are left out. Placeholders in the
    floor stay. A rule with a `not-an-event` problem gives no events.
    """
    events: dict[RequiredEvent, None] = {}
    problems: list[Problem] = []
    for rule in rules:
        wrong = tuple(_not_events(rule))
        problems.extend(wrong)
        if not wrong:
            events.update(dict.fromkeys(_events(rule, architecture)))
    return RequiredEvents(events=tuple(events), problems=tuple(problems))


def _events(rule: Rule | Watch, architecture: Architecture) -> tuple[RequiredEvent, ...]:
    fields = rule.fields
    audience = _Audience(
        auid_floor=_floor(fields),
        auid_set=any(_says_set(field) for field in fields),
        key=rule.keys[0] if rule.keys else None,
    )
    path = rule.path if isinstance(rule, Watch) else _value_of(rule, "path")
    if path is not None:
        return (_execution(path, audience),)
    return _calls(rule, architecture, audience)


def _execution(path: str, audience: _Audience) -> ExecutionEvent:
    return ExecutionEvent(
        path=path,
        auid_floor=audience.auid_floor,
        auid_set=audience.auid_set,
        key=audience.key,
    )


def _calls(
    rule: Rule | Watch, architecture: Architecture, audience: _Audience
) -> tuple[RequiredEvent, ...]:
    table = table_of(rule, architecture)
    if table is None or table not in (architecture, companion(architecture)):
        return ()
    return tuple(
        SyscallEvent(
            syscall=name_of(table, number) or call.name,
            number=number,
            word=table.word,
            architecture=table.name,
            auid_floor=audience.auid_floor,
            auid_set=audience.auid_set,
            key=audience.key,
        )
        for call, number in calls_of(rule, architecture)
        if number is not None
    )


def _not_events(rule: Rule | Watch) -> Iterable[Problem]:
    executes = isinstance(rule, Watch) or rule.field("path") is not None
    if isinstance(rule, Watch):
        yield from _watch_not_events(rule)
    else:
        yield from _rule_not_events(rule, executes=executes)
    floors = [field for field in rule.fields if _floor_of(field) is not None]
    for field in rule.fields:
        if not _is_part(field, executes=executes) or field in floors[1:]:
            yield _problem(f"field {field.text!r} narrows the rule", field.span)


def _watch_not_events(watch: Watch) -> Iterable[Problem]:
    if watch.removes:
        yield _problem("the line removes a rule", watch.span)
    if watch.perms is None or permission_bits(watch.perms) != _EXECUTE:
        span = watch.perms_span or watch.span
        yield _problem(f"permissions {watch.perms or 'rwxa'!r} ask for more than x", span)
    if watch.path.endswith("/"):
        yield _problem(f"{watch.path!r} is a directory", watch.path_span)


def _rule_not_events(rule: Rule, *, executes: bool) -> Iterable[Problem]:
    if rule.operation == "delete":
        yield _problem("the line removes a rule", rule.span)
    if rule.action != "always" or rule.list != "exit":
        message = f"a rule of {rule.action},{rule.list} asks for no record"
        yield _problem(message, rule.list_span)
    everything = [call for call in rule.syscalls if call.name == ALL_SYSCALLS]
    if executes:
        for call in rule.syscalls:
            if call not in everything:
                yield _problem(f"system call {call.name!r} narrows the rule", call.span)
        if rule.field("perm") is None:
            yield _problem("a rule with a path needs perm=x", rule.span)
    elif everything:
        yield _problem("'all' is not a list of system calls", everything[0].span)
    elif not rule.syscalls and rule.list == "exit":
        yield _problem("the rule has neither system calls nor a path", rule.span)


def _is_part(field: Field, *, executes: bool) -> bool:
    if field.option == "-C":
        return False
    match field.name:
        case "arch":
            return field.op == "=" and not executes
        case "path":
            return True
        case "perm":
            return executes and permission_bits(field.value) == _EXECUTE
        case "auid":
            return _says_set(field) or _floor_of(field) is not None
        case _:
            return False


def _says_set(field: Field) -> bool:
    return (
        field.name == "auid" and field.op == "!=" and kernel_value(Kind.USER, field.value) == UNSET
    )


def _floor_of(field: Field) -> Floor:
    if field.name != "auid" or field.option == "-C":
        return None
    if field.op == ">=" and _PLACEHOLDER.fullmatch(field.value):
        return field.value
    value = kernel_value(Kind.USER, field.value)
    if not isinstance(value, int) or field.op not in (">=", ">"):
        return None
    return value if field.op == ">=" else value + 1


def _floor(fields: tuple[Field, ...]) -> Floor:
    return next((floor for floor in map(_floor_of, fields) if floor is not None), None)


def _value_of(rule: Rule, name: str) -> str | None:
    field = rule.field(name)
    return field.value if field else None


def _problem(message: str, span: Span) -> Problem:
    return Problem(
        code="not-an-event",
        message=message,
        span=span,
        hint="ask for system calls by name, or for runs of a file with path= and perm=x",
    )
