"""Content: controls, products, profiles and the project, as their files give them."""

from dataclasses import dataclass, field
from typing import Final, Literal

from generator.content.text import Text
from generator.source import Mapping, Mark, Scalar

Severity = Literal["unknown", "info", "low", "medium", "high"]
Enumeration = Literal["cce", "cci"]
_ANY_MINOR: Final = ".x"
BootLoader = Literal["grub", "bls"]
PackageManager = Literal["apt", "dnf", "zypper"]
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

    def mark_of(self, word: str) -> Mark:
        """Give the place where a parameter first has `word` in it, else that of the kind."""
        for entry in self.node.entries:
            if isinstance(entry.value, Scalar) and word in entry.value.text:
                start = entry.value.text.index(word)
                return entry.value.mark_of(start, start + len(word))
        return self.mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """What an enumeration calls a control on one product (`cce`: `CCE-80709-9`)."""

    enumeration: Enumeration
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs in the check of a kind on one product: `check` stands in its place, or none."""

    kind: Text
    check: Check | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A product that a control applies to, and what differs there."""

    product: Text
    title: Text | None = None
    references: tuple[Reference, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    changes: tuple[Change, ...] = ()


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

    def title_for(self, product: str) -> Text:
        """Give the title that the product's benchmark has."""
        scope = self.scope(product)
        return (scope.title if scope else None) or self.title

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
    """A line that /etc/os-release must hold (os-release(5)); `9.x` is 9 and every 9.N."""

    name: Text
    value: Text

    @property
    def exact(self) -> str:
        """The value that it is, or that stands before the minor version."""
        return self.value.value.removesuffix(_ANY_MINOR)

    @property
    def any_minor(self) -> bool:
        """Whether a minor version may follow."""
        return self.value.value.endswith(_ANY_MINOR)

    def holds(self, text: str | None) -> bool:
        """Say whether the field of a system with this text, or without it, is as asked."""
        if text is None:
            return False
        return text == self.exact or (self.any_minor and text.startswith(f"{self.exact}."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """An operating system that content is made for.

    `paths` are what controls call `${NAME}`, by name; `script_engine` is the package with which
    oscap runs scripts there, if not its own; `package_manager` is a PackageManager,
    `boot_loader` a BootLoader. `uid_min` is the first user id of a real user where
    /etc/login.defs says no UID_MIN, `audit_version` the release of audit from which on auditctl
    does what the product's does: one of generator.audit.RELEASES.
    """

    id: Text
    title: Text
    cpe: Text
    os_release: tuple[OsRelease, ...]
    architectures: tuple[Architecture, ...]
    audit_package: Text
    script_engine: Text | None
    uid_min: int
    audit_version: str
    package_manager: Text | None
    boot_loader: Text | None
    paths: tuple[tuple[Text, Text], ...]
    frameworks: tuple[Framework, ...]

    def path(self, name: str) -> str | None:
        """Give the path that controls call by this name, if the product has it."""
        return next((path.value for known, path in self.paths if known.value == name), None)

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
    """A choice of rules (short rule ids) for some products; on those in `rules_on` another one."""

    id: Text
    title: Text
    description: Text
    products: tuple[Text, ...]
    rules: tuple[Text, ...]
    rules_on: tuple[tuple[Text, tuple[Text, ...]], ...]
    refinements: tuple[Refinement, ...]

    def rules_for(self, product: str) -> tuple[Text, ...]:
        """Give the rules that the profile selects on a product, by its id."""
        own = (rules for name, rules in self.rules_on if name.value == product)
        return next(own, self.rules)

    def is_for(self, product: Product) -> bool:
        """Say whether the profile is made for `product`."""
        return any(name.value == product.id.value for name in self.products)


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

    def default_profile(self, product: Product) -> Profile | None:
        """Give the project's default profile where the product has it, else its first one."""
        own = [one for one in self.profiles if one.is_for(product)]
        name = self.project.default_profile.value
        return next((one for one in own if one.id.value == name), own[0] if own else None)
