"""Normal forms: what the kernel keeps of a rule; rules with one form are one rule to it.

The kernel (`audit_compare_rule`, kernel/auditfilter.c) compares list, action, mask of system
calls and the fields one by one *in their order*; a second rule of the same form is refused
with `Rule exists`. A rule added with `-A` is never refused, whatever is there already
(measured on Linux 6.18).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from generator.audit.draft import joined_key
from generator.audit.fields import FIELDS
from generator.audit.letters import begins_with_digit, small
from generator.audit.names import comparison
from generator.audit.rule import (
    ALL_SYSCALLS,
    Action,
    Field,
    FilterList,
    Operator,
    Rule,
    Syscall,
    Watch,
    fill,
)
from generator.audit.syscalls import Architecture, number
from generator.audit.values import arch_value, c_number, kernel_value, permission_bits

CallSet = frozenset[int | str] | Literal["all"]
"""Numbers of system calls; a name where the table has no number for it; or every call."""

ALL_PERMISSIONS: Final = 15
WATCH_LIST: Final[FilterList] = "exit"
WATCH_ACTION: Final[Action] = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalField:
    """One condition: canonical name, operator, and the number (unsigned, 32 bits) or text kept.

    `arch` has its AUDIT_ARCH_* number, `field_compare` (from `-C`) its AUDIT_COMPARE_* number,
    `key` all keys with the byte 1 between them; a user name or placeholder stays text.
    """

    name: str
    op: Operator
    value: int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalForm:
    """A rule as the kernel keeps it; hashable, equal where the kernel says `Rule exists`."""

    list: FilterList
    action: Action
    syscalls: CallSet
    fields: tuple[NormalField, ...]

    @property
    def unordered(self) -> "NormalForm":
        """The same with its fields sorted: equal for rules that match the same events by form."""
        ordered = sorted(self.fields, key=lambda one: (one.name, one.op, str(one.value)))
        return replace(self, fields=tuple(ordered))


def normal_form(
    rule: Rule | Watch,
    architecture: Architecture,
    *,
    values: Mapping[str, str] | None = None,
    directories: frozenset[str] = frozenset(),
) -> NormalForm:
    """Return what the kernel of a machine of `architecture` keeps of the rule.

    `values` fill placeholders. auditctl makes a `dir` rule of a watch on a directory:
    `directories` names the ones there are.
    """
    filled = rule.with_values(values or {})
    first: tuple[NormalField, ...] = ()
    if isinstance(filled, Watch):
        first = _watch_fields(filled, values or {}, directories)
        filter_list, action = WATCH_LIST, WATCH_ACTION
    else:
        filter_list, action = filled.list, filled.action
    fields = [*first, *_fields(filled.fields, architecture)]
    key = joined_key(filled.key_words)
    if key:
        fields.append(NormalField(name="key", op="=", value=fill(key, values or {})))
    return NormalForm(
        list=filter_list,
        action=action,
        syscalls=_calls(filled, filter_list, architecture),
        fields=tuple(fields),
    )


def calls_of(
    rule: Rule | Watch, architecture: Architecture
) -> tuple[tuple[Syscall, int | None], ...]:
    """Every system call the rule names, with its number in the table of the rule's arch.

    The number is None where that table, or the arch, does not exist; `all` has None too.
    """
    table = table_of(rule, architecture)
    return tuple((call, _number(call.name, table)) for call in rule.syscalls)


def table_of(rule: Rule | Watch, architecture: Architecture) -> Architecture | None:
    """Return the architecture whose table the rule's names are looked up in on this machine."""
    arch = None if isinstance(rule, Watch) else rule.arch
    return architecture if arch is None else arch_value(arch.value, architecture)


def _number(name: str, table: Architecture | None) -> int | None:
    if name == ALL_SYSCALLS:
        return None
    known = number(table, name) if table else None
    if known is not None or not begins_with_digit(name):
        return known
    parsed = c_number(name)
    return parsed[0] if parsed else None


def _calls(rule: Rule | Watch, filter_list: FilterList, architecture: Architecture) -> CallSet:
    if filter_list != "exit":
        # auditctl sets every bit there, the kernel looks at none.
        return ALL_SYSCALLS
    if isinstance(rule, Watch) or not rule.syscalls:
        return ALL_SYSCALLS
    if any(call.name == ALL_SYSCALLS for call in rule.syscalls):
        return ALL_SYSCALLS
    return frozenset(
        call.name if found is None else found
        for call, found in calls_of(rule, architecture)
        if call.name.strip(",")
    )


def _watch_fields(
    watch: Watch, values: Mapping[str, str], directories: frozenset[str]
) -> tuple[NormalField, NormalField]:
    path = fill(watch.path, values)
    minimum = 2  # auditctl leaves "//" as it is
    if len(path) > minimum and path.endswith("/"):
        path = path.rstrip("/") or "/"
    is_directory = path in directories or not path.strip("/")
    bits = ALL_PERMISSIONS if watch.perms is None else permission_bits(watch.perms)
    return (
        NormalField(name="dir" if is_directory else "path", op="=", value=path),
        NormalField(name="perm", op="=", value=bits or 0),
    )


def _fields(fields: tuple[Field, ...], architecture: Architecture) -> list[NormalField]:
    kept: list[NormalField] = []
    for field in fields:
        one = _normal(field, architecture)
        earlier = next((place for place, old in enumerate(kept) if old.name == "perm"), None)
        if field.option == "-p" and earlier is not None:
            kept[earlier] = one
        else:
            kept.append(one)
    return kept


def _normal(field: Field, architecture: Architecture) -> NormalField:
    if field.option == "-C":
        pair = comparison(field.name, small(field.value).replace("loginuid", "auid"))
        return NormalField(name="field_compare", op=field.op, value=pair or field.value)
    value: int | str | None
    if field.name == "arch":
        machine = arch_value(field.value, architecture)
        value = machine.elf if machine else field.value
    else:
        value = kernel_value(FIELDS[field.name].kind, field.value)
    return NormalField(name=field.name, op=field.op, value=field.value if value is None else value)
