"""Questions: one event in one scene, asked of the kernel's lists."""

from dataclasses import dataclass, field
from typing import Final

from generator.audit.cells import Cell, Tries, grid
from generator.audit.kernel import KernelLists
from generator.audit.meaning import FAILED
from generator.audit.open_rules import OpenRule, at_birth_open, at_exit_open, hides, records_open
from generator.audit.scene import Scene
from generator.audit.verdicts import Collected, Lost, Policy, Undecided, Verdict

NO_RULE: Final = Lost(cause="none", rule=None, words="no rule matches")
ANY_RECORD: Final = Policy()
_PART: Final = Lost(cause="part", rule=None, words="")
_NOBODY: Final = OpenRule(origin="", never=False, keys=(), tests=(), needs_files=False)
TOO_MANY: Final = Undecided(words="could not decide: the rules divide the event too finely")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One event in one scene, and the rules asked.

    `tries` counts on from scene to scene, `excused` is filled from scene to scene.
    """

    lists: KernelLists
    scene: Scene
    policy: Policy = ANY_RECORD
    tries: Tries = field(default_factory=Tries)
    excused: dict[str, str] = field(default_factory=dict)
    """The rules that leave a part out where that is tolerated, by origin: in words, which."""

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
        ends = next((at for at, rule in enumerate(exits) if self._ends(rule)), len(exits))
        asked = exits[: ends + 1]
        if not any(self._good(rule) for rule in asked):
            return self._blame_all(exits, ends)
        hiding = hides(self.lists) if any(rule.needs_files for rule in asked) else ()
        whole = next((at for at, rule in enumerate(asked) if not rule.tests), None)
        if not dropping and not hiding and whole is not None and all(map(self._good, asked)):
            return Collected(by=tuple(rule.origin for rule in asked[: whole + 1]))
        return self._every_cell(dropping, hiding, asked)

    def _ends(self, rule: OpenRule) -> bool:
        """Say whether no rule behind this one is asked."""
        return not rule.tests and not (self._shuffles and rule.by_inode)

    @property
    def _shuffles(self) -> bool:
        """Whether rules that are looked up by inode may have come in any order when it happens.

        Whoever replaces a file makes the kernel enter its rules anew, the last one first, and of
        the files that a call names the first that has a rule decides.
        """
        return self.scene.path is not None and not self.scene.runs

    def _good(self, rule: OpenRule) -> bool:
        return not rule.never and self._keyed(rule) and (rule.exact or not self.policy.exact)

    def _keyed(self, rule: OpenRule) -> bool:
        key = self.policy.key
        return bool(rule.keys if key is None else key in rule.keys)

    def _excuse(self, rule: OpenRule) -> bool:
        """Say whether it is tolerated that a rule leaves a part out, and keep it in mind."""
        if self.policy.tolerant and rule.tests:
            self.excused.setdefault(rule.origin, rule.only())
            return True
        return False

    def _every_cell(
        self,
        dropping: tuple[OpenRule, ...],
        hiding: tuple[OpenRule, ...],
        asked: tuple[OpenRule, ...],
    ) -> Verdict:
        needed = self._needed((*dropping, *hiding), asked)
        tests = [test for rule in (*dropping, *hiding, *needed) for test in rule.tests]
        cells = grid(tests)
        if not self.tries.allow(cells, len(tests)):
            return TOO_MANY
        by: set[str] = set()
        left_out = None
        for cell in cells.cells():
            if not possible(cell, self.scene):
                continue
            verdict, rule = self._in_cell(cell, dropping, hiding, needed)
            if verdict is not None and verdict.cause == "part":
                verdict = self._near(cell, asked)
            if verdict is None:
                by.add(rule.origin)
            elif verdict.cause in ("never", "exclude") and self._excuse(rule):
                left_out = left_out or verdict
            else:
                return verdict if cells.exact else TOO_MANY
        if left_out is not None and not by:
            return left_out
        return Collected(by=tuple(rule.origin for rule in asked if rule.origin in by))

    def _in_cell(
        self,
        cell: Cell,
        dropping: tuple[OpenRule, ...],
        hiding: tuple[OpenRule, ...],
        asked: tuple[OpenRule, ...],
    ) -> tuple[Lost | None, OpenRule]:
        """Give the rule that records the cell; or why none does, and the rule to blame."""
        dropped = next((rule for rule in dropping if rule.matches(cell)), None)
        if dropped is not None:
            return _dropped(dropped), dropped
        hidden = next((rule for rule in hiding if rule.any_matches(cell)), None)
        matching = [
            rule for rule in asked if rule.matches(cell) and not (hidden and rule.needs_files)
        ]
        if matching:
            rule = self._decisive(matching)
            return None if self._good(rule) else self._bad(rule, matching[0]), rule
        if hidden is not None:
            words = f"{hidden.origin} hides files from the rules{hidden.only()}"
            return Lost(cause="files", rule=hidden.origin, words=words), hidden
        return _PART, _NOBODY

    def _needed(
        self, others: tuple[OpenRule, ...], asked: tuple[OpenRule, ...]
    ) -> tuple[OpenRule, ...]:
        """Leave out rules that record, but only where a flag is set that none but such rules ask.

        Where the flag is not set, they record nothing, and all other rules do what they do where it
        is: so the event is lost there if it is lost anywhere. Rules for files of their own, of
        which there may be many, would double the number of cells each.
        """
        needed = asked
        while True:
            busy = {test.key for rule in others for test in rule.tests}
            busy |= {test.key for rule in needed if not self._good(rule) for test in rule.tests}
            wanted: dict[str, set[bool]] = {}
            for rule in needed:
                for test in rule.tests:
                    if test.is_flag and test.key not in busy:
                        wanted.setdefault(test.key, set()).add(test.holds(1))
            idle = {key for key, found in wanted.items() if len(found) == 1}
            kept = tuple(
                rule for rule in needed if not any(test.key in idle for test in rule.tests)
            )
            if len(kept) == len(needed):
                return needed
            needed = kept

    def _near(self, cell: Cell, asked: tuple[OpenRule, ...]) -> Lost:
        """Blame the first rule that records a part, and say what it asks for and the cell lacks."""
        near = next(rule for rule in asked if self._good(rule))
        failing = [
            test.text
            for test in near.tests
            if not test.holds(cell.get(test.key, test.dimension.low))
        ] or [test.text for test in near.tests]
        words = f"{near.origin} matches only a part: {' '.join(dict.fromkeys(failing))}"
        return Lost(cause="part", rule=near.origin, words=words)

    def _decisive(self, matching: list[OpenRule]) -> OpenRule:
        """Give the rule that decides: the first, or the worst that may have come before it.

        The kernel looks rules up by inode when it is through with all others. One without a key
        that stands before them leaves the record the key that another has given already.
        """
        if not matching[0].by_inode:
            return matching[0]
        ends = next((at for at, rule in enumerate(matching) if not rule.by_inode), len(matching))
        if not self._shuffles:
            left = all(self._leaves_key(rule) for rule in matching[:ends])
            given = left and ends < len(matching) and self._good(matching[ends])
            return matching[ends] if given and not self._good(matching[0]) else matching[0]
        bad = (rule for rule in matching[:ends] if not self._good(rule))
        return next(bad, matching[0])

    def _leaves_key(self, rule: OpenRule) -> bool:
        """Say whether a call has a good key behind this rule, where it had one in front of it."""
        if self.scene.path is not None or self.policy.exact or rule.never:
            return False
        return not rule.keys or self._keyed(rule)

    def _bad(self, rule: OpenRule, first: OpenRule | None = None) -> Lost:
        if rule.never and first is not None and rule is not first:
            words = f"{rule.origin} says never, and may come first once the file is replaced"
            return Lost(cause="never", rule=rule.origin, words=words + rule.only())
        if rule.never:
            words = f"{rule.origin} says never and matches first{rule.only()}"
            return Lost(cause="never", rule=rule.origin, words=words)
        if self._keyed(rule):
            words = f"{rule.origin} matches first and has other filters{rule.only()}"
            return Lost(cause="filters", rule=rule.origin, words=words)
        what = "another key" if self.policy.key is not None and rule.keys else "no key"
        words = f"{rule.origin} matches first and gives {what}{rule.only()}"
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
            if rule.never and self._excuse(rule):
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
    excluded = scene.other_owner
    if excluded is not None and cell.get(excluded[0]) == excluded[1]:
        return False
    result = cell.get("exit")
    if result is None or not scene.plain_result:
        return True
    if 0 < result < FAILED:
        return False
    program = cell.get("exe")
    if program is None or scene.path is None or result >= FAILED:
        return True
    return program == scene.programs.get(scene.path, 0)
