"""Listings read: `auditctl -l` and `auditctl -s` back to the kernel's lists.

What the listing leaves open is kept open, as other forms of the rule (`others`): a watch may be a
rule that says never, and of a path or of a dir; `exe=` may be `exe!=`. Numbers of a rule without
arch are named by the arch printed before it, and are read so. Everything behind the first key is
part of it. Not told apart: a path with ` -F ` in it, and a `field_compare` that compares nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from generator.audit.fields import FIELDS, KEY_SEPARATOR, Kind, find_operator
from generator.audit.kernel import Enabled, KernelLists, KernelRule, kernel_rule
from generator.audit.names import comparison
from generator.audit.normal import CallSet, NormalField, NormalForm
from generator.audit.places import USUAL, FileSystem, follow
from generator.audit.read_action import is_action, is_list
from generator.audit.rule import ALL_SYSCALLS, Action, Operator
from generator.audit.syscalls import (
    ARCHITECTURES,
    RELEASES,
    Architecture,
    architecture_of_elf,
    number,
)
from generator.audit.values import arch_value, c_number, kernel_value, permission_bits

_WATCH: Final = re.compile(
    r"-w (?P<path>.*) -p (?P<perm>[rwxa]*)(?P<keys>(?: -k .*)?)\Z", re.DOTALL
)
_TURNED: Final = re.compile(
    r" ?-p (?P<perm>[rwxa]*)-w (?P<path>.*?)(?P<keys>(?: -k .*)?)\Z", re.DOTALL
)
_PERM_ALONE: Final = re.compile(r" ?-p (?P<perm>[rwxa]*)(?P<keys>(?: -k .*)?)\Z", re.DOTALL)
_RULE: Final = re.compile(r"-a (\w+),(\w+)(.*)\Z", re.DOTALL)
_PART: Final = re.compile(r" (?=-[FSC] )")
_KEY: Final = "-F key="
_NEWEST: Final = max(RELEASES.values(), key=lambda one: one.last_call)


class UnreadableListingError(ValueError):
    """A line that auditctl 3.0.9 would not print."""


def read_listing(
    lines: Sequence[str],
    *,
    machine: Architecture,
    enabled: Enabled = 1,
    files: FileSystem = USUAL,
) -> KernelLists:
    """Read the lines of `auditctl -l` on a `machine` with these files.

    `enabled` is what `auditctl -s` says. UnreadableListingError where a line is none of a listing;
    rules of lists that record no system calls (io_uring) are left out.
    """
    table = machine
    rules: list[KernelRule] = []
    for at, line in enumerate((one for one in lines if one not in ("", "No rules")), start=1):
        origin = f"kernel rule {at}"
        watch = _WATCH.match(line) or _TURNED.match(line) or _PERM_ALONE.match(line)
        if watch:
            rules.append(_watch(watch, origin, files))
            continue
        match = _RULE.match(line)
        if not match:
            raise UnreadableListingError(line)
        fields, calls = _parts(match[3], machine)
        arches = [one.value for one in fields if one.name == "arch"]
        for elf in arches:
            table = (architecture_of_elf(elf) if isinstance(elf, int) else None) or machine
        if is_action(match[1]) and is_list(match[2]):
            form = NormalForm(
                list=match[2],
                action=match[1],
                syscalls=_calls(calls, table) if match[2] == "exit" else ALL_SYSCALLS,
                fields=fields,
            )
            rules.append(_with_others(form, origin, calls or "", files))
    return KernelLists(rules=tuple(rules), enabled=enabled)


def settle(listed: KernelLists, loaded: KernelLists) -> KernelLists:
    """Read ambiguous rules of a listing as the files have them, where these have just one reading.

    `loaded` is what a boot would put in force; what it does not settle stays ambiguous. A rule for
    another machine's arch is listed as one for this machine's: it is told by the files alone.
    """
    known = frozenset(rule.form for rule in loaded.rules)

    def settled(rule: KernelRule) -> KernelRule:
        readings = [one for one in (rule, *rule.others) if one.form in known]
        if not readings:
            readings = [one for one in _of_other_machines(rule) if one.form in known]
        return replace(readings[0], others=()) if len(readings) == 1 else rule

    return replace(listed, rules=tuple(settled(rule) for rule in listed.rules))


def _of_other_machines(rule: KernelRule) -> Iterator[KernelRule]:
    """Give the rule as it would be for every other arch of the same word."""
    at, elf = next(
        ((at, one.value) for at, one in enumerate(rule.form.fields) if one.name == "arch"), (0, "")
    )
    own = architecture_of_elf(elf) if isinstance(elf, int) else None
    for other in ARCHITECTURES:
        if own is None or other is own or other.word != own.word:
            continue
        field = replace(rule.form.fields[at], value=other.elf)
        fields = (*rule.form.fields[:at], field, *rule.form.fields[at + 1 :])
        calls = rule.form.syscalls if rule.form.list != "exit" else _calls(rule.calls, other)
        conditions = (
            *rule.conditions[:at],
            replace(rule.conditions[at], field=field, text=f"arch{field.op}{other.elf}"),
            *rule.conditions[at + 1 :],
        )
        form = replace(rule.form, fields=fields, syscalls=calls)
        yield replace(rule, form=form, conditions=conditions)


def read_status(text: str) -> Enabled | None:
    """Return the switch from `auditctl -s`, None where the text does not say it."""
    match = re.search(r"^enabled ([012])$", text, re.MULTILINE)
    states: dict[str, Enabled] = {"0": 0, "1": 1, "2": 2}
    return states[match[1]] if match else None


def _watch(match: re.Match[str], origin: str, files: FileSystem) -> KernelRule:
    perm = NormalField(name="perm", op="=", value=permission_bits(match["perm"]) or 0)
    joined = match["keys"].removeprefix(" -k ").replace(" -k ", KEY_SEPARATOR)
    key = (NormalField(name="key", op="=", value=joined),) if joined else ()
    pairs = [(perm,)] if match.re is _PERM_ALONE else _pairs(match, perm, files)
    actions: tuple[Action, ...] = ("always", "never")
    forms = [
        NormalForm(list="exit", action=action, syscalls=ALL_SYSCALLS, fields=(*pair, *key))
        for action, pair in product(actions, pairs)
    ]
    return _ambiguous(forms, origin, "", files)


def _pairs(
    match: re.Match[str], perm: NormalField, files: FileSystem
) -> list[tuple[NormalField, ...]]:
    """Return the path and the permissions of a watch, in the order of the line."""
    found = follow(match["path"], files)
    folder = not isinstance(found, str) and found.entry == "folder"
    paths = (
        NormalField(name=name, op="=", value=match["path"])
        for name in (("dir", "path") if folder else ("path", "dir"))
    )
    return [(perm, path) if match.re is _TURNED else (path, perm) for path in paths]


def _with_others(form: NormalForm, origin: str, calls: str, files: FileSystem) -> KernelRule:
    places = [at for at, one in enumerate(form.fields) if one.name == "exe"]
    forms = [form]
    for at in places:
        turned = replace(form.fields[at], op="!=")
        forms += [
            replace(one, fields=(*one.fields[:at], turned, *one.fields[at + 1 :])) for one in forms
        ]
    return _ambiguous(forms, origin, calls, files)


def _ambiguous(
    forms: Sequence[NormalForm], origin: str, calls: str, files: FileSystem
) -> KernelRule:
    first, *others = (kernel_rule(form, origin=origin, calls=calls, files=files) for form in forms)
    return replace(first, others=tuple(others))


def _parts(rest: str, machine: Architecture) -> tuple[tuple[NormalField, ...], str | None]:
    """Read what stands behind the list: fields in order, and the names of the calls."""
    head, behind, keys = rest.partition(" " + _KEY)
    joined = keys.replace(" " + _KEY, KEY_SEPARATOR) if behind else ""
    parts = tuple(one for one in _PART.split(head) if one.strip())
    calls = next((one[3:] for one in parts if one.startswith("-S ")), None)
    fields = list(_fields((one for one in parts if not one.startswith("-S ")), machine))
    if joined:
        fields.append(NormalField(name="key", op="=", value=joined))
    return tuple(fields), calls


def _fields(parts: Iterator[str], machine: Architecture) -> Iterator[NormalField]:
    for part in parts:
        found = find_operator(part[3:])
        if found is None:
            raise UnreadableListingError(part)
        op, place = found
        name, value = part[3 : 3 + place], part[3 + place + len(op) :]
        if part.startswith("-C "):
            pair = comparison(name, value)
            yield NormalField(name="field_compare", op=op, value=0 if pair is None else pair)
        else:
            yield _field(name, op, value, machine)


def _field(name: str, op: Operator, text: str, machine: Architecture) -> NormalField:
    if name not in FIELDS:
        raise UnreadableListingError(f"-F {name}{op}{text}")
    kind = FIELDS[name].kind
    value: int | str | None
    if kind is Kind.ARCH:
        found = arch_value(text, machine)
        number_read = c_number(text)
        value = found.elf if found else number_read[0] if number_read else text
    elif kind is Kind.FILE_TYPE or (kind is Kind.FILE_SYSTEM and text.lstrip("-").isdigit()):
        number_read = c_number(text)
        value = number_read[0] if number_read else kernel_value(kind, text)
    elif kind in (Kind.NUMBER, Kind.GROUP) and text.startswith("-"):
        number_read = c_number(text)
        value = number_read[0] if number_read else text
    else:
        value = kernel_value(kind, text)
    return NormalField(name=name, op=op, value=text if value is None else value)


def _calls(names: str | None, table: Architecture) -> CallSet:
    if names is None:
        return frozenset()
    if names == ALL_SYSCALLS:
        return ALL_SYSCALLS
    found: set[int | str] = set()
    for name in names.split(","):
        known = number(table, name)
        read = c_number(name) if known is None else None
        found.add(known if known is not None else read[0] if read else name)
    return frozenset(found)
