"""The controls of audit rules on one product, with the rules that they ask for there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Run
from generator.trial.forms import AnyRule, Form, forms
from generator.trial.system import rules_of, system
from tests.world.build import PRODUCT, ROOT

__all__ = ["Asked", "asked", "chapter", "product_of", "system"]


@cache
def chapter(product: str = PRODUCT) -> Run:
    """Give all rules of a product, of that one which most tests scan, compiled."""
    problems = Problems()
    run = run_pipeline(Run(root=ROOT, problems=problems, products=(product,)), last="compile")
    assert [one.message for one in problems] == []
    return run


NEWER = "debian13"
"""A product for controls that PRODUCT, with its older audit, has no rules of."""


def product_of(control: str) -> str:
    """Give the product that the cases of a control are judged on."""
    return PRODUCT if control in {one.subject.control for one in chapter().rules} else NEWER


@dataclass(frozen=True, slots=True)
class Asked:
    """A control, and what it asks for on x86_64, without placeholders."""

    control: str
    rules: tuple[AnyRule, ...]

    @property
    def forms(self) -> tuple[Form, ...]:
        """What is as good as these rules, and what is not."""
        return tuple(forms(self.rules))


def asked(run: Run, product: str) -> Iterator[Asked]:
    """Give every control of the audit_rules kind that a product has."""
    for item in run.rules:
        if item.subject.product.id.value != product or item.facet.suffix != "configured":
            continue
        rules = rules_of(item)
        if rules:
            yield Asked(item.subject.control, rules)
