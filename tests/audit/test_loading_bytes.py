"""auditctl goes by bytes and by ASCII: letters of other alphabets are neither digits nor names."""

import pytest

from generator.audit import load, split_lines
from generator.audit.syscalls import X86_64

HEAD = "-a always,exit -S 1"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("-F uid=my:group", "Unknown user"),
        ("-F gid=my:group", "Unknown group"),
        ("-F uid=\N{ARABIC-INDIC DIGIT THREE}", "Unknown user"),
        ("-F pid=\N{ARABIC-INDIC DIGIT THREE}", "-F value should be number"),
        ("-S \N{ARABIC-INDIC DIGIT THREE}", "Syscall name unknown"),
        ("-F \N{KELVIN SIGN}ey=x", "-F unknown field"),
        ("-F exit=\N{LATIN SMALL LETTER LONG S}", "-F unknown errno"),
    ],
)
def test_letters_that_are_not_ascii_are_no_names_and_no_numbers(words: str, message: str) -> None:
    loaded = load(split_lines(f"{HEAD} {words}".encode(), "x"), machine=X86_64)
    assert loaded.stop
    assert loaded.stop.message == message


def test_a_mark_takes_one_byte_along() -> None:
    line = f"{HEAD} -k x\x07".encode() + b"\xc3\xa9"
    (rule,) = load(split_lines(line, "x"), machine=X86_64).lists.rules
    assert [key.encode("utf-8", "surrogateescape") for key in rule.keys] == [b"x \xa9"]
