"""Check kind `service`: a service must be started at boot, and must run now."""

from generator.content import Check, Product
from generator.content.value import Value
from generator.fix.models import Fix, Language
from generator.kinds.protocol import Facet, Subject, System, Unsupported
from generator.kinds.service import facets, fix, ocil, oval, sce
from generator.kinds.service.boot import starts
from generator.kinds.service.parameters import Service, read
from generator.ocil.models import Questionnaire
from generator.oval.models import Definition
from generator.sce.models import Script
from generator.source import Problems


class ServiceKind:
    """The kind behind the seam."""

    name = "service"
    facets: tuple[Facet, ...] = facets.ALL
    values: tuple[Value, ...] = ()

    def read(self, check: Check, problems: Problems) -> Service | None:
        """Read the parameters."""
        return read(check, problems)

    def on(
        self, parameters: Service, _check: Check, _product: Product, _problems: Problems
    ) -> Service:
        """Give the parameters: services have one name on all products."""
        return parameters

    def values_on(self, _product: Product) -> tuple[Value, ...]:
        """Give none."""
        return ()

    def holds(self, parameters: Service, facet: Facet, system: System) -> bool | Unsupported:
        """Say whether a boot starts the service."""
        if facet is facets.ACTIVE:
            return Unsupported(reason="nothing runs in a root folder")
        return starts(system.root, parameters.unit)

    def to_oval(
        self, parameters: Service, facet: Facet, subject: Subject
    ) -> Definition | Unsupported:
        """Give the definition that looks for the links that a boot follows."""
        if facet is facets.ACTIVE:
            return Unsupported(
                reason="OVAL 5.11 asks systemd over D-Bus, and is silent where it gets no answer"
            )
        return oval.definition(parameters, subject)

    def to_command_oval(
        self, _parameters: Service, facet: Facet, _subject: Subject
    ) -> Definition | Unsupported:
        """Say that no command is needed, or that a script asks."""
        if facet is facets.ACTIVE:
            return Unsupported(reason="the script asks systemctl")
        return Unsupported(reason="OVAL 5.11 reads the links")

    def to_sce(self, parameters: Service, facet: Facet, subject: Subject) -> Script | Unsupported:
        """Give the script that asks systemd."""
        if facet is facets.ENABLED:
            return Unsupported(reason="OVAL sees the links as well as a script would")
        return sce.script(parameters, subject)

    def to_fix(
        self, parameters: Service, _facet: Facet, subject: Subject, language: Language
    ) -> Fix:
        """Give the remediation; it is the same for both facets."""
        return fix.to_fix(parameters, subject, language)

    def to_ocil(self, parameters: Service, facet: Facet, subject: Subject) -> Questionnaire:
        """Ask systemctl."""
        return ocil.questionnaire(parameters, facet, subject)
