"""Judging: what rule files collect of what controls require, and what is wrong with their lines.

1. `merged_rules`, `single_file`, `listed_rules` and `at_boot` give a `RuleSet`: lines in the order
   in which they are loaded, with what they put in force.
2. `judge(rules, required)` gives a verdict on each event that a control requires, and the words of
   the line that is to blame.
3. `findings(rules)` gives what is wrong with the lines whatever a control asks; codes.py has their
   codes.

Nothing but audit rules is known here, and nothing is read from a disk.
"""

from generator.judge.codes import CODES, FindingCode, FindingName, Severity
from generator.judge.finding import Finding
from generator.judge.findings import findings
from generator.judge.listed import listed_rules
from generator.judge.ruleset import Place, RuleSet, at_boot, merged_rules, single_file
from generator.judge.usual import usual_accounts, usual_files
from generator.judge.verdicts import (
    JudgedControl,
    JudgedEvent,
    Required,
    judge,
    judge_event,
    shortfalls,
)

__all__ = [
    "CODES",
    "Finding",
    "FindingCode",
    "FindingName",
    "JudgedControl",
    "JudgedEvent",
    "Place",
    "Required",
    "RuleSet",
    "Severity",
    "at_boot",
    "findings",
    "judge",
    "judge_event",
    "listed_rules",
    "merged_rules",
    "shortfalls",
    "single_file",
    "usual_accounts",
    "usual_files",
]
