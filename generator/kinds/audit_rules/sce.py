"""The audit_rules kind as scripts: what the rule files put in force, what the kernel holds.

Both run the same POSIX awk on the target, the twin of generator/audit: they follow the rule files
as a boot would, and `loaded` reads the listing of the kernel with their help.
"""

from functools import lru_cache
from typing import Final

from generator.audit.read_value import MAX_PATH_BYTES
from generator.audit.units import FOLDERS, UNITS
from generator.audit.words import MAX_LINE_BYTES
from generator.content import Product
from generator.kinds.audit_rules import values
from generator.kinds.audit_rules.awk_programs import GATHERING, checking_program
from generator.kinds.audit_rules.awk_tables import awk_tables
from generator.kinds.audit_rules.facets import COMPILED_FILE, LOADED, RULES_FOLDER
from generator.kinds.audit_rules.machines import machines_of
from generator.kinds.audit_rules.parameters import AuditRules
from generator.kinds.audit_rules.requirements import (
    SECONDS,
    call_tables,
    machine_rows,
    run_paths,
    watches,
)
from generator.kinds.protocol import Facet, Subject
from generator.markup.template import render
from generator.sce.models import Script, ScriptLibrary

_PURPOSE: Final = {
    False: (
        "Follows the rule files as a boot does (the merging of augenrules, the loading of auditctl)"
        "\nand asks whether the rules that come into force record the required events."
    ),
    True: (
        "Asks the running kernel, through auditctl, whether the rules that it holds record the"
        "\nrequired events. The rule files settle what a listing leaves open."
    ),
}
"""By whether the running kernel is asked."""


LIBRARY: Final = "audit_rules_library.sh"


def script(parameters: AuditRules, facet: Facet, subject: Subject) -> Script:
    """Give the script: POSIX sh and awk, verdict as exit status, evidence as output."""
    machines = machines_of(parameters.rules, subject.product)
    text = render(
        "audit_rules/check.sh.j2",
        rule=subject.rule,
        title=subject.title,
        purpose=_PURPOSE[facet is LOADED],
        library=LIBRARY,
        facet=facet.suffix,
        key=parameters.key,
        run_paths=run_paths(machines),
        watches=watches(machines),
        machines=tuple(machine_rows(one) for one in machines),
    )
    return Script(
        filename=f"{subject.rule}.sh",
        text=text,
        values=values.IDS,
        library=library(subject.product),
    )


@lru_cache(maxsize=16)
def library(product: Product) -> ScriptLibrary:
    """Give what all these scripts share on a product."""
    text = render(
        "audit_rules/check_library.sh.j2",
        seconds=SECONDS,
        package=product.audit_package.value,
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
        tables_awk=awk_tables(),
        gathering=GATHERING,
        program=checking_program(),
    )
    return ScriptLibrary(filename=LIBRARY, text=text)
