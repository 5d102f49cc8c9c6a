"""Rules: the tree a line of auditctl's own language becomes, each part with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

Action = Literal["always", "never"]
FilterList = Literal["user", "task", "exit", "exclude", "filesystem"]
Operation = Literal["append", "prepend", "delete"]
Operator = Literal["=", "!=", ">=", "<=", ">", "<", "&", "&="]
FieldOption = Literal["-F", "-C", "-p"]

ALL_SYSCALLS: Final = "all"


class Span(NamedTuple):
    """Half-open character offsets `[start, end)` in the text that was parsed."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One condition of a rule: `-F auid>=1000`, `-C uid!=euid`, or `-p x` on a rule.

    `name` is libaudit's canonical name (`auid` for `loginuid` and `AUID`), `written` the
    author's. `value` is text as written; it may hold `${NAME}` placeholders. For `-C` it is
    the name of the second field.
    """

    option: FieldOption = "-F"
    name: str
    written: str
    op: Operator
    value: str
    span: Span
    name_span: Span
    op_span: Span
    value_span: Span

    @property
    def text(self) -> str:
        """The condition as its author wrote it, without the option: `loginuid!=unset`."""
        return self.value if self.option == "-p" else f"{self.written}{self.op}{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Syscall:
    """One word of a `-S` list as written: a name, a number, or `all`."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One `-k key` or `-F key=key`; an empty key (`-F key=`) adds nothing."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A filter rule: `-a`, `-A` or `-d` with a list, an action and conditions.

    `fields` keeps the order of writing and holds `arch`, but no keys; the kernel compares
    rules field by field in this order.
    """

    operation: Operation
    action: Action
    list: FilterList
    fields: tuple[Field, ...]
    syscalls: tuple[Syscall, ...]
    key_words: tuple[Key, ...]
    span: Span
    list_span: Span

    @property
    def prepend(self) -> bool:
        """Whether the rule goes to the head of its list (`-A`)."""
        return self.operation == "prepend"

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in order of writing, without empty ones."""
        return tuple(key.value for key in self.key_words if key.value)

    @property
    def arch(self) -> Field | None:
        """The last `-F arch=`, the one whose table syscall names are looked up in."""
        return next((field for field in reversed(self.fields) if field.name == "arch"), None)

    @property
    def other_fields(self) -> tuple[Field, ...]:
        """All conditions but `arch`."""
        return tuple(field for field in self.fields if field.name != "arch")

    def field(self, name: str) -> Field | None:
        """Return the first condition on the canonical field `name`, if there is one."""
        return next((field for field in self.fields if field.name == name), None)

    def with_values(self, values: Mapping[str, str]) -> "Rule":
        """Put `values` in the place of `${NAME}`; names not in `values` stay."""
        return replace(self, fields=tuple(fill_field(field, values) for field in self.fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A watch: `-w path -p perms -k key` (`-W` removes it).

    `perms` is as written, None where `-p` is missing (auditctl takes `rwxa`). auditctl looks
    on the disk whether `path` is a directory and then makes a `dir` rule of it.
    auditctl lets `-F`, `-C` and `-S` follow: they are in `fields` and `syscalls`.
    """

    removes: bool = False
    path: str
    perms: str | None
    fields: tuple[Field, ...] = ()
    syscalls: tuple[Syscall, ...] = ()
    key_words: tuple[Key, ...]
    span: Span
    path_span: Span
    perms_span: Span | None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in order of writing, without empty ones."""
        return tuple(key.value for key in self.key_words if key.value)

    def with_values(self, values: Mapping[str, str]) -> "Watch":
        """Put `values` in the place of `${NAME}`; names not in `values` stay."""
        return replace(self, fields=tuple(fill_field(field, values) for field in self.fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One option that is no rule: `-D`, `-b 8192`, `--loginuid-immutable`.

    `option` is the short option, or the long one in full; `-D -k key` has the key as value.
    """

    option: str
    value: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A line that changes no single rule: settings, deletion of all rules, `-c`, `-i`."""

    settings: tuple[Setting, ...]
    span: Span

    def value(self, option: str) -> str | None:
        """Return the value of the last `option` on the line, None where it has none."""
        return next(
            (setting.value for setting in reversed(self.settings) if setting.option == option),
            None,
        )

    def has(self, option: str) -> bool:
        """Whether the line has `option`."""
        return any(setting.option == option for setting in self.settings)


Line = Rule | Watch | Control


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put `values` in the place of `${NAME}` in `text`; names not in `values` stay."""
    for name, value in values.items():
        text = text.replace("${" + name + "}", value)
    return text


def fill_field(field: Field, values: Mapping[str, str]) -> Field:
    """Return the field with `values` in the place of its placeholders; spans stay the source's."""
    filled = fill(field.value, values)
    return field if filled == field.value else replace(field, value=filled)
