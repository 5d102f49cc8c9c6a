"""Parameters of an audit_immutable check."""

from dataclasses import dataclass

from generator.content import Check
from generator.source import Problems, Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditImmutable:
    """`filename` is the file in /etc/audit/rules.d that fixes write."""

    filename: str


def read(check: Check, _problems: Problems) -> AuditImmutable | None:
    """Read the parameters; None where they do not have the form that the JSON Schema asks."""
    filename = check.node.get("file")
    return AuditImmutable(filename=filename.text) if isinstance(filename, Scalar) else None
