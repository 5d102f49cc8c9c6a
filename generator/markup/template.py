"""Texts are rendered from templates/: scripts, whose values pass a quoting filter, and HTML."""

import shlex
from functools import cache
from typing import Final

import jinja2

from generator.source.shipped import shipped

TEMPLATES: Final = shipped() / "templates"


def shell_word(text: object) -> str:
    """Quote `text` as one word of a POSIX shell."""
    return shlex.quote(str(text))


def comment(text: object) -> str:
    """Put `text` behind `# `, each of its lines, so that none of it can run."""
    return "\n".join(f"# {line}".rstrip() for line in str(text).splitlines())


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 - shell and awk, never HTML: see the filters
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(sh=shell_word, comment=comment)
    return environment


@cache
def _html_environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_html(template: str, **values: object) -> str:
    """Render templates/`template`, which is HTML; values are escaped unless they are Markup."""
    return _html_environment().get_template(template).render(values)


def render(template: str, **values: object) -> str:
    """Render templates/`template` with `values`.

    A name that the template asks for and `values` lacks is an error (jinja2.UndefinedError).
    """
    return _environment().get_template(template).render(values)
