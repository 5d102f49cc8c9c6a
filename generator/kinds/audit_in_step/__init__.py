"""Check kind `audit_in_step`: the kernel holds the audit rules that a boot would put there."""

from typing import Final

from generator.content import Check, Product
from generator.content.value import Value
from generator.fix.models import Fix, Language
from generator.kinds.audit_rules import values
from generator.kinds.audit_rules.fix import IMPACT
from generator.kinds.audit_rules.tasks import Task, fix, script
from generator.kinds.protocol import Facet, Subject, System, Unsupported
from generator.ocil.models import Question, Questionnaire, Step
from generator.oval.models import Definition
from generator.sce.models import Script
from generator.source import Problems

FACET: Final = Facet(
    suffix="in_step",
    title="in the running kernel",
    asks=(
        "The running kernel must hold the rules that the rule files put in force at boot: all of"
        " them, no others, in the same order; and `augenrules --check` must find no change."
    ),
    weight="1.0",
    rank=1,
    warning=(
        "Rules that somebody loaded by hand are named and kept: the remediation does not reload the"
        " files where that would drop them."
    ),
)
_NO_KERNEL: Final = "a root folder has no running kernel"
_PURPOSE: Final = (
    "Asks the running kernel, through auditctl, for its rules, and compares them with those that"
    "\nthe rule files put in force at boot."
)


class AuditInStepKind:
    """The kind behind the seam; its parameters are nothing."""

    name = "audit_in_step"
    facets: tuple[Facet, ...] = (FACET,)
    values: tuple[Value, ...] = values.ALL

    def read(self, _check: Check, _problems: Problems) -> tuple[()]:
        """Give no parameters."""
        return ()

    def on(
        self, parameters: tuple[()], _check: Check, _product: Product, _problems: Problems
    ) -> tuple[()]:
        """Give the parameters as they are."""
        return parameters

    def values_on(self, _product: Product) -> tuple[Value, ...]:
        """Give none: those that its scripts read are the audit_rules kind's."""
        return ()

    def holds(self, _parameters: tuple[()], _facet: Facet, _system: System) -> Unsupported:
        """Say that only a running kernel can tell."""
        return Unsupported(reason=_NO_KERNEL)

    def to_oval(
        self, _parameters: tuple[()], _facet: Facet, _subject: Subject
    ) -> Definition | Unsupported:
        """Give none."""
        return Unsupported(reason="no OVAL 5.11 test sees the rules that the kernel holds")

    def to_command_oval(
        self, _parameters: tuple[()], _facet: Facet, _subject: Subject
    ) -> Definition | Unsupported:
        """Give none: OVAL cannot compare two texts line by line."""
        return Unsupported(reason="OVAL cannot follow the files and compare the outcome")

    def to_sce(self, _parameters: tuple[()], _facet: Facet, subject: Subject) -> Script:
        """Give the script that compares kernel and files."""
        return script("in_step", _PURPOSE, subject)

    def to_fix(
        self, _parameters: tuple[()], _facet: Facet, subject: Subject, language: Language
    ) -> Fix:
        """Give the remediation: load the files, where that drops nothing."""
        task = Task(
            name="in_step",
            does="Loads the rule files, where the kernel holds no rules that they do not have.",
            filename="",
            impact=IMPACT,
        )
        return fix(task, subject, self.facets, language)

    def to_ocil(self, _parameters: tuple[()], _facet: Facet, subject: Subject) -> Questionnaire:
        """Ask for what augenrules says, and for the kernel's rules beside those of the file."""
        steps = (
            Step(
                do="As root, see whether the rule files have changed:",
                command="augenrules --check",
                expect="It must say `No change`.",
            ),
            Step(
                do="See the rules that the kernel holds, and those of the file loaded at boot:",
                command="auditctl -l; grep -E '^-[aAw]' /etc/audit/audit.rules",
                expect=(
                    "Each line must have its counterpart, in the same order; the kernel spells some"
                    " words otherwise (`unset` is `-1`, `-k` is `-F key=`). In a container the"
                    " question is not applicable."
                ),
            ),
        )
        text = "Does the kernel hold the rules of the rule files?"
        question = Question(name=f"{subject.rule}_is_same", text=text, steps=steps)
        return Questionnaire(questions=(question,))
