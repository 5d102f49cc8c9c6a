"""Text that an author can write and that no output may act on."""

import re
from pathlib import Path
from typing import Final

from hypothesis import strategies as st

from generator.source.text import FORBIDDEN
from tests.content import project

LINE: Final = (
    r"""quotes ' " percent 100% %s %n back\slash $(echo ran >&2) `echo ran >&2` ${HOME} $HOME ~ """
    r"""!! <b>bold</b> & &amp; &#65; <![CDATA[x]]> <!-- y --> {{ 1 + 1 }} {% raw %} {# z #} """
    r""".*+?[a-z](b)|^$ *a* _b_ [l](u) # ; -- Grüße 漢字 🎉 \n @UID_MIN@ XCCDF_VALUE_x {{ \ """
).strip()

_CARRIED = st.characters(exclude_categories=["Cs"]).filter(lambda one: not FORBIDDEN.match(one))
_PIECES = st.sampled_from(LINE.split())
LINES: Final = (
    st.lists(_PIECES | st.text(_CARRIED, max_size=6), min_size=1)
    .map(lambda words: " ".join(" ".join(words).split()))
    .filter(bool)
)


def escaped(text: str) -> str:
    """Give Markdown that shows `text` as it is."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def hostile_project(root: Path, line: str = LINE) -> Path:
    """Make a project with `line` in every text that an author writes."""
    project.valid(root)
    prose = f"{escaped(line)}\n\n```\n{line}\n```\n"
    project.change(root, project.CONTROL, title=line, description=prose, rationale=prose)
    project.change(root, project.PRODUCT, title=line, os_release={"ID": line})
    project.change(root, project.PROFILE, title=line, description=prose)
    people = {"publisher": line, "creator": line, "contributor": line}
    project.change(root, project.PROJECT, title=line, description=prose, **people)
    return root
