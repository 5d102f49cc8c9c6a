"""Parameters of a file_permissions check: which files, and what is asked of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.content import Check
from generator.source import Node, Problems, Scalar, Sequence

CONFIGURATION: Final = "/etc/audit/auditd.conf"
"""The file whose `log_file` says where auditd writes, and whose `log_group` to whom."""
DEFAULT_LOG: Final = "/var/log/audit/audit.log"
LOG_FOLDER: Final = "${AUDIT_LOG_FOLDER}"
_BELOW: Final = re.compile(r"(/\S+?)/\*\*/\*(\.[a-z]+)")
_RIGHTS: Final = 0o777
_SET_ID: Final = 0o6000


@dataclass(frozen=True, slots=True)
class At:
    """The file at `path`, links followed."""

    path: str


@dataclass(frozen=True, slots=True)
class Below:
    """Files whose names end in `suffix` in `folder` and below; no links are followed."""

    folder: str
    suffix: str


@dataclass(frozen=True, slots=True)
class LogFiles:
    """All files in the folder of auditd's log file."""


@dataclass(frozen=True, slots=True)
class LogFolder:
    """The folder of auditd's log file."""


Files = At | Below | LogFiles | LogFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePermissions:
    """Files, the most rights they may have, their owner, the groups of which one must be theirs.

    What is None, or no group at all, is not asked.
    """

    files: tuple[Files, ...]
    mode: int | None = None
    owner: str | None = None
    groups: tuple[str, ...] = ()

    @property
    def of_folder(self) -> bool:
        """Whether a folder is asked about: to set its group id is no right to anybody."""
        return any(isinstance(one, LogFolder) for one in self.files)

    @property
    def of_log(self) -> bool:
        """Whether auditd's configuration says which files."""
        return any(isinstance(one, LogFiles | LogFolder) for one in self.files)

    @property
    def forbidden(self) -> int:
        """The bits of the mode that no file may have."""
        if self.mode is None:
            return 0
        return (_RIGHTS if self.of_folder else _RIGHTS | _SET_ID) & ~self.mode

    @property
    def octal(self) -> str:
        """The mode as chmod(1) reads it."""
        return f"{self.mode or 0:04o}"


def read(check: Check, _problems: Problems) -> FilePermissions | None:
    """Read the parameters; None where they do not have the form that the JSON Schema asks."""
    mode, owner = (check.node.get(name) for name in ("mode", "owner"))
    files = tuple(_texts(check.node.get("files")))
    if not files:
        return None  # the JSON Schema has said so
    return FilePermissions(
        files=tuple(_files(text) for text in files),
        mode=int(mode.text, 8) if isinstance(mode, Scalar) else None,
        owner=owner.text if isinstance(owner, Scalar) else None,
        groups=tuple(_texts(check.node.get("groups"))),
    )


def _texts(node: Node | None) -> Iterator[str]:
    if isinstance(node, Sequence):
        yield from (item.text for item in node.items if isinstance(item, Scalar))


def _files(text: str) -> Files:
    if text == LOG_FOLDER:
        return LogFolder()
    if text == f"{LOG_FOLDER}/*":
        return LogFiles()
    if below := _BELOW.fullmatch(text):
        return Below(below[1], below[2])
    return At(text)
