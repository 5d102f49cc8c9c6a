"""What takes accesses to files and folders away, in OVAL: rules in front, as patterns.

All paths of a control have one pattern for such rules, so a rule that says never of one of them
counts as harm to those that stand behind it, too.
"""

from dataclasses import dataclass
from typing import Final

from generator.audit import AccessEvent
from generator.audit.accesses import access_calls
from generator.audit.events import ACCESSES, Access
from generator.kinds.audit_rules import losses
from generator.kinds.audit_rules.access_lines import THERE
from generator.kinds.audit_rules.access_patterns import folders, places, recording_accesses
from generator.kinds.audit_rules.blockers import Taker, Wanted

_BELOW: Final = r"(?:/[^ \n]*)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLosses:
    """Accesses, each event once; rules about users below `uid_min` take none away."""

    events: tuple[AccessEvent, ...]
    uid_min: int

    @property
    def words(self) -> tuple[str, ...]:
        """The paths, without slashes behind them, as lines name them."""
        return tuple(dict.fromkeys(one.path.rstrip("/") or "/" for one in self.events))

    @property
    def details(self) -> tuple[str, ...]:
        """What the patterns depend on beside the words."""
        found = (f"{one.lies}:{one.path}:{one.access}" for one in self.events)
        return tuple(dict.fromkeys(found))

    @property
    def own(self) -> tuple[str, ...]:
        """Patterns for the paths, and for what is below them where they may be folders."""
        paths = dict.fromkeys(one.path for one in self.events)
        return tuple(f"{place}{self._below(path)}" for path in paths for place in places(path))

    @property
    def above(self) -> tuple[str, ...]:
        """Patterns for the folders above the paths."""
        return tuple(dict.fromkeys(one for event in self.events for one in folders(event.path)))

    @property
    def letters(self) -> str:
        """The letters of `perm` that are asked for."""
        return "".join(one for one in ACCESSES if any(one in event.access for event in self.events))

    @property
    def perm(self) -> str:
        """The letters of rules that may meet an access: what opens a file may read and write."""
        opens = "rw" if {"r", "w"} & {*self.letters} else ""
        return "".join(dict.fromkeys(self.letters + opens))

    @property
    def anywhere(self) -> tuple[str, ...]:
        """Patterns for rules of the paths themselves that may come first wherever they stand."""
        paths = dict.fromkeys(one.path for one in self.events)
        own = tuple(place for path in paths for place in places(path))
        return (losses.by_inode(own, self.perm, self.uid_min),) if own else ()

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders without which auditctl refuses rules for the events, but for usual ones."""
        found = (
            path if event.lies == "dir" else path.rpartition("/")[0] or "/"
            for event in self.events
            if (path := event.path.rstrip("/") or "/")
        )
        return tuple(one for one in dict.fromkeys(found) if one not in THERE)

    @property
    def takers(self) -> tuple[Taker, ...]:
        """The patterns; none where there are no accesses."""
        if not self.events:
            return ()
        called = (one.name for each in self._letters for one in access_calls(each))
        calls = tuple(dict.fromkeys(called))
        taking = losses.taking_accesses(self.own, self.above, self.perm, calls, self.uid_min)
        in_vain = losses.watching_in_vain(self.own, self.above, self.perm)
        wanted = {(one.path, one.access): _wanted(one) for one in self.events}
        return (
            Taker(
                name=f"accesses_{'_'.join(self.details)}",
                wanted=tuple(wanted.values()),
                taken=f"(?:{losses.taken(taking)}|{in_vain})",
                at_the_head=losses.at_the_head(taking),
            ),
        )

    @property
    def _letters(self) -> tuple[Access, ...]:
        return tuple(one for one in ACCESSES if one in self.letters)

    def _below(self, path: str) -> str:
        return _BELOW if any(one.path == path and one.lies != "path" for one in self.events) else ""


def _wanted(event: AccessEvent) -> Wanted:
    return Wanted(
        name=f"accesses_{event.path}_{event.access}",
        label=event.label,
        recording=recording_accesses(event.path, event.access),
        access=event,
    )
