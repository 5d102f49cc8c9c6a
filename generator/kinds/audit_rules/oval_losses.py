"""What takes recording away, in OVAL: the criteria beside those for rules that record.

Some lines do so wherever they stand (other lists, the switch); those of the exit list and those at
which loading stops only where they stand in front. A line does harm only if it is known to: what
no pattern here knows counts as harmless, so that no right system fails.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from generator.audit import ARCHITECTURES, ExecutionEvent, RequiredEvent, number
from generator.kinds.audit_rules import losses, patterns
from generator.kinds.audit_rules.blockers import Blockers, Wanted, unharmed
from generator.kinds.audit_rules.elsewhere import left_by_mawk, missing_folders, twice
from generator.kinds.audit_rules.facets import RULES_FOLDER
from generator.kinds.audit_rules.oval_kept import kept, switched_on
from generator.kinds.audit_rules.rule_text import RuleText, all_of, any_of
from generator.oval import models as oval
from generator.oval import probes

_RUNNING: Final = ("execve", "execveat")


@dataclass(frozen=True)  # without slots, which functools.cached_property cannot have
class Losses:
    """Criteria for `events` of all machines, in the texts `where`.

    `b32_events` are those of 32-bit programs, where a Value asks for them. Lines about users below
    `uid_min` do no harm.
    """

    where: RuleText
    events: tuple[RequiredEvent, ...]
    b32_events: tuple[RequiredEvent, ...]
    uid_min: int

    def criteria(self) -> tuple[oval.Criteria | oval.Criterion, ...]:
        """Give all criteria, each of which must hold."""
        where = self.where
        files = () if where.compiled else _readable(where)
        return (
            self._anywhere(),
            switched_on(where, self._stops),
            kept(where, self._words),
            self._recorded_first(self._wanted),
            self._loaded(tuple(wanted for wanted, _ in self._wanted)),
            *files,
        )

    def b32_criteria(self) -> tuple[oval.Criteria | oval.Criterion, ...]:
        """Give the criteria for calls of 32-bit programs, on machines that run these."""
        names = tuple(_spelt(self.b32_events))
        spellings = _all_of(_spelt(self.b32_events))
        if not names:
            return ()
        numbers = tuple(one for one in spellings if one not in names)
        wanted = Wanted(
            name=f"b32_calls_{'_'.join(spellings)}",
            label="the system calls of 32-bit programs",
            recording=patterns.recording_b32_call((*spellings, "all")),
        )
        taking = losses.taking_b32_calls(spellings, numbers, self.uid_min)
        head = self.where.none(
            f"head_{wanted.name}",
            losses.at_the_head(taking),
            "no rule at the head (-A) says never of system calls of 32-bit programs",
        )
        return (head, self._recorded_first(((wanted, taking),)), self._loaded((wanted,)))

    @cached_property
    def _calls(self) -> dict[str, tuple[str, ...]]:
        return _spelt(self.events)

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return (*self._calls, *self._paths)

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        runs = (event.path for event in self.events if isinstance(event, ExecutionEvent))
        return tuple(dict.fromkeys(runs))

    @cached_property
    def _wanted(self) -> tuple[tuple[Wanted, str], ...]:
        """The events, and a pattern for rules that take them away, but for the action.

        All calls are as one: what stands in front of them is judged by the first rule for any.
        """
        found = []
        if self._calls:
            calls = Wanted(
                name=f"calls_{'_'.join(self._all_calls)}",
                label="the system calls",
                recording=patterns.recording_call((*self._all_calls, "all")),
            )
            found.append((calls, losses.taking_calls(self._all_calls, self.uid_min)))
        for path in self._paths:
            runs = Wanted(
                name=f"runs_{path}",
                label=f"runs of {path}",
                recording=patterns.recording_runs(path),
            )
            places, folders = patterns.places_of(path), patterns.folders_above(path)
            taking = losses.taking_runs(places, folders, self._running, self.uid_min)
            found.append((runs, taking))
        return tuple(found)

    @cached_property
    def _all_calls(self) -> tuple[str, ...]:
        return _all_of(self._calls)

    @cached_property
    def _running(self) -> tuple[str, ...]:
        """The calls that run programs, with their numbers on all machines."""
        numbers = (number(one, name) for one in ARCHITECTURES for name in _RUNNING)
        return (*_RUNNING, *sorted({str(one) for one in numbers if one is not None}))

    def _anywhere(self) -> oval.Criterion:
        heads = (losses.at_the_head(taking) for _, taking in self._wanted)
        lines = (
            *(losses.task(self.uid_min), losses.exclude(self.uid_min), losses.FILE_SYSTEM),
            *(losses.OFF_IN_A_RULE, losses.DELETED, *heads),
            *((losses.WATCH_DELETED,) if self._paths else ()),
            *(() if self.where.compiled else (losses.BAD_SETTING,)),
        )
        return self.where.none(
            f"anywhere_{'_'.join(self._words)}",
            "|".join(lines),
            "no line takes the events away wherever it stands: on the lists task, exclude and"
            " filesystem, never at the head (-A), -e 0 in a rule, -d, -W, a wrong -f or -D",
        )

    def _recorded_first(self, events: tuple[tuple[Wanted, str], ...]) -> oval.Criteria:
        """Ask that no rule of the exit list comes first and takes an event away."""
        where = self.where
        children = [
            unharmed(
                where,
                wanted,
                Blockers(
                    name="before_taking",
                    texts=where.first(
                        f"taken_{wanted.name}",
                        losses.taken(taking),
                        "texts up to a rule that says never, or gives no key",
                    ),
                    harm="no rule that says never, or gives no key, matches",
                ),
            )
            for wanted, taking in events
        ]
        return any_of(
            "no rule in front takes the events away",
            all_of("the rules that record come first", *children),
            where.some("taken_back", losses.TAKEN_BACK, "a rule that says never is deleted again"),
        )

    @cached_property
    def _stops(self) -> oval.UnionObject:
        where = self.where
        line = losses.STOPS_COMPILED if where.compiled else losses.STOPS
        return oval.UnionObject(
            name=where.name(f"stops_{'_'.join(self._words)}"),
            probe=probes.TEXT_FILE,
            parts=(
                where.first("stop", line, "texts up to a line that auditctl refuses"),
                twice(where, self._words),
                *missing_folders(where),
                *(() if where.compiled else (left_by_mawk(where),)),
            ),
            comment="texts up to a line at which loading stops",
        )

    def _loaded(self, events: tuple[Wanted, ...]) -> oval.Criteria:
        """Ask that loading does not stop before the rules."""
        where = self.where
        name = f"before_stop_{'_'.join(self._words)}"
        found = Blockers(name=name, texts=self._stops, harm="loading does not stop")
        return any_of(
            "the rules are loaded",
            all_of(
                "loading does not stop before the rules",
                *(unharmed(where, wanted, found) for wanted in events),
            ),
            where.some("goes_on", losses.GOES_ON, "-c or -i makes loading go on"),
        )


def _spelt(events: tuple[RequiredEvent, ...]) -> dict[str, tuple[str, ...]]:
    """Give the calls by name, each with its name and its numbers on all machines."""
    found: dict[str, tuple[str, ...]] = {}
    for event in events:
        if not isinstance(event, ExecutionEvent):
            known = found.get(event.syscall, (event.syscall,))
            found[event.syscall] = tuple(dict.fromkeys((*known, str(event.number))))
    return found


def _all_of(calls: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(spelling for found in calls.values() for spelling in found)


def _readable(where: RuleText) -> tuple[oval.Criteria | oval.Criterion, ...]:
    """Ask that augenrules reads the files that are there, each once, and that -b is right.

    It moves -b to the top, where a wrong one would stop loading; the last one counts.
    """
    pipe = oval.Test(
        name="rule_pipes",
        comment="no rule file is a pipe, which augenrules would never end reading",
        object=probes.files_in(
            "rule_pipes",
            RULES_FOLDER,
            patterns.RULE_FILE_NAME,
            only=probes.file_type_is("is_pipe", "fifo"),
        ),
        existence="none_exist",
    )
    odd = oval.Test(
        name="rule_file_patterns",
        comment="no rule file's name has *, ? or [, which the shell would expand",
        object=probes.files_in("rule_file_patterns", RULES_FOLDER, patterns.RULE_FILE_PATTERN),
        existence="none_exist",
    )
    backlog = any_of(
        "the size of the backlog is a number",
        where.none("bad_backlog", losses.BAD_BACKLOG, "no -b has a wrong number"),
        where.some("good_backlog", r"-b[ ]*[0-9]+[ ]*", "another -b has a right one"),
    )
    return (oval.Criterion(test=pipe), oval.Criterion(test=odd), backlog)
