"""What the audit_rules kind asks of a target: on disk, in the kernel, and in the compiled file."""

from typing import Final

from generator.kinds.protocol import Facet

RULES_FOLDER: Final = "/etc/audit/rules.d"
COMPILED_FILE: Final = "/etc/audit/audit.rules"

_LOCKED: Final = (
    "Where audit rules are locked (`auditctl -s` says `enabled 2`), no change takes effect before"
    " a reboot. The remediation then writes the files and asks for the reboot; until it happens"
    " the rules stay as they were loaded."
)

CONFIGURED: Final = Facet(
    suffix="configured",
    title="in the rule files",
    asks=(
        f"The audit rules in `{RULES_FOLDER}`, which a boot merges and loads, must record the"
        " events of this control."
    ),
    weight="0.4",
    warning=_LOCKED,
)
LOADED: Final = Facet(
    suffix="loaded",
    title="in the running kernel",
    asks=(
        "The audit rules that the running kernel holds (`auditctl -l`) must record the events of"
        " this control now, and auditing must be on."
    ),
    weight="0.4",
    warning=_LOCKED,
)
COMPILED: Final = Facet(
    suffix="compiled",
    title="in the file loaded at boot",
    asks=(
        f"The audit rules in `{COMPILED_FILE}`, which augenrules makes and auditctl loads, must"
        " record the events of this control. This stands in for a look into the kernel where a"
        " scanner cannot run scripts."
    ),
    weight="0.4",
    warning=_LOCKED,
    alternative=True,
)
ALL: Final = (CONFIGURED, LOADED, COMPILED)
