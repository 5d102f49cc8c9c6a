"""Awk programs: the files of `templates/audit_rules/awk` that make them up, in order."""

import re
from typing import Final

from generator.kinds.audit_rules.awk_tables import awk_tables
from generator.markup.template import TEMPLATES, render

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
PLANNING: Final = ("wanted", "own_file", "edit", "outcome", "obstacles", "lock", "plan")
"""What a fix changes, and what keeps it from mending."""


def checking_program() -> str:
    """Give the program that check scripts share, with its comments.

    A program has to fit into one argument: one blank stands for four at the head of a line, and of
    the words at the head of a file, which are for those who call its functions, the first line.
    """
    names = (*LOADING, *JUDGING, "listing", "facts", "state", "check")
    texts = ((TEMPLATES / f"audit_rules/awk/{name}.awk").read_text("ascii") for name in names)
    indented = "\n".join(re.sub(r"\A(#.*\n)(?:#.*\n)+", r"\1", text) for text in texts)
    return re.sub(r"(?m)^(?: {4})+", lambda found: " " * (len(found[0]) // 4), indented)


def planning_program(uid_min: int) -> str:
    """Give the program that plans fixes, without its comments: it is in a data stream many times.

    One blank stands for four at the head of a line: a program has to fit into one argument.
    Comments of what it shares with the check scripts stand there. `uid_min` holds where login.defs
    says none.
    """
    names = (*LOADING, *JUDGING, "listing", "facts", *PLANNING)
    texts = ((TEMPLATES / f"audit_rules/awk/{name}.awk").read_text("ascii") for name in names)
    default = render("shared/uid_min.awk.j2", uid_min_default=uid_min)
    program = "\n".join((awk_tables(), default, *texts))
    bare = re.sub(r"\n{2,}", "\n", re.sub(r"(?m)^ *#.*\n", "", program)).strip()
    return re.sub(r"(?m)^( {4})+", lambda found: " " * (len(found[0]) // 4), bare)
