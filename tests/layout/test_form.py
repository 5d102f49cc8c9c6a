"""The one form of YAML files: what it changes, what it keeps, and that it is one."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from generator.layout import FOLDERS, PROJECT, Place, formatted, place_of
from generator.source import SCHEMAS, Problems, Source, load
from tests.layout.random_yaml import text
from tests.world.build import ROOT

CONTROL = Place(schema=SCHEMAS / "control.schema.json", address=None)
MODELINE = "# yaml-language-server: $schema=../schemas/control.schema.json\n"


def form(written: str, place: Place = CONTROL) -> str:
    problems = Problems()
    found = formatted(Source(path="x.yml", text=written), place, problems)
    assert [one.message for one in problems] == []
    assert found is not None
    return found


EXAMPLES = {
    "keys stand as the schema lists them": (
        "title: T\nid: a_b\n",
        "id: a_b\ntitle: T\n",
    ),
    "names that authors give keep their order": (
        "products:\n  zeta:\n  alpha:\n",
        "products:\n  zeta:\n  alpha:\n",
    ),
    "keys of a check stand as its kind lists them": (
        "checks:\n- rules: r\n  kind: audit_rules\n",
        "checks:\n  - kind: audit_rules\n    rules: r\n",
    ),
    "a comment goes where its key goes": (
        "# of the title\ntitle: T # beside\nid: a_b\n",
        "id: a_b\n# of the title\ntitle: T  # beside\n",
    ),
    "a comment apart from the first key is about the file": (
        "# of the file\n\ntitle: T\nid: a_b\n",
        "# of the file\n\nid: a_b\ntitle: T\n",
    ),
    "a comment that stands deeper stays in its block": (
        "references:\n  nist: [AU-2]\n  # in there\n# outside\nchecks: []\n",
        "references:\n  nist: [AU-2]\n  # in there\n# outside\nchecks: []\n",
    ),
    "brackets with a comment become a block": (
        "a: [x, # one\n  y]\n",
        "a:\n  - x  # one\n  - y\n",
    ),
    "brackets that do not fit become a block": (
        f"a: [{', '.join(['word' * 5] * 6)}]\n",
        "a:\n" + f"  - {'word' * 5}\n" * 6,
    ),
    "quotes stand where readers of YAML need them": (
        "a: ['x y', \"8.5\", '0640', 'yes', '6.2.3']\n",
        'a: [x y, "8.5", "0640", "yes", 6.2.3]\n',
    ),
    "a backslash needs none of its own": ('a: "\\\\d: x"\n', "a: '\\d: x'\n"),
    "text of several lines is literal": ('a: "one\\ntwo\\n"\n', "a: |\n  one\n  two\n"),
    "folded text is folded anew": (
        f"a: >-\n  {'word ' * 29}word\n",
        f"a: >-\n  {' '.join(['word'] * 19)}\n  {' '.join(['word'] * 11)}\n",
    ),
    "blank lines: one at most, none at the start": (
        "\n\na: 1\n\n\n\nb:\n\n  c: 2\n\n",
        "a: 1\n\nb:\n  c: 2\n",
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_form(name: str) -> None:
    written, right = EXAMPLES[name]
    assert form(written) == right
    assert form(right) == right


def test_the_schema_is_named_where_the_project_has_it() -> None:
    there = Place(schema=CONTROL.schema, address="../schemas/control.schema.json")
    assert form("id: a\n", there) == f"{MODELINE}id: a\n"
    assert form("# yaml-language-server: $schema=else\nid: a\n", there) == f"{MODELINE}id: a\n"
    assert form(f"{MODELINE}id: a\n") == f"{MODELINE}id: a\n"


def test_what_cannot_be_read_has_no_form() -> None:
    problems = Problems()
    assert formatted(Source(path="x.yml", text="a: 1\na: 2\n"), CONTROL, problems) is None
    assert [one.code.name for one in problems] == ["duplicate-key"]


def test_the_form_of_a_form_is_itself_and_means_the_same() -> None:
    for seed in range(400):
        written = text(Random(seed))  # noqa: S311
        once = form(written)  # which proves meaning and comments
        assert form(once) == once, seed


def shipped() -> Iterator[Path]:
    yield ROOT / PROJECT
    for folder in FOLDERS:
        yield from sorted((ROOT / folder).glob("*.yml"))


def test_the_project_is_in_its_form() -> None:
    for path in shipped():
        problems = Problems()
        source, place = load(path, path.name, problems), place_of(path)
        assert source
        assert place
        assert place.address
        assert formatted(source, place, problems) == source.text, path
