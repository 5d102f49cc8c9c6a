"""A diagnostic is an author's mistake as a value: where, what, and what to write instead."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.source.codes import Code, Severity, code
from generator.source.mark import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One problem: message in lower case without a full stop, hint says what to write instead.

    `mark` is None where no text of the author's is at fault (a missing program).
    """

    code: Code
    message: str
    mark: Mark | None = None
    hint: str | None = None
    severity: Severity = "error"

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Path, line, column, code, message: the order in which problems are shown."""
        mark = self.mark
        if mark is None:
            return ("", 0, 0, self.code.id, self.message)
        return (mark.path, mark.line, mark.column, self.code.id, self.message)


def to_json(diagnostic: Diagnostic) -> dict[str, str | int | None]:
    """Give the diagnostic as plain values for machine-readable output; line and column from 1."""
    mark = diagnostic.mark
    return {
        "code": diagnostic.code.id,
        "name": diagnostic.code.name,
        "severity": diagnostic.severity,
        "path": mark.path if mark else None,
        "line": mark.line if mark else None,
        "column": mark.column if mark else None,
        "length": mark.end - mark.start if mark else None,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }


class Problems:
    """Collects diagnostics; reading it gives them sorted, each once."""

    __slots__ = ("_found",)

    def __init__(self, found: Iterable[Diagnostic] = ()) -> None:
        self._found: set[Diagnostic] = set(found)

    def add(self, name: str, mark: Mark | None, message: str, hint: str | None = None) -> None:
        """Add a problem by its code's name (`unknown-key`) or id (`E201`).

        Raises KeyError for a code that is not in the table of codes: that is a bug of ours.
        """
        kind = code(name)
        self._found.add(
            Diagnostic(code=kind, message=message, mark=mark, hint=hint, severity=kind.severity)
        )

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Add problems found elsewhere."""
        self._found.update(found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self._found, key=lambda one: one.sort_key))

    def __len__(self) -> int:
        return len(self._found)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The problems that forbid a build, sorted."""
        return tuple(one for one in self if one.severity == "error")

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The problems that do not forbid a build, sorted."""
        return tuple(one for one in self if one.severity == "warning")
