"""Paths of a system whose files lie below a root folder, links followed as that system would."""

from pathlib import Path, PurePosixPath

_MOST_LINKS = 40  # path_resolution(7)


def follow(root: Path, path: str, *, last: bool = True) -> str | None:
    """Give the path of the system where `path` ends, links followed; `last` follows the last too.

    Names that do not exist are kept. None where links never end.
    """
    waiting = [part for part in reversed(PurePosixPath(path).parts) if part != "/"]
    done: list[str] = []
    links = 0
    while waiting:
        name = waiting.pop()
        if name == "..":
            del done[-1:]
            continue
        place = root.joinpath(*done, name)
        if not place.is_symlink() or (not waiting and not last):
            done.append(name)
            continue
        links += 1
        if links > _MOST_LINKS:
            return None
        text = PurePosixPath(place.readlink())
        if text.is_absolute():
            done = []
        waiting += [part for part in reversed(text.parts) if part != "/"]
    return "/" + "/".join(done)
