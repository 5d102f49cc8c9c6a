"""Syntax errors of YAML in our words: PyYAML names its own state, not the author's mistake."""

import re
from dataclasses import dataclass

import yaml

from generator.source.diagnostic import Problems
from generator.source.mark import Mark, Source
from generator.source.words import quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mistake:
    """What PyYAML says (a regular expression over context and problem) and what it means.

    The mark is the character where reading stopped, with `at_context` the one where the broken
    construct began, with `rest` all that follows on its line; `{}` in the message stands for it.
    """

    says: str
    message: str
    hint: str | None = None
    at_context: bool = False
    rest: bool = False


_QUOTE_IT = "put the value in quotes"
_MISTAKES = (
    _Mistake(
        says="quoted scalar.*(end of stream|document indicator)",
        message="this quote is never closed",
        hint="close it, or quote text that contains a quote with the other kind",
        at_context=True,
    ),
    _Mistake(
        says="unknown escape|escape sequence of|hexdecimal|escape code",
        message="a backslash in double quotes starts an escape, and there is none like this",
        hint="use single quotes, or write two backslashes",
    ),
    _Mistake(
        says="mapping values are not allowed",
        message="a ':' stands inside a value",
        hint="put text that contains ': ' in quotes, or check the indentation of this line",
    ),
    _Mistake(
        says="sequence entries are not allowed",
        message="a list cannot start here",
        hint="start the list on a line of its own",
    ),
    _Mistake(
        says="cannot start any token",
        message="a value cannot start with {}",
        hint=_QUOTE_IT,
    ),
    _Mistake(
        says="scanning an (alias|anchor)",
        message="{} starts a YAML alias or anchor here",
        hint=_QUOTE_IT,
        at_context=True,
    ),
    _Mistake(
        says="(scanning|parsing) a tag|tag handle",
        message="{} starts a YAML tag here",
        hint=_QUOTE_IT,
        at_context=True,
    ),
    _Mistake(
        says="document start",
        message="the document has ended before this line",
        hint="remove what ends it: a line '...' or an unindented text",
        rest=True,
    ),
    _Mistake(
        says="a block scalar.*(comment or line break|indicator)",
        message="this cannot stand behind the '|' or '>' that starts a text block",
        hint="start the text on the next line",
        rest=True,
    ),
    _Mistake(
        says="flow sequence",
        message="the list that starts with '[' is not closed, or lacks a comma",
        hint="write ']' behind its last item and ',' between items",
        at_context=True,
    ),
    _Mistake(
        says="flow mapping",
        message="the mapping that starts with '{' is not closed, or lacks a comma",
        hint="write '}' behind its last value and ',' between entries",
        at_context=True,
    ),
    _Mistake(
        says="expected ':'",
        message="expected 'key: value'",
        hint="indent text that belongs to the line above",
        at_context=True,
        rest=True,
    ),
    _Mistake(says="node content", message="a value cannot start with {}", hint=_QUOTE_IT),
)


def report_syntax(source: Source, error: yaml.MarkedYAMLError, problems: Problems) -> None:
    """Add what a syntax error means, at the character that is to blame."""
    says = f"{error.context or ''} {error.problem or ''}"
    stop = error.problem_mark.index if error.problem_mark else 0
    start = error.context_mark.index if error.context_mark else stop
    if "unknown escape" in says and source.text[stop] != "\\":
        stop -= 1  # PyYAML's own reader stops one character behind libyaml
    if (tab := _tab_of_indentation(source, stop)) is not None:
        mark = _character(source, tab)
        problems.add("tab-indentation", mark, "a TAB is used for indentation", "use spaces")
        return
    for mistake in _MISTAKES:
        if re.search(mistake.says, says):
            marked = _rest_of_line if mistake.rest else _character
            mark = marked(source, start if mistake.at_context else stop)
            message = mistake.message.replace("{}", quoted(mark.text))
            problems.add("yaml-syntax", mark, message, mistake.hint)
            return
    _report_indentation(source, stop, problems)


def _report_indentation(source: Source, stop: int, problems: Problems) -> None:
    """Report what is left: a line, or the rest of one, that no open block can take."""
    mark = _rest_of_line(source, stop)
    before = source.text[source.text.rfind("\n", 0, stop) + 1 : stop]
    if mark.text.startswith(":"):
        text, hint = "there is no key before the ':'", "put text that starts with ':' in quotes"
    elif before.strip():
        text, hint = "this cannot stand behind the value before it", "quote the value as a whole"
    else:
        text = "the line fits neither the block before it nor one around that"
        hint = "give all keys or '-' of one block the same indentation"
    problems.add("yaml-syntax", mark, text, hint)


def _tab_of_indentation(source: Source, stop: int) -> int | None:
    start = source.text.rfind("\n", 0, stop) + 1
    found = re.compile(r" *\t").match(source.text, start, stop + 1)
    return found.end() - 1 if found else None


def _character(source: Source, offset: int) -> Mark:
    """Mark one character; the end of the text has none, so its last line is marked instead."""
    if offset >= len(source.text):
        offset = max(0, len(source.text.rstrip()) - 1)
    return Mark(source=source, start=offset, end=offset + 1)


def _rest_of_line(source: Source, offset: int) -> Mark:
    first = _character(source, offset)
    end = source.text.find("\n", first.start)
    rest = source.text[first.start : end if end >= 0 else None].rstrip()
    return Mark(source=source, start=first.start, end=first.start + max(1, len(rest)))
