"""Cases of the kinds that ask for settings, as the YAML files in `settings` have them.

A file is a text, or a mapping: `link`, `folder: true`, `text`, with `mode`, `owner`, `group`, which
are numbers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from tests.world.world import Entry, Folder, Link, Rights, give_rights, write

CASES: Final = Path(__file__).with_name("settings")
NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A world and the verdict of one rule there.

    `undecided` says why OVAL gives another answer than the right one, or none.
    """

    id: str
    product: str
    rule: str
    files: Mapping[str, Any]
    holds: bool
    undecided: str = ""
    oval: bool | None = None

    def write(self, root: Path) -> Path:
        """Write the world below `root`."""
        root.mkdir(parents=True)
        write(root, {path: _entry(found) for path, found in self.files.items()})
        give_rights(root, {path: _rights(one) for path, one in self.files.items()})
        return root


def cases(name: str) -> Iterator[Case]:
    """Read the cases of `name`.yml: a list of groups, each with what its cases have in common."""
    for group in yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8")):
        for title, found in group["cases"].items():
            files = {**group.get("files", {}), **found.get("files", {})}
            yield Case(
                id=f"{group['rule']}: {title}",
                product=found.get("product", group.get("product", "debian12")),
                rule=group["rule"],
                files={path: entry for path, entry in files.items() if entry != NOTHING},
                holds=found["holds"],
                undecided=found.get("undecided", ""),
                oval=found.get("oval"),
            )


def _entry(found: Any) -> Entry:
    if isinstance(found, str):
        return found
    if "link" in found:
        return Link(found["link"])
    if found.get("folder"):
        return Folder()
    return str(found.get("text", ""))


def _rights(found: Any) -> Rights:
    if not isinstance(found, dict):
        return Rights()
    mode = found.get("mode")
    return Rights(
        mode=None if mode is None else int(mode, 8),
        owner=found.get("owner"),
        group=found.get("group"),
    )
