"""Rendering: a rule as `auditctl -l` prints it once loaded, and as a rules file has it.

The listing follows auditctl-listing.c of audit 3.0.9, its faults included: a `never` rule of
path, perm and key alone is listed as a watch, and `exe!=` as `exe=`.
"""

from collections.abc import Callable
from typing import Final, assert_never

from generator.audit.fields import FIELDS, KEY_SEPARATOR, Kind
from generator.audit.names import (
    COMPARISONS,
    FILE_SYSTEMS,
    errno_names,
    message_type_names,
)
from generator.audit.normal import NormalField, NormalForm, normal_form
from generator.audit.rule import ALL_SYSCALLS, Control, Field, FilterList, Line, Rule, Watch
from generator.audit.syscalls import Architecture, architecture_of_elf, name_of
from generator.audit.values import signed

_LETTERS: Final = (("r", 4), ("w", 2), ("x", 1), ("a", 8))
_WATCH_FIELDS: Final = frozenset({"path", "dir", "perm", "key"})
_LIST_ORDER: Final[tuple[FilterList, ...]] = ("user", "task", "exit", "exclude", "filesystem")
_OPTIONS: Final = {"append": "-a", "prepend": "-A", "delete": "-d"}


def render(rule: Rule | Watch | NormalForm, architecture: Architecture) -> str:
    """Return the line `auditctl -l` prints for the rule when it is the only one loaded."""
    form = rule if isinstance(rule, NormalForm) else normal_form(rule, architecture)
    return _listed(form, _table_after(form, None) or architecture)


def render_listing(
    rules: tuple[Rule | Watch | NormalForm, ...], architecture: Architecture
) -> tuple[str, ...]:
    """Return the lines `auditctl -l` prints when these rules were loaded in this order.

    The kernel lists one filter list after the other, `-A` rules first. auditctl decodes the
    numbers of a rule without arch with the arch printed last, so names may be wrong.
    """
    listed: dict[FilterList, list[NormalForm]] = {name: [] for name in _LIST_ORDER}
    for rule in rules:
        form = rule if isinstance(rule, NormalForm) else normal_form(rule, architecture)
        first = isinstance(rule, Rule) and rule.prepend
        listed[form.list].insert(0 if first else len(listed[form.list]), form)
    lines: list[str] = []
    table: Architecture | None = None
    for form in (form for name in _LIST_ORDER for form in listed[name]):
        table = _table_after(form, table)
        lines.append(_listed(form, table or architecture))
    return tuple(lines)


def render_source(line: Line) -> str:
    """Return the line as a rules file has it: words as the author wrote them, one blank between.

    Fields stand behind `-S`, except those up to the last `arch`, so that their order, which the
    kernel compares, is kept. Keys come last as `-k`.
    """
    match line:
        case Rule():
            return " ".join(_rule_words(line))
        case Watch():
            return " ".join(_watch_words(line))
        case Control():
            return " ".join(
                word for one in line.settings for word in _setting(one.option, one.value)
            )
        case _:
            assert_never(line)


def _rule_words(rule: Rule) -> list[str]:
    arch_places = [place for place, one in enumerate(rule.fields) if one.name == "arch"]
    before = arch_places[-1] + 1 if arch_places else 0
    words = [_OPTIONS[rule.operation], f"{rule.action},{rule.list}"]
    words += _field_words(rule.fields[:before])
    if rule.syscalls:
        words += ["-S", ",".join(call.name for call in rule.syscalls)]
    words += _field_words(rule.fields[before:])
    return words + _key_words(rule.keys)


def _watch_words(watch: Watch) -> list[str]:
    words = ["-W" if watch.removes else "-w", escaped(watch.path)]
    words += ["-p", watch.perms] if watch.perms is not None else []
    words += ["-S", ",".join(call.name for call in watch.syscalls)] if watch.syscalls else []
    return words + _field_words(watch.fields) + _key_words(watch.keys)


def _setting(option: str, value: str | None) -> tuple[str, ...]:
    if value is None:
        return (option,)
    return (option, "-k", escaped(value)) if option == "-D" else (option, escaped(value))


