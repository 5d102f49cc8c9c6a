"""Check kind `kernel_arguments`: an argument on the kernel's command line, now and after a boot."""

from typing import Final

from generator.content import Check, Product
from generator.content.value import Value
from generator.fix.models import Fix, Language
from generator.kinds.kernel_arguments import fix, ocil, oval, sce
from generator.kinds.kernel_arguments.boot import holds
from generator.kinds.kernel_arguments.parameters import KernelArgument, on, read
from generator.kinds.protocol import Facet, Subject, System, Unsupported
from generator.ocil.models import Questionnaire
from generator.oval.models import Definition
from generator.sce.models import Script
from generator.source import Problems

CONFIGURED: Final = Facet(
    suffix="configured",
    title="for the next boot",
    asks=(
        "Every entry of the boot loader must give the kernel the argument, and so must what new"
        " entries are made from. Where it stands twice on one line, the last one counts."
    ),
    weight="0.5",
    warning="The change takes effect with the next boot.",
)
RUNNING: Final = Facet(
    suffix="running",
    title="in the running kernel",
    asks=(
        "The running kernel must have been booted with the argument (`/proc/cmdline`). Where it"
        " stands there twice, the last one counts."
    ),
    weight="0.5",
    warning="The remediation takes effect with the next boot: until then the rule fails.",
)


class KernelArgumentsKind:
    """The kind behind the seam."""

    name = "kernel_arguments"
    facets: tuple[Facet, ...] = (CONFIGURED, RUNNING)
    values: tuple[Value, ...] = ()

    def read(self, check: Check, problems: Problems) -> KernelArgument | None:
        """Read the parameters."""
        return read(check, problems)

    def on(
        self, parameters: KernelArgument, check: Check, product: Product, problems: Problems
    ) -> KernelArgument:
        """Put the boot loader of the product into the parameters."""
        return on(parameters, check, product, problems)

    def values_on(self, _product: Product) -> tuple[Value, ...]:
        """Give none."""
        return ()

    def holds(self, parameters: KernelArgument, facet: Facet, system: System) -> bool | Unsupported:
        """Say whether the next boot has the argument, and every one after it."""
        if facet is RUNNING:
            return Unsupported(reason="a root folder has no running kernel")
        return holds(parameters, system.root)

    def to_oval(
        self, parameters: KernelArgument, facet: Facet, subject: Subject
    ) -> Definition | Unsupported:
        """Give the definition that reads the boot loader's files."""
        if facet is RUNNING:
            return Unsupported(
                reason="OVAL would answer of a root folder, too, which has no running kernel"
            )
        return oval.definition(parameters, subject)

    def to_command_oval(
        self, _parameters: KernelArgument, facet: Facet, _subject: Subject
    ) -> Definition | Unsupported:
        """Say that no command is needed, or that a script asks."""
        if facet is RUNNING:
            return Unsupported(reason="the script reads `/proc/cmdline`")
        return Unsupported(reason="OVAL 5.11 reads the files")

    def to_sce(
        self, parameters: KernelArgument, facet: Facet, subject: Subject
    ) -> Script | Unsupported:
        """Give the script that reads the running kernel's command line."""
        if facet is CONFIGURED:
            return Unsupported(reason="OVAL reads the files")
        return sce.script(parameters, subject)

    def to_fix(
        self, parameters: KernelArgument, _facet: Facet, subject: Subject, language: Language
    ) -> Fix:
        """Give the remediation; it is the same for both facets."""
        rules = tuple(f"{subject.control}_{facet.suffix}" for facet in self.facets)
        return fix.to_fix(parameters, subject, rules, language)

    def to_ocil(self, parameters: KernelArgument, facet: Facet, subject: Subject) -> Questionnaire:
        """Ask for the command lines."""
        if facet is RUNNING:
            return ocil.running(parameters, subject)
        return ocil.configured(parameters, subject)
