"""What each stage costs on the whole chapter of one product, in this process (`make bench`)."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.build.products import build
from generator.pipeline import STAGES, run_pipeline
from generator.source import Problems
from generator.source.recent import begin_round
from generator.stages.models import Run
from tests.world.build import PRODUCT, ROOT

pytestmark = pytest.mark.bench
ROUNDS = 5


@pytest.mark.parametrize("name", [name for name, _ in STAGES if name != "write"])
def test_stage(name: str, benchmark: Any) -> None:
    """One stage, on what the stages before it made."""
    names = [one for one, _ in STAGES]
    stage = dict(STAGES)[name]
    run = Run(root=ROOT, problems=Problems(), products=(PRODUCT,))
    at = names.index(name)
    if at:
        run = run_pipeline(run, last=names[at - 1])
    assert not run.problems.errors
    benchmark.pedantic(stage, args=(run,), rounds=ROUNDS)


def test_nothing_changed(benchmark: Any) -> None:
    """A build of one product of which nothing changed."""
    with tempfile.TemporaryDirectory() as folder:
        run = Run(root=ROOT, problems=Problems(), products=(PRODUCT,), folder=Path(folder))
        build(replace(run, oscap=False))
        built = benchmark.pedantic(lambda: build(replace(run, oscap=False)), rounds=ROUNDS)
        assert built.changed == ()


def test_one_control_changed_while_watching(benchmark: Any, tmp_path: Path) -> None:
    """A build in a process that keeps what it made, after an edit of one control."""
    for name in ("controls", "products", "profiles"):
        (tmp_path / name).symlink_to(ROOT / name) if name != "controls" else _copy(tmp_path)
    (tmp_path / "project.yml").write_bytes((ROOT / "project.yml").read_bytes())
    edited = tmp_path / "controls/audit_sudoers.yml"
    text = edited.read_text("utf-8")
    run = Run(root=tmp_path, products=(PRODUCT,), problems=Problems(), folder=tmp_path / "build")
    counter = iter(range(1000))

    def edit() -> None:
        edited.write_text(text.replace("rationale: |\n", f"rationale: |\n  No. {next(counter)}.\n"))
        begin_round()

    edit()
    build(replace(run, problems=Problems()), outside=False)
    built = benchmark.pedantic(
        lambda: build(replace(run, problems=Problems()), outside=False), setup=edit, rounds=ROUNDS
    )
    assert built.changed == (PRODUCT,)
    assert not built.run.problems.errors


def _copy(root: Path) -> None:
    (root / "controls").mkdir()
    for path in (ROOT / "controls").glob("*.yml"):
        (root / "controls" / path.name).write_bytes(path.read_bytes())
