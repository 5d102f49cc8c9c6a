"""Components of a data stream, known by the file name that others use to reach them."""

from dataclasses import dataclass
from enum import Enum

from generator.markup.written import Written


class Role(Enum):
    """Where a data stream lists a component; the values are the elements of its sequence."""

    DICTIONARY = "dictionaries"
    CHECKLIST = "checklists"
    CHECKS = "checks"
    SCRIPT = "extended-components"


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One XML document; `filename` is the href by which others name it, listed in `uses`."""

    filename: str
    role: Role
    root: Written
    uses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptComponent:
    """One script of the Script Check Engine; `filename` is the href by which checks name it.

    No check names a library: scripts read it, from the folder in which they stand.
    """

    filename: str
    text: str
    is_library: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DataStream:
    """Everything one product's file holds; `timestamp` is the release date as xsd:dateTime."""

    id: str
    timestamp: str
    components: tuple[Component, ...]
    scripts: tuple[ScriptComponent, ...]
