"""Check kind `symlinks`: programs must be links to one target, so that a rule on it sees them."""

from typing import Final

from generator.content import Check, Product
from generator.content.value import Value
from generator.fix.models import Fix, Language
from generator.kinds.places import follow
from generator.kinds.protocol import Facet, Subject, System, Unsupported
from generator.kinds.symlinks import oval
from generator.kinds.symlinks.parameters import Symlinks, on, read
from generator.markup.markdown import code
from generator.markup.template import shell_word
from generator.ocil.models import Question, Questionnaire, Step
from generator.oval.models import Definition
from generator.sce.models import Script
from generator.source import Problems

FACET: Final = Facet(
    suffix="symlinks",
    title="the tools are links",
    asks=(
        "The tools that share one program must be symbolic links to it, so that the audit rule on"
        " the program sees each of them. A tool that is not installed is no finding."
    ),
    weight="0.2",
    identified=False,
)


class SymlinksKind:
    """The kind behind the seam."""

    name = "symlinks"
    facets: tuple[Facet, ...] = (FACET,)
    values: tuple[Value, ...] = ()

    def read(self, check: Check, problems: Problems) -> Symlinks | None:
        """Read the parameters."""
        return read(check, problems)

    def on(
        self, parameters: Symlinks, check: Check, product: Product, problems: Problems
    ) -> Symlinks:
        """Put the paths of the product into the parameters."""
        return on(parameters, check, product, problems)

    def values_on(self, _product: Product) -> tuple[Value, ...]:
        """Give none."""
        return ()

    def holds(self, parameters: Symlinks, _facet: Facet, system: System) -> bool:
        """Say whether each existing tool is a link that ends at the target, below the root."""
        target = parameters.target
        for path in parameters.paths:
            place = system.root / path.lstrip("/")
            if place.is_symlink():
                if follow(system.root, path) != target or not (system.root / target[1:]).exists():
                    return False
            elif place.exists() and not place.is_dir():
                return False  # a folder is no program that could be run
        return True

    def to_oval(self, parameters: Symlinks, _facet: Facet, subject: Subject) -> Definition:
        """Give the definition."""
        return oval.definition(parameters, subject)

    def to_command_oval(
        self, _parameters: Symlinks, _facet: Facet, _subject: Subject
    ) -> Definition | Unsupported:
        """Say that no command is needed."""
        return Unsupported(reason="OVAL 5.11 reads the links")

    def to_sce(
        self, _parameters: Symlinks, _facet: Facet, _subject: Subject
    ) -> Script | Unsupported:
        """OVAL sees all there is to see."""
        return Unsupported(reason="OVAL sees links as well as a script would")

    def to_fix(
        self, _parameters: Symlinks, _facet: Facet, _subject: Subject, _language: Language
    ) -> Fix | Unsupported:
        """No fix: a tool that replaces a link was put there by someone."""
        return Unsupported(
            reason="a program in the place of a link was put there by someone, who must decide;"
            " reinstalling the package restores the link"
        )

    def to_ocil(self, parameters: Symlinks, _facet: Facet, subject: Subject) -> Questionnaire:
        """Ask for what stands in the place of each tool, and where the links end."""
        tools = " ".join(shell_word(path) for path in parameters.paths)
        target = code(parameters.target)
        there = Step(
            do="See which of the tools there are:",
            command=f"ls -ld {tools}",
            expect="Each line must begin with `l`. A tool that is not there is no finding.",
        )
        ends = Step(
            do="See where the links end:",
            command=f"readlink -e {tools}",
            expect=f"Every line must read {target}. There must be as many lines as links.",
        )
        question = Question(
            name=f"{subject.rule}_are_links",
            text=f"Is every tool that exists a link to {target}?",
            steps=(there, ends),
        )
        return Questionnaire(questions=(question,))
