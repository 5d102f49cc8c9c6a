"""The planner: one bash program that says what is to be changed on a host, for any of its controls.

It is given to `bash -s` as its input, since Linux allows no argument of that size.
"""

from collections.abc import Iterable
from typing import Final

from generator.markup.template import comment

PLANNER_MAIN: Final = 'auditscap_plan "$@"\n'
"""The line that ends a planner: the functions before it are those of the library."""


def functions(libraries: Iterable[str], sections: Iterable[str]) -> str:
    """Join bash functions: each library once, then the sections of the controls."""
    texts = dict.fromkeys((*libraries, *sections))
    return "\n".join(f"{text.strip()}\n" for text in texts if text.strip())


def planner_for_one(title: str, reading: str, section: str) -> str:
    """Give the program that plans for one control, by functions that it reads."""
    return (
        f"#!/bin/bash\n{comment(title)}\n\n{reading}\n{functions((), (section,))}\n{PLANNER_MAIN}"
    )


def planner(title: str, libraries: Iterable[str], sections: Iterable[str]) -> str:
    """Give the program that plans for every control that has one of `sections`."""
    return f"#!/bin/bash\n{comment(title)}\n\n{functions(libraries, sections)}\n{PLANNER_MAIN}"
