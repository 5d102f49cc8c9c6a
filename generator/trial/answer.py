"""An answer is what one judge says of one world, and in what words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether the rule holds; None where the judge could not tell. `words` are its own."""

    holds: bool | None
    words: str = ""
