"""Codes: every kind of finding in a rule file, in one table, each with one name."""

from dataclasses import dataclass
from typing import Final, Literal

Severity = Literal["error", "warning", "note"]
"""Events are surely lost; are likely lost, or recorded otherwise than meant; good to know."""

FindingName = Literal[
    "refused-line",
    "unknown-syscall",
    "duplicate-rule",
    "missing-folder",
    "early-lock",
    "late-delete",
    "auditing-off",
    "joined-files",
    "endless-file",
    "dropped-setting",
    "unread-file",
    "behind-never",
    "shadowed-rule",
    "late-exclusion",
    "impossible-rule",
    "no-process-audited",
    "drops-syscall-records",
    "exe-not-there",
    "foreign-arch",
    "no-effect-condition",
    "only-successes",
    "only-failures",
    "only-some-users",
    "floor-above-uid-min",
    "no-arch",
    "no-b32",
    "no-key",
    "perm-as-calls",
    "link-watched",
    "missing-path",
    "unintended-text",
    "carriage-return",
    "too-many-rules",
    "not-collected",
    "undecided",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCode:
    """One kind of finding: its number for searching, its name for reading, what it means."""

    id: str
    name: FindingName
    severity: Severity
    meaning: str

    def __str__(self) -> str:
        return self.id


def _code(id_: str, name: FindingName, severity: Severity, meaning: str) -> FindingCode:
    return FindingCode(id=id_, name=name, severity=severity, meaning=meaning)


CODES: Final[tuple[FindingCode, ...]] = (
    _code("R101", "refused-line", "error", "auditctl refuses the line."),
    _code(
        "R102",
        "unknown-syscall",
        "error",
        "The architecture of the rule has no system call of this name.",
    ),
    _code("R103", "duplicate-rule", "error", "The kernel has the same rule already."),
    _code("R104", "missing-folder", "error", "The kernel cannot place a watch at the path."),
    _code(
        "R105",
        "early-lock",
        "error",
        "-e 2 stands before other lines, which the kernel then refuses.",
    ),
    _code("R106", "late-delete", "error", "-D stands behind rules and deletes them."),
    _code("R107", "auditing-off", "error", "-e 0 switches auditing off."),
    _code(
        "R108",
        "joined-files",
        "error",
        "The file has no line end at its end, so the next file's first line is joined to its last.",
    ),
    _code("R109", "endless-file", "error", "augenrules never ends reading this entry."),
    _code(
        "R110",
        "dropped-setting",
        "warning",
        "augenrules keeps the last -D, -b, -f and -e of all files and drops this one.",
    ),
    _code("R111", "unread-file", "note", "augenrules does not read the file."),
    _code("R201", "behind-never", "error", "A rule that says never takes all that this one names."),
    _code("R202", "shadowed-rule", "warning", "An earlier rule takes all that this one names."),
    _code(
        "R203", "late-exclusion", "warning", "A never rule stands behind one that records it all."
    ),
    _code("R204", "impossible-rule", "error", "No event can meet all conditions of the rule."),
    _code(
        "R205", "no-process-audited", "error", "A task rule takes every process out of auditing."
    ),
    _code(
        "R206",
        "drops-syscall-records",
        "error",
        "An exclude rule drops every SYSCALL record.",
    ),
    _code("R207", "exe-not-there", "warning", "exe= names what is no program, so nothing matches."),
    _code(
        "R208", "foreign-arch", "note", "The rule is for an architecture that this machine is not."
    ),
    _code("R209", "no-effect-condition", "note", "The condition holds of every event."),
    _code("R301", "only-successes", "warning", "Attempts that fail are not recorded."),
    _code("R302", "only-failures", "note", "What succeeds is not recorded."),
    _code("R303", "only-some-users", "warning", "The rule leaves real users out."),
    _code(
        "R304",
        "floor-above-uid-min",
        "warning",
        "The rule leaves out the real users with the lowest numbers.",
    ),
    _code(
        "R305",
        "no-arch",
        "warning",
        "A rule for system calls has no arch: in 32-bit programs its numbers mean other calls.",
    ),
    _code("R306", "no-b32", "warning", "32-bit programs are not recorded where 64-bit ones are."),
    _code("R307", "no-key", "warning", "Records of the rule bear no key."),
    _code(
        "R308",
        "perm-as-calls",
        "warning",
        "auditctl of audit 4 puts system calls in the place of perm=, and not all that count.",
    ),
    _code("R401", "link-watched", "warning", "A symbolic link is watched, not what it leads to."),
    _code("R402", "missing-path", "note", "Nothing lies at the path."),
    _code(
        "R501",
        "unintended-text",
        "warning",
        "auditctl takes the text, but otherwise than its author meant.",
    ),
    _code(
        "R502",
        "carriage-return",
        "warning",
        "The file has Windows line ends, which become part of the last words.",
    ),
    _code(
        "R503", "too-many-rules", "note", "There are more rules than are compared with each other."
    ),
    _code("R601", "not-collected", "error", "The kernel does not record what a control requires."),
    _code("R602", "undecided", "error", "It cannot be told whether the kernel records it."),
)
BY_NAME: Final = {code.name: code for code in CODES}
