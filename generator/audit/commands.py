"""Commands: what one line makes auditctl do, option by option, up to the first it refuses.

This is auditctl 3.0.9's `setopt`: settings take effect while the line is read, a rule is sent to
the kernel when all of it is read; -c, -i, -D, -l, -s and -v end the reading, and what is left over
is refused; -m, -q, -t and long options end it for good, and a rule on their line is forgotten.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from generator.audit.draft import Draft
from generator.audit.findings import Findings, Strictness
from generator.audit.getopt import BAD_OPTION, Turns
from generator.audit.letters import begins_with_digit
from generator.audit.options import Option
from generator.audit.problem import ProblemCode
from generator.audit.rule import Rule, Span, Watch
from generator.audit.syscalls import Architecture
from generator.audit.values import c_number
from generator.audit.words import Word

RULE_OPTIONS: Final = frozenset({"-a", "-A", "-d", "-w", "-W", "-S", "-F", "-C", "-k", "-p"})
CRASH: Final = "auditctl crashes"
MAX_WAIT: Final = 150_000
"""The largest --backlog_wait_time: ten minutes on a kernel of 250 Hz."""

PHRASES: Final[Mapping[ProblemCode, str]] = {
    "arch-after-syscall": "arch must be before -S",
    "bad-arch": "arch elf mapping not found",
    "bad-comparison": "-C incompatible comparison",
    "bad-errno": "-F unknown errno",
    "bad-file-type": "-F unknown file type",
    "bad-message-type": "-F unknown message type",
    "bad-number": "-F value should be number",
    "bad-operator": "operator not allowed for the field",
    "bad-path": "The path must start with '/'",
    "bad-permission": "Permission can only contain 'rwxa'",
    "bad-user": "Unknown user",
    "field-before-list": "List must be given before field",
    "field-not-in-list": "field not allowed on the list",
    "field-twice": "Invalid argument",
    "key-before-syscall": "key option needs a watch or syscall given prior to it",
    "key-too-long": "key option exceeds size limit",
    "list-twice": "Multiple rule insert/delete operations are not allowed",
    "missing-value": "-F missing operation or value",
    "perm-before-path": "permission option needs a watch given prior to it",
    "syscall-not-in-list": "syscalls not allowed on the list",
    "too-many-fields": "Too many fields in rule",
    "unknown-action": "bad keyword",
    "unknown-field": "-F unknown field",
    "unknown-list": "bad keyword",
    "unknown-syscall": "Syscall name unknown",
}
"""What stands for auditctl's message about a rule it refuses, without the guilty word."""

NO_LIST: Final = "Error - no list specified"
_DELETE_ALL: Final = "Wrong number of options for Delete all request"
_LARGEST: Final = 2**64 - 1

