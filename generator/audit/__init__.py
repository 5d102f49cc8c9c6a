"""Audit rules: what auditctl's language says, as a tree; nothing of SCAP or YAML in it.

`parse_rules` turns text into `Rule`, `Watch` and `Control` lines and a tuple of `Problem`s;
`render_source` writes a line as a rules file has it, `render` as `auditctl -l` prints it;
`normal_form` tells which rules are one to the kernel; `required_events` says what a set of
rules asks to be recorded. Syntax and tables are those of audit 3.0.9.
"""

from generator.audit.events import (
    ExecutionEvent,
    RequiredEvent,
    RequiredEvents,
    SyscallEvent,
    required_events,
)
from generator.audit.normal import NormalField, NormalForm, normal_form
from generator.audit.parse import ParsedLine, ParsedRules, parse_line, parse_rules
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
    ARCHITECTURES,
    Architecture,
    architecture,
    companion,
    known_anywhere,
    name_of,
    number,
)

__all__ = [
    "ARCHITECTURES",
    "PROBLEM_MEANINGS",
    "Architecture",
    "Control",
    "ExecutionEvent",
    "Field",
    "Key",
    "Line",
    "NormalField",
    "NormalForm",
    "ParsedLine",
    "ParsedRules",
    "Problem",
    "ProblemCode",
    "RequiredEvent",
    "RequiredEvents",
    "Rule",
    "Setting",
    "Span",
    "Syscall",
    "SyscallEvent",
    "Watch",
    "architecture",
    "companion",
    "known_anywhere",
    "name_of",
    "normal_form",
    "number",
    "parse_line",
    "parse_rules",
    "render",
    "render_listing",
    "render_source",
    "required_events",
]
