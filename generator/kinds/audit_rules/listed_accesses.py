"""Accesses to files and folders in OVAL 5.12: the rules for them as `auditctl -l` prints them.

A rule of path, permissions and key alone is printed as a watch, by path or folder, and even if it
says never. What is printed as a watch with a key is taken for one.
"""

from generator.audit import AccessEvent
from generator.kinds.audit_rules.access_lines import IS_FOLDER, unless_absent
from generator.kinds.audit_rules.access_losses import AccessLosses
from generator.kinds.audit_rules.access_patterns import above, folders, places
from generator.kinds.audit_rules.listed_lines import SET, Listed, none_listed
from generator.kinds.audit_rules.rule_text import all_of, any_of
from generator.oval import models as oval
from generator.oval import probes

_ORDER = "rwxa"


def recorded_access(event: AccessEvent, uid_min: int) -> oval.Criteria:
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
        ).some(event.auid_floor, uid_min)
        for word in ("b64", "b32")
    ]
    path = event.path.rstrip("/") or "/"
    if event.lies != "path":
        by_path = _none(f"path_{path}", rf"-F path=(?:{own})", path)
        asked.append(_where(oval.Criterion(test=_is_folder(path), negate=True), by_path, path))
    if path != event.path:
        plain = _none(f"plain_{path}", rf"(?:-w |-F dir=)(?:{own})", path)
        asked.append(_where(oval.Criterion(test=_is_folder(path)), plain, path))
    return unless_absent(event, all_of(f"rules record {event.label}", *asked))


def _is_folder(path: str) -> oval.Test:
    return oval.Test(
        name=f"tree_{path}",
        comment=f"{path} is a folder, no link to one",
        object=probes.folder_at(f"tree_{path}", path, IS_FOLDER),
    )


def _none(name: str, words: str, path: str) -> oval.Criterion:
    return none_listed(f"listed_{name}", f"{words}(?: |$)", f"no rule names {path} otherwise")


def _where(lies: oval.Criterion, named: oval.Criterion, path: str) -> oval.Criteria:
    """Ask that rules name what lies there.

    A folder that path= names is left out with what is in it; only with a slash is a link followed.
    """
    return any_of(f"{path} is what the rules take it for", lies, named)


def harmful_watches(accesses: AccessLosses) -> str:
    """Match what is printed as a watch without a key: it records without one, or says never."""
    own = "|".join((*accesses.own, *accesses.above))
    return rf"-w (?:(?:{own})/*|/+) -p [rwxa]*[{accesses.perm}][rwxa]*"
