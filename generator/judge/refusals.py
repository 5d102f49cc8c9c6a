"""Refusals: the lines that auditctl or the kernel does not take, and what is lost by each."""

from collections.abc import Iterator
from typing import Final

from generator.audit import Control, ProblemCode, Rule, Span, Stop, Watch, load
from generator.audit.loading import EXISTS, LOCKED
from generator.audit.places import MISSING, NO_FOLDER, NOT_A_NAME, TOO_MANY_LINKS
from generator.judge.codes import FindingName
from generator.judge.finding import Finding, finding
from generator.judge.ruleset import RuleSet

MAX_HINTS: Final = 100
"""Refused lines for which a word is looked for that may have been meant."""
_NOWHERE: Final = (MISSING, NO_FOLDER, NOT_A_NAME, TOO_MANY_LINKS)
_ADDS: Final = ("-a", "-A", "-w")
_GOES_ON: Final = "loading goes on without it"


def refusals(rules: RuleSet) -> Iterator[Finding]:
    """Give a finding for each line that is refused, and for what deletes or locks too early."""
    firsts = _Firsts(rules)
    locked = [stop for stop in rules.failures if stop.message == LOCKED]
    for at, stop in enumerate(rules.failures):
        if stop.message != LOCKED:
            yield _refusal(rules, stop, firsts, hints=at < MAX_HINTS)
    if locked:
        yield _early_lock(rules, locked)
    yield from _late_deletes(rules)
    if rules.lists.enabled == 0:
        origin = rules.lists.switched or None
        yield finding("auditing-off", "auditing is switched off", origin, hint="write -e 1")


class _Firsts:
    """Finds the rule that a second one of the same form repeats."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._by_form = {rule.form: rule.origin for rule in reversed(rules.lists.rules)}
        self._by_text: dict[bytes, str] = {}
        for line in rules.lines:
            self._by_text.setdefault(line.text.strip(), line.origin)

    def of(self, origin: str) -> str | None:
        """Give the line of the rule that is there already, if it is still in force."""
        rules = self._rules
        line = rules.lines[rules.at[origin]]
        same = self._by_text[line.text.strip()]
        if same != origin:
            return same
        alone = load((line,), machine=rules.machine, files=rules.files, accounts=rules.accounts)
        return next((self._by_form.get(rule.form) for rule in alone.lists.rules), None)


def _refusal(rules: RuleSet, stop: Stop, firsts: _Firsts, *, hints: bool) -> Finding:
    line = rules.line(stop.origin)
    tail = _tail(rules, stop)
    if stop.message == EXISTS:
        first = firsts.of(stop.origin)
        there = f", from {first}" if first else ""
        words = f"the kernel has this rule already{there}; {tail}"
        code = _repeated(tail)
        hint = "delete one of the two"
        return finding(code, words, stop.origin, _span(line), hint=hint, first=first)
    problem = next(iter(rules.problems(stop.origin, hints=hints)), None)
    if problem is not None:
        name = _refused(problem.code)
        words = f"{problem.message}; {tail}"
        return finding(name, words, stop.origin, problem.span, hint=problem.hint)
    if stop.message in _NOWHERE and isinstance(line, Rule | Watch) and not _deletes(line):
        span, path = _path_of(line)
        words = f"the kernel refuses {path!r}: {_small(stop.message)}; {tail}"
        hint = "make the folder before rules are loaded, or leave the rule out"
        return finding("missing-folder", words, stop.origin, span, hint=hint)
    words = stop.message or "auditctl takes no such option here"
    if isinstance(line, Rule | Watch) and _deletes(line):
        words = "there is no such rule to delete"
    return finding("refused-line", f"{_small(words)}; {tail}", stop.origin, _span(line))


def _repeated(tail: str) -> FindingName:
    return "shadowed-rule" if tail == _GOES_ON else "duplicate-rule"


def _refused(code: ProblemCode) -> FindingName:
    return "unknown-syscall" if code == "unknown-syscall" else "refused-line"


def _tail(rules: RuleSet, stop: Stop) -> str:
    """Say what becomes of the lines behind."""
    first = rules.loaded.stop
    if first is None or rules.at[stop.origin] < rules.at[first.origin]:
        return _GOES_ON
    if stop.origin != first.origin:
        return "it would be refused if it were reached"
    at = rules.at[stop.origin]
    lost = sum(rules.at.get(rule.origin, -1) > at for rule in rules.lists.rules)
    if not lost:
        return "loading stops here"
    return f"loading stops here, and {_counted(lost, 'rule')} behind {_is(lost)} lost"


def _early_lock(rules: RuleSet, locked: list[Stop]) -> Finding:
    origin = rules.lists.switched
    first, count = locked[0], len(locked)
    words = (
        f"the rules are locked here, and {_counted(count, 'line')} behind {_is(count)} refused,"
        f" the first at {first.origin}"
    )
    hint = "make -e 2 the last line"
    span = _setting(rules, origin, "-e")
    return finding("early-lock", words, origin, span, hint=hint, first=first.origin)


def _late_deletes(rules: RuleSet) -> Iterator[Finding]:
    """Give each -D that deletes rules written before it."""
    kept = {rule.origin for rule in rules.lists.rules}
    failed = {stop.origin for stop in rules.failures}
    lost: list[str] = []
    for line in rules.lines:
        word = line.text.lstrip(b" ")[:2].decode("latin-1")
        if word in _ADDS and line.origin not in kept and line.origin not in failed:
            lost.append(line.origin)
        elif word == "-D" and lost and line.origin not in failed:
            count = len(lost)
            words = f"{_counted(count, 'rule')} written before it {_is(count)} deleted"
            span = _setting(rules, line.origin, "-D")
            hint = "make -D the first line"
            yield finding("late-delete", words, line.origin, span, hint=hint, first=lost[0])
            lost.clear()


def _setting(rules: RuleSet, origin: str, option: str) -> Span | None:
    line = rules.line(origin)
    if not isinstance(line, Control):
        return None
    return next((one.span for one in line.settings if one.option == option), None)


def _deletes(line: Rule | Watch) -> bool:
    return line.removes if isinstance(line, Watch) else line.operation == "delete"


def _path_of(line: Rule | Watch) -> tuple[Span, str]:
    if isinstance(line, Watch):
        return line.path_span, line.path
    field = next((one for one in line.fields if one.name in ("path", "dir", "exe")), None)
    return (field.value_span, field.value) if field else (line.span, "")


def _span(line: object) -> Span | None:
    return line.span if isinstance(line, Rule | Watch | Control) else None


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
