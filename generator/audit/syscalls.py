"""Architectures and their system call tables, as libaudit has them.

The numbers come from syscalls.json, which `python -m generator.audit.syscalls_from_ausyscall`
makes from `ausyscall ARCH --dump`. Names are libaudit's (`pread`, not `pread64`). New calls are
behind the others, with the same number on every machine (measured: audit 3.0.9 and 4.0.2), so what
an older auditctl knows is the table up to a number.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final, Literal

from generator.audit.letters import small

Word = Literal["b64", "b32"]
Table = Literal["x86_64", "i386", "aarch64", "arm", "ppc64le", "s390x", "s390"]

TABLES: Final[tuple[Table, ...]] = (
    "x86_64",
    "i386",
    "aarch64",
    "arm",
    "ppc64le",
    "s390x",
    "s390",
)
DATA: Final = Path(__file__).with_name("syscalls.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What auditctl of a release of audit makes of names and of `-F perm=`.

    `last_call` is the last system call that it knows by name. With `fills` it gives a rule the
    calls of its perm= where an arch or calls stand before that; a rule with a call among these that
    the machine lacks it refuses, or with `skips` it leaves such calls out.
    """

    last_call: int
    fills: bool
    skips: bool


RELEASES: Final[Mapping[str, Release]] = {
    "3.0": Release(last_call=450, fills=False, skips=False),
    "4.0": Release(last_call=462, fills=True, skips=False),
    "4.0.3": Release(last_call=462, fills=True, skips=True),
}
"""By the first release that is so: measured with 3.0.9 and 4.0.2; 3.1 to 3.1.2 changed no table
(ChangeLog), and 4.0.3 has the correction of audit-userspace #426.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture:
    """A machine as the audit system knows it.

    `word` is its `-F arch=` word, `elf` its AUDIT_ARCH_* number (linux/audit.h), `aliases` the
    names auditctl takes for it, `companion` the 32-bit architecture `b32` stands for there,
    `release` what its auditctl does.
    """

    name: str
    word: Word
    elf: int
    table: Table
    aliases: tuple[str, ...]
    companion: str | None = None
    release: Release = RELEASES["3.0"]


X86_64: Final = Architecture(
    name="x86_64",
    word="b64",
    elf=0xC000003E,
    table="x86_64",
    aliases=("x86_64",),
    companion="i386",
)
I386: Final = Architecture(
    name="i386",
    word="b32",
    elf=0x40000003,
    table="i386",
    aliases=("i386", "i486", "i586", "i686"),
)
AARCH64: Final = Architecture(
    name="aarch64",
    word="b64",
    elf=0xC00000B7,
    table="aarch64",
    aliases=("aarch64", "armv8l"),
    companion="arm",
)
ARM: Final = Architecture(
    name="arm",
    word="b32",
    elf=0x40000028,
    table="arm",
    aliases=("arm", "armeb", "armv5tejl", "armv5tel", "armv6l", "armv7l"),
)
PPC64LE: Final = Architecture(
    name="ppc64le", word="b64", elf=0xC0000015, table="ppc64le", aliases=("ppc64le",)
)
S390X: Final = Architecture(
    name="s390x",
    word="b64",
    elf=0x80000016,
    table="s390x",
    aliases=("s390x",),
    companion="s390",
)
S390: Final = Architecture(name="s390", word="b32", elf=0x16, table="s390", aliases=("s390",))
PPC64: Final = Architecture(
    name="ppc64",
    word="b64",
    elf=0x80000015,
    table="ppc64le",
    aliases=("ppc64",),
    companion="ppc",
)
PPC: Final = Architecture(name="ppc", word="b32", elf=0x14, table="ppc64le", aliases=("ppc",))
ARCHITECTURES: Final = (X86_64, I386, AARCH64, ARM, PPC64LE, S390X, S390, PPC64, PPC)
"""Every machine libaudit 3.0.9 knows; both ppc words share ppc64le's numbers."""

ARCH_WORDS: Final = ("b64", "b32", *(alias for arch in ARCHITECTURES for alias in arch.aliases))
"""Every word `-F arch=` takes."""


@cache
def _tables() -> Mapping[str, Mapping[str, int]]:
    tables: dict[str, dict[str, int]] = json.loads(DATA.read_text(encoding="utf-8"))["tables"]
    return tables


@cache
def _names(table: Table) -> Mapping[int, str]:
    return {number: name for name, number in _tables()[table].items()}


@cache
def _all_names() -> frozenset[str]:
    return frozenset(name for table in _tables().values() for name in table)


def architecture(name: str) -> Architecture | None:
    """Return the architecture with this name or alias (`uname -m` gives one), in any case."""
    name = small(name)
    return next((arch for arch in ARCHITECTURES if name in arch.aliases), None)


def architecture_of_elf(elf: int) -> Architecture | None:
    """Return the architecture with this AUDIT_ARCH_* number."""
    return next((arch for arch in ARCHITECTURES if arch.elf == elf), None)


@cache
def companion(arch: Architecture) -> Architecture | None:
    """Return the 32-bit architecture whose programs run there too, None where there is none."""
    other = architecture(arch.companion) if arch.companion else None
    return of_release(other, arch.release) if other else None


@cache
def of_release(arch: Architecture, release: Release) -> Architecture:
    """Return the architecture as auditctl of a release sees it."""
    return arch if arch.release == release else replace(arch, release=release)


def number(arch: Architecture, name: str) -> int | None:
    """Return the number of the system call (in any case, as libaudit), None where it is missing."""
    found = _tables()[arch.table].get(small(name))
    return None if found is None or found > arch.release.last_call else found


def name_of(arch: Architecture, call: int) -> str | None:
    """Return the name of the system call with this number, None where the table has none."""
    return _names(arch.table).get(call) if call <= arch.release.last_call else None


def known_anywhere(name: str) -> bool:
    """Whether any table has a system call of this name."""
    return small(name) in _all_names()


def syscall_names() -> tuple[str, ...]:
    """Every name in any table, sorted."""
    return tuple(sorted(_all_names()))
