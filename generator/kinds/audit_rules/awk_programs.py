"""Awk programs: the files of `templates/audit_rules/awk` that make them up, in order."""

from typing import Final

LOADING: Final = (
    "loading",
    "words",
    "options",
    "settings",
    "rule",
    "calls",
    "fields",
    "values",
    "lists",
    "places",
)
"""What auditctl makes of the lines: the twin of `generator.audit.loading`."""
JUDGING: Final = (
    "judging",
    "verdicts",
    "rows",
    "readings",
    "scenes",
    "question",
    "open_rules",
    "meanings",
    "tests",
    "grid",
    "classes",
    "bits",
    "printable",
)
"""Which events the lists collect: the twin of `generator.audit.coverage`."""
GATHERING: Final = ("words", "places", "merging")
"""What is to be loaded, and which paths that depends on: the twin of `generator.audit.merging`."""
