"""Drafts: the rule a line is building up, option by option, in auditctl's own order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.audit.fields import KEY_SEPARATOR, MAX_FIELDS, MAX_KEY_BYTES
from generator.audit.findings import Findings
from generator.audit.letters import small
from generator.audit.options import Option
from generator.audit.read_action import Target, read_action
from generator.audit.read_field import read_comparison, read_field
from generator.audit.read_syscalls import read_permissions, read_syscalls
from generator.audit.read_value import check_path
from generator.audit.rule import Field, FilterList, Key, Rule, Span, Syscall, Watch
from generator.audit.values import permission_bits
from generator.audit.words import Word

_OWN_LINE: Final = "give it a line of its own"


@dataclass(slots=True, kw_only=True)
class Draft:
    """What has been read of one rule or watch so far."""

    findings: Findings
    target: Target | None = None
    path: Word | None = None
    removes: bool = False
    perms: Word | None = None
    fields: list[Field] = field(default_factory=list)
    syscalls: list[Syscall] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    calls_seen: bool = False
    key_may_follow: bool = False
    early_key: Word | None = None

    @property
    def filter_list(self) -> FilterList | None:
        """The list the rule goes to, None before it is named."""
        if self.path is not None:
            return "exit"
        return self.target.filter_list if self.target else None

    def take(self, option: Option) -> None:
        """Read one more option."""
        word = option.argument
        match option.name:
            case "-a" | "-A" | "-d":
                self._take_action(option, word)
            case "-w" | "-W":
                self._take_path(option, word)
            case "-S":
                self._take_syscalls(word)
            case "-F" if word.text.startswith("key="):
                self._take_key(word.part(len("key="), len(word.text)), word.span, from_field=True)
            case "-F" | "-C":
                self._take_field(option, word)
            case "-p":
                self._take_perms(option, word)
            case _:
                self._take_key(word, word.span, from_field=False)

    def _take_action(self, option: Option, word: Word) -> None:
        if self.target is not None or self.path is not None:
            self.findings.refuse(
                "list-twice",
                f"{option.name!r} is one rule too many for a line",
                option.span,
                _OWN_LINE,
            )
            return
        # A refused target is taken as always,exit, so that one mistake is named once.
        self.target = read_action(option.name, word, self.findings) or Target(
            operation="append", action="always", filter_list="exit", span=word.span
        )
        if self.filter_list == "task" and self.calls_seen:
            # auditctl looks back from no other list; there the system calls count for nothing.
            self._refuse_calls(word.span)

    def _take_path(self, option: Option, word: Word) -> None:
        if self.target is not None or self.path is not None:
            self.findings.refuse(
                "list-twice",
                f"{option.name!r} is one rule too many for a line",
                option.span,
                _OWN_LINE,
            )
            return
        self.path, self.removes = word, option.name == "-W"
        self.calls_seen = self.key_may_follow = True
        check_path(word.text, word.span, self.findings, exact=False)

    def _refuse_calls(self, span: Span) -> None:
        if self.filter_list not in (None, "exit"):
            self.findings.refuse(
                "syscall-not-in-list",
                f"rules on the {self.filter_list} list cannot have system calls",
                span,
                "write -a always,exit",
            )

    def _take_syscalls(self, word: Word) -> None:
        self._refuse_calls(word.span)
        self.syscalls.extend(read_syscalls(word, self._arch(), self.findings))
        self.calls_seen = self.key_may_follow = True

    def _take_field(self, option: Option, word: Word) -> None:
        if self.filter_list is None:
            self.findings.refuse(
                "field-before-list",
                f"{option.name} {word.text!r} stands before the list",
                option.span,
                "begin the line with -a always,exit",
            )
            return
        read = read_comparison if option.name == "-C" else read_field
        one = read(word, self.filter_list, self.findings)
        self._note_key_place(word)
        if one is None:
            return
        if one.name == "arch" and option.name == "-F" and self.calls_seen:
            self.findings.refuse(
                "arch-after-syscall",
                f"{one.text!r} stands after a system call or watch",
                word.span,
                "write -F arch= before -S",
            )
        self.fields.append(one)
        if one.name == "perm" and option.name == "-F":
            self._fill_calls(one.value, word)

    def _fill_calls(self, permissions: str, word: Word) -> None:
        """Add the calls of `-F perm=` as newer releases do, where it is about calls already."""
        if self.path is None and self.filter_list == "exit" and (self._arch() or self.calls_seen):
            added = read_permissions(permissions, word, self._arch(), self.findings)
            self.syscalls.extend(added)
            self.calls_seen = self.calls_seen or bool(added)

    def _arch(self) -> str | None:
        return next((one.value for one in reversed(self.fields) if one.name == "arch"), None)

    def _note_key_place(self, word: Word) -> None:
        # A refused field counts too, so that one mistake is named once.
        name = small(word.text)
        if name.startswith(("path", "dir", "perm", "exe", "fstype")):
            self.key_may_follow = True

    def _take_perms(self, option: Option, word: Word) -> None:
        if self.path is None and not self.fields:
            self.findings.refuse(
                "perm-before-path",
                f"'-p' {word.text!r} stands before a watch or field",
                option.span,
                "write -w path -p perms",
            )
            return
        if permission_bits(word.text) is None:
            self.findings.refuse(
                "bad-permission",
                f"permissions {word.text!r} are not one to four of the letters r, w, x, a",
                word.span,
                "write for example -p wa",
            )
            return
        self.key_may_follow = True
        if self.path is not None:
            self.perms = word
            return
        nowhere = Span(start=word.span.start, end=word.span.start)
        self.fields.append(
            Field(
                option="-p",
                name="perm",
                written="perm",
                op="=",
                value=word.text,
                span=word.span,
                name_span=nowhere,
                op_span=nowhere,
                value_span=word.span,
            )
        )

    def _take_key(self, word: Word, span: Span, *, from_field: bool) -> None:
        if self.filter_list is None and from_field:
            self.findings.refuse("field-before-list", "a key stands before the list", span)
        elif not from_field and not (self.key_may_follow and self.filter_list):
            if self.findings.strictness.authoring:
                self.early_key = self.early_key or word  # without any list, that is said alone
            else:
                self._refuse_early(word)
            self.key_may_follow = True
        self.keys.append(Key(value=word.text, span=word.span))
        if len(joined_key(self.keys).encode("utf-8", "surrogateescape")) > MAX_KEY_BYTES:
            self.findings.refuse(
                "key-too-long",
                f"the keys have more than {MAX_KEY_BYTES} bytes",
                word.span,
                "shorten them",
            )

    def _refuse_early(self, word: Word) -> None:
        self.findings.refuse(
            "key-before-syscall",
            f"key {word.text!r} stands before a system call, path, exe or perm",
            word.span,
            "write -k last",
        )

    def finish(self, span: Span) -> Rule | Watch | None:
        """Return the whole rule, after the checks that need all of it; None if it has no list."""
        if self.early_key and self.filter_list:
            self._refuse_early(self.early_key)
        self._check_keys(span)
        self._check_fields(span)
        if self.path is not None:
            return Watch(
                removes=self.removes,
                path=self.path.text,
                perms=self.perms.text if self.perms else None,
                fields=tuple(self.fields),
                syscalls=tuple(self.syscalls),
                key_words=tuple(self.keys),
                span=span,
                path_span=self.path.span,
                perms_span=self.perms.span if self.perms else None,
            )
        if self.target is None:
            return None
        return Rule(
            operation=self.target.operation,
            action=self.target.action,
            list=self.target.filter_list,
            fields=tuple(self.fields),
            syscalls=tuple(self.syscalls) if self.target.filter_list == "exit" else (),
            key_words=tuple(self.keys),
            span=span,
            list_span=self.target.span,
        )

    def _check_keys(self, span: Span) -> None:
        joined = joined_key(self.keys)
        last = self.keys[-1].span if self.keys else span
        for op in ("!=", ">=", "<=", "&="):
            if op in joined:
                self.findings.refuse(
                    "bad-operator", f"key {joined!r} has operator {op!r} in it", last
                )
                return
        if joined and self.filter_list == "exclude":
            self.findings.refuse(
                "field-not-in-list", "rules on the exclude list cannot have a key", last
            )
        elif joined and not self.key_may_follow:
            self.findings.refuse(
                "key-before-syscall", "a key needs a system call, path, exe or perm", last
            )

    def _check_fields(self, span: Span) -> None:
        count = len(self.fields) + (2 if self.path else 0) + (1 if joined_key(self.keys) else 0)
        if count > MAX_FIELDS:
            self.findings.refuse(
                "too-many-fields",
                f"{count} fields are more than {MAX_FIELDS}",
                span,
                "leave some out, or make several rules of it",
            )
        for names in (("path", "dir", "inode"), ("exe",), ("key",)):
            several = [one for one in self.fields if one.name in names and one.option == "-F"]
            extra = (self.path is not None and "path" in names) or (
                bool(joined_key(self.keys)) and "key" in names
            )
            for one in several[0 if extra else 1 :]:
                self.findings.refuse(
                    "field-twice",
                    f"field {one.written!r} cannot stand beside another {' or '.join(names)}",
                    one.span,
                    "make a rule for each",
                )


def joined_key(keys: Sequence[Key]) -> str:
    """Return the one key auditctl sends for several, with AUDIT_KEY_SEPARATOR between them."""
    joined = ""
    for key in keys:
        joined += (KEY_SEPARATOR if joined else "") + key.value
    return joined
