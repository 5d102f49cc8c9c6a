"""Coverage: whether lists of rules make the kernel record a required event, whoever causes it.

An event is recorded where the first rule of the exit list that matches it says `always`, auditing
is on, no rule of the task list took its process out, and no exclude rule drops the record. What a
rule leaves open of the event is cut into cells (cells.py); the event is collected if it is so in
every cell, by one rule or by several together. A run is looked at for each call that runs programs,
an access for each call that rules tell apart, of each arch. Where that takes more than `MAX_CELLS`
cells or `MAX_TRIES` tries, the answer is `Undecided`.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from math import prod
from typing import Final

from generator.audit.cells import Tries
from generator.audit.events import AccessEvent, RequiredEvent
from generator.audit.kernel import KernelLists, KernelRule, kernel_rule
from generator.audit.meaning import at_exit, runs
from generator.audit.normal import NormalForm
from generator.audit.open_rules import at_exit_open
from generator.audit.places import USUAL, FileSystem
from generator.audit.question import ANY_RECORD, NO_RULE, TOO_MANY, Question
from generator.audit.scene import Scene
from generator.audit.scenes import scenes, where
from generator.audit.syscalls import Architecture
from generator.audit.verdicts import Absent, Collected, Lost, Policy, Undecided, Verdict

MAX_READINGS: Final = 64
"""Ways of reading an ambiguous listing that are tried."""


def coverage(
    lists: KernelLists,
    event: RequiredEvent,
    machine: Architecture,
    uid_min: int,
    *,
    policy: Policy = ANY_RECORD,
    files: FileSystem = USUAL,
) -> Verdict:
    """Say whether the lists of a `machine` with these files collect the event.

    `uid_min` stands for the placeholder in the event's floor. Rules that a listing leaves ambiguous
    are read in every way; the answer is Undecided where that makes a difference.
    """
    if isinstance(event, AccessEvent) and isinstance(place := where(event, files), str):
        return Absent(words=place)
    if lists.enabled == 0:
        words = "auditing is off" + (f": {lists.switched} says -e 0" if lists.switched else "")
        return Lost(cause="off", rule=lists.switched or None, words=words)
    ways = scenes(lists, event, machine, uid_min, files)
    doubtful = tuple(rule for rule in lists.rules if rule.others and _may_match(rule, ways))
    if prod(1 + len(rule.others) for rule in doubtful) > MAX_READINGS:
        return Undecided(words="could not decide: too many rules are listed ambiguously")
    tries = Tries()
    first = None
    for chosen in product(*((rule, *rule.others) for rule in doubtful)):
        reading = _reread(lists, dict(zip(doubtful, chosen, strict=True)))
        verdict = _judge(reading, ways, policy, tries)
        first = first or verdict
        if tries.too_many:
            return TOO_MANY
        if type(verdict) is not type(first):
            words = f"could not decide: {doubtful[0].origin} is listed as other rules would be"
            return Undecided(words=words)
    return first or NO_RULE


def collects(
    forms: Iterable[NormalForm], event: RequiredEvent, machine: Architecture, uid_min: int
) -> bool:
    """Say whether rules of these forms, in this order, collect the event on a usual system."""
    rules = (kernel_rule(form, origin=str(at)) for at, form in enumerate(forms, start=1))
    verdict = coverage(KernelLists(rules=tuple(rules)), event, machine, uid_min)
    return isinstance(verdict, Collected)


def _judge(lists: KernelLists, ways: tuple[Scene, ...], policy: Policy, tries: Tries) -> Verdict:
    by: list[str] = []
    excused: dict[str, str] = {}
    for scene in ways:
        question = Question(lists=lists, scene=scene, policy=policy, tries=tries, excused=excused)
        verdict = question.answer()
        if verdict == NO_RULE:
            return _partly_elsewhere(lists, scene, ways, policy.key) or NO_RULE
        if not isinstance(verdict, Collected):
            return verdict
        by += [origin for origin in verdict.by if origin not in by]
    if not by:
        return NO_RULE
    order = [rule.origin for rule in (*lists.of("task"), *lists.of("exit"))]
    but = (rule.origin for part in ("task", "exclude", "exit") for rule in lists.of(part))
    return Collected(
        by=tuple(sorted(by, key=order.index)),
        but=tuple(f"{one}{excused[one]}" for one in dict.fromkeys(but) if one in excused),
    )


def _partly_elsewhere(
    lists: KernelLists, scene: Scene, ways: tuple[Scene, ...], key: str | None
) -> Lost | None:
    """Blame a rule that matches the event when it happens in another way: another arch or call."""
    for rule in lists.of("exit"):
        keyed = bool(rule.keys) if key is None else key in rule.keys
        alone = KernelLists(rules=(rule,))
        if rule.form.action == "never" or not keyed:
            continue
        failing = [one.text for one in rule.conditions if at_exit(one, scene) is False]
        failing += [] if runs(rule, scene) else [f"-S {rule.calls}"]
        if failing and any(at_exit_open(alone, way) for way in ways):
            words = f"{rule.origin} matches only a part: {' '.join(failing)}"
            return Lost(cause="part", rule=rule.origin, words=words)
    return None


def _may_match(rule: KernelRule, ways: tuple[Scene, ...]) -> bool:
    return any(
        at_exit_open(KernelLists(rules=(one,)), way) for one in (rule, *rule.others) for way in ways
    )


def _reread(lists: KernelLists, chosen: dict[KernelRule, KernelRule]) -> KernelLists:
    return replace(lists, rules=tuple(chosen.get(rule, rule) for rule in lists.rules))
