"""The check scripts find out as the reference does how a system loads its rules."""

from pathlib import Path
from typing import Any, Final

import pytest

from generator.audit.units import FOLDERS, UNITS
from tests.audit.test_disk import MODES, entry
from tests.world.build import Built
from tests.world.namespace import Machine
from tests.world.world import Entry, Folder, write

OURS: Final = " ".join(f"{folder}/{unit}" for folder in FOLDERS for unit in UNITS)


def mode(case: dict[str, Any], built: Built, folder: Path, awk: str) -> str:
    """What the script takes for the way to load rules, on a copy of this machine."""
    files: dict[str, Entry] = {path: entry(said) for path, said in case["files"].items()}
    write(folder / "case", {"/etc": Folder(), **files})
    text = built.file("audit_rules_library.sh").read_text("utf-8")
    functions = text.partition("\noffline && ")[0]
    (folder / "case/mode.sh").write_text(f"{functions}\nboot_mode\n", "utf-8")
    here = Machine(
        folder=folder,
        binds=((str(folder / "case"), "/mnt"), (awk, str(Path("/usr/bin/awk").resolve()))),
        root=str(folder / "chroot"),
    )
    done = here.run(
        "sh",
        "-c",
        f"rm -f {OURS}; tar -C /mnt -cf - . | tar --keep-directory-symlink -C / -xf -; sh /mode.sh",
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


@pytest.mark.usefixtures("machines")
@pytest.mark.parametrize("case", MODES, ids=lambda case: case["name"])
def test_how_rules_are_loaded(case: dict[str, Any], built: Built, tmp_path: Path) -> None:
    expected = case["mode"]
    if expected == "auditctl":
        expected = "auditctl /etc/audit/audit.rules"
    elif expected.startswith("/"):
        expected = f"auditctl {expected}"
    elif expected != "augenrules" and not expected.startswith("unclear "):
        expected = f"none {expected}"
    for name in ("mawk", "gawk", "busybox"):
        folder = tmp_path / name
        folder.mkdir()
        found = mode(case, built, folder, f"/usr/bin/{name}")
        assert " ".join(found.split()[: len(expected.split())]) == expected, (name, found)
