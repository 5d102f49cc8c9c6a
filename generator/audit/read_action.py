"""Actions read: the `always,exit` of `-a`, `-A` and `-d`, in either order."""

from dataclasses import dataclass
from typing import Final, TypeGuard

from generator.audit.findings import Findings
from generator.audit.problem import did_you_mean
from generator.audit.rule import Action, FilterList, Operation, Span
from generator.audit.words import Word

ACTIONS: Final = ("always", "never")
LISTS: Final = ("user", "task", "exit", "exclude", "filesystem")
OPERATIONS: Final[dict[str, Operation]] = {"-a": "append", "-A": "prepend", "-d": "delete"}
_GONE: Final = {"entry": "write exit", "possible": "write always"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a rule goes and what it does there."""

    operation: Operation
    action: Action
    filter_list: FilterList
    span: Span


def is_action(word: str) -> TypeGuard[Action]:
    """Whether `word` is an action; case counts."""
    return word in ACTIONS


def is_list(word: str) -> TypeGuard[FilterList]:
    """Whether `word` is a list; case counts (auditctl compares so since 3.0)."""
    return word in LISTS


def read_action(option: str, word: Word, findings: Findings) -> Target | None:
    """Read the argument of `-a`, `-A` or `-d`; None where it is refused."""
    left, comma, right = word.text.partition(",")
    if not comma or "," in right:
        findings.refuse(
            "unknown-action",
            f"{word.text!r} is not an action and a list with one comma between them",
            word.span,
            "write always,exit",
        )
        return None
    if is_action(left) and is_list(right):
        action, filter_list = left, right
    elif is_list(left) and is_action(right):
        action, filter_list = right, left
    else:
        _refuse_halves(word, len(left), findings)
        return None
    return Target(
        operation=OPERATIONS[option], action=action, filter_list=filter_list, span=word.span
    )


def _refuse_halves(word: Word, comma: int, findings: Findings) -> None:
    left, right = word.part(0, comma), word.part(comma + 1, len(word.text))
    list_first = is_list(left.text) or (is_action(right.text) and not is_action(left.text))
    action, filter_list = (right, left) if list_first else (left, right)
    if not is_action(action.text):
        findings.refuse(
            "unknown-action",
            f"unknown action {action.text!r}",
            action.span,
            _GONE.get(action.text) or did_you_mean(action.text, ACTIONS) or "always or never",
        )
    if not is_list(filter_list.text):
        findings.refuse(
            "unknown-list",
            f"unknown list {filter_list.text!r}",
            filter_list.span,
            _GONE.get(filter_list.text)
            or did_you_mean(filter_list.text, LISTS)
            or f"one of: {', '.join(LISTS)}",
        )
