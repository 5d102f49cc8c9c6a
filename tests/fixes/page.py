"""The table of docs/fixes.md: what a fix makes of every starting world in which it has work."""

from collections.abc import Iterable, Iterator
from typing import Final

from tests.fixes.mending import Mended
from tests.world.build import ROOT

PAGE: Final = ROOT / "docs/fixes.md"
BEGIN: Final = "<!-- Made by `make golden` from the starting worlds; do not edit. -->"
END: Final = "<!-- Made until here. -->"


def with_table(text: str, mended: Iterable[Mended], played: frozenset[str]) -> str:
    """Put the table into the text of the page; `played` are the worlds that Ansible mends too."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + "\n".join((BEGIN, "", *_table(tuple(mended), played), "", END)) + after


def _table(mended: tuple[Mended, ...], played: frozenset[str]) -> Iterator[str]:
    failing = [one for one in mended if not _was_right(one)]
    fixed = sum(one.status == 0 for one in failing)
    yield (
        f"{len(mended)} worlds; {len(mended) - len(failing)} are right and stay as they are;"
        f" of the other {len(failing)}, {fixed} are mended, and in {len(failing) - fixed} the fix"
        f" names what keeps it from that. In {len(played)} worlds, marked with an A, the playbook"
        " ends in the same files and kernel lists; each run of the tests asks every fourth of them."
    )
    yield ""
    yield "| world | | rules in the kernel | outcome |"
    yield "|---|---|---|---|"
    for one in failing:
        said = "mended" if one.status == 0 else _cell(one.obstacles)
        counts = f"{len(one.before.listing)} to {len(one.after.listing)}"
        mark = "A" if one.start.world.id in played else ""
        yield f"| {one.start.world.id} | {mark} | {counts} | {said} |"


def _was_right(one: Mended) -> bool:
    return one.status == 0 and one.before == one.after


def _cell(obstacles: tuple[str, ...]) -> str:
    more = f" (and {len(obstacles) - 1} more)" if len(obstacles) > 1 else ""
    return f"{obstacles[0]}{more}".replace("|", "\\|")
