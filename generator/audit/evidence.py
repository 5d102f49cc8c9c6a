"""Evidence: one line for each required event, the same words in Python and on the target."""

from typing import Final, assert_never

from generator.audit.events import RequiredEvent
from generator.audit.kernel import Stop
from generator.audit.verdicts import Absent, Collected, Lost, Undecided, Verdict

MAX_NAMED: Final = 8
"""Lines that are named as collecting an event together; of more the number is told."""


def evidence(event: RequiredEvent, verdict: Verdict, stop: Stop | None = None) -> str:
    """Say whether the event is collected, and by which lines, or why not; printable ASCII.

    `stop` is the line at which loading stopped: it is to blame where no rule, or too little of
    one, was loaded.
    """
    match verdict:
        case Collected():
            but = f", but for {_named(verdict.but)}" if verdict.but else ""
            words = f"collected: {event.label}: {_named(verdict.by)}{but}"
        case Absent():
            words = f"not asked for here: {event.label}: {verdict.words}"
        case Lost():
            words = f"not collected: {event.label}: {_why(verdict, stop)}"
        case Undecided():
            words = f"{event.label}: {verdict.words}"
        case _:
            assert_never(verdict)
    return "".join(letter if " " <= letter <= "~" else "?" for letter in words)


def _named(origins: tuple[str, ...]) -> str:
    """Name the first of many."""
    more = len(origins) - MAX_NAMED
    return ", ".join(origins[:MAX_NAMED]) + (f" and {more} more" if more > 0 else "")


def _why(lost: Lost, stop: Stop | None) -> str:
    if stop is None or lost.cause not in ("none", "part"):
        return lost.words
    stopped = f"loading stops at {stop.words}"
    return stopped if lost.cause == "none" else f"{lost.words}; {stopped}"
