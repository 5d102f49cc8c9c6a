"""Awk programs: the files of `templates/audit_rules/awk` that make them up, in order."""

import re
from typing import Final

from generator.kinds.audit_rules.awk_tables import awk_tables
from generator.markup.template import TEMPLATES

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
    "accesses",
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
PLANNING: Final = ("wanted", "own_file", "edit", "outcome", "obstacles", "plan")
"""What a fix changes, and what keeps it from mending."""


def planning_program() -> str:
    """Give the program that plans fixes, without its comments: it is in a data stream many times.

    Those of what it shares with the check scripts stand there.
    """
    names = (*LOADING, *JUDGING, "listing", "facts", *PLANNING)
    files = ("shared/uid_min.awk", *(f"audit_rules/awk/{name}.awk" for name in names))
    texts = ((TEMPLATES / name).read_text("ascii") for name in files)
    program = "\n".join((awk_tables(), *texts))
    return re.sub(r"\n{2,}", "\n", re.sub(r"(?m)^ *#.*\n", "", program)).strip()
