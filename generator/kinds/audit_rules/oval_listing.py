"""The kernel's own listing in OVAL 5.12: its `shellcommand_test` reads what `auditctl -l` prints.

One item holds all lines of a command, so what belongs to one rule is matched by one pattern. The
answer is on the safe side: where a listing does not show which rule comes first, or may stand for
several rules, it is no. The forms of the lines are those that auditctl prints (see
`generator.audit.listing`), not those of rule files.
"""

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Final

from generator.audit import AccessEvent, ExecutionEvent, RequiredEvent, SyscallEvent
from generator.kinds.audit_rules import only
from generator.kinds.audit_rules.access_losses import AccessLosses
from generator.kinds.audit_rules.listed_accesses import harmful_watches, recorded_access
from generator.kinds.audit_rules.listed_lines import LISTED_LINE, SET, Listed, none_listed
from generator.kinds.audit_rules.machines import Machine, MachineEvents, machines_for, machines_on
from generator.kinds.audit_rules.oval import by_machine, once, where_asked
from generator.kinds.audit_rules.parameters import AnyRule, AuditRules
from generator.kinds.audit_rules.patterns import folders_above, places_of
from generator.kinds.audit_rules.variables import ANY_KEY, BROADER_FILTERS
from generator.kinds.protocol import Subject
from generator.oval import models as oval
from generator.oval import probes

_RECENT: Final = 256
_STATE: Final = "auditctl -s"
_HARMFUL: Final = (
    r"-[aA] never,.*|-[aA] [a-z]+,(?:task|exclude).*",
    r"-[aA] always,exit(?: -[SC] [^ ]+| -F [a-jl-z][^ ]*)+",
    r"[ ]?-p .*",
)
"""Rules that may take events away, rules without a key, and rules of permissions alone, of which
auditctl does not print whether they say never."""


def definition(parameters: AuditRules, subject: Subject) -> oval.Definition:
    """Give the definition that asks the running kernel."""
    product = subject.product
    criteria = _criteria(parameters.rules, product.uid_min, machines_for(product))
    asks = criteria.comment
    return oval.Definition(
        name=f"{subject.rule}_listed",
        cls="compliance",
        title=subject.title,
        description=f"{asks[0].upper()}{asks[1:]}.",
        platforms=(product.title.value,),
        references=subject.oval_references,
        criteria=criteria,
    )


@lru_cache(maxsize=_RECENT)  # most products ask the same
def _criteria(
    rules: tuple[AnyRule, ...], uid_min: int, known: tuple[Machine, ...]
) -> oval.Criteria:
    machines = machines_on(rules, known)
    events = tuple(event for one in machines for event in one.events)
    runs, accesses = once(events, ExecutionEvent), once(events, AccessEvent)
    return oval.Criteria(
        operator="AND",
        comment="the rules that the running kernel holds record every required event, with a key",
        children=(
            oval.Criterion(test=BROADER_FILTERS),
            oval.Criterion(test=ANY_KEY),
            oval.Criterion(test=_SWITCHED_ON),
            _none(runs, AccessLosses(events=accesses, uid_min=uid_min)),
            *(_recorded(event, uid_min) for event in runs),
            *(recorded_access(event, uid_min) for event in accesses),
            *by_machine(machines, partial(_branch, uid_min)),
        ),
    )


def _branch(uid_min: int, one: MachineEvents) -> Iterator[oval.Criteria | oval.Criterion]:
    yield from _calls(one.events, uid_min)
    if b32 := tuple(_calls(one.b32_events, uid_min)):
        yield where_asked(b32)


def _calls(events: tuple[RequiredEvent, ...], uid_min: int) -> Iterator[oval.Criteria]:
    return (_recorded(event, uid_min) for event in events if isinstance(event, SyscallEvent))


_SWITCHED_ON: Final = oval.Test(
    name="listed_switched_on",
    comment="auditing is on in the running kernel",
    object=probes.command_lines("listed_switch", _STATE, "^enabled [12]$"),
    states=(LISTED_LINE,),
)


def _none(runs: tuple[ExecutionEvent, ...], accesses: AccessLosses) -> oval.Criterion:
    """Ask that no rule is listed that may take an event away.

    A watch of a program that is asked for may be a `never` rule: both are listed alike.
    """
    watched = "|".join(
        place
        for event in runs
        for place in (*places_of(event.path), *folders_above(event.path), "/")
    )
    watches = (rf"-w (?:{watched}) -p [rwa]*x[rwxa]*(?: -k .*)?",) if watched else ()
    if accesses.events:
        watches = (*watches, harmful_watches(accesses))
    about = "_".join((*(event.path for event in runs), *accesses.details))
    return none_listed(
        f"listed_harmful_{about}",
        f"^(?:{'|'.join((*_HARMFUL, *watches))})$",
        "no rule is listed that says never or gives no key, or may do so",
    )


def _recorded(event: SyscallEvent | ExecutionEvent, uid_min: int) -> oval.Criteria:
    """Ask for a rule that records the event of everybody, or from a low enough auid on."""
    free = f"(?:{SET})?" if event.auid_set else ""
    if isinstance(event, SyscallEvent) and event.only:
        fixed = "|".join(only.listed(one) for one in event.only)
        free = f"(?:{fixed}{f'|{SET}' if event.auid_set else ''})*"
    listed = Listed(
        name=f"listed_{event.label}_{event.auid_floor}_{event.auid_set}",
        label=event.label,
        head=_head(event),
        free=free,
    )
    return listed.some(event.auid_floor, uid_min)


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
