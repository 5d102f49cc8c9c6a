"""The audit_immutable kind's reference meaning, on the files of a system."""

from dataclasses import replace

from generator.audit import boot, load_compiled, read_rule_files
from generator.audit.disk import Disk
from generator.kinds.audit_rules.facets import COMPILED_FILE
from generator.kinds.audit_rules.machines import machine_on
from generator.kinds.protocol import System

LOCKED = 2


def holds(system: System, *, compiled: bool) -> bool:
    """Say whether a boot, or loading the compiled file alone, leaves `enabled 2`."""
    machine = machine_on(system.architecture, system.product).architecture
    rules = read_rule_files(system.root)
    if compiled:
        text = Disk(system.root).read(COMPILED_FILE)
        return load_compiled(replace(rules, compiled=text), machine).lists.enabled == LOCKED
    return boot(rules, machine).lists.enabled == LOCKED
