"""Words: how messages quote what an author wrote and suggest what was meant."""

import unicodedata
from collections.abc import Iterable

_LONGEST_QUOTE = 60


def shown(text: str) -> str:
    r"""Give the text with every character that a terminal would act on as an escape (`\x1b`)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown_character(character) for character in text)


def _shown_character(character: str) -> str:
    joiners = "\u200c\u200d"
    if character in joiners or unicodedata.category(character) not in {
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
        "Zl",
        "Zp",
    }:
        return character
    escaped = character.encode("unicode_escape", "surrogatepass").decode("ascii")
    return escaped if escaped.startswith("\\") else f"\\x{ord(character):02x}"


def quoted(text: str) -> str:
    """Give the text in single quotes, on one line, shortened when long."""
    short = text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
    return f"'{shown(short)}'"


def listed(words: Iterable[str], last: str = "or") -> str:
    """Give `a, b or c`."""
    *front, end = tuple(words)
    return f"{', '.join(front)} {last} {end}" if front else end


def did_you_mean(word: str, choices: Iterable[str]) -> str | None:
    """Give the hint `did you mean 'audit_rules'?`, or None when no choice is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only once something is wrong

    by_lower = {choice.lower(): choice for choice in choices}
    near = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f"did you mean {quoted(by_lower[near[0]])}?" if near else None


def choose(word: str, choices: Iterable[str]) -> str:
    """Give a hint in any case: the nearest choice, or else all of them, or that there is none."""
    known = tuple(choices)
    if not known:
        return "there is none"
    return did_you_mean(word, known) or f"write {listed(known)}"
