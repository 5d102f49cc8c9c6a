"""What rules ask for: required events, each once, and what no event can say.

A rule becomes events where it says no more than these: system calls by name of one arch, of one
result or argument, of a process whose user numbers differ; executions of one file; accesses to one
file or folder; by users from a floor on; with the login user set; with keys.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from generator.audit.events import (
    ACCESSES,
    AccessEvent,
    ExecutionEvent,
    Floor,
    Lies,
    Only,
    RequiredEvent,
    SyscallEvent,
)
from generator.audit.fields import FIELDS, UNSET, Kind
from generator.audit.letters import small
from generator.audit.names import comparison
from generator.audit.normal import ALL_PERMISSIONS, calls_of, table_of
from generator.audit.problem import Problem
from generator.audit.rule import ALL_SYSCALLS, Field, Rule, Span, Watch
from generator.audit.syscalls import Architecture, name_of
from generator.audit.syscalls import companion as companion_of
from generator.audit.values import kernel_value, permission_bits

_PLACEHOLDER: Final = re.compile(r"\$\{[^}]+\}")
_EXECUTE: Final = 1
_HINT: Final = (
    "ask for system calls by name, or for accesses to a file with path= (or dir=) and perm="
)
_NARROWS: Final = "leave it out: a check asks for all events of the rest"
_NUMBERS: Final = ("a0", "a1", "a2", "a3", "exit")
"""Fields of a call that an event may fix by themselves."""
_OWNERS: Final = ("uid", "euid", "suid", "fsuid", "gid", "egid", "sgid", "fsgid")
"""Fields that an event may fix beside a comparison (`-C`) of them."""


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


def _events(rule: Rule | Watch, architecture: Architecture) -> Iterable[RequiredEvent]:
    audience = _Audience(
        auid_floor=_floor(rule.fields),
        auid_set=any(_says_set(field) for field in rule.fields),
        key=rule.keys[0] if rule.keys else None,
    )
    named = _named(rule)
    if named is not None:
        return (_access(*named, _bits(rule), audience),)
    return _calls(rule, architecture, audience)


def _named(rule: Rule | Watch) -> tuple[str, Lies] | None:
    """Give the file or folder that a rule names, and how."""
    if isinstance(rule, Watch):
        return rule.path.rstrip("/") or "/", "watch"
    for lies in ("path", "dir"):
        field = rule.field(lies)
        if field is not None:
            return field.value, "path" if lies == "path" else "dir"
    return None


def _bits(rule: Rule | Watch) -> int:
    if isinstance(rule, Watch):
        return ALL_PERMISSIONS if rule.perms is None else permission_bits(rule.perms) or 0
    field = rule.field("perm")
    return permission_bits(field.value) or 0 if field else 0


def _access(path: str, lies: Lies, bits: int, audience: _Audience) -> RequiredEvent:
    floor, is_set, key = audience.auid_floor, audience.auid_set, audience.key
    if bits == _EXECUTE:
        return ExecutionEvent(path=path, auid_floor=floor, auid_set=is_set, key=key)
    return AccessEvent(
        path=path,
        access="".join(letter for letter in ACCESSES if bits & (permission_bits(letter) or 0)),
        lies=lies,
        auid_floor=floor,
        auid_set=is_set,
        key=key,
    )


def _calls(
    rule: Rule | Watch, architecture: Architecture, audience: _Audience
) -> tuple[RequiredEvent, ...]:
    table = table_of(rule, architecture)
    if table is None or table not in (architecture, companion_of(architecture)):
        return ()
    only = tuple(found for field in rule.fields if (found := _only(field)) is not None)
    return tuple(
        SyscallEvent(
            syscall=name_of(table, number) or call.name,
            number=number,
            word=table.word,
            architecture=table.name,
            auid_floor=audience.auid_floor,
            auid_set=audience.auid_set,
            key=audience.key,
            only=only,
        )
        for call, number in calls_of(rule, architecture)
        if number is not None
    )


def _only(field: Field) -> Only | None:
    """Give what the field fixes of a call; None where it fixes nothing, or no event can say it."""
    if field.option == "-C":
        pair = comparison(field.name, small(field.value).replace("loginuid", "auid"))
        if pair is None or field.value.startswith("obj_") or field.name.startswith("obj_"):
            return None
        return Only(name=f"compare {pair}", number=int(field.op == "="), text=field.text)
    if field.op != "=" or field.name not in (*_NUMBERS, *_OWNERS):
        return None
    value = kernel_value(FIELDS[field.name].kind, field.value)
    if not isinstance(value, int):
        return None
    if field.name in ("gid", "egid"):  # true of members, too: a flag, no number
        return Only(name=f"in {field.name} {value}", number=1, text=field.text)
    return Only(name=field.name, number=value, text=field.text)


def _not_events(rule: Rule | Watch) -> Iterable[Problem]:
    names_file = _named(rule) is not None
    if isinstance(rule, Watch):
        yield from _watch_not_events(rule)
    else:
        yield from _rule_not_events(rule, names_file=names_file)
    floors = [field for field in rule.fields if _floor_of(field) is not None]
    compares = any(field.option == "-C" for field in rule.fields)
    for field in rule.fields:
        part = _is_part(field, names_file=names_file, compares=compares)
        if not part or field in floors[1:]:
            yield _problem(f"field {field.text!r} narrows the rule", field.span, _NARROWS)


def _watch_not_events(watch: Watch) -> Iterable[Problem]:
    if watch.removes:
        yield _problem("the line removes a rule", watch.span)
    yield from _mixed(watch.perms, watch.perms_span or watch.span)
    if watch.path.endswith("/") and watch.perms == "x":
        yield _problem(f"{watch.path!r} is a directory", watch.path_span)


def _mixed(permissions: str | None, span: Span) -> Iterable[Problem]:
    """Refuse permissions that ask for runs beside other accesses: they are events apart."""
    bits = ALL_PERMISSIONS if permissions is None else permission_bits(permissions) or 0
    if bits & _EXECUTE and bits != _EXECUTE:
        words = f"permissions {permissions or 'rwxa'!r} ask for runs and for other accesses"
        yield _problem(words, span, "write a rule with perm=x, and another without x")


def _rule_not_events(rule: Rule, *, names_file: bool) -> Iterable[Problem]:
    if rule.operation == "delete":
        yield _problem("the line removes a rule", rule.span)
    if rule.action != "always" or rule.list != "exit":
        message = f"a rule of {rule.action},{rule.list} asks for no record"
        yield _problem(message, rule.list_span)
    everything = [call for call in rule.syscalls if call.name == ALL_SYSCALLS]
    if names_file:
        for call in rule.syscalls:
            if call not in everything:
                yield _problem(f"system call {call.name!r} narrows the rule", call.span, _NARROWS)
        yield from _file_not_events(rule)
    elif everything:
        yield _problem("'all' is not a list of system calls", everything[0].span)
    elif not rule.syscalls and rule.list == "exit":
        yield _problem("the rule has neither system calls nor a path", rule.span)


def _file_not_events(rule: Rule) -> Iterable[Problem]:
    perm, folder = rule.field("perm"), rule.field("dir")
    if perm is None:
        yield _problem("a rule with a path needs perm=", rule.span)
        return
    yield from _mixed(perm.value, perm.span)
    if folder is not None and permission_bits(perm.value) == _EXECUTE:
        yield _problem(f"{folder.value!r} is a directory", folder.span)


def _is_part(  # noqa: PLR0911 - one return for each field
    field: Field, *, names_file: bool, compares: bool
) -> bool:
    if field.option == "-C":
        return not names_file and _only(field) is not None
    match field.name:
        case "arch":
            return field.op == "=" and not names_file
        case "path" | "dir":
            return True
        case "perm":
            return names_file
        case "auid":
            return _says_set(field) or _floor_of(field) is not None
        case name if name in _NUMBERS or (compares and name in _OWNERS):
            return not names_file and _only(field) is not None
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


def _problem(message: str, span: Span, hint: str = _HINT) -> Problem:
    return Problem(code="not-an-event", message=message, span=span, hint=hint)
