"""Pages of the documentation that are made from code: error codes, kinds and their back ends."""

from pathlib import Path
from typing import Final

from generator.kinds.protocol import Unsupported
from generator.source import CODES
from generator.stages.models import CompiledRule, Run

_GROUPS: Final = {
    "1": "Reading files and YAML",
    "2": "Shape of content",
    "3": "Meaning of content",
    "4": "Audit rules",
    "5": "Build and environment",
    "6": "Results of scans",
}
_MADE: Final = "<!-- Made by `auditscap pages`; change the code, not this page. -->\n"
_BACK_ENDS: Final = ("OVAL", "OVAL 5.12", "SCE", "OCIL", "bash", "Ansible")


def pages(run: Run) -> dict[Path, str]:
    """Give every made page by its path below the root; `run` has been compiled."""
    return {
        Path("docs/diagnostics.md"): diagnostics_page(),
        Path("docs/kinds.md"): kinds_page(run.compiled),
    }


def diagnostics_page() -> str:
    """List every diagnostic code."""
    lines = [
        "# Diagnostics",
        "",
        _MADE,
        "Each problem is shown with its place, the line, carets under the guilty word and a hint.",
        "Exit status: 0 clean, 1 problems in content or around it, 2 wrong usage, 70 our own bug.",
    ]
    group = ""
    for code in CODES:
        if code.id[1] != group:
            group = code.id[1]
            lines += ["", f"## {_GROUPS[group]}", "", "| code | name | meaning |", "|---|---|---|"]
        lines.append(f"| {code.id} | `{code.name}` | {code.meaning.replace('|', chr(92) + '|')} |")
    return "\n".join(lines) + "\n"


def kinds_page(rules: tuple[CompiledRule, ...]) -> str:
    """Show every kind and facet with the back ends that can say it, and why others cannot."""
    lines = [
        "# Check kinds and back ends",
        "",
        _MADE,
        f"| kind | facet | {' | '.join(_BACK_ENDS)} |",
        f"|---|---|{'---|' * len(_BACK_ENDS)}",
    ]
    reasons: list[str] = []
    seen: set[tuple[str, str]] = set()
    for item in rules:
        kind, facet = item.rule.check.kind.name, item.rule.facet.suffix
        if (kind, facet) in seen:
            continue
        seen.add((kind, facet))
        lines.append(f"| `{kind}` | `{facet}` | {' | '.join(map(_cell, _says(item)))} |")
        for back_end, said in zip(_BACK_ENDS, _says(item), strict=True):
            if isinstance(said, Unsupported):
                reasons.append(f"- `{kind}` `{facet}` in {back_end}: {said.reason}.")
    return "\n".join((*lines, "", "## Why not", "", *reasons)) + "\n"


def _cell(said: object) -> str:
    return "-" if isinstance(said, Unsupported) else "yes"


def _says(item: CompiledRule) -> tuple[object, ...]:
    """Give what each back end made of a rule, in the order of _BACK_ENDS."""
    rule = item.rule
    kind, parameters, facet, subject = (
        rule.check.kind,
        rule.check.parameters,
        rule.facet,
        rule.subject,
    )
    return (
        kind.to_oval(parameters, facet, subject),
        kind.to_command_oval(parameters, facet, subject),
        kind.to_sce(parameters, facet, subject),
        kind.to_ocil(parameters, facet, subject),
        kind.to_fix(parameters, facet, subject, "bash"),
        kind.to_fix(parameters, facet, subject, "ansible"),
    )
