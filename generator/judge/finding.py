"""Findings: what is to be said of a line of a rule file, as values."""

from dataclasses import dataclass

from generator.audit import Span
from generator.judge.codes import BY_NAME, FindingCode, FindingName


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding: message in lower case without a full stop, hint says what to write instead.

    `origin` names the line, or a file without a line, None where no text is at fault. `span` has
    the guilty characters of the line, None where all of it is. `first` is another line that it is
    about.
    """

    code: FindingCode
    message: str
    origin: str | None = None
    span: Span | None = None
    hint: str | None = None
    first: str | None = None


def finding(
    name: FindingName,
    message: str,
    origin: str | None = None,
    span: Span | None = None,
    *,
    hint: str | None = None,
    first: str | None = None,
) -> Finding:
    """Make a finding of the code with this name."""
    return Finding(
        code=BY_NAME[name], message=message, origin=origin, span=span, hint=hint, first=first
    )
