"""What one run of the pipeline costs: CPU seconds of a process of its own, and its memory."""

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Output, Run
from tests.world.build import ROOT

Part = Literal["emit", "validate"]

# Runs in a process of its own, which tells what it took.
_PROGRAM: Final = """
import json, resource, sys
from pathlib import Path
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Run
root, last, *products = sys.argv[1:]
run = Run(root=Path(root), problems=Problems(), products=tuple(products))
run = run_pipeline(run, last=last)
used = resource.getrusage(resource.RUSAGE_SELF)
said = [one.message for one in run.problems.errors]
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, len(run.rules), said]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU seconds (user and system) of several runs, the largest memory in MiB, rules made."""

    seconds: tuple[float, ...]
    memory: float
    rules: int

    @property
    def least(self) -> float:
        """What the undisturbed run took."""
        return min(self.seconds)

    @property
    def median(self) -> float:
        """What a run takes while the machine has other work."""
        return statistics.median(self.seconds)


def cost(root: Path, last: Part, products: Sequence[str] = (), *, runs: int = 3) -> Cost:
    """Run the stages up to `last` on the project at `root`, each time in a new process."""
    told = [_run(root, last, products) for _ in range(runs)]
    return Cost(
        seconds=tuple(seconds for seconds, _, _ in told),
        memory=max(memory for _, memory, _ in told),
        rules=told[0][2],
    )


def outputs_of(root: Path) -> tuple[Output, ...]:
    """Make all files of the project at `root` in this process, and judge none."""
    run = run_pipeline(Run(root=root, problems=Problems()), last="emit")
    if said := [one.message for one in run.problems.errors]:
        raise ValueError(f"the project has problems: {said[:3]}")
    return run.outputs


def _run(root: Path, last: Part, products: Sequence[str]) -> tuple[float, float, int]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(root), last, *products],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory, rules, said = json.loads(done.stdout)
    if said:
        raise ValueError(f"the project has problems: {said[:3]}")
    return seconds, memory, rules
