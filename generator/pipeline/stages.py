"""One tuple of stages; each takes what the ones before it made and adds its own."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from generator.content import load_content
from generator.pipeline.assemble import assemble
from generator.pipeline.compile import compile_rules
from generator.pipeline.emit import emit
from generator.pipeline.models import Run
from generator.pipeline.resolve import read, resolve


def load(run: Run) -> Run:
    """Load all content below the root, and check that the products asked for exist."""
    content = load_content(run.root, run.problems)
    if content is not None:
        for name in run.products:
            if content.product(name) is None:
                known = ", ".join(product.id.value for product in content.products)
                run.problems.add(
                    "unknown-product", None, f"unknown product {name!r}", hint=f"one of: {known}"
                )
    return replace(run, content=content)


Stage = tuple[str, Callable[[Run], Run]]

STAGES: Final[tuple[Stage, ...]] = (
    ("load", load),
    ("read", read),
    ("resolve", resolve),
    ("compile", compile_rules),
    ("assemble", assemble),
    ("emit", emit),
)


def run_stages(run: Run) -> Run:
    """Run the stages in order, up to the first after which an error stands."""
    for _name, stage in STAGES:
        run = stage(run)
        if run.problems.errors:
            break
    return run
