"""The examples of docs/findings.md: a bad and a good one of each code, as files.

`==> NAME <==` begins a file, else all is one file. `\\ no line end` and `\\ a named pipe` say of a
file what a page cannot show, `\\r` stands for a carriage return.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from tests.world.build import ROOT
from tests.world.world import debian, write

PAGE: Final = (ROOT / "docs/findings.md").read_text("utf-8")
_HEADING: Final = re.compile(r"^### (R\d{3}) ([a-z0-9-]+) \((error|warning|note)\)$", re.MULTILINE)
_EXAMPLE: Final = re.compile(
    r"^(Bad|Good)(, as one file|, on a system of its own|, with audit 4.0|):"
    r"\n\n```text\n(.*?)\n```",
    re.MULTILINE | re.DOTALL,
)
_HOW: Final[dict[str, Literal["folder", "file", "system", "release"]]] = {
    "": "folder",
    ", with audit 4.0": "release",
    ", as one file": "file",
    ", on a system of its own": "system",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example: `bad` says whether the code is found in it."""

    code: str
    bad: bool
    how: Literal["folder", "file", "system", "release"]
    text: str

    @property
    def id(self) -> str:
        """The code and which of the two it is."""
        return f"{self.code}-{'bad' if self.bad else 'good'}"

    def arguments(self, folder: Path) -> tuple[str, ...]:
        """Write the files below `folder`; give the options that judge them."""
        if self.how == "file":
            path = folder / "audit.rules"
            path.write_text(self.text + "\n")
            return "--rules", str(path)
        if self.how in ("folder", "release"):
            _write(folder, self.text)
            release = ("--audit", "4.0") if self.how == "release" else ()
            return ("--rules-dir", str(folder), *release)
        root = write(folder, debian())
        _write(root / "etc/audit/rules.d", self.text)
        for name in ("passwd", "group"):
            (root / "etc" / name).touch()
        return "--sysroot", str(root)


def headings() -> tuple[tuple[str, str, str], ...]:
    """Give id, name and severity of each code of the page."""
    return tuple(match.groups() for match in _HEADING.finditer(PAGE))  # type: ignore[misc]


def examples() -> Iterator[Example]:
    """Read all examples."""
    parts = _HEADING.split(PAGE)
    for code, text in zip(parts[1::4], parts[4::4], strict=True):
        for kind, how, rules in _EXAMPLE.findall(text):
            yield Example(code=code, bad=kind == "Bad", how=_HOW[how], text=rules)


def _write(folder: Path, text: str) -> None:
    parts = re.split(r"^==> (.+) <==\n", text + "\n", flags=re.MULTILINE)
    files = list(zip(parts[1::2], parts[2::2], strict=True)) or [("10-a.rules", parts[0])]
    for name, content in files:
        path = folder / name
        if content == "\\ a named pipe\n":
            os.mkfifo(path)
        else:
            plain = content.replace("\n\\ no line end\n", "").replace("\\r", "\r")
            path.write_bytes(plain.encode())
