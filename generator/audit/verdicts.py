"""Verdicts: collected, absent, lost, or undecided, each with what a person needs to know."""

from dataclasses import dataclass
from typing import Literal

Cause = Literal["off", "task", "exclude", "files", "never", "key", "filters", "part", "none"]
"""Auditing is off; a rule of that list; a rule that says never; one without the key, or with other
filters than asked for; rules that match only a part; no rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What counts as collected.

    `key` is the key that records must bear; None asks for any that is not empty. With
    `tolerant`, rules may leave a part of the event out, if they say so: `never` and exclude rules
    that name it. With `exact`, only rules with the filters of the required event count, no broader
    ones.
    """

    key: str | None = None
    tolerant: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The event is recorded, by these rules together (their origins, in order).

    `but` are the rules that leave a part of it out, and that part, where that is tolerated.
    """

    by: tuple[str, ...]
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """The event is not recorded, or not always: why, the rule to blame, and words for people."""

    cause: Cause
    rule: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """The event cannot happen on this system, so nothing need record it: why."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """It cannot be told."""

    words: str


Verdict = Collected | Absent | Lost | Undecided
