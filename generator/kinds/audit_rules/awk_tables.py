"""Awk tables: what the awk programs look up, written from the tables of the reference meaning."""

from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Final

from generator.audit.accesses import FILLED, OPENS, access_calls
from generator.audit.commands import CRASH, MAX_WAIT, NO_LIST, PHRASES
from generator.audit.events import ACCESSES, Access
from generator.audit.fields import COMPARABLE, FIELDS, MAX_FIELDS, MAX_KEY_BYTES, Kind
from generator.audit.getopt import BAD_OPTION, STRAY_WORD
from generator.audit.loading import EXISTS, LOCKED
from generator.audit.names import (
    COMPARISONS,
    FILE_SYSTEMS,
    FILE_TYPES,
    errno_numbers,
    message_types,
)
from generator.audit.options import LONG, PLAIN, VALUED
from generator.audit.places import MISSING, NO_FOLDER, NOT_A_NAME, TOO_MANY_LINKS
from generator.audit.read_action import ACTIONS, LISTS
from generator.audit.read_syscalls import MAX_NUMBER
from generator.audit.read_value import MAX_PATH_BYTES
from generator.audit.syscalls import (
    ARCHITECTURES,
    RELEASES,
    Architecture,
    companion,
    name_of,
    of_release,
)
from generator.audit.values import MAX_ADDRESS_FAMILY, PERMISSIONS
from generator.audit.words import MAX_LINE_BYTES

_WIDTH: Final = 96
_CALLS: Final = 2048


def _number(release: str) -> int:
    """Give a release of audit as a number: 40003 for 4.0.3."""
    first, second, third = (*map(int, release.split(".")), 0)[:3]
    return first * 10000 + second * 100 + third


_LIMITS: Final[Mapping[str, int]] = {
    "MAX_LINE": MAX_LINE_BYTES,
    "MAX_PATH": MAX_PATH_BYTES,
    "MAX_KEY": MAX_KEY_BYTES,
    "MAX_FIELDS": MAX_FIELDS,
    "MAX_CALL": MAX_NUMBER,
    "MAX_FAMILY": MAX_ADDRESS_FAMILY,
    "MAX_WAIT": MAX_WAIT,
    "FILLS_FROM": min(_number(one) for one, does in RELEASES.items() if does.fills),
    "SKIPS_FROM": min(_number(one) for one, does in RELEASES.items() if does.skips),
}
_MESSAGES: Final[Mapping[str, str]] = {
    **{str(code): text for code, text in PHRASES.items()},
    "bad-group": "Unknown group",
    "bad-option": BAD_OPTION,
    "crash": CRASH,
    "exists": EXISTS,
    "locked": LOCKED,
    "missing": MISSING,
    "no-folder": NO_FOLDER,
    "no-list": NO_LIST,
    "not-a-name": NOT_A_NAME,
    "stray-word": STRAY_WORD,
    "too-many-links": TOO_MANY_LINKS,
}
_WRONG: Final[Mapping[Kind, str]] = {
    Kind.PERM: "bad-permission",
    Kind.FILE_TYPE: "bad-file-type",
    Kind.ERRNO: "bad-errno",
    Kind.MESSAGE_TYPE: "bad-message-type",
}
"""The phrase for a value that is none of its kind; bad-number for other kinds."""


