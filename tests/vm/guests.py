"""The machines: what each is made of, the product it is, the scenarios it goes through."""

import os
from dataclasses import dataclass, replace
from typing import Final

from tests.vm.recipes import AARCH64, DEBIAN12, DEBIAN13, Recipe

_BOTH: Final = (
    *("fresh", "records", "by_hand", "equivalent", "broken", "undo", "ansible"),
    *("reboot", "locked", "chapter"),
)
_SHORT: Final = ("fresh", "records", "equivalent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """One machine, and its scenarios in the order in which they run."""

    recipe: Recipe
    product: str
    scenarios: tuple[str, ...]
    reboots: bool = True

    @property
    def name(self) -> str:
        """What people call it."""
        return self.recipe.name


GUESTS: Final = (
    Guest(recipe=DEBIAN12, product="debian12", scenarios=(*_BOTH, "auditctl_mode")),
    Guest(recipe=DEBIAN13, product="debian13", scenarios=_BOTH),
    Guest(recipe=AARCH64, product="debian12", scenarios=("aarch64",), reboots=False),
)


def asked_for() -> bool:
    """Machines start only for who asks for them, since they take their time."""
    return os.environ.get("AUDITSCAP_VM") == "1"


def chosen() -> tuple[Guest, ...]:
    """Give the guests and scenarios that the environment names; all of them by default."""
    if os.environ.get("AUDITSCAP_VM_SHORT") == "1":
        return (replace(GUESTS[0], scenarios=_SHORT, reboots=False),)
    names = _named("AUDITSCAP_VM_GUESTS", {guest.name for guest in GUESTS})
    scenarios = _named(
        "AUDITSCAP_VM_SCENARIOS", {one for guest in GUESTS for one in guest.scenarios}
    )
    return tuple(
        replace(guest, scenarios=tuple(one for one in guest.scenarios if one in scenarios))
        for guest in GUESTS
        if guest.name in names
    )


def _named(variable: str, known: set[str]) -> set[str]:
    """Give the words of a variable, all that are known where it has none."""
    names = set(os.environ.get(variable, "").split())
    if names - known:
        raise ValueError(
            f"{variable}: {', '.join(sorted(names - known))} is none of {sorted(known)}"
        )
    return names or known
