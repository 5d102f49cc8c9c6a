"""What is no text is refused before it is parsed."""

import os
import time
from pathlib import Path

from generator.source import LARGEST, Problems, load


def refused(path: Path) -> list[tuple[str, str]]:
    problems = Problems()
    assert load(path, "a.yml", problems) is None
    return [(one.code.name, one.message) for one in problems]


def test_file_of_ten_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"a: b # \n" * (10 * LARGEST // 8))
    start = time.process_time()
    assert refused(path) == [("file-too-large", "the file has 10.0 MiB, 1 MiB is the most")]
    assert time.process_time() - start < 0.1


def test_file_of_one_mebibyte_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"# note\n\n" * (LARGEST // 8))
    assert load(path, "a.yml", Problems())


def test_missing_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.yml") == [("missing-file", "the file does not exist")]


def test_missing_folder_of_a_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "no" / "a.yml") == [("missing-file", "the file does not exist")]


def test_file_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    assert refused(tmp_path / "a" / "a.yml")[0][0] == "unreadable-file"


def test_link_to_itself_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.symlink_to(path)
    assert refused(path)[0][0] == "unreadable-file"


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    os.mkfifo(path)
    assert refused(path) == [("not-a-file", "expected a file, found a device or pipe")]


def test_endless_device_is_not_read() -> None:
    assert refused(Path("/dev/zero"))[0][0] == "not-a-file"


def test_each_forbidden_character_is_told_once_however_often_it_occurs(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"\0\x01" * 100_000)
    assert len(refused(path)) == 2


def test_text_is_given_without_byte_order_mark_and_carriage_returns(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"\xef\xbb\xbfa: b\r\n")
    problems = Problems()
    source = load(path, "a.yml", problems)
    assert source
    assert source.text == "a: b\n"
    assert [one.code.name for one in problems] == ["byte-order-mark", "carriage-return"]
