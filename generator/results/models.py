"""A scan as values: the host, the rules that were asked, their results and the evidence."""

from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup

Result = Literal[
    "fail",
    "error",
    "unknown",
    "notchecked",
    "informational",
    "fixed",
    "pass",
    "notapplicable",
]
"""XCCDF's words, but for `notselected`, which is no result."""
RESULTS: Final[tuple[Result, ...]] = (
    "fail",
    "error",
    "unknown",
    "notchecked",
    "informational",
    "fixed",
    "pass",
    "notapplicable",
)
"""In the order in which people want to see them."""
Severity = Literal["high", "medium", "low", "info", "unknown"]
SEVERITIES: Final[tuple[Severity, ...]] = ("high", "medium", "low", "info", "unknown")
_NOTHING: Final = Markup()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of evidence: `met` says whether it speaks for the rule, None where for neither.

    `found` are the items of the host that an OVAL test took exception to.
    """

    text: str
    met: bool | None = None
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A fix: its system's last word, such as `sh`; no script where it needs the data stream."""

    system: str
    script: str
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What the Benchmark says of a rule; the texts are safe HTML."""

    id: str
    title: str
    severity: Severity
    description: Markup = _NOTHING
    rationale: Markup = _NOTHING
    warnings: tuple[Markup, ...] = ()
    fixtext: Markup = _NOTHING
    idents: tuple[tuple[str, str], ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    fixes: tuple[Fix, ...] = ()

    @property
    def name(self) -> str:
        """The id without what all ids of a content begin with."""
        return short(self.id, "rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """One rule's result and the evidence; `instance` parts several results of one rule."""

    rule: Rule
    severity: Severity
    result: Result
    instance: str = ""
    lines: tuple[Line, ...] = ()

    @property
    def name(self) -> str:
        """The rule's short id, and the instance."""
        return f"{self.rule.name} [{self.instance}]" if self.instance else self.rule.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One TestResult; `host` is unlike that of every other scan that was read with it.

    `stream` and `tailoring` are names of files, empty where the results do not tell them.
    """

    host: str
    files: tuple[str, ...]
    id: str
    benchmark: str
    title: str
    version: str
    stream: str
    tailoring: str
    profile: str
    profile_title: str
    started: str
    ended: str
    scanner: str
    results: tuple[RuleResult, ...]


def short(text: str, kind: str) -> str:
    """Give the part of an XCCDF id behind its kind: `xccdf_org.example_rule_a_b` is `a_b`."""
    return text.partition(f"_{kind}_")[2] or text
