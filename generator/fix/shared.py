"""Text that many fixes share: it stands once in a Benchmark, and each fix says where it goes.

A hidden Value holds it, as scanners and importers know it from other content, with `&lt;` and
`&gt;` in its text: Heimdall's reader of results takes no more than 1,000 signs that XML has to
escape, not counting `&`. The fix reads it as data and takes that back, once or, where a tool pastes
it as it stands in the XML, twice. Where the text is not there it ends with a clear word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.fix.slot import slot
from generator.markup.template import render

INDENT: Final = 12
"""Blanks in front of each line, so that the text fits into a literal block of YAML, too."""


@dataclass(frozen=True, slots=True)
class SharedText:
    """Lines of a program, known by a `name` of small letters and underscores."""

    name: str
    text: str

    @property
    def mark(self) -> str:
        """The line that stands for the text in a program."""
        return f"@shared {self.name}@"

    @property
    def indented(self) -> str:
        """The text as a Benchmark holds it, without a newline at its end.

        Its first line shows how often it is escaped.
        """
        text = f"# <{self.name}>\n{self.text}".rstrip("\n")
        text = re.sub("&(?=(?:lt|gt|amp);)", "&amp;", text)
        text = text.replace("<", "&lt;").replace(">", "&gt;")
        return re.sub("(?m)^(?=[^\n])", " " * INDENT, text)


def reading(shared: Sequence[SharedText], control: str, function: str) -> str:
    """Give bash that reads the functions of `shared`, whose marks are in it.

    `function` is one of them: without it the program ends and says so, by the name of `control`.
    """
    return render(
        "shared/read_functions.sh.j2",
        marks=[one.mark for one in shared],
        control=control,
        function=function,
    )


def with_slots(text: str, shared: Sequence[SharedText]) -> str:
    """Give `text` with slots in the place of the marks of `shared`.

    Raises ValueError where a mark is indented by more than the text is.
    """
    for one in shared:
        for line in re.findall(f"(?m)^ *{one.mark}$", text):
            if len(line) - len(one.mark) > INDENT:
                raise ValueError(f"the mark of {one.name} stands deeper than {INDENT} blanks")
        text = re.sub(f"(?m)^ *{one.mark}$", slot(one.name), text)
    return text
