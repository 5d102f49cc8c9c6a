"""The audit_rules remediation: one plan for all facets, in bash and in Ansible.

The plan is made on the target, by the program that judges there (`templates/audit_rules`): which
required events are lost and by which cause, what is to be written and loaded, what is not for a
fix to decide. Bash and Ansible carry it out.
"""

from functools import cache, lru_cache
from typing import Final, assert_never

from generator.audit import render_source
from generator.audit.read_value import MAX_PATH_BYTES
from generator.audit.units import FOLDERS, UNITS
from generator.audit.words import MAX_LINE_BYTES
from generator.content import Product
from generator.fix.models import BashFix, Fix, Impact, Language
from generator.fix.shared import SharedText, reading, with_slots
from generator.fix.slot import slot
from generator.kinds.audit_rules import ansible, values
from generator.kinds.audit_rules.awk_programs import GATHERING, planning_program
from generator.kinds.audit_rules.facets import ALL, COMPILED_FILE, RULES_FOLDER
from generator.kinds.audit_rules.machines import b32_twins, machines_of, rules_for
from generator.kinds.audit_rules.parameters import UID_MIN, AnyRule, AuditRules
from generator.kinds.audit_rules.requirements import (
    SECONDS,
    call_tables,
    machine_rows,
    run_paths,
)
from generator.kinds.protocol import Facet
from generator.markup.template import render

IMPACT: Final = Impact(reboot=False, disruption="low", complexity="low", strategy="configure")
_PLACE: Final = "@UID_MIN@"
"""What stands in scripts for UID_MIN of the target: it means nothing to a shell or to awk."""


@lru_cache(maxsize=256)
def to_fix(  # noqa: PLR0917 - lru_cache takes them as one key
    parameters: AuditRules,
    control: str,
    title: str,
    product: Product,
    language: Language,
    facets: tuple[Facet, ...] = ALL,
) -> Fix:
    """Give the fix of a control: one for all facets, since what is configured is to be loaded."""
    section = _section(parameters, control, title, product)
    match language:
        case "bash":
            return _bash(parameters, control, title, product, section)
        case "ansible":
            return ansible.fix(
                rules=tuple(f"{control}_{facet.suffix}" for facet in facets),
                control=control,
                title=title,
                library=planning(product),
                section=section,
                values=values.IDS,
                impact=IMPACT,
            )
        case _:
            assert_never(language)


@lru_cache(maxsize=16)
def planning(product: Product) -> SharedText:
    """Give the functions that make a plan and print it as JSON."""
    text = render(
        "audit_rules/fix_library.sh.j2",
        product=product.title.value,
        package=product.audit_package.value,
        os_release=tuple(
            {"name": field.name.value, "value": field.exact, "any_minor": field.any_minor}
            for field in product.os_release
        ),
        uid_min_default=product.uid_min,
        uid_min_value=values.UID_MIN.id,
        key_value=values.KEY_POLICY.id,
        b32_value=values.B32.id,
        exclusions_value=values.EXCLUSIONS.id,
        filters_value=values.FILTERS.id,
        units=UNITS,
        unit_folders=FOLDERS,
        rules_folder=RULES_FOLDER,
        compiled_file=COMPILED_FILE,
        max_line=MAX_LINE_BYTES,
        max_path=MAX_PATH_BYTES,
        tables=call_tables(product.audit_version),
        audit_version=product.audit_version,
        gathering=GATHERING,
        seconds=SECONDS,
        program=planning_program(product.uid_min),
    )
    return SharedText("audit_rules_plan", text)


@cache
def carrying_out() -> SharedText:
    """Give the functions that carry a plan out in bash."""
    text = render("audit_rules/carry_out.sh.j2")
    return SharedText("audit_rules_carry_out", text)


@lru_cache(maxsize=16)
def _section(parameters: AuditRules, control: str, title: str, product: Product) -> str:
    """Give the function that describes a control to the library."""
    machines = machines_of(parameters.rules, product)
    return render(
        "audit_rules/fix_control.sh.j2",
        control=control,
        title=title,
        task="rules",
        filename=parameters.filename,
        key=parameters.key,
        run_paths=run_paths(machines),
        machines=tuple(
            {
                **machine_rows(one),
                "rules": _source(rules_for(parameters.rules, one.machine.architecture)),
                "b32_rules": _source(b32_twins(parameters.rules, one.machine.architecture)),
            }
            for one in machines
        ),
    )


def _source(rules: tuple[AnyRule, ...]) -> tuple[str, ...]:
    """Give the rules as a file has them, with _PLACE for ${UID_MIN}."""
    return tuple(render_source(rule.with_values({UID_MIN: _PLACE})) for rule in rules)


def _bash(
    parameters: AuditRules, control: str, title: str, product: Product, section: str
) -> BashFix:
    shared = (planning(product), carrying_out())
    text = render(
        "audit_rules/fix.sh.j2",
        control=control,
        title=title,
        does=f"Puts the rules that this system lacks into {RULES_FOLDER}/{parameters.filename} and"
        " loads them.",
        reading=reading(shared, control, "auditscap_fix").rstrip(),
        section=section.rstrip(),
        slots=tuple(slot(name) for name in values.IDS),
    )
    return BashFix(
        impact=IMPACT,
        values=values.IDS,
        control=control,
        section=section,
        text=with_slots(text, shared),
        shared=shared,
    )
