"""The audit_rules kind as a script that asks the running kernel."""

from generator.audit import ExecutionEvent, RequiredEvent, companion, name_of
from generator.kinds.audit_rules import values
from generator.kinds.audit_rules.machines import Machine, machines_of
from generator.kinds.audit_rules.parameters import AuditRules
from generator.kinds.audit_rules.patterns import spellings
from generator.kinds.protocol import Subject
from generator.markup.template import render
from generator.sce.models import Script


def loaded(parameters: AuditRules, subject: Subject) -> Script:
    """Give the script: POSIX sh and awk, verdict as exit status, evidence as output."""
    text = render(
        "audit_rules/loaded.sh.j2",
        rule=subject.rule,
        title=subject.title,
        key=parameters.key,
        package=subject.product.audit_package.value,
        uid_min_value=values.UID_MIN.id,
        key_value=values.KEY_POLICY.id,
        machines=tuple(
            {
                "uname": " | ".join(machine.unames),
                "words": (machine.architecture.word, *machine.architecture.aliases),
                "events": tuple(_row(event, machine) for event in events),
            }
            for machine, events in machines_of(parameters.rules, subject.product)
        ),
    )
    return Script(
        filename=f"{subject.rule}.sh",
        text=text,
        values=(values.UID_MIN.id, values.KEY_POLICY.id),
    )


def _row(event: RequiredEvent, machine: Machine) -> str:
    """Write an event as the awk program reads it: `syscall NAME NUMBER OTHER`, `exec PATH...`.

    PATH and what follows it are the names of one file.
    OTHER is the name that auditctl gives the number in a rule without arch when the rule listed
    before it was one for the other arch of the machine; `-` where there is none.
    """
    if isinstance(event, ExecutionEvent):
        return " ".join(("exec", *spellings(event.path)))
    other = companion(machine.architecture)
    name = name_of(other, event.number) if other else None
    return f"syscall {event.syscall} {event.number} {name or '-'}"