Kind = Literal["enable", "set", "delete all", "carry on", "ignore", "join"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing done while a line is read; `value` is a key, a number, or two paths."""

    kind: Kind
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """All a line does: the commands in order, then a rule or the reason of the refusal."""

    done: tuple[Command, ...] = ()
    rule: Rule | Watch | None = None
    refusal: str | None = None


@dataclass(slots=True, kw_only=True)
class _Reading:
    turns: Turns
    draft: Draft
    done: list[Command] = field(default_factory=list)
    words: int
    over: Literal["no", "reading", "line"] = "no"
    refusal: str | None = None

    def do(self, kind: Kind, value: str = "") -> None:
        self.done.append(Command(kind=kind, value=value))

    def refuse(self, message: str) -> None:
        self.refusal = message


def read_commands(words: tuple[Word, ...], machine: Architecture) -> Commands:
    """Read the words of one line, neither blank nor comment."""
    findings = Findings(strictness=Strictness(machine=machine, authoring=False))
    turns = Turns(words=words)
    reading = _Reading(turns=turns, draft=Draft(findings=findings), words=len(words))
    for option in turns.options():
        if option.name in RULE_OPTIONS:
            reading.draft.take(option)
            _note_refusal(reading)
        else:
            _OTHERS.get(option.name, _nothing)(reading, option)
        if reading.refusal is not None or reading.over != "no":
            break
    if turns.bad:
        reading.refuse(BAD_OPTION)
    if reading.refusal is None and reading.over != "line":
        reading.refusal = turns.left_over()
    rule = _finish(reading)
    done = tuple(reading.done)
    return Commands(done=done, rule=rule, refusal=reading.refusal)


def _finish(reading: _Reading) -> Rule | Watch | None:
    draft = reading.draft
    if reading.refusal is not None or reading.over != "no":
        return None
    if draft.filter_list is None:
        if draft.syscalls or draft.keys or draft.fields:
            reading.refuse(NO_LIST)
        return None
    rule = draft.finish(Span(start=0, end=0))
    _note_refusal(reading)
    return rule if not draft.findings.refused else None


def _note_refusal(reading: _Reading) -> None:
    findings = reading.draft.findings
    if findings.refused:
        problem = findings.problems[0]
        phrase = PHRASES.get(problem.code, problem.message)
        if problem.code == "bad-user" and problem.message.endswith("is no group"):
            phrase = "Unknown group"
        reading.refuse(phrase)


def _nothing(_reading: _Reading, _option: Option) -> None:
    """Let an option pass that changes nothing here."""


def _enable(reading: _Reading, option: Option) -> None:
    if option.argument.text not in ("0", "1", "2"):
        reading.refuse("Enable must be 0, 1, or 2")
        return
    reading.do("enable", option.argument.text)


def _failure(reading: _Reading, option: Option) -> None:
    if option.argument.text not in ("0", "1", "2"):
        reading.refuse("Failure must be 0, 1, or 2")
        return
    reading.do("set")


def _number(what: str) -> Callable[[_Reading, Option], None]:
    def read(reading: _Reading, option: Option) -> None:
        text = option.argument.text
        digits = text.isascii() and begins_with_digit(text)
        number = c_number(text) if digits else None
        if number is None or _is_too_large(text):
            reading.refuse(f"{what} must be a numeric value")
        elif what == "Backlog_wait_time" and number[0] > MAX_WAIT:
            reading.refuse("Invalid argument")
        else:
            reading.do("set")

    return read


def _is_too_large(text: str) -> bool:
    """Tell numbers that strtoul cannot hold."""
    digits = text.lstrip("0")
    return digits.isdigit() and not text.startswith("0") and int(digits) > _LARGEST


def _carry_on(reading: _Reading, option: Option) -> None:
    reading.do("carry on" if option.name == "-c" else "ignore")
    reading.over = "reading"


def _delete_all(reading: _Reading, _option: Option) -> None:
    turns, key = reading.turns, ""
    if reading.words not in (1, 3):
        reading.refuse(_DELETE_ALL)
        return
    if reading.words > 1:
        if turns.following is None:
            reading.refuse(CRASH)
            return
        if turns.following != "-k":
            reading.refuse("Only the -k option is allowed")
            return
        key = turns.words[2].text
        turns.words = turns.words[:1]
    reading.do("delete all", key)
    reading.over = "reading"


def _ask(reading: _Reading, option: Option) -> None:
    """Read -l and -s, which print and change nothing."""
    turns = reading.turns
    allowed = {1: None, 2: "-i", 3: "-k" if option.name == "-l" else ""}
    if reading.words not in allowed or allowed[reading.words] not in (None, turns.following):
        reading.refuse("Wrong number of options for list request")
        return
    turns.words = turns.words[:1]
    reading.over = "reading"


def _say(reading: _Reading, _option: Option) -> None:
    if reading.words > 2:  # noqa: PLR2004  -m and its text
        reading.refuse("The -m option must be only the only option and takes 1 parameter")
    reading.over = "line"


def _join(reading: _Reading, option: Option) -> None:
    mount, comma, subtree = option.argument.text.partition(",")
    if reading.draft.calls_seen or not comma or not subtree or "," in subtree:
        reading.refuse("Error parsing equivalent parts")
        return
    reading.do("join", f"{mount},{subtree}")
    reading.over = "line"


def _end(reading: _Reading, option: Option) -> None:
    reading.over = "reading" if option.name == "-v" else "line"


def _forbid(reading: _Reading, option: Option) -> None:
    reading.refuse("Error - nested rule files not supported" if option.name == "-R" else "")


_OTHERS: Final[Mapping[str, Callable[[_Reading, Option], None]]] = {
    "-e": _enable,
    "-f": _failure,
    "-r": _number("Rate"),
    "-b": _number("Backlog"),
    "--backlog_wait_time": _number("Backlog_wait_time"),
    "-c": _carry_on,
    "-i": _carry_on,
    "-D": _delete_all,
    "-l": _ask,
    "-s": _ask,
    "-m": _say,
    "-q": _join,
    "-t": _end,
    "-v": _end,
    "--loginuid-immutable": _end,
    "--reset-lost": _end,
    "--reset_backlog_wait_time_actual": _end,
    "--signal": _end,
    "-R": _forbid,
    "-h": _forbid,
}
