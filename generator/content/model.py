"""Content: controls, products, profiles and the project, as their files give them."""

from dataclasses import dataclass, field
from typing import Literal

from generator.content.text import Text
from generator.source import Mapping, Mark

Severity = Literal["unknown", "info", "low", "medium", "high"]
Architecture = Literal["x86_64", "aarch64", "ppc64le", "s390x", "i386", "arm"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An identifier that a framework gives to what a control asks (`nist`: `AU-2(d)`)."""

    framework: Text
    identifier: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check of a control; `node` holds `kind` and the parameters, which the kind reads."""

    kind: str
    node: Mapping = field(compare=False, repr=False)
    mark: Mark = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A product that a control applies to, and what differs there."""

    product: Text
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """What is asked of a system, why, and how to check it; description and rationale: Markdown."""

    id: Text
    title: Text
    severity: Severity
    description: Text
    rationale: Text
    references: tuple[Reference, ...]
    checks: tuple[Check, ...]
    scopes: tuple[Scope, ...]

    def scope(self, product: str) -> Scope | None:
        """Give the scope for a product id; None where the control does not apply."""
        return next((one for one in self.scopes if one.product.value == product), None)

    def references_for(self, product: str) -> tuple[Reference, ...]:
        """Give the references of this product alone, then those that hold everywhere."""
        scope = self.scope(product)
        return (scope.references if scope else ()) + self.references


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A benchmark or catalogue that references point into: its title and public address."""

    id: Text
    title: Text
    href: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OsRelease:
    """A line that /etc/os-release must hold (os-release(5))."""

    name: Text
    value: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """An operating system that content is made for."""

    id: Text
    title: Text
    cpe: Text
    os_release: tuple[OsRelease, ...]
    architectures: tuple[Architecture, ...]
    audit_package: Text
    frameworks: tuple[Framework, ...]

    def framework(self, name: str) -> Framework | None:
        """Give the framework of this id, if the product declares it."""
        return next((one for one in self.frameworks if one.id.value == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refinement:
    """What a profile sets a Value to: the id of the Value, and the text."""

    variable: Text
    value: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A choice of rules (short rule ids) for some products."""

    id: Text
    title: Text
    description: Text
    products: tuple[Text, ...]
    rules: tuple[Text, ...]
    refinements: tuple[Refinement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What is true of all content; `released` is a date as YYYY-MM-DD."""

    version: Text
    released: Text
    title: Text
    description: Text
    publisher: Text
    creator: Text
    contributor: Text
    source: Text
    default_profile: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that was read, each kind in the order of its ids.

    `broken` are the controls (by file name) whose files break their schema, `broken_checks` the
    checks in them that can still be looked at; `complete` says that no file at all was left out.
    """

    project: Project
    controls: tuple[Control, ...]
    products: tuple[Product, ...]
    profiles: tuple[Profile, ...]
    broken: tuple[str, ...] = ()
    broken_checks: tuple[Check, ...] = ()
    complete: bool = True

    def control(self, name: str) -> Control | None:
        """Give the control of this id, if there is one."""
        return next((one for one in self.controls if one.id.value == name), None)

    def product(self, name: str) -> Product | None:
        """Give the product of this id, if there is one."""
        return next((one for one in self.products if one.id.value == name), None)

    def profile(self, name: str) -> Profile | None:
        """Give the profile of this id, if there is one."""
        return next((one for one in self.profiles if one.id.value == name), None)
