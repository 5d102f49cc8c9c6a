"""The audit_rules kind in OVAL: some line of the rule files collects each required event.

For each required event one test asks for one line that satisfies several small states at once, so
neither the order of fields nor the grouping of system calls matters. The bound on auid is compared
as a number with UID_MIN of the target. What other lines do to that one is for `oval_losses`.
"""

from generator.audit import ExecutionEvent, RequiredEvent
from generator.kinds.audit_rules.facets import COMPILED
from generator.kinds.audit_rules.lines import EventTests
from generator.kinds.audit_rules.machines import Machine, machines_of
from generator.kinds.audit_rules.oval_losses import Losses
from generator.kinds.audit_rules.parameters import AuditRules
from generator.kinds.audit_rules.rule_text import RuleText
from generator.kinds.protocol import Facet, Subject
from generator.oval import models as oval
from generator.oval import probes

MachineEvents = tuple[Machine, tuple[RequiredEvent, ...]]


def definition(parameters: AuditRules, facet: Facet, subject: Subject) -> oval.Definition:
    """Give the definition that asks `facet` (configured or compiled) of the files."""
    tests = EventTests(compiled=facet is COMPILED, key=parameters.key)
    machines = machines_of(parameters.rules, subject.product)
    runs = tuple(
        dict.fromkeys(
            event for _, events in machines for event in events if isinstance(event, ExecutionEvent)
        )
    )
    branches = tuple(_branch(tests, machine, events) for machine, events in machines)
    losses = Losses(
        RuleText(compiled=facet is COMPILED),
        tuple(event for _, events in machines for event in events),
    )
    asks = f"{tests.where} record every required event, with a key"
    return oval.Definition(
        name=subject.rule,
        cls="compliance",
        title=subject.title,
        description=f"{asks[0].upper()}{asks[1:]}.",
        platforms=(subject.product.title.value,),
        references=subject.oval_references,
        criteria=oval.Criteria(
            operator="AND",
            comment=asks,
            children=(
                *losses.criteria(),
                *(tests.execution(event) for event in runs),
                oval.Criteria(
                    operator="OR",
                    comment="the system calls of the machine's architecture",
                    children=branches,
                ),
            ),
        ),
    )


def _branch(
    tests: EventTests, machine: Machine, events: tuple[RequiredEvent, ...]
) -> oval.Criteria:
    """Ask for the system calls of one architecture, on machines of that architecture."""
    name = machine.architecture.name
    recognised = [oval.Criterion(test=_has_loader(machine.loader))]
    if machine.unless is not None:
        recognised.append(oval.Criterion(test=_has_loader(machine.unless), negate=True))
    return oval.Criteria(
        operator="AND",
        comment=f"on {name}",
        children=(
            *recognised,
            *(
                tests.syscall(event, machine)
                for event in events
                if not isinstance(event, ExecutionEvent)
            ),
        ),
    )


def _has_loader(path: str) -> oval.Test:
    """Recognise an architecture by its dynamic loader: it is seen in offline scans too."""
    return oval.Test(
        name=f"loader_{path}",
        comment=f"{path} exists",
        object=probes.file_at(f"loader_{path}", path),
    )