def awk_tables() -> str:
    """Return the awk function `load_tables`, which fills the tables of the loading program."""
    lines = [
        *(f"{name} = {number}" for name, number in sorted(_LIMITS.items())),
        f"PLAIN_OPTIONS = {quoted(PLAIN)}",
        f"VALUED_OPTIONS = {quoted(VALUED)}",
        *_pairs("long_valued", {name: int(valued) for name, valued in LONG.items()}),
        *_pairs("is_action", dict.fromkeys(ACTIONS, 1)),
        *_pairs("is_list", dict.fromkeys(LISTS, 1)),
        *_pairs("is_comparable", dict.fromkeys(COMPARABLE, 1)),
        *_pairs("perm_bit", PERMISSIONS),
        *_pairs("errno_number", errno_numbers()),
        *_pairs("message_type", message_types()),
        *_pairs("file_type", FILE_TYPES),
        *_pairs("file_system", FILE_SYSTEMS),
        *_pairs("field_kind", {name: _word(field.kind) for name, field in FIELDS.items()}),
        *_pairs("field_ops", {name: ",".join(field.operators) for name, field in FIELDS.items()}),
        *_pairs("field_lists", {name: ",".join(field.lists) for name, field in FIELDS.items()}),
        *_pairs("pair_number", _comparisons()),
        *(f"access_bit[{quoted(letter)}] = {PERMISSIONS[letter]}" for letter in ACCESSES),
        *(line for letter, calls in FILLED.items() for line in _filled(letter, calls)),
        *_pairs("is_opening", dict.fromkeys(OPENS, 1)),
        *(line for letter in ACCESSES for line in _accesses(letter)),
        *_pairs(
            "arch_of_word", {word: arch.name for arch in ARCHITECTURES for word in arch.aliases}
        ),
        *_pairs("arch_elf", {arch.name: arch.elf for arch in ARCHITECTURES}),
        *_pairs("arch_of_elf", {str(arch.elf): arch.name for arch in ARCHITECTURES}),
        *_pairs("arch_word", {arch.name: arch.word for arch in ARCHITECTURES}),
        *_pairs("arch_table", {arch.name: arch.table for arch in ARCHITECTURES}),
        *_pairs(
            "arch_companion",
            {arch.name: arch.companion for arch in ARCHITECTURES if arch.companion},
        ),
        *(f"wrong[{quoted(_word(kind))}] = {quoted(code)}" for kind, code in _WRONG.items()),
        *(f"phrase[{quoted(code)}] = {quoted(text)}" for code, text in sorted(_MESSAGES.items())),
    ]
    body = "".join(f"    {line}\n" for line in lines)
    return f"{_READ_PAIRS}\nfunction load_tables() {{\n{body}}}\n"


def call_lines(machine: Architecture) -> str:
    """Return the system calls of a machine as the program's driver reads them: `b64 read 0`.

    Those of its companion follow as `b32`.
    """
    other = companion(machine)
    tables = [(machine.word, machine), *([("b32", other)] if other else [])]
    return "".join(
        f"{word} {name} {number}\n" for word, arch in tables for name, number in _c(arch)
    )


def foreign_call_lines(machine: Architecture) -> str:
    """Return the tables of all other machines, which `-F arch=` may name: `arm read 3`."""
    other = companion(machine)
    own = {machine.table, *([other.table] if other else [])}
    others = (of_release(arch, machine.release) for arch in ARCHITECTURES)
    tables = {arch.table: arch for arch in others if arch.table not in own}
    return "".join(
        f"{table} {name} {number}\n" for table, arch in tables.items() for name, number in _c(arch)
    )


def _accesses(letter: Access) -> Iterable[str]:
    """Write the calls of a letter of perm, in order, several on a line."""
    known = f"access_calls[{quoted(letter)}]"
    for line in wrap(" ".join(one.name for one in access_calls(letter)), _WIDTH - 2 * len(known)):
        yield f"{known} = {known} {quoted(f'{line} ')}"


def _filled(letter: str, calls: str) -> Iterable[str]:
    """Write the calls of a letter of perm= with commas between them, several on a line."""
    known = f"filled_calls[{quoted(letter)}]"
    first, *others = wrap(calls, _WIDTH - 2 * len(known))
    yield f"{known} = {quoted(first.replace(' ', ','))}"
    yield from (f"{known} = {known} {quoted(',' + one.replace(' ', ','))}" for one in others)


def quoted(text: str) -> str:
    """Write an ASCII text as an awk string without an apostrophe in it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("'", "\\047")
    return f'"{escaped}"'


def _c(arch: Architecture) -> Iterable[tuple[str, int]]:
    return [(name, at) for at in range(_CALLS) if (name := name_of(arch, at)) is not None]


def _word(kind: Kind) -> str:
    return kind.name.lower()


def _comparisons() -> Mapping[str, int]:
    numbers: dict[str, int] = {}
    for number, (left, right) in enumerate(COMPARISONS, start=1):
        numbers.setdefault(f"{left},{right}", number)
        numbers.setdefault(f"{right},{left}", number)
    return numbers


def _pairs(table: str, entries: Mapping[str, int | str]) -> Iterable[str]:
    """Write `name value` pairs, several on a line."""
    line = ""
    for name, value in entries.items():
        pair = f"{name} {value}"
        if line and len(table) + len(line) + len(pair) > _WIDTH - 20:
            yield f"read_pairs({table}, {quoted(line)})"
            line = ""
        line += f" {pair}" if line else pair
    yield f"read_pairs({table}, {quoted(line)})"


_READ_PAIRS: Final = """\
# Generated by generator/kinds/audit_rules/awk_tables.py from the tables of generator/audit.

function read_pairs(table, text,    part, count, i) {
    count = split(text, part, " ")
    for (i = 1; i < count; i += 2) table[part[i]] = part[i + 1]
}
"""
