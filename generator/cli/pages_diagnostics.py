"""Pages about diagnostics: the list of all codes, and an example for each.

What is printed there is what the pipeline says of the example, so the pages cannot lie.
"""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.cli.examples import Change, Group, Shown, Told, load_groups, problems_of
from generator.source import CODES, Code, Problems, render

EXAMPLES: Final = "docs/diagnostics"
"""The folder of examples, below the root, and of the pages that show them."""
MADE: Final = "<!-- Made by `auditscap pages`; change the code, not this page. -->\n"
_WIDTH: Final = 105
_MADE_OF: Final = "<!-- Made by `auditscap pages` of {}; change that, not this page. -->\n"


def diagnostics_pages(root: Path, problems: Problems) -> dict[Path, str]:
    """Give the list of codes and the pages of examples, by path below `root`."""
    groups = load_groups(root / EXAMPLES, EXAMPLES, problems)
    return {
        Path(f"{EXAMPLES}.md"): _index(groups),
        **{Path(f"{EXAMPLES}/{group.stem}.md"): _page(group) for group in groups},
    }


def _index(groups: tuple[Group, ...]) -> str:
    lines = [
        "# Diagnostics",
        "",
        MADE,
        "Each problem is shown with its place, the line, carets under the guilty word and a hint.",
        "Exit status: 0 clean, 1 problems in content or around it, 2 wrong usage, 70 our own bug.",
        "`--format json` and `--format sarif` of `build` and `validate` tell the same to programs.",
        "Each name leads to an example: what is wrong, what is said of it, what is right.",
    ]
    for group in groups:
        lines += ["", f"## {group.title}", "", "| code | name | meaning |", "|---|---|---|"]
        lines += [_row(one.code, group) for one in group.examples]
    shown = {one.code for group in groups for one in group.examples}
    lines += [
        f"| {code.id} | `{code.name}` | {code.meaning} |" for code in CODES if code not in shown
    ]
    return "\n".join(lines) + "\n"


def _row(code: Code, group: Group) -> str:
    link = f"diagnostics/{group.stem}.md#{code.id.lower()}-{code.name}"
    return f"| {code.id} | [`{code.name}`]({link}) | {code.meaning.replace('|', chr(92) + '|')} |"


def _page(group: Group) -> str:
    lines = [
        f"# Diagnostics: {group.title[0].lower()}{group.title[1:]}",
        "",
        _MADE_OF.format(f"{EXAMPLES}/{group.stem}.yml"),
        "[All codes](../diagnostics.md). Each example changes lines of the project in `project/`;",
        "what cannot be shown stands between angle brackets: `⟨TAB⟩`, `⟨9 times x⟩`.",
    ]
    for example in group.examples:
        lines += ["", f"## {example.code.id} {example.code.name}", ""]
        lines.append(_wrapped(f"{example.code.meaning} {example.why}"))
        lines += _told(example) if isinstance(example, Told) else _shown(example, group)
    return "\n".join(lines) + "\n"


def _told(example: Told) -> Iterator[str]:
    yield ""
    yield from _block("sh", example.command)
    yield ""
    yield f"No lines of a project show it; the test `{example.test}` does."


def _shown(example: Shown, group: Group) -> Iterator[str]:
    found = problems_of(example.bad, group.project)
    yield from _changes("Wrong", example.bad)
    yield ""
    yield from _block("text", "\n".join(map(render, found)))
    same = [one.path for one in example.bad] == [one.path for one in example.good]
    yield from _changes("Right", example.good, named=not same)


def _changes(lead: str, changes: tuple[Change, ...], *, named: bool = True) -> Iterator[str]:
    """Show what becomes of each path; `named` says its name where text is shown."""
    for change in changes:
        yield ""
        if change.is_folder:
            yield f"{lead}: a folder `{change.path}`."
        elif change.lines is None:
            yield f"{lead}: there is no `{change.path}`."
        else:
            yield f"{lead}, in `{change.path}`:" if named else f"{lead}:"
            yield ""
            yield from _block("yaml", change.lines.rstrip("\n"))


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _block(language: str, text: str) -> Iterator[str]:
    yield f"```{language}"
    yield text
    yield "```"
