"""The kernel's own listing in OVAL 5.12: its `shellcommand_test` reads what `auditctl -l` prints.

One item holds all lines of a command, so what belongs to one rule is matched by one pattern. The
answer is on the safe side: where a listing does not show which rule comes first, or may stand for
several rules, it is no. The forms of the lines are those that auditctl prints (see
`generator.audit.listing`), not those of rule files.
"""

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Final

from generator.audit import ExecutionEvent, RequiredEvent, SyscallEvent
from generator.audit.events import Floor
from generator.kinds.audit_rules.machines import MachineEvents, machines_of
from generator.kinds.audit_rules.oval import by_machine, where_asked
from generator.kinds.audit_rules.parameters import AuditRules
from generator.kinds.audit_rules.patterns import folders_above, places_of
from generator.kinds.audit_rules.variables import ANY_KEY, BROADER_FILTERS, uid_min
from generator.kinds.protocol import Subject
from generator.oval import models as oval
from generator.oval import probes

_LIST: Final = "auditctl -l"
_STATE: Final = "auditctl -s"
_KEYS: Final = r"(?: -F key=[^ ]+)+$"
_SET: Final = r"(?: -F auid!=-1)?"
_HARMFUL: Final = (
    r"-[aA] never,.*|-[aA] [a-z]+,(?:task|exclude).*",
    r"-[aA] always,exit(?: -[SC] [^ ]+| -F [a-jl-z][^ ]*)+",
    r"[ ]?-p .*",
)
"""Rules that may take events away, rules without a key, and rules of permissions alone, of which
auditctl does not print whether they say never."""


_BOUNDS: Final[tuple[tuple[str, oval.Operation, str], ...]] = (
    (">=", "less than or equal", "from a low enough auid on"),
    (">", "less than", "above a low enough auid"),
)


def definition(parameters: AuditRules, subject: Subject) -> oval.Definition:
    """Give the definition that asks the running kernel."""
    machines = machines_of(parameters.rules, subject.product)
    runs = tuple(
        dict.fromkeys(
            event for one in machines for event in one.events if isinstance(event, ExecutionEvent)
        )
    )
    uid_min_default = subject.product.uid_min
    asks = "the rules that the running kernel holds record every required event, with a key"
    return oval.Definition(
        name=f"{subject.rule}_listed",
        cls="compliance",
        title=subject.title,
        description=f"{asks[0].upper()}{asks[1:]}.",
        platforms=(subject.product.title.value,),
        references=subject.oval_references,
        criteria=oval.Criteria(
            operator="AND",
            comment=asks,
            children=(
                oval.Criterion(test=BROADER_FILTERS),
                oval.Criterion(test=ANY_KEY),
                oval.Criterion(test=_SWITCHED_ON),
                oval.Criterion(test=_none(runs)),
                *(_recorded(event, uid_min_default) for event in runs),
                by_machine(machines, partial(_branch, uid_min_default)),
            ),
        ),
    )


def _branch(uid_min_default: int, one: MachineEvents) -> Iterator[oval.Criteria | oval.Criterion]:
    yield from _calls(one.events, uid_min_default)
    if b32 := tuple(_calls(one.b32_events, uid_min_default)):
        yield where_asked(b32)


def _calls(events: tuple[RequiredEvent, ...], uid_min_default: int) -> Iterator[oval.Criteria]:
    return (
        _recorded(event, uid_min_default) for event in events if isinstance(event, SyscallEvent)
    )


_SWITCHED_ON: Final = oval.Test(
    name="listed_switched_on",
    comment="auditing is on in the running kernel",
    object=probes.command_lines("listed_switch", _STATE, "^enabled [12]$"),
    states=(probes.prints_a_line("listed_line", "the command prints such a line"),),
)


def _none(runs: tuple[ExecutionEvent, ...]) -> oval.Test:
    """Ask that no rule is listed that may take an event away.

    A watch of a program that is asked for may be a `never` rule: both are listed alike.
    """
    watched = "|".join(
        place
        for event in runs
        for place in (*places_of(event.path), *folders_above(event.path), "/")
    )
    watches = (rf"-w (?:{watched}) -p [rwa]*x[rwxa]*(?: -k .*)?",) if watched else ()
    about = "_".join(event.path for event in runs)
    return oval.Test(
        name=f"listed_harmful_{about}",
        comment="no rule is listed that says never or gives no key, or may do so",
        object=probes.command_lines(
            f"listed_harmful_{about}", _LIST, f"^(?:{'|'.join((*_HARMFUL, *watches))})$"
        ),
        states=(probes.prints_a_line("listed_line", "the command prints such a line"),),
        check="none satisfy",
        existence="any_exist",
    )


def _recorded(event: SyscallEvent | ExecutionEvent, uid_min_default: int) -> oval.Criteria:
    """Ask for a rule that records the event of everybody, or from a low enough auid on."""
    return _listed(event.label, _head(event), event.auid_floor, event.auid_set, uid_min_default)


@lru_cache(maxsize=256)  # the machines of one word have most events in common
def _listed(
    label: str,
    head: str,
    floor: Floor | None,
    auid_set: bool,  # noqa: FBT001 - private
    uid_min_default: int,
) -> oval.Criteria:
    free = _SET if auid_set else ""
    name = f"listed_{label}_{floor}_{auid_set}"
    line = probes.prints_a_line("listed_line", "the command prints such a line")
    children = [_lists(f"{name}_all", f"^{head}{free}{_KEYS}", (line,), label, "of everybody")]
    if floor is not None:
        limit: oval.Variable | int = floor if isinstance(floor, int) else uid_min(uid_min_default)
        bound = str(limit) if isinstance(limit, int) else limit.name
        for sign, operation, words in _BOUNDS:
            state = probes.captured_number(
                f"listed_{operation.replace(' ', '_')}_{bound}", operation, limit, words
            )
            pattern = f"^{head}{free} -F auid{sign}([0-9]+){free}{_KEYS}"
            children.append(_lists(f"{name}_{operation}", pattern, (state,), label, words))
    return oval.Criteria(operator="OR", comment=f"a rule records {label}", children=tuple(children))


def _lists(
    name: str,
    pattern: str,
    states: tuple[oval.State, ...],
    label: str,
    whose: str,
) -> oval.Criterion:
    return oval.Criterion(
        test=oval.Test(
            name=name,
            comment=f"a rule records {label} {whose}",
            object=probes.command_lines(name, _LIST, pattern),
            states=states,
        )
    )


def _head(event: SyscallEvent | ExecutionEvent) -> str:
    """Match the front of a listed rule about the event."""
    if isinstance(event, SyscallEvent):
        calls = rf"(?:all|(?:[^ ]+,)?{event.syscall}(?:,[^ ]+)?)"
        return rf"-[aA] always,exit -F arch={event.word} -S {calls}"
    where = f"path=(?:{'|'.join(places_of(event.path))})"
    if folders := folders_above(event.path):
        where = f"(?:{where}|dir=(?:{'|'.join(folders)}))"
    perm = "perm=[rwa]*x[rwxa]*"
    return rf"-[aA] always,exit -S all(?: -F {where} -F {perm}| -F {perm} -F {where}| -F {where})"
