"""Cases of controls, as `cases/CONTROL.yml` has them: a system, and whether the control holds."""

from collections.abc import Mapping as Fields
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from generator.content.fields import entries, get, items, optional_text, text
from generator.source import SCHEMAS, Mapping, Mark, Node, Problems, Scalar, check, load, parse
from generator.trial.world import Entry, Folder, Link, Rights

FOLDER: Final = "cases"
_OCTAL: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of one control.

    `rules` are lines of a rule file, None where the case is about other files alone. `rule` is the
    end of a rule's id, None for the control's first rule. `oval` is what OVAL alone says.
    """

    control: str
    name: str
    holds: bool
    oval: bool
    rules: str | None = None
    rule: str | None = None
    files: Fields[str, Entry] = field(default_factory=dict)
    rights: Fields[str, Rights] = field(default_factory=dict)
    mark: Mark | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The control and the name."""
        return f"{self.control}: {self.name}"


def cases_in(folder: Path, problems: Problems) -> tuple[Case, ...]:
    """Load the cases of all files of a folder."""
    return tuple(
        case
        for path in sorted(folder.glob("*.yml"))
        for case in load_cases(path, f"{folder.name}/{path.name}", problems)
    )


def load_cases(path: Path, shown: str, problems: Problems) -> tuple[Case, ...]:
    """Load the cases of one control; none where the file breaks its schema."""
    source = load(path, shown, problems)
    node = parse(source, problems) if source else None
    return read_cases(node, path.stem, problems) if node else ()


def read_cases(node: Node, control: str, problems: Problems) -> tuple[Case, ...]:
    """Read the cases of a control; none where they break schemas/cases.schema.json."""
    if not check(node, SCHEMAS / "cases.schema.json", problems):
        return ()
    found: dict[str, Case] = {}
    for item in items(node):
        case = _case(item, control)
        if case.name in found:
            words = f"there is a case {case.name!r} already"
            problems.add("duplicate-item", case.mark, words, "give each case a name of its own")
        found.setdefault(case.name, case)
    return tuple(found.values())


def _case(node: Node, control: str) -> Case:
    files = entries(get(node, "files"))
    holds = _flag(get(node, "holds"))
    given = get(node, "oval")
    rules, rule = optional_text(node, "rules"), optional_text(node, "rule")
    name = text(node, "name")
    return Case(
        control=control,
        name=name.value,
        holds=holds,
        oval=holds if given is None else _flag(given),
        rules=None if rules is None else rules.value,
        rule=None if rule is None else rule.value,
        files={entry.key.text: _entry(entry.value) for entry in files},
        rights={
            entry.key.text: _rights(entry.value)
            for entry in files
            if isinstance(entry.value, Mapping)
        },
        mark=name.mark,
    )


def _flag(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.value is True


def _entry(node: Node) -> Entry:
    if isinstance(node, Scalar):
        return node.text
    link = optional_text(node, "link")
    if link:
        return Link(link.value)
    if _flag(get(node, "folder")):
        return Folder()
    found = optional_text(node, "text")
    return found.value if found else ""


def _rights(node: Node) -> Rights:
    mode = optional_text(node, "mode")
    return Rights(
        mode=int(mode.value, _OCTAL) if mode else None,
        owner=_number(get(node, "owner")),
        group=_number(get(node, "group")),
    )


def _number(node: Node | None) -> int | None:
    return node.value if isinstance(node, Scalar) and isinstance(node.value, int) else None
