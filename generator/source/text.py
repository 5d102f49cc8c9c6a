"""Loading: a file becomes text only if every character of it can reach every output."""

import re
import stat
from pathlib import Path

from generator.source.diagnostic import Problems
from generator.source.mark import Mark, Source

LARGEST = 1024 * 1024
_BOM = "\ufeff"

# XML 1.0 (2.2 Char) and YAML 1.1 (5.1) leave these out, YAML takes U+0085, U+2028 and U+2029 for
# line ends, and the bidirectional controls make text read otherwise than it is.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)


def load(path: Path, shown: str, problems: Problems) -> Source | None:
    """Read a file as UTF-8 with LF line ends; `shown` is how its path is shown.

    None where there is no usable text. A byte order mark or Windows line ends are problems too,
    but the text without them is given, so that the rest of the file is checked as well.
    """
    nowhere = Source(path=shown, text="").whole()
    data = read_bytes(path, nowhere, problems)
    if data is None:
        return None
    source = _decoded(data, shown, problems)
    if source is None or not _printable(source, problems):
        return None
    if not source.text.strip():
        problems.add("empty-file", nowhere, "the file is empty", "remove it until it is written")
        return None
    return source


def read_bytes(
    path: Path, nowhere: Mark, problems: Problems, *, most: int = LARGEST
) -> bytes | None:
    """Read a regular file of at most `most` bytes; None, and a problem, where that cannot be."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            problems.add("not-a-file", nowhere, "expected a file, found a folder")
        elif not stat.S_ISREG(status.st_mode):
            problems.add("not-a-file", nowhere, "expected a file, found a device or pipe")
        elif status.st_size > most:
            size, limit = f"{status.st_size / 2**20:.1f} MiB", f"{most // 2**20} MiB"
            text = f"the file has {size}, {limit} is the most"
            problems.add("file-too-large", nowhere, text, "make several files of it")
        else:
            return path.read_bytes()
    except FileNotFoundError:
        problems.add("missing-file", nowhere, "the file does not exist")
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        problems.add("unreadable-file", nowhere, f"the file cannot be read: {reason}")
    return None


def _decoded(data: bytes, shown: str, problems: Problems) -> Source | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        start = len(data[: error.start].decode("utf-8"))
        source = Source(path=shown, text=data.decode("utf-8", "replace"))
        found = f"byte 0x{data[error.start]:02x} is not UTF-8"
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            found = "the file is UTF-16"
        problems.add(
            "not-utf8", Mark(source=source, start=start, end=start + 1), found, "save it as UTF-8"
        )
        return None
    if text.startswith(_BOM):
        source = Source(path=shown, text=text.removeprefix(_BOM))
        problems.add(
            "byte-order-mark", source.whole(), "the file starts with a byte order mark (U+FEFF)",
            "save it as UTF-8 without BOM",
        )  # fmt: skip
    unix = text.removeprefix(_BOM).replace("\r\n", "\n")
    source = Source(path=shown, text=unix)
    if "\r\n" in text:
        first = text.removeprefix(_BOM).index("\r\n")
        problems.add(
            "carriage-return", Mark(source=source, start=first, end=first + 1),
            "the file has Windows line ends (CR LF)", "save it with LF line ends",
        )  # fmt: skip
    return source


def _printable(source: Source, problems: Problems) -> bool:
    """Report the first of each forbidden character; a binary file would have thousands."""
    first = {match.group(): match.start() for match in reversed([*FORBIDDEN.finditer(source.text)])}
    for character, start in first.items():
        problems.add(
            "control-character", Mark(source=source, start=start, end=start + 1),
            f"the text holds the character U+{ord(character):04X}", "remove it",
        )  # fmt: skip
    return not first
