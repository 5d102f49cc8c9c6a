"""Pages of the documentation that are made from code: diagnostics, commands, kinds."""

from pathlib import Path
from typing import Final

from generator.cli.pages_commands import commands_page
from generator.cli.pages_diagnostics import MADE, diagnostics_pages
from generator.kinds.protocol import Unsupported
from generator.stages.models import CompiledRule, Run

_BACK_ENDS: Final = ("OVAL", "OVAL 5.12", "SCE", "OCIL", "bash", "Ansible")


def pages(run: Run) -> dict[Path, str]:
    """Give every made page by its path below the root; `run` has been compiled.

    What is wrong with the examples of diagnostics is a problem of the run.
    """
    return {
        **diagnostics_pages(run.root, run.problems),
        Path("docs/cli.md"): commands_page(MADE),
        Path("docs/kinds.md"): kinds_page(run.compiled),
    }


def kinds_page(rules: tuple[CompiledRule, ...]) -> str:
    """Show every kind and facet with the back ends that can say it, and why others cannot."""
    lines = [
        "# Check kinds and back ends",
        "",
        MADE,
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
