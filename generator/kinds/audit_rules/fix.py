"""The audit_rules remediation: one plan for all facets, in bash and in Ansible."""

from functools import lru_cache
from typing import Final, assert_never

from generator.audit import render as listed
from generator.audit import render_source
from generator.content import Product
from generator.fix.models import AnsibleFix, BashFix, Fix, Impact, Language
from generator.fix.slot import slot
from generator.kinds.audit_rules import ansible, values
from generator.kinds.audit_rules.facets import ALL
from generator.kinds.audit_rules.machines import MACHINES, Machine, rules_for
from generator.kinds.audit_rules.parameters import UID_MIN, AnyRule, AuditRules
from generator.markup.template import render

_IMPACT = Impact(reboot=False, disruption="low", complexity="low", strategy="configure")


@lru_cache(maxsize=256)
def to_fix(
    parameters: AuditRules, control: str, title: str, product: Product, language: Language
) -> Fix:
    """Give the fix of a control: one for all facets, since what is configured is to be loaded."""
    machines = tuple(MACHINES[name] for name in product.architectures)
    match language:
        case "bash":
            return _bash(parameters, control, title, product, machines)
        case "ansible":
            return _ansible(parameters, control, title, machines)
        case _:
            assert_never(language)


_PLACE: Final = "@UID_MIN@"
"""What stands in scripts for UID_MIN of the target: it means nothing to a shell or to Jinja."""


def _rules(parameters: AuditRules, machine: Machine) -> tuple[AnyRule, ...]:
    """Give the rules that `machine` can load, with _PLACE for ${UID_MIN}."""
    rules = rules_for(parameters.rules, machine.architecture)
    return tuple(rule.with_values({UID_MIN: _PLACE}) for rule in rules)


def _source(parameters: AuditRules, machine: Machine) -> tuple[str, ...]:
    """Give the rules as the file has them."""
    return tuple(render_source(rule) for rule in _rules(parameters, machine))


def _listing(parameters: AuditRules, machine: Machine) -> tuple[str, ...]:
    """Give the rules as `auditctl -l` prints them."""
    return tuple(listed(rule, machine.architecture) for rule in _rules(parameters, machine))


def _bash(
    parameters: AuditRules,
    control: str,
    title: str,
    product: Product,
    machines: tuple[Machine, ...],
) -> BashFix:
    text = render(
        "audit_rules/fix.sh.j2",
        control=control,
        title=title,
        product=product.title.value,
        package=product.audit_package.value,
        os_release=tuple((field.name.value, field.value.value) for field in product.os_release),
        filename=parameters.filename,
        key=parameters.key,
        uid_min_value=values.UID_MIN.id,
        uid_min_slot=slot(values.UID_MIN.id),
        machines=tuple(
            {
                "uname": " | ".join(machine.unames),
                "rules": _source(parameters, machine),
                "loaded": _listing(parameters, machine),
            }
            for machine in machines
        ),
    )
    return BashFix(impact=_IMPACT, values=(values.UID_MIN.id,), text=text)


def _ansible(
    parameters: AuditRules, control: str, title: str, machines: tuple[Machine, ...]
) -> AnsibleFix:
    tasks = ansible.tasks(
        rules=tuple(f"{control}_{facet.suffix}" for facet in ALL),
        control=control,
        title=title,
        filename=parameters.filename,
        key=parameters.key,
        uid_min_value=values.UID_MIN.id,
        machines={
            uname: machine.architecture.name
            for machine in machines
            for uname in machine.unames
            if uname != machine.architecture.name
        },
        texts={
            machine.architecture.name: list(_source(parameters, machine)) for machine in machines
        },
        listings={
            machine.architecture.name: list(_listing(parameters, machine)) for machine in machines
        },
    )
    return AnsibleFix.of(_IMPACT, (values.UID_MIN.id,), tasks)
