"""The maker of syscalls.json: asks `ausyscall` (package auditd or audit) for each table.

    python -m generator.audit.syscalls_from_ausyscall [COMMAND...]

writes the file beside this module; the same ausyscall gives the same bytes. COMMAND runs another
one than that of the path, as that of a newer release with its own loader and libraries.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence

from generator.audit.syscalls import DATA, TABLES

SOURCE = "audit 4.0.2, ausyscall ARCH --dump"


def parse_dump(text: str) -> Mapping[str, int]:
    """Name to number from `ausyscall ARCH --dump`: a heading, then `number<TAB>name` lines."""
    pairs = (line.split("\t") for line in text.splitlines()[1:])
    return {name: int(number) for number, name in pairs}


def dump(table: str, command: Sequence[str] = ("ausyscall",)) -> str:
    """Return the output of `ausyscall`; OSError or CalledProcessError where it cannot run."""
    return subprocess.run(
        [*command, table, "--dump"], check=True, capture_output=True, text=True
    ).stdout


def render_tables(tables: Mapping[str, Mapping[str, int]]) -> str:
    """Return the text of syscalls.json, by number in each table."""
    ordered = {
        table: dict(sorted(calls.items(), key=lambda call: (call[1], call[0])))
        for table, calls in tables.items()
    }
    return json.dumps({"source": SOURCE, "tables": ordered}, indent=0) + "\n"


def main() -> None:
    """Write syscalls.json."""
    command = sys.argv[1:] or ["ausyscall"]
    tables: dict[str, Mapping[str, int]] = {
        table: parse_dump(dump(table, command)) for table in TABLES
    }
    DATA.write_text(render_tables(tables), encoding="utf-8")


if __name__ == "__main__":
    main()
