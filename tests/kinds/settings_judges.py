"""Who is asked about a world of settings: the kind itself, and oscap with the rule's definition."""

from functools import cache
from pathlib import Path

from generator.fix.models import AnsibleFix, BashFix
from generator.fix.profile import playbook, shell_script
from generator.kinds.protocol import System
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import CompiledRule, Run
from generator.trial.oval import ask
from tests.world.build import ROOT


@cache
def compiled(product: str) -> dict[str, CompiledRule]:
    """Give the rules of a product by their short ids."""
    problems = Problems()
    run = run_pipeline(Run(root=ROOT, problems=problems, products=(product,)), last="compile")
    assert [one.message for one in problems] == []
    return {item.rule.subject.rule: item for item in run.compiled}


def reference(rule: CompiledRule, root: Path) -> object:
    """Ask the kind itself."""
    check = rule.rule.check
    system = System(root=root, architecture="x86_64", product=rule.rule.subject.product)
    return check.kind.holds(check.parameters, rule.rule.facet, system)


def oval(rule: CompiledRule, root: Path, folder: Path) -> bool | None:
    """Ask oscap about the root folder; None where it could not decide."""
    found = ask(rule, root, folder)
    assert "ended with" not in found.words, found.words
    return found.holds


def fix(rule: CompiledRule, folder: Path) -> Path:
    """Write the script that mends what the rule asks for, as one for a profile has it."""
    (found,) = (one for one in rule.fixes if isinstance(one, BashFix))
    path = folder / "fix.sh"
    path.write_text(shell_script("fix.sh", rule.rule.subject.title, [found], {}), "utf-8")
    return path


def playbook_of(*rules: CompiledRule, folder: Path) -> Path:
    """Write the playbook that mends what the rules ask for."""
    fixes = [one for rule in rules for one in rule.fixes if isinstance(one, AnsibleFix)]
    path = folder / "fix.yml"
    path.write_text(playbook(rules[0].rule.subject.title, fixes, {}), "utf-8")
    return path
