"""Check kind `package`: packages must be installed, as the package system itself records it."""

from typing import Final

from generator.content import Check, Product
from generator.content.value import Value
from generator.fix.models import Fix, Language
from generator.kinds.package import databases, fix, oval
from generator.kinds.package.parameters import Packages, on, read
from generator.kinds.protocol import Facet, Subject, System, Unsupported
from generator.markup.markdown import code
from generator.markup.template import shell_word
from generator.ocil.models import Question, Questionnaire, Step
from generator.oval.models import Definition
from generator.sce.models import Script
from generator.source import Problems

FACET: Final = Facet(
    suffix="installed",
    title="the packages are installed",
    asks=(
        "The packages must be installed and configured. One that was removed and left its"
        " configuration behind, or that was only unpacked, is not installed."
    ),
    weight="1",
    rank=-2,
)


class PackageKind:
    """The kind behind the seam."""

    name = "package"
    facets: tuple[Facet, ...] = (FACET,)
    values: tuple[Value, ...] = ()

    def read(self, check: Check, problems: Problems) -> Packages | None:
        """Read the parameters."""
        return read(check, problems)

    def on(
        self, parameters: Packages, check: Check, product: Product, problems: Problems
    ) -> Packages:
        """Put the package manager of the product into the parameters."""
        return on(parameters, check, product, problems)

    def values_on(self, _product: Product) -> tuple[Value, ...]:
        """Give none."""
        return ()

    def holds(self, parameters: Packages, _facet: Facet, system: System) -> bool | Unsupported:
        """Say whether the database of packages has each of them as installed."""
        try:
            found = databases.installed(system.root, parameters.manager)
        except databases.UnreadableError as unreadable:
            return Unsupported(reason=str(unreadable))
        return found.issuperset(parameters.packages)

    def to_oval(self, parameters: Packages, _facet: Facet, subject: Subject) -> Definition:
        """Give the definition that reads the database."""
        return oval.definition(parameters, subject)

    def to_command_oval(
        self, _parameters: Packages, _facet: Facet, _subject: Subject
    ) -> Definition | Unsupported:
        """Say that no command is needed."""
        return Unsupported(reason="OVAL 5.11 reads the database of packages")

    def to_sce(
        self, _parameters: Packages, _facet: Facet, _subject: Subject
    ) -> Script | Unsupported:
        """OVAL sees all there is to see."""
        return Unsupported(reason="OVAL sees the database as well as a script would")

    def to_fix(
        self, parameters: Packages, _facet: Facet, subject: Subject, language: Language
    ) -> Fix:
        """Install what lacks."""
        return fix.to_fix(parameters, subject, language)

    def to_ocil(self, parameters: Packages, _facet: Facet, subject: Subject) -> Questionnaire:
        """Ask the package manager."""
        names = " ".join(shell_word(name) for name in parameters.packages)
        shown = ", ".join(code(name) for name in parameters.packages)
        if parameters.uses_dpkg:
            command = f"dpkg-query -W -f='${{db:Status-Abbrev}} ${{Package}}\\n' {names}"
            expect = f"There must be a line for each of {shown}, and each must begin with `ii`."
        else:
            command = f"rpm -q {names}"
            expect = (
                f"Each of {shown} must be shown with a version. `is not installed` is a finding."
            )
        step = Step(do="Ask for the state of the packages:", command=command, expect=expect)
        question = Question(
            name=f"{subject.rule}_question", text="Is every package installed?", steps=(step,)
        )
        return Questionnaire(questions=(question,))
