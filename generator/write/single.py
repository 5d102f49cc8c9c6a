"""One file of the user's own, written as a whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from generator.source import Problems


def write_file(path: Path, content: bytes, problems: Problems, *, replace: bool) -> bool:
    """Write `content` beside `path` and put it in its place; False where a problem was added.

    A file that is there stays unless `replace` is set.
    """
    if path.exists() and not replace:
        hint = "choose another name, or --force to write over it"
        problems.add("folder-not-writable", None, f"{path} is there already", hint)
        return False
    name = ""
    try:
        number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        if name:
            with suppress(OSError):
                Path(name).unlink()
        reason = error.strerror or str(error)
        problems.add("folder-not-writable", None, f"{path} cannot be written: {reason}")
        return False
    return True
