"""Regular expressions for lines of rules about accesses to a file or folder.

A watch and a rule of the exit list count alike, by the path itself, by a folder above it, or by
neither. Paths are spelt through the links that merge folders of / with others: `/bin` is
`/usr/bin`, `/var/run` is `/run`.
"""

from collections.abc import Iterable
from itertools import permutations
from typing import Final

from generator.audit.events import Lies
from generator.kinds.audit_rules.patterns import ACTION, KEYED, WHOLE, LineShape, literal

LINKS: Final = (
    ("/bin", "/usr/bin"),
    ("/sbin", "/usr/sbin"),
    ("/lib64", "/usr/lib64"),
    ("/lib", "/usr/lib"),
    ("/var/run", "/run"),
    ("/var/lock", "/run/lock"),
)
"""Links that usual systems have, and where they lead."""
_PERM: Final = r"(?:-p[ ]*|-F[ ]*perm=)"
_END: Final = "[ ]*$"
IF_FOLDER: Final = "{if a folder}"
UNLESS_FOLDER: Final = "{unless a folder}"


def true_path(path: str) -> str:
    """Give the path without the usual links above it, and without slashes behind it."""
    path = path.rstrip("/") or "/"
    for link, folder in LINKS:
        if path.startswith(f"{link}/"):
            return folder + path.removeprefix(link)
    return path


def places(path: str) -> tuple[str, ...]:
    """Give patterns for the spellings of `path`; several slashes are as one."""
    own = true_path(path)
    found = (own, *(link + own.removeprefix(to) for link, to in LINKS if own.startswith(f"{to}/")))
    return tuple(_slashes(one) for one in dict.fromkeys(found))


def folders(path: str) -> tuple[str, ...]:
    """Give patterns for the folders above `path`, nearest first; the root is not among them."""
    parts = true_path(path).split("/")[1:-1]
    above = ("/" + "/".join(parts[:count]) for count in range(len(parts), 0, -1))
    return tuple(_slashes(one) for one in above)


def _followed(path: str) -> tuple[str, ...]:
    """Give patterns for usual links to folders above `path`: with a slash they are followed."""
    own = true_path(path)
    return tuple(f"{_slashes(link)}/+" for link, to in LINKS if own.startswith(f"{to}/"))


def above(path: str) -> str:
    """Match what a `dir` says of a folder above `path`."""
    plain = tuple(f"{one}/*" for one in folders(path))
    return f"(?:{'|'.join((*plain, *_followed(path), '/+'))})"


def access_shape(paths: Iterable[str]) -> LineShape:
    """Lines of rules that may record accesses to one of `paths`."""
    named = ((*places(path), *folders(path), *_followed(path)) for path in paths)
    some = _any_of(tuple(dict.fromkeys(one for found in named for one in found)))
    return LineShape(
        head=f"(?:{ACTION}|-w[ ]*{some})",
        words=(
            f"-F[ ]*(?:path|dir)={some}",
            f"{_PERM}[rwxa]+",
            r"-F[ ]*arch=b(?:64|32)",
            r"-S[ ]*all",
        ),
    )


def _but(*names: str, options: str) -> str:
    """Match words, but no field whose name begins with the two letters of one of `names`."""
    first: dict[str, str] = {}
    for one in names:
        first[one[0]] = first.get(one[0], "") + one[1]
    others = "|".join(f"{letter}[^ {second}]" for letter, second in first.items())
    fields = f"-F[ ]*(?:[^ {''.join(first)}]|{others}){KEYED}"
    return f"(?:[ ]+(?:-[{options}][ ]*{KEYED}|{fields}))*"


def about(path: str, lies: Lies) -> str:
    """Match a line of `access_shape` that is about all of `path`, with one place or none.

    Behind what counts only where a folder lies there stands IF_FOLDER, behind what counts only
    where none does UNLESS_FOLDER: both are for a variable to fill.
    """
    words = _but("path", "dir", options="SkpC")
    own = f"(?:{'|'.join(places(path))})"
    followed = lies == "dir" and path.endswith("/")
    return (
        f"^[ ]*(?:-w[ ]*{_any_of(folders(path))}{words}"
        f"|-w[ ]*{own}/*{IF_FOLDER if followed else ''}{words}"
        f"|-[aA][ ]*[^ ]+{words}(?:[ ]+-F[ ]*(?:dir={above(path)}|{_itself(own, lies, followed)})"
        f"{words})?){_END}"
    )


def _itself(own: str, lies: Lies, followed: bool) -> str:  # noqa: FBT001 - private
    """Match a field that names the path itself; a `dir` with a slash behind it follows a link."""
    if lies == "path":
        return f"path={own}|dir={own}/*{IF_FOLDER}"
    by_path = f"path={own}{UNLESS_FOLDER}"
    if lies == "watch":
        return f"{by_path}|dir={own}/*{IF_FOLDER}"
    sure, unsure = (f"{own}/+", own) if followed else (own, f"{own}/+")
    return f"{by_path}|dir={sure}|dir={unsure}{IF_FOLDER}"


def has_letter(letter: str) -> str:
    """Match a line with this letter among its permissions, or without any: they are all, then."""
    words = _but("perm", options="SkC")
    return f"^[ ]*-[aAw][ ]*[^ ]+{words}(?:[ ]+{_PERM}[rwxa]*{letter}[rwxa]*{words})?{_END}"


def is_for(word: str) -> str:
    """Match a line for callers of this arch, or of any; the arch stands before -S."""
    before, behind = _but("arch", options="kpC"), _but("arch", options="SkpC")
    return f"^[ ]*-[aAw][ ]*[^ ]+(?:{before}[ ]+-F[ ]*arch={word})?{behind}{_END}"


def keeps_all_calls() -> str:
    """Match a line without arch, with all calls, or without `-F perm=` behind its arch.

    From audit 4.0 on auditctl puts calls in the place of others, and not all that there are.
    """
    behind = _but("perm", options="SkpC")
    return (
        f"^[ ]*-[aAw][ ]*[^ ]+{_but('arch', options='SkpC')}{_END}"
        f"|[ ]-S[ ]*all(?:[ ]|$)|[ ]-F[ ]*arch=[^ ]+{behind}{_END}"
    )


def recording_accesses(path: str, letters: str) -> str:
    """Match a rule that records all these accesses, whatever the bound on auid.

    Or a pair of rules for one arch each, the second next to the first.
    """
    orders = ("[rwxa]*".join(one) for one in permutations(letters))
    perm = f"{_PERM}[rwxa]*(?:{'|'.join(orders)})[rwxa]*"
    own = "|".join(places(path))
    where = f"path=(?:{own})|dir=(?:{own}|{above(path)})/*"
    words = f"{WHOLE}|-F[ ]*(?:{where})|{perm}|-S[ ]*all"
    watched = _any_of((*places(path), *folders(path)))
    first = rf"{ACTION}[ ][^\n]*arch=[^\n]*=(?:{own})/*[ ][^\n]*"
    pair = rf"{first}\n(?:[ ]*(?:#[^\n]*)?\n)*[ ]*{ACTION}(?:[ ]+(?:{words}|-F[ ]*arch=[^ \n]+))*"
    return f"(?:(?:{ACTION}|-w[ ]*{watched})(?:[ ]+(?:{words}))*|{pair})"


def _any_of(paths: tuple[str, ...]) -> str:
    """Match one of `paths`, or the root, with slashes behind it or none."""
    return f"(?:(?:{'|'.join(paths)})/*|/+)" if paths else "/+"


def _slashes(path: str) -> str:
    return "" if path == "/" else literal(path).replace("/", "/+")
