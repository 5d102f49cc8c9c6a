"""The service kind in OVAL: the links that a boot follows, and the file that is the unit.

A systemdunitproperty_test asks systemd over D-Bus, so it knows nothing of a root folder. A mask is
seen by the section that is missing: what a link to /dev/null leads to has none.
"""

import re
from typing import Final

from generator.kinds.protocol import Subject
from generator.kinds.service.boot import FOLDERS, LINKS, NULL, TARGETS
from generator.kinds.service.parameters import Service
from generator.oval import models as oval
from generator.oval import probes

_WANTED: Final = rf"(?:{'|'.join(TARGETS)})\.target\.(?:{'|'.join(LINKS)})"
_SECTION: Final = r"^[ \t]*(\[Service\])[ \t]*$"


def definition(parameters: Service, subject: Subject) -> oval.Definition:
    """Give the definition: a link to the service, and the service itself, none of them masked."""
    unit = parameters.unit
    return oval.Definition(
        name=subject.rule,
        cls="compliance",
        title=subject.title,
        description=f"A boot starts {unit}.",
        platforms=(subject.product.title.value,),
        references=subject.oval_references,
        criteria=oval.Criteria(
            operator="AND",
            comment=f"a boot starts {unit}",
            children=(
                oval.Criterion(test=_linked(unit)),
                oval.Criterion(test=_masked_link(unit), negate=True),
                _unit(unit, FOLDERS),
            ),
        ),
    )


def _pattern(folder: str, unit: str) -> str:
    # oscap looks below what stands in front of the first sign that is no letter for letter.
    return rf"^{folder}/{_WANTED}/{_literal(unit)}$"


def _literal(text: str) -> str:
    return re.escape(text).replace(r"\-", "-")


def _entries(unit: str) -> oval.UnionObject:
    """Collect what could be a link to the unit, whatever it is."""
    parts = tuple(
        probes.file_matching(f"wanted_{unit}_{folder}", _pattern(folder, unit))
        for folder in FOLDERS
    )
    return oval.UnionObject(name=f"wanted_{unit}", probe=probes.FILE, parts=parts)


def _linked(unit: str) -> oval.Test:
    return oval.Test(
        name=f"wanted_{unit}",
        comment=f"a target that every boot reaches has a link to {unit}",
        object=_entries(unit),
        states=(probes.file_type_is("is_symbolic_link", "symbolic link"),),
    )


def _masked_link(unit: str) -> oval.Test:
    paths = oval.LocalVariable(
        name=f"wanted_{unit}",
        comment=f"where links to {unit} are",
        component=oval.FieldOf(object=_entries(unit), field="filepath"),
    )
    return oval.Test(
        name=f"wanted_masked_{unit}",
        comment=f"a link to {unit} is masked: it ends at {NULL}",
        object=probes.symlinks_at(f"wanted_{unit}_links", paths),
        states=(probes.link_ends_at(f"ends_at_{NULL}", NULL),),
    )


def _unit(unit: str, folders: tuple[str, ...]) -> oval.Criteria:
    """Ask that the first file of this name is a service; the last folder is asked of content."""
    first, *rest = folders
    path = f"{first}/{unit}"
    is_service = oval.Test(
        name=f"service_{path}",
        comment=f"{path} describes a service",
        object=probes.text_file_lines(f"service_{path}", filepath=path, pattern=_SECTION),
    )
    if not rest:
        comment = f"{path} describes a service"
        return oval.Criteria(
            operator="AND", comment=comment, children=(oval.Criterion(test=is_service),)
        )
    there = oval.Test(
        name=f"there_{path}",
        comment=f"{path} is there",
        object=probes.file_at(f"file_{path}", path),
    )
    below = oval.Criteria(
        operator="AND",
        comment=f"{path} is not there, and a later folder has the service",
        children=(oval.Criterion(test=there, negate=True), _unit(unit, tuple(rest))),
    )
    return oval.Criteria(
        operator="OR",
        comment=f"the first file called {unit} describes a service",
        children=(oval.Criterion(test=is_service), below),
    )
