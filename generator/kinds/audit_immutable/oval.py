"""The audit_immutable kind in OVAL: some line says `-e 2`, none another `-e`, none stops loading.

Which of several files a boot reads last is not for OVAL to say, so that any other `-e` fails.
"""

from typing import Final

from generator.kinds.audit_rules import losses, stopping
from generator.kinds.audit_rules.elsewhere import missing_folders
from generator.kinds.audit_rules.rule_text import RuleText, any_of
from generator.kinds.protocol import Subject
from generator.oval import models as oval

_LOCKS: Final = "[ ]*-e[ ]*2[ ]*"
_OTHERWISE: Final = r"[ \t]*-e(?![ ]*2[ ]*(?:\n|$))[^\n]*"


def definition(subject: Subject, *, compiled: bool) -> oval.Definition:
    """Give the definition that reads the rule files, or the compiled file."""
    where = RuleText(compiled=compiled)
    asks = f"{where.words} lock the audit configuration"
    stops = stopping.STOPS_BEFORE_LOCK if compiled else stopping.STOPS
    return oval.Definition(
        name=subject.rule,
        cls="compliance",
        title=subject.title,
        description=f"{asks[0].upper()}{asks[1:]}.",
        platforms=(subject.product.title.value,),
        references=subject.oval_references,
        criteria=oval.Criteria(
            operator="AND",
            comment=asks,
            children=(
                where.some("immutable", _LOCKS, "some line says -e 2"),
                where.none(
                    "immutable_otherwise",
                    f"{_OTHERWISE}|{losses.OFF_IN_A_RULE}",
                    "no line says another -e",
                ),
                any_of(
                    "loading comes to the end",
                    oval.Criteria(
                        operator="AND",
                        comment="no line stops it",
                        children=(
                            where.none(
                                "immutable_stop", stops, "no line is one that auditctl refuses"
                            ),
                            *(
                                where.absent(
                                    f"immutable_{at}", found, "no rule names a missing folder"
                                )
                                for at, found in enumerate(missing_folders(where))
                            ),
                        ),
                    ),
                    where.some("goes_on", stopping.GOES_ON, "-c or -i makes loading go on"),
                ),
            ),
        ),
    )
