"""System calls read: the list behind `-S`, names or numbers with commas between them."""

from typing import Final

from generator.audit.accesses import filled_calls
from generator.audit.findings import Findings
from generator.audit.letters import begins_with_digit, small
from generator.audit.problem import did_you_mean
from generator.audit.rule import ALL_SYSCALLS, Syscall
from generator.audit.syscalls import Architecture, known_anywhere, number, syscall_names
from generator.audit.values import arch_value, c_number, is_plain_number
from generator.audit.words import Word

MAX_NUMBER: Final = 2047
"""The last bit of a rule's mask; the kernel reads the last 16 as classes of system calls."""


def read_syscalls(word: Word, arch: str | None, findings: Findings) -> tuple[Syscall, ...]:
    """Read the argument of `-S`; `arch` is the text of the rule's last `-F arch=`.

    Commas alone are kept as they are: such a rule matches no system call.
    """
    machine = findings.strictness.machine
    table = arch_value(arch, machine) if arch and machine else machine
    calls: list[Syscall] = []
    start = 0
    for name in word.text.split(","):
        part = word.part(start, start + len(name))
        start += len(name) + 1
        if not name:
            hint = "write names with one comma between them"
            findings.warn("empty-syscall", "-S has an empty word in its list", word.span, hint)
        elif name == ALL_SYSCALLS or _is_call(part, table, findings):
            calls.append(Syscall(name=name, span=part.span))
    if not word.text.strip(","):
        calls.append(Syscall(name=word.text, span=word.span))
    return tuple(calls)


def read_permissions(
    permissions: str, word: Word, arch: str | None, findings: Findings
) -> tuple[Syscall, ...]:
    """Give the calls that auditctl of newer releases reads in `-F perm=` behind an arch or calls.

    They are found at the whole `word`.
    """
    machine = findings.strictness.machine
    if machine is None or not machine.release.fills:
        return ()
    table = arch_value(arch, machine) if arch else machine
    names = filled_calls(permissions)
    missing = [one for one in names if table is None or number(table, one) is None]
    if missing and not machine.release.skips:
        findings.refuse(
            "unknown-syscall",
            f"auditctl reads {word.text!r} as system calls, of which"
            f" {table.name if table else 'the machine'} lacks {missing[0]!r}",
            word.span,
            "leave arch out, or write a watch",
        )
        return ()
    return tuple(Syscall(name=one, span=word.span) for one in names if one not in missing)


def _is_call(part: Word, table: Architecture | None, findings: Findings) -> bool:
    name = part.text
    known = known_anywhere(name) if table is None else number(table, name) is not None
    if known:
        return True
    parsed = c_number(name) if begins_with_digit(name) else None
    if parsed is not None and parsed[0] <= MAX_NUMBER:
        if not is_plain_number(name):
            findings.warn("bad-number", f"auditctl takes {name!r} as {parsed[0]}", part.span)
        return True
    where = f" on {table.name}" if table else ""
    if parsed is not None:
        hint: str | None = f"numbers go up to {MAX_NUMBER}"
    else:
        hint = _near_call(name, table) if findings.strictness.authoring else None
    findings.refuse("unknown-syscall", f"unknown system call {name!r}{where}", part.span, hint)
    return False


def _near_call(name: str, table: Architecture | None) -> str | None:
    # libaudit has the kernel's older names for some calls: pread for pread64 on x86_64.
    shorter = small(name).removesuffix("64")
    if table is not None and number(table, shorter) is not None:
        return f"did you mean {shorter!r}?"
    if known_anywhere(name):
        return "leave it out of this rule"
    return did_you_mean(name, (ALL_SYSCALLS, *syscall_names()))
