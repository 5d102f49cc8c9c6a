"""Each rule in every language its kind can say it in."""

from dataclasses import replace
from functools import partial
from typing import Final

from generator.fix.models import Fix, Language
from generator.kinds.protocol import Unsupported
from generator.oval.closure import Closure, closure_of
from generator.source import Problems
from generator.source.recent import Recent
from generator.stages.models import CompiledRule, ResolvedRule, Run

_COMPILED: Final[Recent[CompiledRule]] = Recent()
_CLOSURES: Final[Recent[Closure]] = Recent()
"""Definitions of several products have the very same criteria."""
LANGUAGES: tuple[Language, ...] = ("bash", "ansible")


def compile_rules(run: Run) -> Run:
    """Compile every rule; one that no language can check is reported where its check stands."""
    compiled = tuple(
        _COMPILED.get(id(rule), partial(_without_problems, rule), run.problems, rule)
        for rule in run.rules
    )
    for item in compiled:
        if item.definition is None and item.script is None:
            run.problems.add(
                "unsupported-check",
                item.rule.check.mark,
                f"rule {item.rule.subject.rule!r} cannot be checked:"
                f" {'; '.join(reason.reason for reason in item.unsupported)}",
            )
    return replace(run, compiled=compiled)


def _without_problems(rule: ResolvedRule, _problems: Problems) -> CompiledRule:
    return compile_rule(rule)


def compile_rule(rule: ResolvedRule) -> CompiledRule:
    """Compile one rule."""
    kind, parameters = rule.check.kind, rule.check.parameters
    facet, subject = rule.facet, rule.subject
    oval = kind.to_oval(parameters, facet, subject)
    commands = kind.to_command_oval(parameters, facet, subject)
    sce = kind.to_sce(parameters, facet, subject)
    ocil = kind.to_ocil(parameters, facet, subject)
    fixes = tuple(kind.to_fix(parameters, facet, subject, language) for language in LANGUAGES)
    definition = None if isinstance(oval, Unsupported) else oval
    return CompiledRule(
        rule=rule,
        definition=definition,
        parts=None if definition is None else _CLOSURES.of(definition.criteria, closure_of),
        commands=None if isinstance(commands, Unsupported) else commands,
        script=None if isinstance(sce, Unsupported) else sce,
        questionnaire=None if isinstance(ocil, Unsupported) else ocil,
        fixes=tuple(fix for fix in fixes if isinstance(fix, Fix)),
        unsupported=tuple(
            item for item in (oval, sce, ocil, *fixes) if isinstance(item, Unsupported)
        ),
    )
