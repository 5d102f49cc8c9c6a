"""One rule's OVAL definition asked of a root folder, by itself."""

from pathlib import Path

from generator.stages.models import CompiledRule
from generator.trial.oval import ask


def oval(rule: CompiledRule, root: Path, folder: Path) -> bool | None:
    """Ask oscap; None where it could not decide."""
    found = ask(rule, root, folder)
    assert found.holds is None or found.words == ""
    return found.holds
