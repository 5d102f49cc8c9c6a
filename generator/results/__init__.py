"""Results: what oscap found on hosts, read from XCCDF results and ARF files, of any content.

scans = read_scans(paths, problems)         read.py
for item in scans[0].results: brief(item)   brief.py
"""

from generator.results.brief import brief
from generator.results.models import RESULTS, Fix, Line, Result, Rule, RuleResult, Scan, Severity
from generator.results.read import read_scans

__all__ = [
    "RESULTS",
    "Fix",
    "Line",
    "Result",
    "Rule",
    "RuleResult",
    "Scan",
    "Severity",
    "brief",
    "read_scans",
]
