"""Lines of rule files as OVAL sees them: objects that collect them, states that they satisfy."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from generator.audit import (
    ARCHITECTURES,
    Architecture,
    ExecutionEvent,
    RequiredEvent,
    SyscallEvent,
    companion,
    number,
)
from generator.audit.events import Floor
from generator.audit.syscalls import syscall_names
from generator.kinds.audit_rules import only, patterns
from generator.kinds.audit_rules.facets import COMPILED_FILE, RULES_FOLDER
from generator.kinds.audit_rules.machines import Machine
from generator.kinds.audit_rules.patterns import LineShape
from generator.kinds.audit_rules.variables import key_pattern, uid_min
from generator.oval import models as oval
from generator.oval import probes

ASKS_FOR_FILES: Final = probes.text_matches(
    "asks_for_files",
    patterns.ASKS_FOR_FILES,
    "-S, a path, a folder or permissions stand before -k and -p",
)

_MOST: Final = 50
"""Of how many rules of a kind in one file each is looked at: more would cost the square of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTests:
    """Tests for single events; `compiled` reads audit.rules instead of the folder of rule files.

    `key` is the key that lines must bear where the policy asks for the exact one, `uid_min` the
    UID_MIN of targets that say none. `fills` says that auditctl puts calls, not all that there are,
    in the place of a `-F perm=` behind an arch.
    """

    compiled: bool
    key: str
    uid_min: int
    fills: bool = False

    @property
    def where(self) -> str:
        """Say in words where the lines are."""
        return f"the lines of {COMPILED_FILE}" if self.compiled else f"the rules in {RULES_FOLDER}"

    @property
    def _prefix(self) -> str:
        return "compiled" if self.compiled else "configured"

    def syscall(self, event: SyscallEvent, machine: Machine) -> oval.Criterion:
        """Ask that one line records the call `event` of real users, on a machine of this kind.

        A line without arch stands for the machine's own table, so it serves its own word only.
        """
        own = event.architecture == machine.architecture.name
        names = _arch_names(event, machine)
        spellings = (
            event.syscall,
            event.syscall.upper(),
            str(event.number),
            f"0[xX]{event.number:x}",
            "all",
        )
        name = f"{machine.architecture.name}_{event.word}"
        compares = only.compares(event.only)
        states: tuple[oval.State, ...] = (
            probes.text_matches(
                f"calls_{name}_{event.syscall}",
                patterns.names_syscall(*spellings),
                f"-S has {event.syscall}, its number, or all",
            ),
            _suits(name, names, _calls(event, machine), compares),
        )
        if not own:
            arch = probes.text_matches(f"says_{name}", patterns.names_arch(names), "arch is given")
            states = (*states, arch)
        shape = patterns.syscall_shape(tuple(only.word(one) for one in event.only))
        lines = f"calls{only.name_of(event.only)}"
        return self.some_line(event, f"calls_{name}", lines, states, shape)

    def execution(self, event: ExecutionEvent) -> oval.Criteria:
        """Ask that one line records every run of the event's path by real users, or two do.

        Then one is for the programs of the machine's own word, and one for 32-bit programs.
        """
        name = f"runs_{event.path}"
        states = (ASKS_FOR_FILES,)
        whole = self.some_line(event, name, name, states, patterns.execution_shape(event.path))
        halves = tuple(
            self.some_line(
                event,
                f"{name}_{word}",
                f"{name}_{word}",
                states,
                patterns.execution_shape(event.path, arch=_words(word), fills=self.fills),
                by=f" by programs of {word}",
            )
            for word in ("b64", "b32")
        )
        together = oval.Criteria(
            operator="AND",
            comment=f"a rule for each arch records {event.label}",
            children=halves,
        )
        return oval.Criteria(
            operator="OR",
            comment=f"the rules record {event.label}",
            children=(whole, together),
        )

    def some_line(
        self,
        event: RequiredEvent,
        name: str,
        lines: str,
        states: tuple[oval.State, ...],
        shape: LineShape,
        *,
        by: str = "",
        what: str = "",
    ) -> oval.Criterion:
        """Ask that some line of `shape` satisfies `states` and lets all users through.

        `what` says in words which part of the event is meant, `by` by which callers.
        """
        comment = f"a rule records {what or event.label}{by}"
        lines = f"{lines}_{event.auid_floor}_{event.auid_set}"
        required = (*states, *_permits(event.auid_floor, self.uid_min), _keyed(self.key))
        found = self._object(lines, shape.line(unset=event.auid_set), "rules of this kind")
        return oval.Criterion(
            test=oval.Test(
                name=f"{self._prefix}_{lines}_{name}_{event.label}_{self.key}",
                comment=comment,
                object=found,
                states=required,
            )
        )

    def _object(self, name: str, pattern: str, comment: str) -> oval.ItemObject:
        name = f"{self._prefix}_{name}"
        if self.compiled:
            return probes.text_file_lines(
                name, filepath=COMPILED_FILE, pattern=pattern, comment=comment, most=_MOST
            )
        return probes.text_file_lines(
            name,
            folder=RULES_FOLDER,
            filename_pattern=patterns.RULE_FILE_NAME,
            pattern=pattern,
            comment=comment,
            most=_MOST,
        )


