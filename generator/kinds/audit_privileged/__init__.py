"""Check kind `audit_privileged`: runs of each set-user-id and set-group-id program are recorded.

Which programs there are is for the target to say, at each scan: rules of such a check hold
`${PROGRAM}`, in whose place the scripts put them. All else is as with audit_rules.
"""

from dataclasses import replace
from typing import Final

from generator.audit import UnclearModeError
from generator.content import Check, Product
from generator.content.value import Value
from generator.fix.models import Fix, Language
from generator.kinds.audit_privileged import ocil
from generator.kinds.audit_privileged.programs import PROGRAM, programs
from generator.kinds.audit_rules import facets, sce, values
from generator.kinds.audit_rules.fix import to_fix
from generator.kinds.audit_rules.holds import holds
from generator.kinds.audit_rules.parameters import AuditRules, read
from generator.kinds.protocol import Facet, Subject, System, Unsupported
from generator.ocil.models import Questionnaire
from generator.oval.models import Definition
from generator.sce.models import Script
from generator.source import Problems

_WHICH: Final = (
    " The programs are those with a set-user-id or set-group-id bit on local file systems that are"
    " mounted neither `nosuid` nor `noexec`, found anew at each scan."
)
CONFIGURED: Final = replace(facets.CONFIGURED, asks=facets.CONFIGURED.asks + _WHICH, weight="0.5")
LOADED: Final = replace(facets.LOADED, asks=facets.LOADED.asks + _WHICH, weight="0.5")


class AuditPrivilegedKind:
    """The kind behind the seam."""

    name = "audit_privileged"
    facets: tuple[Facet, ...] = (CONFIGURED, LOADED)
    values: tuple[Value, ...] = values.ALL

    def read(self, check: Check, problems: Problems) -> AuditRules | None:
        """Read the parameters."""
        return read(check, problems, frozenset({PROGRAM}))

    def on(
        self, parameters: AuditRules, _check: Check, _product: Product, _problems: Problems
    ) -> AuditRules:
        """Give the parameters as they are."""
        return parameters

    def values_on(self, _product: Product) -> tuple[Value, ...]:
        """Give none: those that its scripts read are the audit_rules kind's."""
        return ()

    def holds(self, parameters: AuditRules, facet: Facet, system: System) -> bool | Unsupported:
        """Say whether the files on disk hold rules for every program below the root."""
        if facet is LOADED:
            return Unsupported(reason="a root folder has no running kernel")
        rules = tuple(
            rule.with_values({PROGRAM: path})
            for path in programs(system.root)
            for rule in parameters.rules
        )
        try:
            return holds(replace(parameters, rules=rules), facets.CONFIGURED, system)
        except UnclearModeError as unclear:
            return Unsupported(reason=str(unclear))

    def to_oval(
        self, _parameters: AuditRules, _facet: Facet, _subject: Subject
    ) -> Definition | Unsupported:
        """Give none."""
        return Unsupported(reason="OVAL would walk all file systems at each scan, and join in vain")

    def to_command_oval(
        self, _parameters: AuditRules, _facet: Facet, _subject: Subject
    ) -> Definition | Unsupported:
        """Give none."""
        return Unsupported(reason="OVAL would walk all file systems at each scan, and join in vain")

    def to_sce(self, parameters: AuditRules, facet: Facet, subject: Subject) -> Script:
        """Give the script that finds the programs and judges the rules."""
        return sce.script(parameters, facet, subject)

    def to_fix(
        self, parameters: AuditRules, _facet: Facet, subject: Subject, language: Language
    ) -> Fix:
        """Give the remediation; it is the same for both facets."""
        return to_fix(
            parameters,
            subject.control,
            subject.control_title,
            subject.product,
            language,
            self.facets,
        )

    def to_ocil(self, parameters: AuditRules, facet: Facet, subject: Subject) -> Questionnaire:
        """Give the questions for a person."""
        return ocil.questionnaire(parameters, subject, loaded=facet is LOADED)
