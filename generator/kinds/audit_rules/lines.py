"""Lines of rule files as OVAL sees them: objects that collect them, states that they satisfy."""

from dataclasses import dataclass
from typing import Final

from generator.audit import ExecutionEvent, SyscallEvent
from generator.audit.events import Floor
from generator.kinds.audit_rules import patterns
from generator.kinds.audit_rules.facets import COMPILED_FILE, RULES_FOLDER
from generator.kinds.audit_rules.machines import Machine
from generator.kinds.audit_rules.patterns import Bound, LineShape
from generator.kinds.audit_rules.variables import UID_MIN, key_pattern
from generator.oval import models as oval
from generator.oval import probes

_BOUNDS: Final[tuple[tuple[Bound, str], ...]] = ((">=", "from"), (">", "above"))


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTests:
    """Tests for single events; `compiled` reads audit.rules instead of the folder of rule files.

    `key` is the key that lines must bear where the policy asks for the exact one.
    """

    compiled: bool
    key: str

    @property
    def where(self) -> str:
        """Say in words where the lines are."""
        return f"the lines of {COMPILED_FILE}" if self.compiled else f"the rules in {RULES_FOLDER}"

    @property
    def _prefix(self) -> str:
        return "compiled" if self.compiled else "configured"

    def syscall(self, event: SyscallEvent, machine: Machine) -> oval.Test:
        """Test that one line records the call `event` of real users, on a machine of this kind.

        A line without arch stands for the machine's own table, so it serves its own word only.
        """
        own = event.architecture == machine.architecture.name
        names = _arch_names(event, machine)
        spellings = (event.syscall, str(event.number), "all")
        name = f"{machine.architecture.name}_{event.word}"
        states: tuple[oval.State, ...] = (
            probes.text_matches(
                f"calls_{name}_{event.syscall}",
                patterns.names_syscall(*spellings),
                f"-S has {event.syscall}, its number, or all",
            ),
            probes.text_matches(
                f"arch_{name}",
                patterns.arch_serves(names),
                f"arch is {' or '.join(names)}, or not given",
            ),
        )
        if not own:
            arch = probes.text_matches(f"says_{name}", patterns.names_arch(names), "arch is given")
            states = (*states, arch)
        lines = self._lines(event, "calls", patterns.SYSCALL_SHAPE)
        return self._test(event.label, name, states, lines)

    def execution(self, event: ExecutionEvent) -> oval.Test:
        """Test that one line records every run of the event's path by real users."""
        shape = patterns.execution_shape(event.path)
        place = probes.text_matches(
            f"names_{event.path}",
            patterns.names_place(event.path),
            f"the line names {event.path} or a folder above it",
        )
        name = f"runs_{event.path}"
        watches = self._object(
            f"{name}_watches",
            patterns.watch_line(event.path),
            f"watches that see runs of {event.path}",
        )
        return self._test(event.label, name, (place,), self._lines(event, name, shape, watches))

    def _test(
        self, label: str, name: str, states: tuple[oval.State, ...], lines: oval.UnionObject
    ) -> oval.Test:
        keyed = probes.text_matches(
            f"bears_key_{self.key}", key_pattern(self.key), "the line bears an accepted key"
        )
        return oval.Test(
            name=f"{self._prefix}_{name}_{label}_{self.key}",
            comment=f"a rule records {label}",
            object=lines,
            states=(*states, keyed),
        )

    def _lines(
        self,
        event: SyscallEvent | ExecutionEvent,
        name: str,
        shape: LineShape,
        also: oval.Object | None = None,
    ) -> oval.UnionObject:
        """Collect the lines of `shape` that see all users of `event`, and what `also` collects."""
        name = f"{name}_{event.auid_floor}_{event.auid_set}"
        parts = [
            oval.Filtered(
                object=self._object(
                    f"{name}_unbound", shape.unbound(unset=event.auid_set), "any auid"
                )
            )
        ]
        for bound, word in _BOUNDS:
            if event.auid_floor is None:
                break
            lines = self._object(
                f"{name}_{word}", shape.bound(bound, unset=event.auid_set), f"auid{bound}N"
            )
            parts.append(
                oval.Filtered(object=lines, include=_permits(event.auid_floor, bound, word))
            )
        if also is not None:
            parts.append(oval.Filtered(object=also))
        return oval.UnionObject(
            name=f"{self._prefix}_{name}",
            probe=probes.TEXT_FILE,
            parts=tuple(parts),
            comment="lines that record all users that the control asks for",
        )

    def _object(self, name: str, pattern: str, comment: str) -> oval.ItemObject:
        name = f"{self._prefix}_{name}"
        if self.compiled:
            return probes.text_file_lines(
                name, filepath=COMPILED_FILE, pattern=pattern, comment=comment
            )
        return probes.text_file_lines(
            name,
            folder=RULES_FOLDER,
            filename_pattern=patterns.RULE_FILE_NAME,
            pattern=pattern,
            comment=comment,
        )


def _arch_names(event: SyscallEvent, machine: Machine) -> tuple[str, ...]:
    if event.architecture == machine.architecture.name:
        return (event.word, *machine.architecture.aliases)
    return (event.word, event.architecture)


def _permits(floor: Floor, bound: Bound, word: str) -> oval.State:
    """Ask that the bound lets every user from `floor` on through."""
    limit: oval.Variable | int = floor if isinstance(floor, int) else UID_MIN
    return probes.number_at_most(
        f"auid_{word}_{floor if isinstance(floor, int) else 'uid_min'}",
        limit,
        below=bound == ">",
        comment=f"auid{bound}N lets every real user through",
    )
