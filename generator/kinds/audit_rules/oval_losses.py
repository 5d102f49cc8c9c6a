"""What takes recording away, in OVAL: the criteria beside those for rules that record.

Some lines do so wherever they stand (other lists, the switch); those of the exit list and those at
which loading stops only where they stand in front. A line does harm only if it is known to: what
no pattern here knows counts as harmless, so that no right system fails.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from generator.audit import (
    ARCHITECTURES,
    AccessEvent,
    ExecutionEvent,
    RequiredEvent,
    SyscallEvent,
    number,
)
from generator.audit.events import Only
from generator.kinds.audit_rules import losses, only, patterns, stopping
from generator.kinds.audit_rules.access_lines import unless_absent
from generator.kinds.audit_rules.access_losses import AccessLosses
from generator.kinds.audit_rules.blockers import Blockers, Taker, Wanted, unharmed
from generator.kinds.audit_rules.elsewhere import left_by_mawk, missing_folders, refused_arch, twice
from generator.kinds.audit_rules.machines import Machine
from generator.kinds.audit_rules.oval_kept import kept, switched_on
from generator.kinds.audit_rules.oval_readable import readable
from generator.kinds.audit_rules.refused_names import refused_names
from generator.kinds.audit_rules.rule_text import RuleText, all_of, any_of
from generator.oval import models as oval
from generator.oval import probes

_RUNNING: Final = ("execve", "execveat")


@dataclass(frozen=True)  # without slots, which functools.cached_property cannot have
class Losses:
    """Criteria for `events` of all `machines` of a product, in the texts `where`.

    `b32_events` are those of 32-bit programs, where a Value asks for them; `both` says that such
    calls are among `events`, too. Lines about users below `uid_min` do no harm.
    """

    where: RuleText
    machines: tuple[Machine, ...]
    events: tuple[RequiredEvent, ...]
    b32_events: tuple[RequiredEvent, ...]
    uid_min: int
    both: bool = False

    def criteria(self) -> tuple[oval.Criteria | oval.Criterion, ...]:
        """Give all criteria, each of which must hold."""
        where = self.where
        files = () if where.compiled else readable(where)
        return (
            self._anywhere(),
            switched_on(where, self._stops),
            kept(where, self._words),
            *self._in_order(),
            *files,
        )

    def b32_criteria(self) -> tuple[oval.Criteria | oval.Criterion, ...]:
        """Give the criteria for calls of 32-bit programs, on machines that run these."""
        calls = _spelt(self.b32_events)
        criteria: list[oval.Criteria | oval.Criterion] = []
        for fixed, found in calls.items():
            spellings = tuple(spelling for known in found.values() for spelling in known)
            numbers = tuple(one for one in spellings if one not in found)
            name = "_".join(("b32_calls", *spellings, *(one.text for one in fixed)))
            wanted = Wanted(
                name=name,
                label="the system calls of 32-bit programs",
                recording=patterns.recording_b32_call((*spellings, "all")),
            )
            taking = losses.taking_b32_calls(spellings, numbers, self.uid_min)
            taker = Taker.of(name, (wanted,), taking)
            head = self.where.none(
                f"head_{name}",
                taker.at_the_head,
                "no rule at the head (-A) says never of system calls of 32-bit programs",
            )
            criteria += (
                head,
                self._first((taker,), self._taken_back),
                self._loaded((taker,), self._goes_on),
            )
        return tuple(criteria)

    @cached_property
    def _calls(self) -> dict[tuple[Only, ...], dict[str, tuple[str, ...]]]:
        """The calls by what they fix, and by name, each with its name and its numbers."""
        return _spelt(self.events)

    @cached_property
    def _words(self) -> tuple[str, ...]:
        calls = dict.fromkeys(name for found in self._calls.values() for name in found)
        return (*calls, *self._paths, *self._accesses.words)

    @cached_property
    def _name(self) -> str:
        """Name all that the patterns of these events depend on."""
        fixed = (only.name_of(one) for one in self._calls if one)
        both = ("both",) if self.both else ()
        return "_".join((*self._words, *fixed, *self._accesses.details, *both))

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        runs = (event.path for event in self.events if isinstance(event, ExecutionEvent))
        return tuple(dict.fromkeys(runs))

    @cached_property
    def _accesses(self) -> AccessLosses:
        events = (event for event in self.events if isinstance(event, AccessEvent))
        return AccessLosses(events=tuple(dict.fromkeys(events)), uid_min=self.uid_min)

    @cached_property
    def _takers(self) -> tuple[Taker, ...]:
        """The events, and patterns for rules that take them away.

        Calls of one kind are as one: what stands in front of them is judged by the first rule for
        any.
        """
        found = []
        for fixed, calls in self._calls.items():
            names = tuple(spelling for known in calls.values() for spelling in known)
            name = f"calls_{'_'.join((*names, *(one.text for one in fixed)))}"
            wanted = Wanted(
                name=name,
                label=" ".join(("the system calls", *(one.text for one in fixed))),
                recording=patterns.recording_call(
                    (*names, "all"), tuple(only.word(one) for one in fixed)
                ),
            )
            arch = losses.ANY_ARCH if self.both else losses.WIDE_ARCH
            taking = losses.taking_calls(names, fixed, arch, self.uid_min)
            taker = f"{name}_both" if self.both else name
            found.append(Taker.of(taker, (wanted,), taking))
        for path in self._paths:
            runs = Wanted(
                name=f"runs_{path}",
                label=f"runs of {path}",
                recording=patterns.recording_runs(path),
            )
            places, folders = patterns.places_of(path), patterns.folders_above(path)
            taking = losses.taking_runs(places, folders, self._running, self.uid_min)
            found.append(Taker.of(runs.name, (runs,), taking))
        return (*found, *self._accesses.takers)

    @cached_property
    def _running(self) -> tuple[str, ...]:
        """The calls that run programs, with their numbers on all machines."""
        numbers = (number(one, name) for one in ARCHITECTURES for name in _RUNNING)
        return (*_RUNNING, *sorted({str(one) for one in numbers if one is not None}))

    def _anywhere(self) -> oval.Criterion:
        heads = (one.at_the_head for one in self._takers)
        deleted = losses.ANY_WATCH_DELETED if self._accesses.events else losses.WATCH_DELETED
        lines = (
            *(losses.task(self.uid_min), losses.exclude(self.uid_min), losses.FILE_SYSTEM),
            *(losses.OFF_IN_A_RULE, losses.DELETED, *heads),
            *self._accesses.anywhere,
            *((deleted,) if self._paths or self._accesses.events else ()),
            *(() if self.where.compiled else (losses.BAD_SETTING,)),
        )
        return self.where.none(
            f"anywhere_{self._name}",
            "|".join(lines),
            "no line takes the events away wherever it stands: on the lists task, exclude and"
            " filesystem, never at the head (-A), -e 0 in a rule, -d, -W, a wrong -f or -D",
        )

    def _in_order(self) -> tuple[oval.Criteria, ...]:
        """Ask that no line that does harm stands in front of the rules."""
        taken_back, goes_on = self._taken_back, self._goes_on
        accesses = self._accesses.takers
        others = tuple(one for one in self._takers if one not in accesses)
        return (
            *((self._first(others, taken_back), self._loaded(others, goes_on)) if others else ()),
            *(self._unhindered(one, taken_back, goes_on) for one in accesses),
        )

    @property
    def _taken_back(self) -> oval.Criterion:
        comment = "a rule that says never is deleted again"
        return self.where.some("taken_back", losses.TAKEN_BACK, comment)

    @property
    def _goes_on(self) -> oval.Criterion:
        return self.where.some("goes_on", stopping.GOES_ON, "-c or -i makes loading go on")

    def _first(self, takers: tuple[Taker, ...], taken_back: oval.Criterion) -> oval.Criteria:
        """Ask that no rule of the exit list comes first and takes an event away."""
        children = []
        for one in takers:
            blockers = Blockers(
                name="_".join(("before_taking", *one.beside(one.wanted[0]))),
                texts=self._taken(one),
                harm="no rule that says never, or gives no key, matches",
            )
            children += [self._unharmed(wanted, blockers) for wanted in one.wanted]
        return any_of(
            "no rule in front takes the events away",
            all_of("the rules that record come first", *children),
            taken_back,
        )

    def _taken(self, taker: Taker) -> oval.ItemObject:
        comment = "texts up to a rule that says never, or gives no key"
        return self.where.first(f"taken_{taker.name}", taker.taken, comment)

    def _unhindered(
        self, taker: Taker, taken_back: oval.Criterion, goes_on: oval.Criterion
    ) -> oval.Criteria:
        """Ask both at once, since there may be many paths; what excuses one kind excuses all."""
        where = self.where
        taken, stops = self._taken(taker), self._stops
        name = f"hindered_{self._name}"
        texts = oval.UnionObject(
            name=where.name(name),
            probe=probes.TEXT_FILE,
            parts=(taken, stops),
            comment="texts up to a rule that takes accesses away, or to where loading stops",
        )
        harm = "no rule takes the accesses away and loading does not stop"
        blockers = Blockers(name=name, texts=texts, harm=harm)
        return any_of(
            "the rules for accesses are loaded and come first",
            all_of(harm, *(self._unharmed(one, blockers) for one in taker.wanted)),
            all_of(
                "what stands in front does no harm",
                any_of(
                    "no rule takes accesses away",
                    where.absent(f"none_{taken.name}", taken, "no rule says never or gives no key"),
                    taken_back,
                ),
                any_of(
                    "loading does not stop",
                    where.absent(f"none_{stops.name}", stops, "auditctl refuses no line"),
                    goes_on,
                ),
            ),
        )

    @property
    def _may_be_refused(self) -> bool:
        """Whether rules may stand behind others for b64 that a machine of 32 bits refuses."""
        return bool(self._accesses.events or self.both or any(self._calls))

    def _unharmed(self, wanted: Wanted, blockers: Blockers) -> oval.Criteria:
        """Ask that a rule stands before every line of `blockers`, where there must be one."""
        asked = unharmed(self.where, wanted, blockers)
        return unless_absent(wanted.access, asked) if wanted.access else asked

    @cached_property
    def _stops(self) -> oval.UnionObject:
        where = self.where
        line = stopping.STOPS_COMPILED if where.compiled else stopping.STOPS
        return oval.UnionObject(
            name=where.name(f"stops_{self._name}"),
            probe=probes.TEXT_FILE,
            parts=(
                where.first("stop", line, "texts up to a line that auditctl refuses"),
                *refused_names(where, self.machines),
                twice(where, self._words),
                *missing_folders(where, self._accesses.folders),
                *((refused_arch(where),) if self._may_be_refused else ()),
                *(() if where.compiled else (left_by_mawk(where),)),
            ),
            comment="texts up to a line at which loading stops",
        )

    def _loaded(self, takers: tuple[Taker, ...], goes_on: oval.Criterion) -> oval.Criteria:
        """Ask that loading does not stop before the rules."""
        name = f"before_stop_{self._name}"
        found = Blockers(name=name, texts=self._stops, harm="loading does not stop")
        return any_of(
            "the rules are loaded",
            all_of(
                "loading does not stop before the rules",
                *(self._unharmed(one, found) for taker in takers for one in taker.wanted),
            ),
            goes_on,
        )


def _spelt(
    events: tuple[RequiredEvent, ...],
) -> dict[tuple[Only, ...], dict[str, tuple[str, ...]]]:
    """Give the calls by what they fix, and by name, each with its name and its numbers."""
    found: dict[tuple[Only, ...], dict[str, tuple[str, ...]]] = {}
    for event in events:
        if isinstance(event, SyscallEvent):
            calls = found.setdefault(event.only, {})
            known = calls.get(event.syscall, (event.syscall,))
            calls[event.syscall] = tuple(dict.fromkeys((*known, str(event.number))))
    return found
