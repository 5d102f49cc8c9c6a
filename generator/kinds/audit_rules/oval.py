"""The audit_rules kind in OVAL: some line of the rule files collects each required event.

For each required event one test asks for one line that satisfies several small states at once, so
neither the order of fields nor the grouping of system calls matters. The bound on auid is compared
as a number with UID_MIN of the target. What other lines do to that one is for `oval_losses`.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from typing import Final, TypeVar

from generator.audit import AccessEvent, ExecutionEvent, RequiredEvent, SyscallEvent
from generator.kinds.audit_rules.access_lines import AccessTests
from generator.kinds.audit_rules.facets import COMPILED
from generator.kinds.audit_rules.lines import EventTests
from generator.kinds.audit_rules.machines import (
    Machine,
    MachineEvents,
    machines_for,
    machines_on,
)
from generator.kinds.audit_rules.oval_losses import Losses
from generator.kinds.audit_rules.parameters import AuditRules
from generator.kinds.audit_rules.rule_text import RuleText, all_of, any_of
from generator.kinds.audit_rules.variables import B32_OPTIONAL, BROADER_FILTERS
from generator.kinds.protocol import Facet, Subject
from generator.oval import models as oval
from generator.oval import probes

Event = TypeVar("Event", bound=RequiredEvent)
_RECENT: Final = 256


def definition(parameters: AuditRules, facet: Facet, subject: Subject) -> oval.Definition:
    """Give the definition that asks `facet` (configured or compiled) of the files."""
    compiled, product = facet is COMPILED, subject.product
    asks = f"{RuleText(compiled=compiled).words} record every required event, with a key"
    criteria = _criteria(parameters, compiled, product.uid_min, machines_for(product), asks)
    return oval.Definition(
        name=subject.rule,
        cls="compliance",
        title=subject.title,
        description=f"{asks[0].upper()}{asks[1:]}.",
        platforms=(product.title.value,),
        references=subject.oval_references,
        criteria=criteria,
    )


@lru_cache(maxsize=_RECENT)  # most products ask the same
def _criteria(
    parameters: AuditRules,
    compiled: bool,  # noqa: FBT001 - a key
    uid_min: int,
    known: tuple[Machine, ...],
    asks: str,
) -> oval.Criteria:
    machines = machines_on(parameters.rules, known)
    fills = known[0].architecture.release.fills
    tests = EventTests(compiled=compiled, key=parameters.key, uid_min=uid_min, fills=fills)
    events = tuple(event for one in machines for event in one.events)
    runs = once(events, ExecutionEvent)
    accesses = AccessTests(tests=tests, events=once(events, AccessEvent))
    both = any(_is_foreign(event, one.machine) for one in machines for event in one.events)
    b32_events = tuple(event for one in machines for event in one.b32_events)
    losses = Losses(RuleText(compiled=compiled), known, events, b32_events, uid_min, both)
    return _unless_idle(
        machines,
        all_of(
            asks,
            oval.Criterion(test=BROADER_FILTERS),
            *losses.criteria(),
            *(tests.execution(event) for event in runs),
            *(accesses.criteria(event) for event in accesses.events),
            *by_machine(machines, partial(_branch, tests, losses.b32_criteria())),
        ),
    )


def _unless_idle(machines: tuple[MachineEvents, ...], asked: oval.Criteria) -> oval.Criteria:
    """Ask nothing of machines that have none of the system calls: no line can do harm there."""
    idle = tuple(
        all_of(
            f"on {one.machine.architecture.name} there are no such system calls",
            *_recognised(one.machine),
            *((oval.Criterion(test=B32_OPTIONAL),) if one.b32_events else ()),
        )
        for one in machines
        if not one.events
    )
    return any_of("where the machine has such system calls", *idle, asked) if idle else asked


def _is_foreign(event: RequiredEvent, machine: Machine) -> bool:
    """Say whether it is a call of other programs than the machine's own."""
    return isinstance(event, SyscallEvent) and event.architecture != machine.architecture.name


def once(events: Iterable[RequiredEvent], kind: type[Event]) -> tuple[Event, ...]:
    """Give the events of one kind, which are the same on all machines, each once."""
    return tuple(dict.fromkeys(event for event in events if isinstance(event, kind)))


def by_machine(
    machines: tuple[MachineEvents, ...],
    calls: Callable[[MachineEvents], Iterable[oval.Criteria | oval.Criterion]],
) -> tuple[oval.Criteria, ...]:
    """Ask for the `calls` of each architecture, on machines of that architecture.

    Accesses alone are the same on every machine: then nothing is asked here.
    """
    kinds = {type(event) for one in machines for event in one.all_events}
    if kinds == {AccessEvent}:
        return ()
    branches = tuple(
        oval.Criteria(
            operator="AND",
            comment=f"on {one.machine.architecture.name}",
            children=(*_recognised(one.machine), *calls(one)),
        )
        for one in machines
    )
    asks = "the system calls of the machine's architecture"
    return (oval.Criteria(operator="OR", comment=asks, children=branches),)


def _recognised(machine: Machine) -> Iterator[oval.Criterion]:
    yield oval.Criterion(test=_has_loader(machine.loader))
    if machine.unless is not None:
        yield oval.Criterion(test=_has_loader(machine.unless), negate=True)


def _branch(
    tests: EventTests,
    unharmed: tuple[oval.Criteria | oval.Criterion, ...],
    one: MachineEvents,
) -> Iterator[oval.Criteria | oval.Criterion]:
    yield from _calls(tests, one.events, one.machine)
    if b32 := tuple(_calls(tests, one.b32_events, one.machine)):
        yield where_asked((*b32, *unharmed))


def _calls(
    tests: EventTests, events: tuple[RequiredEvent, ...], machine: Machine
) -> Iterator[oval.Criterion]:
    for event in events:
        if isinstance(event, SyscallEvent):
            yield tests.syscall(event, machine)


def where_asked(b32: tuple[oval.Criteria | oval.Criterion, ...]) -> oval.Criteria:
    """Ask for system calls of 32-bit programs only where they count."""
    return oval.Criteria(
        operator="OR",
        comment="system calls of 32-bit programs, where they count",
        children=(
            oval.Criterion(test=B32_OPTIONAL),
            oval.Criteria(
                operator="AND", comment="the rules record those of 32-bit programs", children=b32
            ),
        ),
    )


@cache
def _has_loader(path: str) -> oval.Test:
    """Recognise an architecture by its dynamic loader: it is seen in offline scans too."""
    return oval.Test(
        name=f"loader_{path}",
        comment=f"{path} exists",
        object=probes.file_at(f"loader_{path}", path),
    )
