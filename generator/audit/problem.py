"""Problems: what is wrong with a line, where, and what to write instead."""

from dataclasses import dataclass
from typing import Final, Literal

from generator.audit.rule import Span

ProblemCode = Literal[
    "arch-after-syscall",
    "backslash",
    "bad-arch",
    "bad-comparison",
    "bad-errno",
    "bad-file-type",
    "bad-message-type",
    "bad-number",
    "bad-operator",
    "bad-path",
    "bad-permission",
    "bad-setting",
    "bad-user",
    "byte-order-mark",
    "carriage-return",
    "comment-after-rule",
    "control-character",
    "duplicate-rule",
    "empty-syscall",
    "field-before-list",
    "field-not-in-list",
    "field-twice",
    "key-before-syscall",
    "key-too-long",
    "line-too-long",
    "list-twice",
    "misplaced-placeholder",
    "missing-argument",
    "missing-list",
    "missing-value",
    "no-key",
    "not-a-rule",
    "not-an-event",
    "options-together",
    "perm-before-path",
    "quote",
    "stray-word",
    "syscall-not-in-list",
    "tab",
    "too-many-fields",
    "unclosed-placeholder",
    "unknown-action",
    "unknown-field",
    "unknown-list",
    "unknown-option",
    "unknown-placeholder",
    "unknown-syscall",
]

PROBLEM_MEANINGS: Final[dict[ProblemCode, str]] = {
    "arch-after-syscall": "arch must come before -S, whose names are looked up in its table",
    "backslash": "a line cannot be continued",
    "bad-arch": "arch has a value that names no machine",
    "bad-comparison": "-C compares fields the kernel cannot compare",
    "bad-errno": "exit has a value that is neither number nor errno name",
    "bad-file-type": "filetype has a value that names no file type",
    "bad-message-type": "msgtype has a value that names no record type",
    "bad-number": "a number is expected",
    "bad-operator": "the field does not take this operator",
    "bad-path": "the path is not one the kernel can watch",
    "bad-permission": "permissions are one to four of the letters r, w, x, a",
    "bad-setting": "a control option has a value that auditctl refuses",
    "bad-user": "the value can be no user and no group",
    "byte-order-mark": "the text begins with a byte order mark",
    "carriage-return": "the line has a carriage return in it",
    "comment-after-rule": "a comment must have a line of its own",
    "control-character": "the line has a control character in it",
    "duplicate-rule": "the kernel takes the same rule only once; loading stops here",
    "empty-syscall": "-S has an empty word in its list",
    "field-before-list": "-a, -A or -d must come before fields",
    "field-not-in-list": "the field means nothing on this list",
    "field-twice": "the kernel takes the field only once in a rule",
    "key-before-syscall": "a key must come behind a syscall, path, exe or perm",
    "key-too-long": "the keys of a rule, with one byte between them, have at most 256 bytes",
    "line-too-long": "auditctl breaks lines of more than 6143 bytes",
    "list-twice": "a line adds or removes one rule only",
    "misplaced-placeholder": "placeholders stand in field values only",
    "missing-argument": "the option needs an argument",
    "missing-list": "the line has rule options, but no -a, -A, -d or -w",
    "missing-value": "field, operator and value must all be there, without blanks",
    "no-key": "the rule has no key",
    "not-a-rule": "the line is no rule",
    "not-an-event": "what the rule asks cannot be said as a required event",
    "options-together": "these options cannot stand on one line",
    "perm-before-path": "-p must come behind a watch or a field",
    "quote": "auditctl knows no quotes",
    "stray-word": "the word belongs to no option",
    "syscall-not-in-list": "rules on this list cannot have syscalls",
    "tab": "words are separated by blanks only",
    "too-many-fields": "a rule has at most 63 fields, the key among them",
    "unclosed-placeholder": "a placeholder has no closing brace",
    "unknown-action": "the action is always or never",
    "unknown-field": "no such field",
    "unknown-list": "no such list",
    "unknown-option": "no such option",
    "unknown-placeholder": "no such placeholder",
    "unknown-syscall": "no such system call",
}
"""Every code with its meaning in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake: a stable code, a message without full stop, the guilty word, a hint.

    `first` is the place that the guilty word repeats, where that is the mistake.
    """

    code: ProblemCode
    message: str
    span: Span
    hint: str | None = None
    first: Span | None = None


def did_you_mean(word: str, known: tuple[str, ...]) -> str | None:
    """`did you mean 'x'?` for the nearest known word, None where none is near.

    Upper and lower case count as equal.
    """
    import difflib  # noqa: PLC0415  only an author's mistake pays for the import

    spelling = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), spelling, n=1, cutoff=0.6)
    return f"did you mean {spelling[near[0]]!r}?" if near else None
