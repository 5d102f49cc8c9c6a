"""A Benchmark as values: short ids throughout, made into XCCDF ids only when emitted."""

from dataclasses import dataclass
from typing import Literal

from generator.content.value import Value

Severity = Literal["unknown", "info", "low", "medium", "high"]
FixSystem = Literal["urn:xccdf:fix:script:sh", "urn:xccdf:fix:script:ansible"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place outside: `href` names the framework (declared on the Benchmark), `text` the item."""

    href: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ident:
    """A globally unique identifier such as a CCE."""

    system: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """In a fix: the value of the Value `value`, pasted as it is."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainText:
    """Text that fixes share; `id` is an NCName."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSubstitution:
    """In a fix: the PlainText with the id `text`."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A remediation: text with Values and plain texts put in."""

    id: str
    system: FixSystem
    body: tuple[str | Substitution | TextSubstitution, ...]
    reboot: bool
    disruption: Literal["low", "medium", "high"]
    complexity: Literal["low", "medium", "high"]
    strategy: Literal["configure", "enable", "patch", "policy", "restrict", "update"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A Value handed to a check: `name` is an OVAL variable id or a shell identifier."""

    value: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OvalCheck:
    """An OVAL definition, by full id, in the component that `href` names."""

    href: str
    definition: str
    exports: tuple[Export, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SceCheck:
    """A script in the component that `href` names; `evidence` brings its output to the results."""

    href: str
    exports: tuple[Export, ...]
    evidence: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplexCheck:
    """Checks joined by `operator`."""

    operator: Literal["AND", "OR"]
    children: tuple["OvalCheck | SceCheck | ComplexCheck", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:  # noqa: A001 - the standard's word
    """Markdown to heed before the rule is applied."""

    category: Literal["general", "functionality", "performance", "management", "regulatory"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One question with its answer. `weight` is in [0, 1]; the Rules of a Group share one.

    `description` is one Markdown text behind the other: none reaches into the next.
    """

    id: str
    selected: bool
    weight: str
    severity: Severity
    title: str
    description: tuple[str, ...]
    rationale: str
    check: OvalCheck | ComplexCheck
    warnings: tuple[Warning, ...] = ()
    references: tuple[Reference, ...] = ()
    idents: tuple[Ident, ...] = ()
    fixtext: str = ""
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One control: scored as one by the default model, however many Rules it has."""

    id: str
    title: str
    description: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refinement:
    """A Profile's choice of a Value: by selector."""

    value: str
    selector: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A selection: every Rule and Group is named, so that no default decides."""

    id: str
    title: str
    description: str
    groups: tuple[str, ...]
    selected: tuple[str, ...]
    deselected: tuple[str, ...]
    refinements: tuple[Refinement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """All rules for one product; `released` is a date, `timestamp` the same as xsd:dateTime."""

    id: str
    title: str
    description: str
    version: str
    released: str
    timestamp: str
    publisher: str
    creator: str
    contributor: str
    source: str
    platform: str
    references: tuple[Reference, ...]
    texts: tuple[PlainText, ...]
    profiles: tuple[Profile, ...]
    values: tuple[Value, ...]
    groups: tuple[Group, ...]
