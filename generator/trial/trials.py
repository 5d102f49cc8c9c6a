"""Trials: the cases and forms of controls as worlds, and who agrees with what is right there."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from generator.kinds.audit_rules.machines import MACHINES
from generator.source import Problems, choose
from generator.stages.models import CompiledRule
from generator.trial import script
from generator.trial.answer import Answer
from generator.trial.cases import Case
from generator.trial.forms import forms
from generator.trial.judges import JUDGES, Judge, ask
from generator.trial.system import rules_of, system
from generator.trial.world import Entry, Rights, give_rights, write

Origin = Literal["case", "form"]
_OTHERWISE: Final = "x86_64"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A world in which a rule is asked for; `holds` is right, `oval` what OVAL alone says."""

    rule: CompiledRule
    name: str
    origin: Origin
    architecture: str
    holds: bool
    oval: bool
    files: Mapping[str, Entry] = field(repr=False)
    rights: Mapping[str, Rights] = field(default_factory=dict, repr=False)

    @property
    def control(self) -> str:
        """The control's id."""
        return self.rule.rule.subject.control

    def expected(self, judge: Judge) -> bool:
        """Give what the judge has to say."""
        return self.oval if judge == "oscap" else self.holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the judges said; None stands for one that had nothing to say."""

    trial: Trial
    answers: Mapping[Judge, Answer | None]

    @property
    def wrong(self) -> tuple[Judge, ...]:
        """Those who say something else than what is right, or could not tell."""
        return tuple(
            judge
            for judge, answer in self.answers.items()
            if answer is not None and answer.holds is not self.trial.expected(judge)
        )


def trials(
    control: str,
    product: str,
    rules: Iterable[CompiledRule],
    cases: Iterable[Case],
    problems: Problems,
) -> Iterator[Trial]:
    """Give the trials of a control on a product: its cases, then the forms of its own rules."""
    own = {
        item.rule.facet.suffix: item
        for item in rules
        if item.rule.subject.control == control and item.rule.subject.product.id.value == product
    }
    for case in cases:
        found = _rule_of(case, own, problems)
        if found:
            yield _of_case(case, found)
    for item in own.values():
        if item.rule.facet.suffix == "configured":
            yield from _of_forms(item)


def judge(trial: Trial, wanted: Iterable[Judge] = JUDGES) -> Outcome:
    """Write the world and ask about it."""
    with tempfile.TemporaryDirectory(prefix="auditscap-trial-") as name:
        folder = Path(name)
        root = write(folder / "root", trial.files)
        give_rights(root, trial.rights)
        answers: dict[Judge, Answer | None] = {}
        for one in wanted:
            (work := folder / one).mkdir()
            answers[one] = ask(one, trial.rule, root, work, trial.architecture)
    return Outcome(trial=trial, answers=answers)


def _rule_of(
    case: Case, own: Mapping[str, CompiledRule], problems: Problems
) -> CompiledRule | None:
    if case.rule is None:
        return next(iter(own.values()), None)
    if case.rule not in own:
        words = f"the control {case.control!r} has no rule {case.rule!r}"
        problems.add("unknown-rule", case.mark, words, hint=choose(case.rule, own))
    return own.get(case.rule)


def _of_case(case: Case, rule: CompiledRule) -> Trial:
    machine = _architecture(rule)
    return Trial(
        rule=rule,
        name=case.name,
        origin="case",
        architecture=machine,
        holds=case.holds,
        oval=case.oval,
        files={**system(case.rules, rules_of(rule.rule, machine), machine), **case.files},
        rights=case.rights,
    )


def _of_forms(rule: CompiledRule) -> Iterator[Trial]:
    machine = _architecture(rule)
    asked = rules_of(rule.rule, machine)
    for form in forms(asked) if asked else ():
        yield Trial(
            rule=rule,
            name=form.name,
            origin="form",
            architecture=machine,
            holds=form.right,
            oval=form.right,
            files=system(form.text, asked, machine),
        )


def _architecture(rule: CompiledRule) -> str:
    """Give this machine's where the product runs on it, so that scripts can be asked, too."""
    here = script.architecture()
    product = rule.rule.subject.product
    return here if here in MACHINES and here in product.architectures else _OTHERWISE
