"""Coverage: whether a list of rules makes the kernel record a required event for every user.

The first rule on the exit list that matches decides. A rule that matches for some users only is
not enough by itself, and a `never` rule in front of the one that records takes the event away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, assert_never

from generator.audit.events import ExecutionEvent, RequiredEvent, SyscallEvent
from generator.audit.fields import UNSET
from generator.audit.names import message_types
from generator.audit.normal import NormalField, NormalForm
from generator.audit.syscalls import Architecture, companion, number

Meeting = Literal["none", "part", "all"]
"""For how many of an event's users a rule matches."""

_EXECUTE: Final = 1
_PLACES: Final = frozenset({"path", "dir"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Users:
    """Login uids from `low` to `high`, both among them; `whole` unless some within are left out."""

    low: int = 0
    high: int = UNSET
    whole: bool = True


def collects(
    forms: Iterable[NormalForm], event: RequiredEvent, machine: Architecture, uid_min: int
) -> bool:
    """Say whether the rules, in the order of loading, record `event` with a key for every user.

    `uid_min` stands for the placeholder in the event's floor.
    """
    recorded: bool | None = None
    for form in forms:
        if _switches_off(form):
            return False
        if form.list != "exit" or recorded is not None:
            continue
        meeting = meets(form, event, machine, uid_min)
        keyed = any(field.name == "key" for field in form.fields)
        if meeting != "none" and (form.action == "never" or not keyed):
            recorded = False
        elif meeting == "all":
            recorded = True
    return recorded or False


def _switches_off(form: NormalForm) -> bool:
    """Tell rules that take all syscall records away: `never,task`, SYSCALL on the exclude list."""
    if form.list == "task":
        return form.action == "never"
    record = message_types()["SYSCALL"]
    return form.list == "exclude" and NormalField(name="msgtype", op="=", value=record) in (
        form.fields
    )


def meets(form: NormalForm, event: RequiredEvent, machine: Architecture, uid_min: int) -> Meeting:
    """Say for how many of the event's users the rule matches."""
    users = _users(form)
    wanted = _wanted(event, uid_min)
    if users.high < wanted.low or users.low > wanted.high:
        return "none"
    whole = users.whole and users.low <= wanted.low and users.high >= wanted.high
    match event:
        case SyscallEvent():
            meeting = _meets_call(form, event, machine)
        case ExecutionEvent():
            meeting = _meets_execution(form, event, machine)
        case _:
            assert_never(event)
    return "part" if meeting == "all" and not whole else meeting


def _wanted(event: RequiredEvent, uid_min: int) -> Users:
    floor = event.auid_floor
    low = 0 if floor is None else floor if isinstance(floor, int) else uid_min
    return Users(low=low, high=UNSET - 1 if event.auid_set else UNSET)


def _users(form: NormalForm) -> Users:
    low, high, whole = 0, UNSET, True
    for field in form.fields:
        if field.name != "auid" or not isinstance(field.value, int):
            continue
        value = field.value
        match field.op:
            case ">=":
                low = max(low, value)
            case ">":
                low = max(low, value + 1)
            case "<=":
                high = min(high, value)
            case "<":
                high = min(high, value - 1)
            case "=":
                low, high = max(low, value), min(high, value)
            case "!=" if value == UNSET:
                high = min(high, UNSET - 1)
            case _:
                whole = False
    return Users(low=low, high=high, whole=whole)


def _meets_call(form: NormalForm, event: SyscallEvent, machine: Architecture) -> Meeting:
    names = {field.name for field in form.fields}
    if names & _PLACES or "perm" in names:
        return "none"
    arches = [field for field in form.fields if field.name == "arch"]
    own = event.architecture == machine.name
    # Conditions on arch hold together, so one on another arch leaves no caller.
    if any((field.op == "=" and field.value == machine.elf) != own for field in arches):
        return "none"
    if form.syscalls != "all" and event.number not in form.syscalls:
        return "none"
    return "all" if names <= {"arch", "auid", "key"} else "part"


def _meets_execution(form: NormalForm, event: ExecutionEvent, machine: Architecture) -> Meeting:
    if not all(_sees(field, event.path) for field in form.fields):
        return "none"
    whole = {field.name for field in form.fields} <= {*_PLACES, "perm", "auid", "key"}
    if form.syscalls != "all":
        # Programs of the 32-bit arch run files too, by calls of other numbers.
        tables = (machine, companion(machine) or machine)
        calls = {number(table, name) for table in tables for name in ("execve", "execveat")}
        if not calls & set(form.syscalls):
            return "none"
        whole = whole and calls <= set(form.syscalls)
    return "all" if whole else "part"


def _sees(field: NormalField, path: str) -> bool:
    """Say whether a condition lets runs of `path` through; ones on callers may do so."""
    match field.name:
        case "path":
            return field.value == path
        case "dir":
            return path.startswith(str(field.value).rstrip("/") + "/")
        case "perm":
            return isinstance(field.value, int) and bool(field.value & _EXECUTE)
        case _:
            return True
