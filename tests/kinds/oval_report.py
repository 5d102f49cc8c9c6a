"""What OVAL alone says of every world and every case, and where it is wrong.

A world that auditctl loads alone (`compiled`) is about audit.rules, every other one about the
folder; a case is about both, and wrong if either verdict is.
"""

import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from tests.audit.read_worlds import World, short, worlds
from tests.audit.targets import target
from tests.kinds import judges
from tests.kinds.cases import Case, cases
from tests.world.build import Built
from tests.world.world import Files, write

Outcome = Literal["right", "false pass", "false fail", "error"]
AT_ONCE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Files of a target, the Values, and the verdict that each rule should give."""

    id: str
    files: Files
    values: Mapping[str, str]
    expected: Mapping[str, bool]

    @property
    def group(self) -> str:
        """The file that has the world or the case."""
        return self.id.partition(":")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A group of worlds and how many of them OVAL gets right; an error on a wrong one is right."""

    group: str
    worlds: int
    right: int
    false_pass: int
    false_fail: int
    error: int


def questions() -> tuple[Question, ...]:
    """Give all worlds whose truth is decided, and all cases."""
    decided = (world for world in worlds() if world.collected is not None)
    return (*map(_of_world, decided), *map(_of_case, cases()))


def answers(built: Built, folder: Path, asked: tuple[Question, ...]) -> Mapping[str, Outcome]:
    """Ask oscap for each of them, below a folder of its own."""

    def answer(numbered: tuple[int, Question]) -> Outcome:
        number, question = numbered
        root = write(folder / f"target{number}", question.files)
        found = judges.oval(built, root, question.values)
        shutil.rmtree(root)
        outcomes = {_outcome(found[rule], right) for rule, right in question.expected.items()}
        return next((one for one in outcomes if one != "right"), "right")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        given = pool.map(answer, enumerate(asked))
        return dict(zip((question.id for question in asked), given, strict=True))


def report(given: Mapping[str, Outcome]) -> tuple[Row, ...]:
    """Count the outcomes by group, in the order of the groups."""
    groups: dict[str, list[Outcome]] = {}
    for name, outcome in given.items():
        groups.setdefault(name.partition(":")[0], []).append(outcome)
    return tuple(
        Row(
            group=group,
            worlds=len(found),
            right=found.count("right"),
            false_pass=found.count("false pass"),
            false_fail=found.count("false fail"),
            error=found.count("error"),
        )
        for group, found in groups.items()
    )


def _of_world(world: World) -> Question:
    required = frozenset(short(event) for event in world.events())
    return Question(
        id=world.id,
        files=target(world),
        values={"audit_uid_min": "login.defs", **world.values},
        expected={
            "configured" if world.compiled is None else "compiled": world.collected == required
        },
    )


def _of_case(case: Case) -> Question:
    return Question(
        id=f"cases/{case.id}", files=case.files, values=case.values, expected=case.expected
    )


def _outcome(found: bool | None, right: bool) -> Outcome:  # noqa: FBT001 - a verdict and the truth
    if found is None:
        return "error" if right else "right"
    if found == right:
        return "right"
    return "false pass" if found else "false fail"
