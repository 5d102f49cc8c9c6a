"""Prose: the Markdown that authors write, held against what XHTML can carry."""

from functools import lru_cache
from typing import Final

from generator.content import Content
from generator.markup.markdown import unsupported
from generator.source import Problems

_TEXTS: Final = 4096


@lru_cache(maxsize=_TEXTS)
def _unsupported(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(unsupported(text))


def check_prose(content: Content, problems: Problems) -> None:
    """Report what the output would lose of any description or rationale."""
    texts = (
        content.project.description,
        *(text for item in content.controls for text in (item.description, item.rationale)),
        *(item.description for item in content.profiles),
    )
    for text in texts:
        for start, end, message in _unsupported(text.value):
            mark = text.mark_of(start, end)
            problems.add("unsupported-markdown", mark, message, "take it out")
