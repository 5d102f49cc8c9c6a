"""Values: what a tailoring may set, known by short ids for good."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One selectable value of a Value; the one with an empty selector is the default."""

    selector: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Something a tailoring may set. `pattern` is a regular expression for all of its values.

    XCCDF's `match` is not enforced by oscap: whoever uses the value checks it again.
    """

    id: str
    title: str
    description: str
    choices: tuple[Choice, ...]
    pattern: str
