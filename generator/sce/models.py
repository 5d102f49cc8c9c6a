"""A check script and the Values it reads from its environment."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A POSIX sh script whose exit status is the verdict.

    `filename` is unique within a product. `values` are short ids of Values; oscap hands each one
    over as the environment variable XCCDF_VALUE_<id>.
    """

    filename: str
    text: str
    values: tuple[str, ...] = ()
