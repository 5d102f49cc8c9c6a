"""Cases of controls, as `cases/CONTROL.yml` has them: lines of a rule file, and what is right.

A case has `name`, `rules`, `holds`, and where it matters `why`. `oval` is what OVAL alone says
where that is another thing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

CASES: Final = Path(__file__).with_name("cases")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of one control."""

    control: str
    name: str
    rules: str
    holds: bool
    oval: bool

    @property
    def id(self) -> str:
        """The control and the name."""
        return f"{self.control}: {self.name}"


def cases(folder: Path = CASES) -> Iterator[Case]:
    """Read all cases of a folder."""
    for path in sorted(folder.glob("*.yml")):
        for found in yaml.safe_load(path.read_text("utf-8")):
            unknown = found.keys() - {"name", "rules", "holds", "oval", "why"}
            assert not unknown, (path, found, unknown)
            yield Case(
                control=path.stem,
                name=found["name"],
                rules=found["rules"],
                holds=found["holds"],
                oval=found.get("oval", found["holds"]),
            )
