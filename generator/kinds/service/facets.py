"""What the service kind asks: of the files that a boot reads, and of the running system."""

from typing import Final

from generator.kinds.protocol import Facet

ENABLED: Final = Facet(
    suffix="enabled",
    title="started at boot",
    asks=(
        "The boot must start the service: a target that every boot reaches has a link to it, and"
        " neither the service nor the link is masked."
    ),
    weight="0.5",
)
ACTIVE: Final = Facet(
    suffix="active",
    title="running now",
    asks="The service must be running now, as `systemctl is-active` says.",
    weight="0.5",
)
ALL: Final = (ENABLED, ACTIVE)
