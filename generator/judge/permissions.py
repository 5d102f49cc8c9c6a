"""Permissions: those that newer releases of auditctl read as fewer calls than the kernel does."""

from collections.abc import Iterator

from generator.audit import Architecture, Rule, Syscall, number
from generator.audit.accesses import access_calls, filled_calls
from generator.audit.events import ACCESSES
from generator.audit.normal import table_of
from generator.judge.finding import Finding, finding
from generator.judge.ruleset import RuleSet

_RUNNING = ("execve", "execveat")


def permissions(rules: RuleSet) -> Iterator[Finding]:
    """Give the rules that record who reads, writes or runs by some of the calls that do."""
    for rule in rules.in_exit_order:
        line = rules.line(rule.origin)
        if (
            rule.form.action != "always"
            or rule.form.syscalls == "all"
            or not isinstance(line, Rule)
        ):
            continue
        table = table_of(line, rules.machine)
        for field in line.fields:
            implied = [call for call in line.syscalls if call.span == field.span]
            if field.name == "perm" and implied and table:
                words = _left_out(field.value, line.syscalls, table)
                if words:
                    words = f"auditctl reads {field.text} as system calls and leaves out {words}"
                    hint = "leave arch out, write -S all before it, or write a watch"
                    yield finding("perm-as-calls", words, rule.origin, field.span, hint=hint)


def _left_out(letters: str, calls: tuple[Syscall, ...], table: Architecture) -> str:
    """Name the calls that the kernel counts to these letters and that the rule lacks."""
    named = {call.name for call in calls}
    wanted = [one.name for letter in ACCESSES if letter in letters for one in access_calls(letter)]
    if "x" in letters:
        wanted += _RUNNING
    missing = [one for one in wanted if number(table, one) is not None and one not in named]
    return ", ".join(dict.fromkeys(one for one in missing if one not in filled_calls(letters)))