@lru_cache(maxsize=16)
def _keyed(key: str) -> oval.State:
    return probes.text_matches(
        f"bears_key_{key}", key_pattern(key), "the line bears an accepted key"
    )


@cache
def _suits(
    name: str,
    names: tuple[str, ...],
    calls: tuple[str, ...],
    compares: bool,  # noqa: FBT001 - private
) -> oval.State:
    return probes.text_matches(
        f"suits_{name}_comparing" if compares else f"suits_{name}",
        patterns.suits_machine(names, calls, compares=compares),
        f"arch is {' or '.join(names)}, or not given, and the machine has every call",
    )


def _calls(event: SyscallEvent, machine: Machine) -> tuple[str, ...]:
    """Give the names that auditctl of a machine knows for the programs of an event."""
    own, other = machine.architecture, companion(machine.architecture)
    return _names(other if other and event.architecture == other.name else own)


@cache
def _names(architecture: Architecture) -> tuple[str, ...]:
    return tuple(name for name in syscall_names() if number(architecture, name) is not None)


def _arch_names(event: SyscallEvent, machine: Machine) -> tuple[str, ...]:
    if event.architecture == machine.architecture.name:
        return (event.word, *machine.architecture.aliases, f"0[xX]{machine.architecture.elf:x}")
    return (event.word, event.architecture)


def _words(word: str) -> tuple[str, ...]:
    """Give the names of all architectures of `word`, as `-F arch=` takes them."""
    names = (alias for one in ARCHITECTURES if one.word == word for alias in one.aliases)
    return (word, *names)


@lru_cache(maxsize=64)
def _permits(floor: Floor | None, default: int) -> tuple[oval.State, ...]:
    """Ask that the bound of a line, if it has one, lets every user from `floor` on through.

    With auid>N the number must not be the first user's own. `default` is for targets that say no
    UID_MIN.
    """
    if floor is None:
        return (probes.text_matches("auid_unbound", patterns.UNBOUND, "the line is for any auid"),)
    limit: oval.Variable | int = floor if isinstance(floor, int) else uid_min(default)
    name = floor if isinstance(floor, int) else "uid_min"
    return (
        probes.text_matches_or_number(
            f"auid_from_{name}",
            patterns.UNBOUND,
            "less than or equal",
            limit,
            "the line is for any auid, or from a low enough one on",
        ),
        probes.text_matches_or_number(
            f"auid_above_{name}",
            patterns.NOT_ABOVE,
            "not equal",
            limit,
            "auid>N leaves the first real user out if N is that user",
        ),
    )
