"""A rule set of a listing: what the kernel holds, as auditctl prints it."""

import re
from dataclasses import replace
from typing import Final

from generator.audit import (
    Architecture,
    FileSystem,
    KernelLists,
    Loaded,
    read_listing,
    read_status,
    settle,
)
from generator.audit.accounts import NOBODY_ELSE
from generator.audit.kernel import Enabled
from generator.judge.ruleset import Place, RuleSet

_STATUS: Final = re.compile(
    r"(?:enabled|failure|pid|rate_limit|backlog_limit|lost|backlog|backlog_wait_time"
    r"|backlog_wait_time_actual|loginuid_immutable) "
)
"""Lines of auditctl -s."""


def listed_rules(
    text: str,
    name: str,
    *,
    machine: Architecture,
    files: FileSystem,
    uid_min: int,
    enabled: Enabled | None = None,
    as_loaded: KernelLists | None = None,
    at_its_word: bool = False,
    usual: bool = False,
) -> RuleSet:
    """Give what a listing of `auditctl -l` says; lines of `auditctl -s` may stand in it, too.

    `enabled` is what auditctl -s says elsewhere, `as_loaded` what the files of the system put in
    force. With `at_its_word` what looks like a watch is taken for one, though a rule that says
    never may be listed so. UnreadableListingError where a line is of neither.
    """
    status = read_status(text) if enabled is None else enabled
    numbered = [
        (at, line)
        for at, line in enumerate(text.split("\n"), start=1)
        if line not in ("", "No rules") and not _STATUS.match(line)
    ]
    lists = read_listing(
        [line for _, line in numbered],
        machine=machine,
        enabled=1 if status is None else status,
        files=files,
    )
    if as_loaded is not None:
        lists = settle(lists, as_loaded)
    if at_its_word:
        lists = replace(lists, rules=tuple(replace(one, others=()) for one in lists.rules))
    return RuleSet(
        texts={name: text},
        lines=(),
        loaded=Loaded(lists=lists),
        machine=machine,
        files=files,
        uid_min=uid_min,
        accounts=NOBODY_ELSE,
        usual=usual,
        places={
            f"kernel rule {count}": Place(name=name, line=at)
            for count, (at, _) in enumerate(numbered, start=1)
        },
    )
