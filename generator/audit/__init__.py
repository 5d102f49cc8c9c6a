"""Audit rules: what auditctl's language says, as a tree, and what it makes the kernel record.

The language: `parse_rules` turns text into `Rule`, `Watch` and `Control` lines and a tuple of
`Problem`s; `render_source` writes a line as a rules file has it, `render` as `auditctl -l` prints
it; `normal_form` tells which rules are one to the kernel.

The meaning, in the order of its steps:

1. `read_rule_files(root)` reads all that matters from a disk (the only I/O, in disk.py):
   `RuleFiles`, with the mode that `mode(units)` recognises.
2. `boot(rule_files, machine)` is what a boot puts in force: `merge` (augenrules) and then `load`
   (auditctl -R), or `load_compiled` (audit.rules alone). The outcome is `Loaded`: `KernelLists`,
   the line that stopped loading, the lines skipped. `read_listing` reads `auditctl -l` to the same
   `KernelLists`; `settle` decides what the listing leaves ambiguous, where the files tell.
3. `required_events(rules, machine)` says what a control asks for.
4. `coverage(lists, event, machine, uid_min)` is `Collected`, `Lost` or `Undecided`.
5. `evidence(event, verdict, stop)` is that in words.

Nothing of SCAP or YAML is in here. Syntax and tables are those of audit 3.0.9.
"""

from generator.audit.accounts import Accounts, read_accounts
from generator.audit.asked import RequiredEvents, required_events
from generator.audit.boot import RuleFiles, UnclearModeError, boot, load_compiled
from generator.audit.coverage import coverage
from generator.audit.disk import Disk, read_rule_files, read_uid_min
from generator.audit.events import AccessEvent, ExecutionEvent, RequiredEvent, SyscallEvent
from generator.audit.evidence import evidence
from generator.audit.kernel import KernelLists, KernelRule, Loaded, Stop
from generator.audit.listing import read_listing, read_status, settle
from generator.audit.loading import load
from generator.audit.merging import (
    Awk,
    Content,
    Merged,
    NoText,
    Script,
    SourceLine,
    merge,
    read_names,
    split_lines,
)
from generator.audit.normal import NormalField, NormalForm, normal_form
from generator.audit.parse import ParsedLine, ParsedRules, parse_line, parse_rules
from generator.audit.places import FileSystem, SymbolicLink, Tree
from generator.audit.problem import PROBLEM_MEANINGS, Problem, ProblemCode
from generator.audit.render import render, render_listing, render_source
from generator.audit.rule import (
    Control,
    Field,
    Key,
    Line,
    Rule,
    Setting,
    Span,
    Syscall,
    Watch,
)
from generator.audit.syscalls import (
    AARCH64,
    ARCHITECTURES,
    RELEASES,
    X86_64,
    Architecture,
    Release,
    architecture,
    companion,
    known_anywhere,
    name_of,
    number,
    of_release,
)
from generator.audit.units import Auditctl, Augenrules, Mode, NoLoader, Unit, mode
from generator.audit.verdicts import Absent, Collected, Lost, Policy, Undecided, Verdict

__all__ = [
    "AARCH64",
    "ARCHITECTURES",
    "PROBLEM_MEANINGS",
    "RELEASES",
    "X86_64",
    "Absent",
    "AccessEvent",
    "Accounts",
    "Architecture",
    "Auditctl",
    "Augenrules",
    "Awk",
    "Collected",
    "Content",
    "Control",
    "Disk",
    "ExecutionEvent",
    "Field",
    "FileSystem",
    "KernelLists",
    "KernelRule",
    "Key",
    "Line",
    "Loaded",
    "Lost",
    "Merged",
    "Mode",
    "NoLoader",
    "NoText",
    "NormalField",
    "NormalForm",
    "ParsedLine",
    "ParsedRules",
    "Policy",
    "Problem",
    "ProblemCode",
    "Release",
    "RequiredEvent",
    "RequiredEvents",
    "Rule",
    "RuleFiles",
    "Script",
    "Setting",
    "SourceLine",
    "Span",
    "Stop",
    "SymbolicLink",
    "Syscall",
    "SyscallEvent",
    "Tree",
    "UnclearModeError",
    "Undecided",
    "Unit",
    "Verdict",
    "Watch",
    "architecture",
    "boot",
    "companion",
    "coverage",
    "evidence",
    "known_anywhere",
    "load",
    "load_compiled",
    "merge",
    "mode",
    "name_of",
    "normal_form",
    "number",
    "of_release",
    "parse_line",
    "parse_rules",
    "read_accounts",
    "read_listing",
    "read_names",
    "read_rule_files",
    "read_status",
    "read_uid_min",
    "render",
    "render_listing",
    "render_source",
    "required_events",
    "settle",
    "split_lines",
]
