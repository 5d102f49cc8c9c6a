"""Accesses to files and folders in OVAL: which lines record them, and where none could.

All lines about the paths of a control are one object, and what is asked of each is in states that
its events share: so a path adds little. Each letter of `perm` and callers of each word are asked
for by themselves, since rules may divide them. None of this depends on the machine.
"""

import re
from dataclasses import dataclass
from typing import Final

from generator.audit import AccessEvent
from generator.audit.events import ACCESSES
from generator.kinds.audit_rules import access_patterns
from generator.kinds.audit_rules.access_patterns import IF_FOLDER, UNLESS_FOLDER
from generator.kinds.audit_rules.elsewhere import less, sum_of
from generator.kinds.audit_rules.lines import ASKS_FOR_FILES, EventTests
from generator.kinds.audit_rules.rule_text import all_of, any_of
from generator.oval import models as oval
from generator.oval import probes

THERE: Final = ("/", "/etc", "/etc/audit")
"""Folders that are there where rule files are."""
_MARKS: Final = re.compile(f"({re.escape(IF_FOLDER)}|{re.escape(UNLESS_FOLDER)})")
IS_FOLDER: Final = probes.file_type_is("is_folder", "directory")
_FOR: Final = {
    word: probes.text_matches(
        f"for_{word}", access_patterns.is_for(word), f"the line is for callers of {word}, or of any"
    )
    for word in ("b64", "b32")
}
_LETTERS: Final = {
    letter: probes.text_matches(
        f"perm_{letter}", access_patterns.has_letter(letter), f"{letter} is among the permissions"
    )
    for letter in ACCESSES
}
_KEEPS_ALL: Final = probes.text_matches(
    "keeps_all_calls",
    access_patterns.keeps_all_calls(),
    "auditctl reads no permissions of the line as some calls alone",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessTests:
    """Tests for the `events` of one control."""

    tests: EventTests
    events: tuple[AccessEvent, ...]

    def criteria(self, event: AccessEvent) -> oval.Criteria:
        """Ask that lines record the event, unless there is nothing that a rule could name."""
        paths = tuple(dict.fromkeys(one.path for one in self.events))
        shape = access_patterns.access_shape(paths)
        name = f"accesses_{'_'.join(paths)}"
        kept = (_KEEPS_ALL,) if self.tests.fills else ()
        asked = (
            self.tests.some_line(
                event,
                f"{event.lies}_{event.path}_{letter}_{word}",
                name,
                (ASKS_FOR_FILES, _about(event), _LETTERS[letter], for_word, *kept),
                shape,
                what=f"{ACCESSES[letter]} of {event.path} by programs of {word}",
            )
            for letter in ACCESSES
            if letter in event.access
            for word, for_word in _FOR.items()
        )
        return unless_absent(event, all_of(f"the rules record {event.label}", *asked))


def unless_absent(event: AccessEvent, asked: oval.Criteria) -> oval.Criteria:
    """Ask for it only where auditctl takes a rule that names the path."""
    missing = _missing(event)
    if missing is None:
        return asked
    return any_of(f"{asked.comment}, where a rule can name {event.path}", missing, asked)


def _missing(event: AccessEvent) -> oval.Criteria | oval.Criterion | None:
    """Ask that auditctl would refuse a rule for the path; None where it always takes one."""
    path = event.path.rstrip("/") or "/"
    if event.lies != "dir":
        above = path.rpartition("/")[0] or "/"
        return None if above in THERE else _no_folder(above)
    if path in THERE:
        return None
    if path != event.path:
        return _no_folder(path)
    entry = oval.Test(
        name=f"entry_{path}",
        comment=f"{path} is a file or a link",
        object=probes.file_at(f"entry_{path}", path),
    )
    return all_of(
        f"nothing lies at {path}: auditctl would refuse a rule for it",
        _no_folder(path),
        oval.Criterion(test=entry, negate=True),
    )


def _no_folder(path: str) -> oval.Criterion:
    there = oval.Test(
        name=f"folder_{path}",
        comment=f"there is a folder {path} (without it auditctl refuses a rule for what is there)",
        object=probes.folder_at(f"folder_{path}", path),
    )
    return oval.Criterion(test=there, negate=True)


def _about(event: AccessEvent) -> oval.State:
    """Ask that a line is about the event's path as it lies on the disk: as a folder, or not."""
    name = f"about_{event.lies}_{event.path}"
    path = event.path.rstrip("/") or "/"
    found = probes.folder_at(f"tree_{path}", path, IS_FOLDER)
    folders = oval.Count(of=oval.FieldOf(object=found, field="path"))
    numbers: dict[str, oval.Component] = {
        UNLESS_FOLDER: sum_of(folders),
        IF_FOLDER: sum_of(1, less(folders)),
    }
    *marked, last = _MARKS.split(access_patterns.about(event.path, event.lies))
    parts: list[oval.Component] = []
    behind = ""
    for text, mark in zip(marked[::2], marked[1::2], strict=True):
        # What must not match needs line breaks within the line, as many as the number says.
        parts += (oval.Text(text=rf"{behind}{text}(?:\n){{"), numbers[mark])
        behind = "}"
    parts.append(oval.Text(text=f"{behind}{last}"))
    variable = oval.LocalVariable(
        name=name,
        comment=f"a line is about {event.path}; whether by path= or dir= goes by what lies there",
        component=oval.Concat(parts=tuple(parts)),
    )
    return probes.text_matches(name, variable, f"the line is about {event.path}")