def _field_words(fields: tuple[Field, ...]) -> list[str]:
    return [word for one in fields for word in (one.option, escaped(one.text))]


def _key_words(keys: tuple[str, ...]) -> list[str]:
    return [word for key in keys for word in ("-k", escaped(key))]


def escaped(word: str) -> str:
    """Write a word so that auditctl reads it as one."""
    # A backslash is doubled only where auditctl would read it as an escape.
    return word.replace("\\\\", "\\\\\\\\").replace(" ", "\\ ")


def _table_after(form: NormalForm, table: Architecture | None) -> Architecture | None:
    if _is_watch(form):
        return table
    for field in form.fields:
        if field.name == "arch" and isinstance(field.value, int):
            table = architecture_of_elf(field.value)
    return table


def _is_watch(form: NormalForm) -> bool:
    names = {field.name for field in form.fields}
    return "perm" in names and names <= _WATCH_FIELDS and form.syscalls == ALL_SYSCALLS


def _listed(form: NormalForm, table: Architecture) -> str:
    if _is_watch(form):
        return "".join(_watch_part(field) for field in form.fields)
    words = [f"-a {form.action},{form.list}"]
    words += [_field_part(field) for field in form.fields if field.name == "arch"]
    if form.list == "exit":
        words += _call_part(form, table)
    words += [_field_part(field) for field in form.fields if field.name != "arch"]
    return " ".join(word for word in words if word)


def _call_part(form: NormalForm, table: Architecture) -> list[str]:
    if isinstance(form.syscalls, str):
        return [f"-S {form.syscalls}"]
    numbers = sorted(call for call in form.syscalls if isinstance(call, int))
    names = [name_of(table, call) or str(call) for call in numbers]
    names += sorted(call for call in form.syscalls if isinstance(call, str))
    return ["-S " + ",".join(names)] if names else []


def _watch_part(field: NormalField) -> str:
    if field.name in ("path", "dir"):
        return f"-w {field.value}"
    if field.name == "perm":
        return f" -p {_letters(field.value)}"
    return "".join(f" -k {key}" for key in _keys(field))


def _field_part(field: NormalField) -> str:
    if field.name == "key":
        return " ".join(f"-F key={key}" for key in _keys(field))
    if field.name == "field_compare" and isinstance(field.value, int):
        # auditctl lists nothing for a number that compares nothing.
        pairs = dict(enumerate(COMPARISONS, start=1))
        left, right = pairs.get(field.value, ("", ""))
        return f"-C {left}{field.op}{right}" if left else ""
    op = "=" if field.name == "exe" else field.op
    return f"-F {field.name}{op}{_value(field)}"


def _keys(field: NormalField) -> tuple[str, ...]:
    return tuple(key for key in str(field.value).split(KEY_SEPARATOR) if key)


def _letters(value: int | str) -> str:
    if isinstance(value, str):
        return value
    return "".join(letter for letter, bit in _LETTERS if value & bit)


def _value(field: NormalField) -> str:
    value = field.value
    if isinstance(value, str):
        return value
    writer = _WRITERS.get(FIELDS[field.name].kind)
    if writer:
        return writer(value)
    return str(value) if field.name == "inode" else str(signed(value))


def _arch(value: int) -> str:
    machine = architecture_of_elf(value)
    return machine.word if machine else f"0x{value:X}"


def _message_type(value: int) -> str:
    return message_type_names().get(value, str(signed(value)))


def _file_system(value: int) -> str:
    names = {number: name for name, number in FILE_SYSTEMS.items()}
    return names.get(value, str(signed(value)))


def _exit(value: int) -> str:
    name = errno_names().get(-signed(value))
    return f"-{name}" if name else str(signed(value))


_WRITERS: Final[dict[Kind, Callable[[int], str]]] = {
    Kind.ARCH: _arch,
    Kind.PERM: _letters,
    Kind.MESSAGE_TYPE: _message_type,
    Kind.FILE_SYSTEM: _file_system,
    Kind.ERRNO: _exit,
    Kind.SIGNED: lambda value: f"0x{value:X}",
}
