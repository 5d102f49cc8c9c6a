"""Loading: what `auditctl -R` makes of a text in a kernel whose lists are empty.

auditctl reads into 6,144 bytes, so a longer line is several lines to it; a NUL ends a line for it.
It stops at the first line that fails; after -c or -i it goes on without that line (and exits with
1 after -c). What a failing line has done up to its mistake stays done: `-D` with a CR behind it
deletes all rules and stops. auditd has switched auditing on before rules are loaded.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from generator.audit.accounts import NOBODY_ELSE, Accounts
from generator.audit.commands import CRASH, Command, read_commands
from generator.audit.draft import joined_key
from generator.audit.fields import FIELDS, Kind
from generator.audit.kernel import (
    Enabled,
    KernelLists,
    KernelRule,
    Loaded,
    Stop,
    kernel_rule,
)
from generator.audit.merging import SourceLine
from generator.audit.normal import NormalField, NormalForm, normal_form
from generator.audit.places import MISSING, USUAL, FileSystem, follow, tree, watched
from generator.audit.rule import Field, Rule, Watch
from generator.audit.syscalls import Architecture
from generator.audit.words import MAX_LINE_BYTES, Word, split_words

EXISTS: Final = "Rule exists"
LOCKED: Final = "Operation not permitted"
_ENABLED: Final[dict[str, Enabled]] = {"0": 0, "1": 1, "2": 2}
_CHANGES: Final = ("enable", "set", "join")


class _RefusedError(Exception):
    """auditctl or the kernel refuses the line; its text is the message."""


@dataclass(slots=True, kw_only=True)
class _Kernel:
    """The kernel being filled, on one system."""

    machine: Architecture
    files: FileSystem
    accounts: Accounts
    rules: list[KernelRule] = field(default_factory=list)
    forms: Counter[NormalForm] = field(default_factory=Counter)
    enabled: Enabled = 1
    switched: str = ""
    goes_on: bool = False
    tells: bool = False
    met_rule: bool = False
    spared: str = ""

    def do(self, command: Command, origin: str) -> None:
        """Do one command; _RefusedError where the kernel does not."""
        if command.kind in _CHANGES and self.enabled == 2:  # noqa: PLR2004  immutable
            raise _RefusedError(LOCKED)
        match command.kind:
            case "enable":
                self.enabled, self.switched = _ENABLED[command.value], origin
            case "delete all":
                self._delete_all(command.value)
            case "carry on" | "ignore":
                self._go_on(origin)
                self.tells = self.tells or command.kind == "carry on"
            case "join":
                self._join(command.value)
            case "set":
                pass

    def _go_on(self, origin: str) -> None:
        if not self.goes_on and not self.met_rule:
            self.spared = origin
        self.goes_on = True

    def _delete_all(self, key: str) -> None:
        """Delete the rules that have `key` within their keys; all of them where it is empty."""
        kept = [rule for rule in self.rules if not _bears(rule, key)]
        if len(kept) < len(self.rules) and self.enabled == 2:  # noqa: PLR2004  immutable
            raise _RefusedError(LOCKED)
        self.rules = kept
        self.forms = Counter(rule.form for rule in kept)

    def _join(self, paths: str) -> None:
        for path in paths.split(","):
            found = follow(path, self.files)
            if isinstance(found, str) or found.entry is None:
                raise _RefusedError(found if isinstance(found, str) else MISSING)

    def change(self, rule: Rule | Watch, origin: str) -> None:
        """Add or remove one rule; _RefusedError where the kernel does not."""
        self.met_rule = True
        made = self._made(rule, origin)
        if self.enabled == 2:  # noqa: PLR2004  immutable
            raise _RefusedError(LOCKED)
        self._look_up(made.form, ("exe",))
        there = self.forms[made.form] > 0
        if rule.removes if isinstance(rule, Watch) else rule.operation == "delete":
            if not there:
                raise _RefusedError(MISSING)
            del self.rules[next(at for at, one in enumerate(self.rules) if one.form == made.form)]
            self.forms[made.form] -= 1
            return
        first = isinstance(rule, Rule) and rule.prepend
        if there and not first:
            raise _RefusedError(EXISTS)
        self._look_up(made.form, ("path", "dir"))
        self.forms[made.form] += 1
        self.rules.insert(0 if first else len(self.rules), made)

    def _made(self, rule: Rule | Watch, origin: str) -> KernelRule:
        folders = frozenset[str]()
        if isinstance(rule, Watch):
            found = follow(rule.path, self.files)
            if not isinstance(found, str) and found.entry == "folder":
                folders = frozenset({rule.path.rstrip("/") or "/"})
        form = normal_form(rule, self.machine, directories=folders)
        form = replace(form, fields=tuple(self._number(one) for one in form.fields))
        calls = ",".join(call.name for call in rule.syscalls)
        return kernel_rule(form, origin=origin, texts=_texts(rule), calls=calls, files=self.files)

    def _number(self, one: NormalField) -> NormalField:
        """Put the number in the place of the name of a user or group."""
        kind = FIELDS[one.name].kind if one.name in FIELDS else None
        if isinstance(one.value, int) or kind not in (Kind.USER, Kind.GROUP):
            return one
        names = self.accounts.users if kind is Kind.USER else self.accounts.groups
        if one.value not in names:
            raise _RefusedError("Unknown user" if kind is Kind.USER else "Unknown group")
        return replace(one, value=names[one.value])

    def _look_up(self, form: NormalForm, names: tuple[str, ...]) -> None:
        for one in form.fields:
            if one.name in names:
                finder = tree if one.name == "dir" else watched
                found = finder(str(one.value), self.files)
                if isinstance(found, str):
                    raise _RefusedError(found)


def load(
    lines: Iterable[SourceLine],
    *,
    machine: Architecture,
    files: FileSystem = USUAL,
    accounts: Accounts = NOBODY_ELSE,
) -> Loaded:
    """Load the lines, as auditctl 3.0.9 does at a boot of a `machine` with these files."""
    kernel = _Kernel(machine=machine, files=files, accounts=accounts)
    ignored: list[Stop] = []
    stop = None
    for line in _read(lines):
        words = split_words(line.text.decode("utf-8", "surrogateescape"))
        if not words or words[0].text.startswith("#"):
            continue
        message = _obey(kernel, line.origin, words, machine)
        if message is None:
            continue
        failed = Stop(origin=line.origin, text=_printable(line.text), message=message)
        if not kernel.goes_on or message == CRASH:
            stop = failed
            break
        ignored.append(failed)
    status = 1 if stop is not None or (ignored and kernel.tells) else 0
    lists = KernelLists(rules=tuple(kernel.rules), enabled=kernel.enabled, switched=kernel.switched)
    return Loaded(
        lists=lists, stop=stop, ignored=tuple(ignored), status=status, spared=kernel.spared
    )


def _obey(
    kernel: _Kernel, origin: str, words: tuple[Word, ...], machine: Architecture
) -> str | None:
    """Do what a line says; return why it failed, None where it did not."""
    commands = read_commands(words, machine)
    try:
        for command in commands.done:
            kernel.do(command, origin)
        if commands.refusal is not None:
            return commands.refusal
        if commands.rule is not None:
            kernel.change(commands.rule, origin)
    except _RefusedError as refused:
        return str(refused)
    return None


def _read(lines: Iterable[SourceLine]) -> Iterator[SourceLine]:
    """Give the lines as auditctl's buffer holds them, up to a NUL."""
    for line in lines:
        for start in range(0, len(line.text) + 1, MAX_LINE_BYTES):
            part = line.text[start : start + MAX_LINE_BYTES]
            yield replace(line, text=part.partition(b"\0")[0])


def _bears(rule: KernelRule, key: str) -> bool:
    joined = next((str(one.value) for one in rule.form.fields if one.name == "key"), None)
    return not key or (joined is not None and key in joined)


def _texts(rule: Rule | Watch) -> tuple[str, ...]:
    """Return the fields of the rule's normal form as the line says them."""
    texts: list[str] = []
    if isinstance(rule, Watch):
        texts = [f"-w {rule.path}", f"-p {rule.perms or 'rwxa'}"]
    perms = next((at for at, one in enumerate(rule.fields) if one.name == "perm"), None)
    fields: list[Field] = []
    for one in rule.fields:
        if one.option == "-p" and perms is not None and fields[perms : perms + 1]:
            fields[perms] = one
        else:
            fields.append(one)
    texts += [f"perm={one.value}" if one.option == "-p" else one.text for one in fields]
    return (*texts, "key") if joined_key(rule.key_words) else tuple(texts)


def _printable(text: bytes) -> str:
    shown = text.decode("ascii", "replace").replace("\N{REPLACEMENT CHARACTER}", "?")
    return "".join(letter if letter.isprintable() else "?" for letter in shown)[:200]
