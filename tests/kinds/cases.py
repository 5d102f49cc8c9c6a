"""Verdict cases of the audit_rules kind, as the YAML files beside this module have them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from tests.world.world import Entry, Link, debian

CASES: Final = Path(__file__).with_name("cases")
FIVE: Final = "init_module,finit_module,delete_module,create_module,query_module"
C: Final = f"-a always,exit -F arch=b64 -S {FIVE} -F auid>=1000 -F auid!=unset -k kernel_modules"
R: Final = (
    "-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=1000 -F auid!=unset -k kernel_modules"
)
_DEFAULTS: Final = {
    "audit_uid_min": "login.defs",
    "audit_key_policy": "any",
    "audit_b32": "optional",
    "audit_exclusions": "none",
    "audit_filters": "broader",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A world and its verdicts.

    `lines` are the rules where the case is about rules alone; `changed` are the paths on which it
    differs from an installed Debian. `undecided` says what OVAL cannot
    see yet: its verdict then differs from the right one.
    """

    id: str
    why: str
    files: Mapping[str, Entry]
    expected: Mapping[str, bool]
    architecture: str = "x86_64"
    values: Mapping[str, str] = field(default_factory=lambda: dict(_DEFAULTS))
    lines: tuple[str, ...] = ()
    changed: frozenset[str] = frozenset()
    undecided: str = ""

    @property
    def tailored(self) -> bool:
        """Whether Values have other texts than by default."""
        return dict(self.values) != _DEFAULTS


def cases() -> Iterator[Case]:
    """Read all cases."""
    for path in sorted(CASES.glob("*.yml")):
        for found in yaml.safe_load(path.read_text("utf-8")):
            yield _case(path.stem, found)


def _case(group: str, found: dict[str, Any]) -> Case:
    architecture = found.get("architecture", "x86_64")
    files = debian(architecture)
    files.update({path: _entry(entry) for path, entry in found.get("files", {}).items()})
    lines: tuple[str, ...] = ()
    if "auid" in found:
        files["/etc/login.defs"] = found["login_defs"]
        bound = f"auid>={found['auid']}"
        found |= {"calls": C.replace("auid>=1000", bound), "runs": R.replace("auid>=1000", bound)}
    if "holds" in found:
        # A bound of the second rule that no UID_MIN makes wrong, unless the case is about it.
        runs = found.get("runs", R.replace(" -F auid>=1000", ""))
        lines = tuple(f"{found.get('calls', C)}\n{runs}".strip("\n").split("\n"))
        lines = tuple(line.replace("$CALLS", FIVE) for line in lines)
        text = "".join(f"{line}\n" for line in lines)
        files |= {"/etc/audit/rules.d/50-test.rules": text, "/etc/audit/audit.rules": text}
        expected = dict.fromkeys(("configured", "compiled"), bool(found["holds"]))
    else:
        expected = {facet: bool(found[facet]) for facet in ("configured", "compiled")}
    return Case(
        id=f"{group}: {found['name']}",
        why=found["why"],
        files=files,
        expected=expected,
        architecture=architecture,
        values={**_DEFAULTS, **found.get("values", {})},
        lines=lines,
        changed=frozenset(
            path for path, entry in files.items() if debian(architecture).get(path) != entry
        ),
        undecided=found.get("undecided", ""),
    )


def _entry(entry: Any) -> Entry:
    if isinstance(entry, dict):
        return Link(entry["link"])
    if entry is None:
        return None
    return str(entry).replace("$CALLS", FIVE).replace("$C", C).replace("$R", R)
