"""Systems as /etc/os-release shows them: those that products are for, and their neighbours."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

_PATH: Final = Path(__file__).with_name("systems.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A system: what it says of itself, and which product is for it, if any."""

    name: str
    product: str | None
    os_release: str


def systems() -> Iterator[System]:
    """Read all systems."""
    for found in yaml.safe_load(_PATH.read_text("utf-8")):
        text = "".join(f"{line}\n" for line in found["os_release"].strip().split("\n"))
        yield System(name=found["name"], product=found["product"], os_release=text)
