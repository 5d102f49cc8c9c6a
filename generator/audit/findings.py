"""Findings: the problems of one text while it is read, and how strictly it is read."""

from dataclasses import dataclass, field
from typing import Final

from generator.audit.problem import Problem, ProblemCode
from generator.audit.rule import Span
from generator.audit.syscalls import Architecture

PLACEHOLDERS: Final = frozenset({"UID_MIN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Strictness:
    """What is asked of a text.

    `authoring`: also name what auditctl takes but no author means (TAB, quotes, `5abc`, a rule
    twice); without it only what auditctl refuses is a problem, and `${...}` is plain text.
    `machine`: the machine whose tables count; None asks only that some machine knows a name.
    """

    placeholders: frozenset[str] = PLACEHOLDERS
    require_key: bool = False
    machine: Architecture | None = None
    authoring: bool = True


@dataclass(slots=True, kw_only=True)
class Findings:
    """Collects problems; `refused` tells that auditctl would not take the present line."""

    strictness: Strictness
    problems: list[Problem] = field(default_factory=list)
    refused: bool = False
    line_begins: int = 0

    def begin_line(self) -> None:
        """Forget that an earlier line was refused."""
        self.refused = False
        self.line_begins = len(self.problems)

    def has_any(self, codes: frozenset[str]) -> bool:
        """Whether the present line has a problem of one of these codes."""
        return any(one.code in codes for one in self.problems[self.line_begins :])

    def refuse(self, code: ProblemCode, message: str, span: Span, hint: str | None = None) -> None:
        """Name something that auditctl refuses."""
        self.refused = True
        self._add(code, message, span, hint)

    def warn(self, code: ProblemCode, message: str, span: Span, hint: str | None = None) -> None:
        """Name something that auditctl takes, but that no author means."""
        if self.strictness.authoring:
            self._add(code, message, span, hint)

    def _add(self, code: ProblemCode, message: str, span: Span, hint: str | None) -> None:
        self.problems.append(Problem(code=code, message=message, span=span, hint=hint))
