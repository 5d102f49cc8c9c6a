"""Check kind `audit_immutable`: rule files end in `-e 2`, and the kernel refuses all changes."""

from typing import Final

from generator.audit import UnclearModeError
from generator.content import Check, Product
from generator.content.value import Value
from generator.fix.models import Fix, Language
from generator.kinds.audit_immutable import ocil, oval
from generator.kinds.audit_immutable.holds import holds
from generator.kinds.audit_rules import facets as files
from generator.kinds.audit_rules import values
from generator.kinds.audit_rules.fix import IMPACT
from generator.kinds.audit_rules.tasks import RuleFile, Task, fix, read_rule_file, script
from generator.kinds.protocol import Facet, Subject, System, Unsupported
from generator.ocil.models import Questionnaire
from generator.oval.models import Definition
from generator.sce.models import Script
from generator.source import Problems

_REBOOT: Final = (
    "Once the configuration is locked, every change of audit rules needs a reboot. The remediation"
    " writes the line and leaves the locking to the next boot."
)
CONFIGURED: Final = Facet(
    suffix="configured",
    title="in the rule files",
    asks=(
        f"The last `-e` of the audit rules in `{files.RULES_FOLDER}`, which a boot merges and"
        " loads, must be `-e 2`, and no line before it may stop the loading."
    ),
    weight="0.5",
    warning=_REBOOT,
    rank=2,
)
LOADED: Final = Facet(
    suffix="loaded",
    title="in the running kernel",
    asks="The running kernel must refuse changes of its audit configuration (`enabled 2`).",
    weight="0.5",
    warning=_REBOOT,
    rank=2,
)
COMPILED: Final = Facet(
    suffix="compiled",
    title="in the file loaded at boot",
    asks=(
        f"The last `-e` of the audit rules in `{files.COMPILED_FILE}`, which augenrules makes and"
        " auditctl loads, must be `-e 2`. This stands in for a look into the kernel where a scanner"
        " cannot run scripts."
    ),
    weight="0.5",
    warning=_REBOOT,
    rank=2,
    alternative=True,
)
_PURPOSES: Final = {
    CONFIGURED: (
        "locked_configured",
        "Follows the rule files as a boot does and asks whether they lock the configuration.",
    ),
    LOADED: (
        "locked_loaded",
        "Asks the running kernel, through auditctl, whether its configuration is locked.",
    ),
}


class AuditImmutableKind:
    """The kind behind the seam."""

    name = "audit_immutable"
    facets: tuple[Facet, ...] = (CONFIGURED, LOADED, COMPILED)
    values: tuple[Value, ...] = values.ALL

    def read(self, check: Check, _problems: Problems) -> RuleFile | None:
        """Read the parameters."""
        return read_rule_file(check)

    def on(
        self, parameters: RuleFile, _check: Check, _product: Product, _problems: Problems
    ) -> RuleFile:
        """Give the parameters as they are."""
        return parameters

    def values_on(self, _product: Product) -> tuple[Value, ...]:
        """Give none: those that its scripts read are the audit_rules kind's."""
        return ()

    def holds(self, _parameters: RuleFile, facet: Facet, system: System) -> bool | Unsupported:
        """Say whether the files lock the configuration."""
        if facet is LOADED:
            return Unsupported(reason="a root folder has no running kernel")
        try:
            return holds(system, compiled=facet is COMPILED)
        except UnclearModeError as unclear:
            return Unsupported(reason=str(unclear))

    def to_oval(
        self, _parameters: RuleFile, facet: Facet, subject: Subject
    ) -> Definition | Unsupported:
        """Give the definition that reads the files."""
        if facet is LOADED:
            return Unsupported(reason="no OVAL 5.11 test sees the state of the kernel's auditing")
        return oval.definition(subject, compiled=facet is COMPILED)

    def to_command_oval(
        self, _parameters: RuleFile, _facet: Facet, _subject: Subject
    ) -> Definition | Unsupported:
        """Give none: the state is not in the listing of rules."""
        return Unsupported(reason="the listing of rules does not say whether they are locked")

    def to_sce(self, _parameters: RuleFile, facet: Facet, subject: Subject) -> Script | Unsupported:
        """Give the script that follows the files, or the one that asks the kernel."""
        if facet is COMPILED:
            return Unsupported(reason="the file stands in where no script can run")
        return script(*_PURPOSES[facet], subject)

    def to_fix(
        self, parameters: RuleFile, _facet: Facet, subject: Subject, language: Language
    ) -> Fix:
        """Give the remediation; it is the same for all facets."""
        task = Task(
            name="locked",
            does=(
                f"Has {files.RULES_FOLDER}/{parameters.filename} say -e 2, where no file does: the"
                " next boot locks\nthe audit configuration."
            ),
            filename=parameters.filename,
            impact=IMPACT,
        )
        return fix(task, subject, self.facets, language)

    def to_ocil(self, _parameters: RuleFile, facet: Facet, subject: Subject) -> Questionnaire:
        """Give the questions for a person."""
        if facet is LOADED:
            return ocil.in_kernel(subject)
        return ocil.in_files(subject, compiled=facet is COMPILED)
