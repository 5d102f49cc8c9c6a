"""`make growth`: what builds cost, product by product and in the number of controls."""

import argparse
import tempfile
from pathlib import Path

from tests.growth.measure import Cost, cost
from tests.growth.plot import plot
from tests.growth.projects import project_of
from tests.world.build import ROOT


def main() -> None:
    """Print the tables of docs/performance.md."""
    parser = argparse.ArgumentParser(prog="make growth")
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured")
    parser.add_argument("--controls", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--plot", type=Path, help="the file for a plot of the second table")
    chosen = parser.parse_args()
    print("CPU seconds: the least of all runs (the median)\n")
    _by_product(chosen.runs)
    series = _by_controls(chosen.controls, chosen.runs)
    if chosen.plot:
        chosen.plot.write_text(plot(series), "utf-8")


def _by_product(runs: int) -> None:
    print("| product | rules | load to emit | with validators in process | peak MiB |")
    print("|---|---|---|---|---|")
    names = sorted(path.stem for path in (ROOT / "products").glob("*.yml"))
    for name in (one for one in names if not one.startswith("linux")):
        _row(name, *(cost(ROOT, part, [name], runs=runs) for part in ("emit", "validate")))
    _row("all", *(cost(ROOT, part, runs=runs) for part in ("emit", "validate")))
    print()


def _row(name: str, made: Cost, judged: Cost) -> None:
    cells = (name, str(made.rules), _seconds(made), _seconds(judged), f"{judged.memory:.0f}")
    print(f"| {' | '.join(cells)} |", flush=True)


def _by_controls(counts: list[int], runs: int) -> dict[str, list[tuple[int, float]]]:
    series: dict[str, list[tuple[int, float]]] = {"load to emit": [], "validators": []}
    print(
        "| controls | rules | load to emit | ms a rule | peak MiB | validators | ms a rule | MiB |"
    )
    print("|---|---|---|---|---|---|---|---|")
    first: tuple[Cost, Cost] | None = None
    for count in sorted(counts):
        with tempfile.TemporaryDirectory() as folder:
            root = project_of(Path(folder) / "project", count)
            made, judged = (cost(root, part, runs=runs) for part in ("emit", "validate"))
        first = first or (made, judged)
        series["load to emit"].append((made.rules, made.least))
        series["validators"].append((made.rules, judged.least - made.least))
        cells = (
            str(count),
            str(made.rules),
            _seconds(made),
            _each(made, first[0]),
            f"{made.memory:.0f}",
            f"{judged.least - made.least:.2f}",
            _each(judged, first[1], made, first[0]),
            f"{judged.memory:.0f}",
        )
        print(f"| {' | '.join(cells)} |", flush=True)
    return series


def _seconds(one: Cost) -> str:
    return f"{one.least:.2f} ({one.median:.2f})"


def _each(more: Cost, few: Cost, without: Cost | None = None, base: Cost | None = None) -> str:
    """Give the milliseconds for each rule beyond the first ones."""
    if more.rules == few.rules:
        return ""
    spent = more.least - few.least
    if without is not None and base is not None:
        spent -= without.least - base.least
    return f"{1000 * spent / (more.rules - few.rules):.2f}"


if __name__ == "__main__":
    main()
