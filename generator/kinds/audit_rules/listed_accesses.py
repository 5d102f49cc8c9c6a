"""Accesses to files and folders in OVAL 5.12: the rules for them as `auditctl -l` prints them.

A rule of path, permissions and key alone is printed as a watch, by path or folder, and even if it
says never. What is printed as a watch with a key is taken for one.
"""

from generator.audit import AccessEvent
from generator.kinds.audit_rules.access_lines import unless_absent
from generator.kinds.audit_rules.access_losses import AccessLosses
from generator.kinds.audit_rules.access_patterns import above, folders, places
from generator.kinds.audit_rules.listed_lines import SET, Listed, none_listed
from generator.kinds.audit_rules.rule_text import all_of, any_of
from generator.oval import models as oval
from generator.oval import probes

_ORDER = "rwxa"


def recorded_access(event: AccessEvent) -> oval.Criteria:
    """Ask for a rule that records the accesses, or for one for each arch."""
    own = "|".join(places(event.path))
    letters = "".join(one if one in event.access else f"{one}?" for one in _ORDER)
    where = f" -F (?:path=(?:{own})|dir=(?:(?:{own})/*|{above(event.path)}))"
    watched = "|".join((*places(event.path), *folders(event.path)))
    free = f"{where}| -F perm={letters}{f'|{SET}' if event.auid_set else ''}"
    name = f"listed_{event.lies}_{event.path}_{event.access}_{event.auid_floor}_{event.auid_set}"
    asked: list[oval.Criteria | oval.Criterion] = [
        Listed(
            name=f"{name}_{word}",
            label=f"{event.label} by programs of {word}",
            head=rf"-[aA] always,exit(?: -F arch={word})? -S all",
            free=f"(?:{free})*",
            watches=rf"-w (?:(?:{watched})/*|/+) -p {letters}(?: -k .+)",
        ).some(event.auid_floor)
        for word in ("b64", "b32")
    ]
    if event.lies != "path":
        asked.append(_not_as_a_file(event, own))
    return unless_absent(event, all_of(f"rules record {event.label}", *asked))


def _not_as_a_file(event: AccessEvent, own: str) -> oval.Criteria:
    """Ask that no rule names a folder by path=, which leaves out what is in it."""
    path = event.path.rstrip("/") or "/"
    folder = oval.Test(
        name=f"folder_{path}",
        comment=f"there is a folder {path} (without it auditctl refuses a rule for what is there)",
        object=probes.folder_at(f"folder_{path}", path),
    )
    return any_of(
        f"no rule takes a folder {event.path} for a file",
        oval.Criterion(test=folder, negate=True),
        none_listed(
            f"listed_path_{path}",
            rf"-F path=(?:{own})(?: |$)",
            f"no rule names {path} by path=",
        ),
    )


def harmful_watches(accesses: AccessLosses) -> str:
    """Match what is printed as a watch without a key: it records without one, or says never."""
    own = "|".join((*accesses.own, *accesses.above))
    return rf"-w (?:(?:{own})/*|/+) -p [rwxa]*[{accesses.perm}][rwxa]*"
