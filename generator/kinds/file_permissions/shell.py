"""Commands that find the files which are not as asked, for fixes and for people.

They are for GNU find, which is on every product.
"""

from collections.abc import Iterator
from typing import Final, assert_never

from generator.kinds.file_permissions.parameters import (
    CONFIGURATION,
    DEFAULT_LOG,
    At,
    Below,
    FilePermissions,
    LogFiles,
    LogFolder,
)
from generator.markup.template import shell_word

_CLASSES: Final = (("u", 6, 0o4000), ("g", 3, 0o2000), ("o", 0, 0))
_LETTERS: Final = (("r", 4), ("w", 2), ("x", 1))


def last_setting(name: str) -> str:
    """Give the command that prints the last value of a setting of auditd."""
    program = (
        '{ sub(/=/, " = ") } tolower($1) == name && $2 == "=" { value = $3 } END { print value }'
    )
    return f"awk -v name={name} '{program}' {CONFIGURATION}"


def log_folder() -> str:
    """Give the command line that sets `log` to the path of the log file."""
    return f"log=$({last_setting('log_file')} 2>/dev/null); log=${{log:-{DEFAULT_LOG}}}"


def finds(asked: FilePermissions) -> Iterator[str]:
    """Give the commands that print the paths of all files that are asked about.

    `"$log"` in them is the path of the log file. What is not there is no mistake of theirs.
    """
    paths = [shell_word(one.path) for one in asked.files if isinstance(one, At)]
    if paths:
        yield f"find -L {' '.join(paths)} -maxdepth 0 -type f"
    for one in asked.files:
        match one:
            case At():
                pass
            case Below():
                name = shell_word(f"*{one.suffix}")
                yield f"find {shell_word(one.folder)} -type f -name {name}"
            case LogFiles():
                yield 'find -H "${log%/*}" -maxdepth 1 -type f'
            case LogFolder():
                yield 'find -H "${log%/*}" -maxdepth 0 -type d'
            case _:
                assert_never(one)


def wrong_mode(asked: FilePermissions) -> str:
    """Give the words of find for files that have a right too many."""
    return f"-perm /{asked.forbidden:04o}"


def wrong_group(asked: FilePermissions) -> str:
    """Give the words of find for files that belong to none of the groups.

    A group that the system lacks must not be named to find: the shell leaves it out.
    """
    return " ".join(f"! -group {name}" for name in asked.groups)


def wrong(asked: FilePermissions) -> str:
    """Give the words of find for files that are not as asked in any way."""
    words = []
    if asked.mode is not None:
        words.append(wrong_mode(asked))
    if asked.owner is not None:
        words.append(f"! -user {asked.owner}")
    if asked.groups:
        words.append(r"\( " + wrong_group(asked) + r" \)")
    return words[0] if len(words) == 1 else rf"\( {' -o '.join(words)} \)"


def taking_away(asked: FilePermissions) -> str:
    """Give the words of chmod that take rights away and give none: `u-xs,g-wxs,o-rwx`."""
    parts = []
    for letter, shift, set_id in _CLASSES:
        bits = asked.forbidden >> shift & 7
        rights = "".join(one for one, bit in _LETTERS if bits & bit)
        rights += "s" if asked.forbidden & set_id else ""
        if rights:
            parts.append(f"{letter}-{rights}")
    return ",".join(parts)
