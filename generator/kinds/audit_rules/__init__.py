"""Check kind `audit_rules`: audit rules must make the kernel record what they ask for."""

from generator.audit import UnclearModeError
from generator.content import Check, Product
from generator.content.value import Value
from generator.fix.models import Fix, Language
from generator.kinds.audit_rules import facets, ocil, oval, oval_listing, sce, values
from generator.kinds.audit_rules.fix import to_fix
from generator.kinds.audit_rules.holds import holds
from generator.kinds.audit_rules.parameters import AuditRules, on, read
from generator.kinds.protocol import Facet, Subject, System, Unsupported
from generator.ocil.models import Questionnaire
from generator.oval.models import Definition
from generator.sce.models import Script
from generator.source import Problems

_NO_SCRIPT = Unsupported(reason="the file stands in where no script can run")


class AuditRulesKind:
    """The kind behind the seam."""

    name = "audit_rules"
    facets: tuple[Facet, ...] = facets.ALL
    values: tuple[Value, ...] = values.ALL

    def values_on(self, product: Product) -> tuple[Value, ...]:
        """Give the Values with what the product says of UID_MIN."""
        return values.on(product)

    def read(self, check: Check, problems: Problems) -> AuditRules | None:
        """Read the parameters."""
        return read(check, problems)

    def on(
        self, parameters: AuditRules, check: Check, product: Product, problems: Problems
    ) -> AuditRules:
        """Put the paths of the product into the rules."""
        return on(parameters, check, product, problems)

    def holds(self, parameters: AuditRules, facet: Facet, system: System) -> bool | Unsupported:
        """Say whether the files on disk hold the rules."""
        if facet is facets.LOADED:
            return Unsupported(reason="a root folder has no running kernel")
        try:
            return holds(parameters, facet, system)
        except UnclearModeError as unclear:
            return Unsupported(reason=str(unclear))

    def to_oval(
        self, parameters: AuditRules, facet: Facet, subject: Subject
    ) -> Definition | Unsupported:
        """Give the definition that reads the files."""
        if facet is facets.LOADED:
            return Unsupported(reason="no OVAL 5.11 test sees the rules that the kernel holds")
        return oval.definition(parameters, facet, subject)

    def to_command_oval(
        self, parameters: AuditRules, facet: Facet, subject: Subject
    ) -> Definition | Unsupported:
        """Give the definition that reads the kernel's listing."""
        if facet is not facets.LOADED:
            return Unsupported(reason="OVAL 5.11 reads the files")
        return oval_listing.definition(parameters, subject)

    def to_sce(
        self, parameters: AuditRules, facet: Facet, subject: Subject
    ) -> Script | Unsupported:
        """Give the script that follows the files, or the one that asks the kernel."""
        if facet is facets.COMPILED:
            return _NO_SCRIPT
        return sce.script(parameters, facet, subject)

    def to_fix(
        self, parameters: AuditRules, _facet: Facet, subject: Subject, language: Language
    ) -> Fix:
        """Give the remediation; it is the same for all facets."""
        return to_fix(parameters, subject.control, subject.control_title, subject.product, language)

    def to_ocil(self, parameters: AuditRules, facet: Facet, subject: Subject) -> Questionnaire:
        """Give the questions for a person."""
        if facet is facets.CONFIGURED:
            return ocil.in_files(parameters, subject)
        if facet is facets.COMPILED:
            return ocil.in_compiled_file(parameters, subject)
        return ocil.in_kernel(parameters, subject)
