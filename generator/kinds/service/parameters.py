"""Parameters of a service check."""

from dataclasses import dataclass

from generator.content import Check
from generator.source import Problems, Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service of systemd, by its name without `.service`."""

    service: str

    @property
    def unit(self) -> str:
        """The name of the unit."""
        return f"{self.service}.service"


def read(check: Check, _problems: Problems) -> Service | None:
    """Read the parameters; None where they do not have the form that the JSON Schema asks."""
    service = check.node.get("service")
    if not isinstance(service, Scalar):
        return None  # the JSON Schema has said so
    return Service(service=service.text)
