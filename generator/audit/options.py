"""Options: words grouped as getopt_long groups auditctl's."""

from dataclasses import dataclass
from typing import Final

from generator.audit.findings import Findings
from generator.audit.problem import did_you_mean
from generator.audit.rule import Span
from generator.audit.words import Word

PLAIN: Final = "hicslDvt"
VALUED: Final = "CefrbaAdSFmRwWkpq"
LONG: Final = {
    "--loginuid-immutable": False,
    "--backlog_wait_time": True,
    "--reset-lost": False,
    "--reset_backlog_wait_time_actual": False,
    "--signal": True,
}
"""Long options of auditctl 3.0.9, and whether they take a value; PLAIN and VALUED are short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option with its value; `span` covers both."""

    name: str
    name_span: Span
    value: Word | None = None
    span: Span

    @property
    def argument(self) -> Word:
        """The value of an option that has one by its kind."""
        if self.value is None:
            raise TypeError(f"{self.name} has no value")
        return self.value


def group_options(words: tuple[Word, ...], findings: Findings) -> tuple[Option, ...]:
    """Group the words of a line; unknown options, missing values, stray words are refused."""
    options: list[Option] = []
    place = 0
    while place < len(words):
        word = words[place]
        following = words[place + 1] if place + 1 < len(words) else None
        if word.text == "--":
            _refuse_strays(words[place + 1 :], findings)
            break
        if word.text.startswith("--"):
            found, used = _long(word, following, findings)
        elif word.text.startswith("-") and len(word.text) > 1:
            found, used = _short(word, following, findings)
        elif findings.strictness.authoring and word.text.startswith("#"):
            _refuse_comment(words[place:], findings)
            break
        else:
            found, used = (), 1
            _refuse_strays((word,), findings)
        options.extend(found)
        place += used
    return tuple(options)


def _short(
    word: Word, following: Word | None, findings: Findings
) -> tuple[tuple[Option, ...], int]:
    options: list[Option] = []
    for place in range(1, len(word.text)):
        letter = word.text[place]
        name, span = f"-{letter}", word.part(place - 1 if place == 1 else place, place + 1).span
        if letter in PLAIN:
            options.append(Option(name=name, name_span=span, span=span))
        elif letter not in VALUED:
            other = letter.swapcase()
            hint = f"did you mean '-{other}'?" if other in PLAIN + VALUED else None
            findings.refuse("unknown-option", f"unknown option {name!r}", word.span, hint)
            return tuple(options), _meant_with(following)
        elif place + 1 < len(word.text):
            value = word.part(place + 1, len(word.text))
            options.append(Option(name=name, name_span=span, value=value, span=word.span))
            break
        else:
            return _with_value(tuple(options), name, span, following, findings)
    return tuple(options), 1


def _meant_with(following: Word | None) -> int:
    """Count an unknown option with its value, so that one mistake is named once."""
    return 1 if following is None or following.text.startswith("-") else 2


def _with_value(
    before: tuple[Option, ...],
    name: str,
    span: Span,
    value: Word | None,
    findings: Findings,
) -> tuple[tuple[Option, ...], int]:
    if value is None:
        text, hint = f"option {name!r} needs an argument", "write its value behind it"
        findings.refuse("missing-argument", text, span, hint)
        return before, 1
    whole = Span(start=span.start, end=value.span.end)
    return (*before, Option(name=name, name_span=span, value=value, span=whole)), 2


def _long(word: Word, following: Word | None, findings: Findings) -> tuple[tuple[Option, ...], int]:
    written, equals, value = word.text.partition("=")
    names = [name for name in LONG if name.startswith(written)]
    if written in LONG:
        names = [written]
    if len(names) != 1 or (equals and not LONG[names[0]]):
        findings.refuse(
            "unknown-option",
            f"unknown option {word.text!r}",
            word.span,
            did_you_mean(written, tuple(LONG)),
        )
        return (), _meant_with(following)
    (name,) = names
    if not LONG[name]:
        return (Option(name=name, name_span=word.span, span=word.span),), 1
    if equals:
        part = word.part(len(written) + 1, len(written) + 1 + len(value))
        return (Option(name=name, name_span=word.span, value=part, span=word.span),), 1
    return _with_value((), name, word.span, following, findings)


def _refuse_comment(words: tuple[Word, ...], findings: Findings) -> None:
    findings.refuse(
        "comment-after-rule",
        "a comment cannot stand behind a rule",
        Span(start=words[0].span.start, end=words[-1].span.end),
        "give the comment a line of its own",
    )


def _refuse_strays(words: tuple[Word, ...], findings: Findings) -> None:
    for word in words:
        quoted = findings.strictness.authoring and ("'" in word.text or '"' in word.text)
        if quoted:
            findings.refused = True  # the quote itself is named already
        else:
            text, hint = f"word {word.text!r} belongs to no option", "write its option before it"
            findings.refuse("stray-word", text, word.span, hint)
