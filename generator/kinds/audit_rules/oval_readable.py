"""What keeps augenrules from reading the rule files, in OVAL."""

from generator.kinds.audit_rules import losses, patterns
from generator.kinds.audit_rules.facets import RULES_FOLDER
from generator.kinds.audit_rules.rule_text import RuleText, any_of
from generator.oval import models as oval
from generator.oval import probes


def readable(where: RuleText) -> tuple[oval.Criteria | oval.Criterion, ...]:
    """Ask that augenrules reads the files that are there, each once, and that -b is right.

    It moves -b to the top, where a wrong one would stop loading; the last one counts.
    """
    pipe = oval.Test(
        name="rule_pipes",
        comment="no rule file is a pipe, which augenrules would never end reading",
        object=probes.files_in(
            "rule_pipes",
            RULES_FOLDER,
            patterns.RULE_FILE_NAME,
            only=probes.file_type_is("is_pipe", "fifo"),
        ),
        existence="none_exist",
    )
    odd = oval.Test(
        name="rule_file_patterns",
        comment="no rule file's name has *, ? or [, which the shell would expand",
        object=probes.files_in("rule_file_patterns", RULES_FOLDER, patterns.RULE_FILE_PATTERN),
        existence="none_exist",
    )
    backlog = any_of(
        "the size of the backlog is a number",
        where.none("bad_backlog", losses.BAD_BACKLOG, "no -b has a wrong number"),
        where.some("good_backlog", r"-b[ ]*[0-9]+[ ]*", "another -b has a right one"),
    )
    return (oval.Criterion(test=pipe), oval.Criterion(test=odd), backlog)
