"""Check kind `file_permissions`: files may have no more rights than asked, and certain owners."""

from typing import Final

from generator.content import Check, Product
from generator.content.value import Value
from generator.fix.models import Fix, Language
from generator.kinds.file_permissions import fix, ocil, oval
from generator.kinds.file_permissions.holds import holds
from generator.kinds.file_permissions.parameters import FilePermissions, read
from generator.kinds.protocol import Facet, Subject, System, Unsupported
from generator.ocil.models import Questionnaire
from generator.oval.models import Definition
from generator.sce.models import Script
from generator.source import Problems

FACET: Final = Facet(
    suffix="set",
    title="in the file system",
    asks=(
        "The files may have no right that the mode below lacks, and must belong to whom it says."
        " Stricter is as good, and a file that is not there is no finding."
    ),
    weight="1",
)


class FilePermissionsKind:
    """The kind behind the seam."""

    name = "file_permissions"
    facets: tuple[Facet, ...] = (FACET,)
    values: tuple[Value, ...] = ()

    def read(self, check: Check, problems: Problems) -> FilePermissions | None:
        """Read the parameters."""
        return read(check, problems)

    def on(
        self, parameters: FilePermissions, _check: Check, _product: Product, _problems: Problems
    ) -> FilePermissions:
        """Give the parameters: paths are the same on all products."""
        return parameters

    def values_on(self, _product: Product) -> tuple[Value, ...]:
        """Give none."""
        return ()

    def holds(self, parameters: FilePermissions, _facet: Facet, system: System) -> bool:
        """Say whether every file is as asked."""
        return holds(parameters, system.root)

    def to_oval(self, parameters: FilePermissions, _facet: Facet, subject: Subject) -> Definition:
        """Give the definition that looks at the files."""
        return oval.definition(parameters, subject)

    def to_command_oval(
        self, _parameters: FilePermissions, _facet: Facet, _subject: Subject
    ) -> Definition | Unsupported:
        """Say that no command is needed."""
        return Unsupported(reason="OVAL 5.11 looks at the files")

    def to_sce(
        self, _parameters: FilePermissions, _facet: Facet, _subject: Subject
    ) -> Script | Unsupported:
        """OVAL sees all there is to see."""
        return Unsupported(reason="OVAL sees files as well as a script would")

    def to_fix(
        self, parameters: FilePermissions, _facet: Facet, subject: Subject, language: Language
    ) -> Fix:
        """Take rights away, and give files to their owners."""
        return fix.to_fix(parameters, subject, language)

    def to_ocil(
        self, parameters: FilePermissions, _facet: Facet, subject: Subject
    ) -> Questionnaire:
        """Ask for the files that are not as they should be."""
        return ocil.questionnaire(parameters, subject)
