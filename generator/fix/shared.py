"""Text that many fixes share: it stands once in a Benchmark, and each fix says where it goes.

XCCDF 1.2 has `plain-text` for that, and `sub` to put it into a fix. oscap 1.3.7 puts it in as it
stands in the XML, with `&lt;` for `<`; its HTML guide and report leave it out. So a fix reads it as
data, takes that back, and ends with a clear word where the text is not there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.fix.slot import text_slot
from generator.markup.template import render

INDENT: Final = 12
"""Blanks in front of each line, so that the text fits into a literal block of YAML, too."""
_ESCAPED: Final = re.compile("&(lt|gt|amp);")


@dataclass(frozen=True, slots=True)
class SharedText:
    """Lines of a program, known by a `name` of small letters and underscores."""

    name: str
    text: str

    def __post_init__(self) -> None:
        """Raise ValueError for text that would not come back as it is."""
        if found := _ESCAPED.search(self.text):
            raise ValueError(
                f"the text {self.name} has {found[0]} in it, which would become a sign"
            )

    @property
    def mark(self) -> str:
        """The line that stands for the text in a program."""
        return f"@shared {self.name}@"

    @property
    def indented(self) -> str:
        """The text as a Benchmark holds it, without a newline at its end."""
        return re.sub("(?m)^(?=[^\n])", " " * INDENT, self.text.rstrip("\n"))


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
        text = re.sub(f"(?m)^ *{one.mark}$", text_slot(one.name), text)
    return text
