"""Lines and columns count characters from 1, whatever their width."""

import pytest

from generator.source import Mark, Source

SOURCE = Source(path="a.yml", text="id: net\ntitle: 日本 x\n\nlast")


@pytest.mark.parametrize(
    ("offset", "line", "column"),
    [(0, 1, 1), (7, 1, 8), (8, 2, 1), (18, 2, 11), (19, 2, 12), (20, 3, 1), (21, 4, 1), (25, 4, 5)],
)
def test_place_of_an_offset(offset: int, line: int, column: int) -> None:
    mark = Mark(source=SOURCE, start=offset, end=offset)
    assert (mark.line, mark.column) == (line, column)


def test_text_of_a_line() -> None:
    assert [SOURCE.line(number) for number in range(1, 6)] == [
        "id: net", "title: 日本 x", "", "last", "",
    ]  # fmt: skip


def test_part_of_a_mark_stays_inside_it() -> None:
    mark = Mark(source=SOURCE, start=8, end=13)
    assert mark.text == "title"
    assert mark.sub(1, 3).text == "it"
    assert mark.sub(3, 99).text == "le"
    assert mark.sub(9, 12).text == ""


def test_mark_reads_as_path_line_and_column() -> None:
    assert str(Mark(source=SOURCE, start=15, end=17)) == "a.yml:2:8"
