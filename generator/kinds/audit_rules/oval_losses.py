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
from generator.kinds.audit_rules.elsewhere import (
    left_by_mawk,
    missing_folders,
    programs_left_out,
)
from generator.kinds.audit_rules.facets import RULES_FOLDER
from generator.kinds.audit_rules.oval_kept import kept, switched_on
from generator.kinds.audit_rules.rule_text import RuleText, all_of, any_of
from generator.oval import models as oval
from generator.oval import probes

_RUNNING: Final = ("execve", "execveat")


@dataclass(frozen=True)  # without slots, which functools.cached_property cannot have
class Losses:
    """Criteria for `events` of all machines, in the texts `where`."""

    where: RuleText
    events: tuple[RequiredEvent, ...]

    def criteria(self) -> tuple[oval.Criteria, ...]:
        """Give all criteria, each of which must hold."""
        where, words = self.where, (*self._calls, *self._paths)
        files = () if where.compiled else (_readable(),)
        return (
            self._other_lists(),
            switched_on(where, self._stops),
            kept(where, words),
            self._first(),
            self._loaded(),
            *files,
        )

    @cached_property
    def _calls(self) -> dict[str, tuple[str, ...]]:
        """The calls by name, each with its name and its numbers on all machines."""
        found: dict[str, tuple[str, ...]] = {}
        for event in self.events:
            if not isinstance(event, ExecutionEvent):
                known = found.get(event.syscall, (event.syscall,))
                found[event.syscall] = tuple(dict.fromkeys((*known, str(event.number))))
        return found

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        runs = (event.path for event in self.events if isinstance(event, ExecutionEvent))
        return tuple(dict.fromkeys(runs))

    @cached_property
    def _of_calls(self) -> tuple[Wanted, ...]:
        return tuple(
            Wanted(
                name=f"call_{name}",
                label=name,
                recording=patterns.recording_call((*spellings, "all")),
            )
            for name, spellings in self._calls.items()
        )

    @cached_property
    def _of_runs(self) -> tuple[Wanted, ...]:
        return tuple(
            Wanted(
                name=f"runs_{path}",
                label=f"runs of {path}",
                recording=patterns.recording_runs(path),
            )
            for path in self._paths
        )

    @cached_property
    def _all_calls(self) -> tuple[str, ...]:
        return tuple(spelling for found in self._calls.values() for spelling in found)

    @cached_property
    def _running(self) -> tuple[str, ...]:
        """The calls that run programs, with their numbers on all machines."""
        numbers = (number(one, name) for one in ARCHITECTURES for name in _RUNNING)
        return (*_RUNNING, *sorted({str(one) for one in numbers if one is not None}))

    def _taking(self, action: str = "") -> tuple[tuple[str, tuple[Wanted, ...], str], ...]:
        """Give a name, the events that are taken away, and the pattern for lines that do it."""
        calls = ("calls", self._of_calls, losses.taking_calls(self._all_calls, action))
        runs = tuple(
            (
                wanted.name,
                (wanted,),
                losses.taking_runs(
                    patterns.places_of(path), patterns.folders_above(path), self._running, action
                ),
            )
            for wanted, path in zip(self._of_runs, self._paths, strict=True)
        )
        return (calls, *runs) if self._calls else runs

    def _other_lists(self) -> oval.Criteria:
        where = self.where
        heads = "|".join(pattern for _, _, pattern in self._taking(losses.NEVER_AT_THE_HEAD))
        return all_of(
            "no rule takes the events away wherever it stands",
            where.none("task", losses.TASK, "no rule of the task list takes processes out"),
            where.none("exclude", losses.EXCLUDE, "no rule drops the records of system calls"),
            where.none("filesystem", losses.FILE_SYSTEM, "no rule hides the files of a disk"),
            where.none("head", heads, "no rule that says never is put at the head (-A)"),
        )

    def _first(self) -> oval.Criteria:
        """Ask that no rule of the exit list comes first and takes an event away."""
        where = self.where
        programs = programs_left_out(where, self._paths, (*self._all_calls, *self._running))
        children = []
        for name, wanted, pattern in self._taking():
            first = where.first(
                f"taken_{name}", pattern, "texts up to a rule that says never, or gives no key"
            )
            taken = oval.UnionObject(
                name=where.name(f"all_taken_{name}"),
                probe=probes.TEXT_FILE,
                parts=(first, programs),
                comment="the same, and rules that say never of a program that is installed",
            )
            found = Blockers(
                name="before_taking",
                texts=taken,
                harm="no rule that says never, or gives no key, matches",
            )
            children += [unharmed(where, one, found) for one in wanted]
        return any_of(
            "no rule in front takes the events away",
            all_of("the rules that record come first", *children),
            where.some("taken_back", losses.TAKEN_BACK, "a rule that says never is deleted again"),
        )

    @cached_property
    def _stops(self) -> oval.UnionObject:
        where = self.where
        line = losses.STOPS_COMPILED if where.compiled else losses.STOPS
        pattern = losses.twice((*self._calls, *self._paths))
        return oval.UnionObject(
            name=where.name("stops"),
            probe=probes.TEXT_FILE,
            parts=(
                where.first("stop", line, "texts up to a line that auditctl refuses"),
                where.text("twice", pattern, "texts up to a rule that is there twice"),
                missing_folders(where),
                *(() if where.compiled else (left_by_mawk(where),)),
            ),
            comment="texts up to a line at which loading stops",
        )

    def _loaded(self) -> oval.Criteria:
        """Ask that loading does not stop before the rules."""
        where = self.where
        found = Blockers(name="before_stop", texts=self._stops, harm="loading does not stop")
        loaded = any_of(
            "the rules are loaded",
            all_of(
                "loading does not stop before the rules",
                *(unharmed(where, one, found) for one in (*self._of_calls, *self._of_runs)),
            ),
            where.some("goes_on", losses.GOES_ON, "-c or -i makes loading go on"),
        )
        return loaded if where.compiled else all_of("loading begins", loaded, *_settings(where))


def _settings(where: RuleText) -> tuple[oval.Criteria | oval.Criterion, ...]:
    """Ask that the settings that augenrules moves to the top are right; the last -b counts."""
    return (
        where.none("settings", losses.BAD_SETTING, "no -f or -D at the top of all is wrong"),
        any_of(
            "the size of the backlog is a number",
            where.none("bad_backlog", losses.BAD_BACKLOG, "no -b has a wrong number"),
            where.some("good_backlog", r"-b[ ]*[0-9]+[ ]*", "another -b has a right one"),
        ),
    )


def _readable() -> oval.Criteria:
    """Ask that augenrules reads the files that are there, each once."""
    pipe = oval.Test(
        name="rule_pipes",
        comment="no rule file is a pipe, which augenrules would never end reading",
        object=probes.files_in("rule_files", RULES_FOLDER, patterns.RULE_FILE_NAME),
        states=(probes.file_type_is("is_pipe", "fifo"),),
        check="none satisfy",
        existence="any_exist",
    )
    odd = oval.Test(
        name="rule_file_patterns",
        comment="no rule file's name has *, ? or [, which the shell would expand",
        object=probes.files_in("rule_file_patterns", RULES_FOLDER, patterns.RULE_FILE_PATTERN),
        existence="none_exist",
    )
    return all_of("the files can be read", oval.Criterion(test=pipe), oval.Criterion(test=odd))
