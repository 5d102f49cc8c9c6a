"""Verdicts: collected, lost, or undecided, each with what a person needs to know."""

from dataclasses import dataclass
from typing import Literal

Cause = Literal["off", "task", "exclude", "files", "never", "key", "part", "none"]
"""Auditing is off; a rule of that list; a rule that says never; one without the key asked for;
rules that match only a part; no rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The event is recorded, by these rules together (their origins, in order)."""

    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """The event is not recorded, or not always: why, the rule to blame, and words for people."""

    cause: Cause
    rule: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """It cannot be told."""

    words: str


Verdict = Collected | Lost | Undecided
