"""Check kind `audit_continue_loading`: a boot loads the audit rules regardless of errors."""

from dataclasses import replace
from typing import Final

from generator.audit import UnclearModeError, boot, load_compiled, read_rule_files
from generator.audit.disk import Disk
from generator.content import Check, Product
from generator.content.value import Value
from generator.fix.models import Fix, Language
from generator.kinds.audit_continue_loading.oval import definition
from generator.kinds.audit_rules import facets as files
from generator.kinds.audit_rules import values
from generator.kinds.audit_rules.fix import IMPACT
from generator.kinds.audit_rules.machines import machine_on
from generator.kinds.audit_rules.ocil import LOADER
from generator.kinds.audit_rules.tasks import RuleFile, Task, fix, read_rule_file, script
from generator.kinds.protocol import Facet, Subject, System, Unsupported
from generator.ocil.models import Question, Questionnaire, Step
from generator.oval.models import Definition
from generator.sce.models import Script
from generator.source import Problems

_STILL_WRONG: Final = (
    "A rule that the kernel refuses is left out then, and all others are loaded: the rules about"
    " what is recorded still say what is missing. auditctl ends with status 1 all the same."
)
CONFIGURED: Final = Facet(
    suffix="configured",
    title="in the rule files",
    asks=(
        f"In the audit rules of `{files.RULES_FOLDER}`, as a boot merges them, a line `-c` must"
        " stand in front of all rules; `-i` does the same."
    ),
    weight="1.0",
    warning=_STILL_WRONG,
    rank=-1,
)
COMPILED: Final = Facet(
    suffix="compiled",
    title="in the file loaded at boot",
    asks=(
        f"In `{files.COMPILED_FILE}`, which augenrules makes and auditctl loads, a line `-c` must"
        " stand in front of all rules; `-i` does the same."
    ),
    weight="1.0",
    warning=_STILL_WRONG,
    rank=-1,
    alternative=True,
)
_PURPOSE: Final = (
    "Follows the rule files as a boot does and asks whether an error in them stops the loading."
)
_NO_LISTING: Final = "the listing of rules does not say how they were loaded"


class AuditContinueLoadingKind:
    """The kind behind the seam."""

    name = "audit_continue_loading"
    facets: tuple[Facet, ...] = (CONFIGURED, COMPILED)
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
        """Say whether `-c` or `-i` is said in front of all rules."""
        machine = machine_on(system.architecture, system.product).architecture
        rules = read_rule_files(system.root)
        if facet is COMPILED:
            text = Disk(system.root).read(files.COMPILED_FILE)
            return bool(load_compiled(replace(rules, compiled=text), machine).spared)
        try:
            return bool(boot(rules, machine).spared)
        except UnclearModeError as unclear:
            return Unsupported(reason=str(unclear))

    def to_oval(
        self, _parameters: RuleFile, facet: Facet, subject: Subject
    ) -> Definition | Unsupported:
        """Give the definition that reads the merged file."""
        if facet is CONFIGURED:
            return Unsupported(reason="which file a boot reads first is not for OVAL to say")
        return definition(subject)

    def to_command_oval(
        self, _parameters: RuleFile, _facet: Facet, _subject: Subject
    ) -> Definition | Unsupported:
        """Give none."""
        return Unsupported(reason=_NO_LISTING)

    def to_sce(self, _parameters: RuleFile, facet: Facet, subject: Subject) -> Script | Unsupported:
        """Give the script that follows the files."""
        if facet is COMPILED:
            return Unsupported(reason="the file stands in where no script can run")
        return script("spared_configured", _PURPOSE, subject)

    def to_fix(
        self, parameters: RuleFile, _facet: Facet, subject: Subject, language: Language
    ) -> Fix:
        """Give the remediation; it is the same for both facets."""
        task = Task(
            name="spared",
            does=(
                f"Has {files.RULES_FOLDER}/{parameters.filename} say -c, where no line does in"
                " front of all rules:\nfrom the next boot on an error stops the loading no more."
            ),
            filename=parameters.filename,
            impact=IMPACT,
        )
        return fix(task, subject, self.facets, language)

    def to_ocil(self, _parameters: RuleFile, facet: Facet, subject: Subject) -> Questionnaire:
        """Ask for the first line that is a rule or says -c."""
        compiled = facet is COMPILED
        place = files.COMPILED_FILE if compiled else files.RULES_FOLDER
        named = files.COMPILED_FILE if compiled else f"$(ls -v {files.RULES_FOLDER}/*.rules)"
        step = Step(
            do="As root, see the first line that is a rule or has loading go on:",
            command=f"cat {named} | grep -E '^[[:blank:]]*-[aAwci]' | head -n 1",
            expect="The line must be `-c` or `-i`.",
        )
        text = f"Does {place} say `-c` in front of all rules?"
        steps = (step,) if compiled else (LOADER, step)
        question = Question(name=f"{subject.rule}_is_first", text=text, steps=steps)
        return Questionnaire(questions=(question,))
