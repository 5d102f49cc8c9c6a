"""Questions: one event in one scene, asked of the kernel's lists."""

from dataclasses import dataclass, field
from typing import Final

from generator.audit.cells import Cell, Tries, grid
from generator.audit.kernel import KernelLists
from generator.audit.meaning import FAILED, Scene
from generator.audit.open_rules import OpenRule, at_birth_open, at_exit_open, hides, records_open
from generator.audit.verdicts import Collected, Lost, Undecided, Verdict

NO_RULE: Final = Lost(cause="none", rule=None, words="no rule matches")
TOO_MANY: Final = Undecided(words="could not decide: the rules divide the event too finely")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One event in one scene, and the rules asked; `tries` counts on from scene to scene."""

    lists: KernelLists
    scene: Scene
    key: str | None
    tries: Tries = field(default_factory=Tries)

    def answer(self) -> Verdict:
        """Ask the task list, the exclude list, and the exit list."""
        born = self._task_list()
        if born is not None:
            return born
        dropping = records_open(self.lists, self.scene)
        for rule in dropping:
            if not rule.tests:
                return _dropped(rule)
        exits = at_exit_open(self.lists, self.scene)
        ends = next((at for at, rule in enumerate(exits) if not rule.tests), len(exits))
        asked = exits[: ends + 1]
        if not any(self._good(rule) for rule in asked):
            return self._blame_all(exits, ends)
        hiding = hides(self.lists) if any(rule.needs_files for rule in asked) else ()
        if not dropping and not hiding and ends < len(exits) and all(map(self._good, asked)):
            return Collected(by=tuple(rule.origin for rule in asked))
        return self._every_cell(dropping, hiding, asked)

    def _good(self, rule: OpenRule) -> bool:
        keys = rule.keys
        return not rule.never and bool(keys if self.key is None else self.key in keys)

    def _every_cell(
        self,
        dropping: tuple[OpenRule, ...],
        hiding: tuple[OpenRule, ...],
        asked: tuple[OpenRule, ...],
    ) -> Verdict:
        tests = [test for rule in (*dropping, *hiding, *asked) for test in rule.tests]
        cells = grid(tests)
        if not self.tries.allow(cells, len(tests)):
            return TOO_MANY
        by: set[str] = set()
        for cell in cells.cells():
            if not possible(cell, self.scene):
                continue
            verdict = self._in_cell(cell, dropping, hiding, asked)
            if isinstance(verdict, Lost):
                return verdict if cells.exact else TOO_MANY
            by.add(verdict)
        return Collected(by=tuple(rule.origin for rule in asked if rule.origin in by))

    def _in_cell(
        self,
        cell: Cell,
        dropping: tuple[OpenRule, ...],
        hiding: tuple[OpenRule, ...],
        asked: tuple[OpenRule, ...],
    ) -> str | Lost:
        dropped = next((rule for rule in dropping if rule.matches(cell)), None)
        if dropped is not None:
            return _dropped(dropped)
        hidden = next((rule for rule in hiding if rule.any_matches(cell)), None)
        for rule in asked:
            if rule.matches(cell) and (hidden is None or not rule.needs_files):
                return rule.origin if self._good(rule) else self._bad(rule)
        if hidden is not None:
            words = f"{hidden.origin} hides files from the rules{hidden.only()}"
            return Lost(cause="files", rule=hidden.origin, words=words)
        near = next(rule for rule in asked if self._good(rule))
        failing = [test.text for test in near.tests if not test.holds_in(cell)]
        words = f"{near.origin} matches only a part: {' '.join(dict.fromkeys(failing))}"
        return Lost(cause="part", rule=near.origin, words=words)

    def _bad(self, rule: OpenRule) -> Lost:
        if rule.never:
            words = f"{rule.origin} says never and matches first{rule.only()}"
            return Lost(cause="never", rule=rule.origin, words=words)
        words = f"{rule.origin} matches first and gives no key{rule.only()}"
        if self.key is not None and rule.keys:
            words = f"{rule.origin} matches first and gives another key{rule.only()}"
        return Lost(cause="key", rule=rule.origin, words=words)

    def _blame_all(self, exits: tuple[OpenRule, ...], ends: int) -> Lost:
        """Blame a rule where no good one is asked."""
        if any(self._good(rule) for rule in exits):
            return self._bad(exits[ends])
        keyless = next((rule for rule in exits[: ends + 1] if not rule.never), None)
        return NO_RULE if keyless is None else self._bad(keyless)

    def _task_list(self) -> Verdict | None:
        """Judge the task list; None where it leaves the event to the exit list."""
        for rule in at_birth_open(self.lists, self.scene):
            cells = grid(rule.tests)
            if not self.tries.allow(cells, len(rule.tests)):
                return TOO_MANY
            if not any(rule.matches(cell) for cell in cells.cells()):
                continue
            if rule.never:
                words = f"{rule.origin} takes processes out of auditing{rule.only()}"
                return Lost(cause="task", rule=rule.origin, words=words)
            if not self._good(rule):
                words = f"{rule.origin} records all of a process without the key{rule.only()}"
                return Lost(cause="task", rule=rule.origin, words=words)
            if not rule.tests:
                return Collected(by=(rule.origin,))
        return None


def _dropped(rule: OpenRule) -> Lost:
    words = f"{rule.origin} drops the SYSCALL records{rule.only()}"
    return Lost(cause="exclude", rule=rule.origin, words=words)


def possible(cell: Cell, scene: Scene) -> bool:
    """Leave out what no event can be: odd results, and a run done by another program."""
    result = cell.get("exit")
    if result is None or not scene.plain_result:
        return True
    if 0 < result < FAILED:
        return False
    program = cell.get("exe")
    if program is None or scene.path is None or result >= FAILED:
        return True
    return program == scene.programs.get(scene.path, 0)
