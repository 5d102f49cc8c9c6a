"""The audit_continue_loading kind in OVAL: in audit.rules, -c or -i stands in front of all rules.

Which of several files a boot reads first is not for OVAL to say, so only the merged file is read.
"""

from typing import Final

from generator.kinds.audit_rules.rule_text import RuleText
from generator.kinds.protocol import Subject
from generator.oval import models as oval

_SETTING: Final = r"-(?:D|[bfre][ ]*[0-9]+|-backlog_wait_time[ ]+[0-9]+)"
_SPARED: Final = rf"^(?:[ ]*(?:#[^\n]*|{_SETTING}[ ]*)?\n)*[ ]*-[ci][ ]*(?:\n|$)"


def definition(subject: Subject) -> oval.Definition:
    """Give the definition that reads the file which a boot loads."""
    where = RuleText(compiled=True)
    asks = "nothing but comments and settings stands in front of -c or -i"
    found = where.text("continue_loading", _SPARED, asks)
    test = oval.Test(name=where.name("continue_loading"), comment=asks, object=found)
    return oval.Definition(
        name=subject.rule,
        cls="compliance",
        title=subject.title,
        description=f"In {where.words.removeprefix('the lines of ')}, {asks}.",
        platforms=(subject.product.title.value,),
        references=subject.oval_references,
        criteria=oval.Criteria(operator="AND", comment=asks, children=(oval.Criterion(test=test),)),
    )
