"""The seam: what a check kind gives to the rest of the generator."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from generator.content import Check, Identifier, Product
from generator.content.value import Value
from generator.fix.models import Fix, Language
from generator.ocil.models import Questionnaire
from generator.oval.models import Definition
from generator.oval.models import Reference as OvalReference
from generator.sce.models import Script
from generator.source import Problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsupported:
    """A kind cannot say this in that language; `reason` is a sentence for people."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One of the questions a kind asks: it becomes one Rule of the control's Group.

    `suffix` ends the rule's id and never changes. `title` follows the control's title, `asks`
    (Markdown) opens the description. `weight` is this Rule's share of the control's single point
    in the flat scoring model; facets that stand for each other in different profiles have equal
    shares. `alternative` marks the Rules that the default profile leaves out. `identified` says
    that the identifiers of the control (CCE, CCI) are this Rule's too. Rules of a higher `rank`
    come behind the others, whose remediations must have done their work before; those of a lower
    one, which others rest on, come first.
    """

    suffix: str
    title: str
    asks: str
    weight: str
    warning: str = ""
    alternative: bool = False
    identified: bool = True
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a Rule is about: short ids and titles of the Rule and of its control, on one product."""

    rule: str
    title: str
    control: str
    control_title: str
    product: Product
    identifiers: tuple[Identifier, ...] = ()

    @property
    def oval_references(self) -> tuple[OvalReference, ...]:
        """The references of an OVAL definition to its CCEs (NIST SP 800-126 r3, 3.3)."""
        return tuple(
            OvalReference(source="CCE", ref_id=item.text.value)
            for item in self.identifiers
            if item.enumeration == "cce"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A target as the reference meaning sees it: files below `root`, architecture and product."""

    root: Path
    architecture: str
    product: Product


P = TypeVar("P")


class Kind(Protocol[P]):
    """A check kind with parameters P. Each `to_` function is pure: a result, or why there is none.

    `facet` is always one of `facets`. `values` have the same ids and choices on all products.
    """

    name: str
    facets: tuple[Facet, ...]
    values: tuple[Value, ...]

    def values_on(self, product: Product) -> tuple[Value, ...]:
        """Give the Values as the benchmark of `product` describes them."""

    def read(self, check: Check, problems: Problems) -> P | None:
        """Read the parameters; None where a problem of severity error was added."""

    def on(self, parameters: P, check: Check, product: Product, problems: Problems) -> P:
        """Give the parameters with what the product has in the place of names such as ${KMOD}."""

    def holds(self, parameters: P, facet: Facet, system: System) -> bool | Unsupported:
        """Say whether the facet holds on `system`: the reference meaning."""

    def to_oval(self, parameters: P, facet: Facet, subject: Subject) -> Definition | Unsupported:
        """Give the OVAL definition that asks the facet."""

    def to_command_oval(
        self, parameters: P, facet: Facet, subject: Subject
    ) -> Definition | Unsupported:
        """Give the OVAL 5.12 definition that asks the facet of the output of commands."""

    def to_sce(self, parameters: P, facet: Facet, subject: Subject) -> Script | Unsupported:
        """Give the script that asks the facet on the running system."""

    def to_fix(
        self, parameters: P, facet: Facet, subject: Subject, language: Language
    ) -> Fix | Unsupported:
        """Give the remediation that makes the facet hold."""

    def to_ocil(self, parameters: P, facet: Facet, subject: Subject) -> Questionnaire | Unsupported:
        """Give the questions with which a person checks the facet by hand."""


AnyKind = Kind[Any]
