"""Each scan gets a name of its own: several may be of one host, and many hosts say localhost."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from generator.results.models import Scan, short

Telling = Callable[[Scan], str]


def told_apart(scans: Sequence[Scan]) -> tuple[Scan, ...]:
    """Join what is one scan in several files; name all others so that no two names are equal."""
    found = _joined(scans)
    for telling in (_folder, _profile, _time):
        found = _named(found, telling)
    seen: Counter[str] = Counter()
    named: list[Scan] = []
    for one in found:
        seen[one.host] += 1
        number = seen[one.host]
        named.append(one if number == 1 else replace(one, host=f"{one.host} #{number}"))
    return tuple(named)


def _joined(scans: Sequence[Scan]) -> list[Scan]:
    """Keep of each scan what tells the most: an ARF has the evidence of OVAL, too."""
    kept: dict[tuple[str, ...], Scan] = {}
    for scan in scans:
        results = tuple(f"{one.rule.id} {one.instance} {one.result}" for one in scan.results)
        key = (scan.host, scan.id, scan.profile, scan.started, scan.ended, *results)
        before = kept.get(key, scan)
        files = tuple(dict.fromkeys(before.files + scan.files))
        kept[key] = replace(max(before, scan, key=_told), files=files)
    return list(kept.values())


def _told(scan: Scan) -> int:
    return sum(len(one.lines) for one in scan.results)


def _named(scans: list[Scan], telling: Telling) -> list[Scan]:
    """Say more of scans with one name, where that differs among them."""
    said: dict[str, set[str]] = {}
    for one in scans:
        said.setdefault(one.host, set()).add(telling(one))
    return [
        replace(one, host=f"{one.host} ({telling(one) or '-'})") if len(said[one.host]) > 1 else one
        for one in scans
    ]


def _folder(scan: Scan) -> str:
    """Results of a fleet lie in a folder for each host."""
    return PurePosixPath(scan.files[0]).parent.name


def _profile(scan: Scan) -> str:
    return short(scan.profile, "profile")


def _time(scan: Scan) -> str:
    return scan.started
