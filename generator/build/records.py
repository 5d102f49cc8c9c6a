"""Records of earlier builds beside the products' folders: what was made, of what, and how it is.

Nothing is taken on trust: a record counts only while the folder holds exactly the files it lists.
What cannot be read is no record.
"""

import json
import os
import stat
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from generator.build.made import Made, from_json, to_json
from generator.stages.models import OutputFile
from generator.validate.judged import Judged

FOLDER: Final = ".cache"
_FORMAT: Final = 1
_DIGEST: Final = 16
_MOST_HELD: Final = 10_000
_MOST: Final = 400_000
"""How many digests of judged parts are kept; all products have some 12,000."""


def kept(root: Path, product: str, inputs: str, *, oscap: bool) -> Made | None:
    """Give what is told of the product's folder, if it is what a build of `inputs` makes now."""
    try:
        record = json.loads((root / FOLDER / f"{product}.json").read_text("utf-8"))
        if record["format"] != _FORMAT or record["inputs"] != inputs:
            return None
        if (oscap and not record["oscap"]) or record["files"] != _found(root / product):
            return None
        return from_json(record["made"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def record(
    root: Path, made: Made, files: Iterable[OutputFile], inputs: str, *, oscap: bool
) -> None:
    """Remember a product's folder as it was just written."""
    document = {
        "format": _FORMAT,
        "inputs": inputs,
        "oscap": oscap,
        "files": dict(sorted(_listed(files))),
        "made": to_json(made),
    }
    text = json.dumps(document)
    _write(root / FOLDER / f"{made.product}.json", text.encode())


def _listed(files: Iterable[OutputFile]) -> Iterable[tuple[str, list[Any]]]:
    for item in files:
        mode = 0o755 if item.executable else 0o644
        yield item.path, [mode, blake2b(item.content, digest_size=32).hexdigest()]


def _found(folder: Path) -> dict[str, list[Any]]:
    """Give the files of a folder as a record lists them; what is no plain file has no digest."""
    found: dict[str, list[Any]] = {}
    for above, folders, names in os.walk(folder):
        links = [name for name in folders if Path(above, name).is_symlink()]
        for name in (*names, *links):
            path = Path(above, name)
            mode = path.lstat().st_mode
            plain = stat.S_ISREG(mode)
            known = blake2b(path.read_bytes(), digest_size=32).hexdigest() if plain else ""
            found[path.relative_to(folder).as_posix()] = [stat.S_IMODE(mode), known]
    return found


def load_judged(root: Path, key: str) -> Judged:
    """Give the parts that were judged sound by the validators that `key` stands for."""
    return Judged(_load_digests(root / FOLDER / "judged", key))


def save_judged(root: Path, key: str, judged: Judged) -> None:
    """Remember what is sound; where it has become too much, only what this build had."""
    known = judged.sound if len(judged.sound) <= _MOST else judged.used
    _save_digests(root / FOLDER / "judged", key, known)


def load_held(root: Path, key: str) -> frozenset[bytes]:
    """Give what is known to keep to the schemas of content that `key` stands for."""
    return _load_digests(root / FOLDER / "held", key)


def save_held(root: Path, key: str, known: frozenset[bytes], held: set[bytes]) -> None:
    """Remember what keeps to its schema; where it has become too much, what was read last."""
    every = known | held
    _save_digests(root / FOLDER / "held", key, set(every if len(every) <= _MOST_HELD else held))


def _load_digests(path: Path, key: str) -> frozenset[bytes]:
    try:
        content = path.read_bytes()
    except OSError:
        return frozenset()
    head, body = content[: 2 * _DIGEST], content[2 * _DIGEST :]
    if head != _head(key, body) or len(body) % _DIGEST:
        return frozenset()
    places = range(0, len(body), _DIGEST)
    return frozenset(body[place : place + _DIGEST] for place in places)


def _save_digests(path: Path, key: str, digests: set[bytes]) -> None:
    body = b"".join(sorted(digests))
    _write(path, _head(key, body) + body)


def _head(key: str, body: bytes) -> bytes:
    own = blake2b(key.encode(), digest_size=_DIGEST).digest()
    return own + blake2b(own + body, digest_size=_DIGEST).digest()


def _write(path: Path, content: bytes) -> None:
    """Put a file in its place as a whole; where that is refused, nothing is remembered."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
