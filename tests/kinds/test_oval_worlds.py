"""OVAL alone agrees with what the kernel records; what it cannot see is named here."""

import resource
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.kinds import judges, oval_report
from tests.kinds.cases import C, R
from tests.kinds.oval_report import Outcome
from tests.world.build import Built
from tests.world.world import Folder, Link, debian, write

WANTED: Final = 0.9
# Groups about what OVAL cannot see at all, and what it still gets right there.
LOWER: Final = {"duplicates": 0.45, "files": 0.8, "unions": 0.5, "policies": 0.6}
UNSEEN: Final[Mapping[str, tuple[str, ...]]] = {
    "two rules are one to the kernel though they differ as text, or stand in two files": (
        "duplicates: twice in two files",
        "duplicates: twice in other words",
        "duplicates: a watch and its rule",
        "duplicates: a watch and its rule with all calls named",
        "duplicates: a watch with a slash behind a folder",
        "duplicates: a name and its number",
        "duplicates: exclude twice",
        "duplicates: all calls and none named",
        "duplicates: one key in two ways",
        "duplicates: behind one at the head",
        "own_file: a block and an equal rule before it",
        "own_file: a file by hand and an equal rule before it",
    ),
    "a rule says never of one program: oscap would need the square of their number to tell which": (
        "fields: a program left out before",
    ),
    "rules of which each records a part record all together": (
        "unions: uid is 0 and is not",
        "unions: works and fails",
        "unions: a result of 0 and failures",
        "unions: two ranges that meet",
        "unions: three rules for two fields",
        "unions: members of a group and others",
        "unions: a bit and not that bit",
        "unions: compared and its opposite",
        "unions: a program and its opposite",
        "unions: a program and its opposite by another path",
        "order: never for what is recorded before",
    ),
    "a file without a line end goes on in the next file": (
        "files: no line end at the end of a file",
        "files: no line end behind a comment",
        "files: no line end and an empty file",
    ),
    "a byte that is no UTF-8 makes oscap's pattern fail, a NUL ends the text": (
        "files: a comment in Latin-1",
        "files: a NUL in a rule",
    ),
    "a name with a blank makes augenrules read another file": (
        "files: a blank in the name and its first word",
    ),
    "numbers in other bases, two bounds on one line, letters behind a number": (
        "cases/fields: auid in hexadecimal",
        "cases/fields: auid with a leading zero",
        "cases/fields: two floors, both low enough",
        "cases/uid_min: hexadecimal",
        "cases/uid_min: octal",
        "cases/uid_min: no line but the last is right",
        "words: a number with letters behind",
        "sizes: 63 fields",
    ),
    "a condition or a spelling that leaves nobody out is not known": (
        "fields: a user below the floor left out",
        "fields: a program that is a link left out",
        "arch: not 32 bit by number",
        "words: field in capitals",
        "continue: settings and a rule on one line",
    ),
    "a path or folder is spelt with dots, or a file stands where a folder should": (
        "links: a dir behind a link above",
        "watches: dots within the path",
        "watches: a file in the place of a folder",
    ),
    "the machine has one arch, so a rule for that one records all runs": (
        "arch: a machine with one arch",
    ),
    "rules are deleted and made again": (
        "delete: one of two equal rules",
        "duplicates: deleted in between",
    ),
    "-c and -i count wherever they stand": ("continue: -c behind a bad line",),
    "hidden file systems do not matter to rules without a path": (
        "exclude: a hidden file system and rules without paths",
    ),
    "a rule in front that records with another key than the exact one": (
        "keys: another key in front",
    ),
    "filters are not compared: with the Value audit_filters=exact OVAL never says yes": (
        "cases/values: exact filters, and exact ones",
        "policies: the control's own filters, exact",
        "policies: one line for each call, exact",
        "policies: fields in another order, exact",
        "policies: the file by way of a link, exact",
        "policies: a broader rule behind, exact",
        "policies: exact filters and one user left out, tolerated",
    ),
    "every exclusion counts, whatever the Value audit_exclusions says": (
        "cases/values: one user may be left out, and is",
        "policies: one user left out, where that is tolerated",
        "policies: two users left out by two rules",
        "policies: records of one user dropped, tolerated",
        "policies: processes of one user never audited, tolerated",
        "policies: failures left out, tolerated",
    ),
    "the letter s stands for a blank with mawk alone": (
        "hoisting: the letter s before the switch and gawk",
    ),
}
HARMLESS: Final = """\
-a always,exclude -F msgtype=CWD
-a always,exclude -F msgtype=CRYPTO_KEY_USER
-a never,exclude -F msgtype=SOFTWARE_UPDATE
-a never,user -F subj_type=crond_t
-a never,filesystem -F fstype=tracefs
-a never,exit -F arch=b64 -S adjtimex -F auid=unset -F uid=root -F subj_type=chronyd_t
-a never,exit -F arch=b32 -F dir=/dev/shm -k sharedmemaccess
-a exit,never -F dir=/var/lock/lvm -k locklvm
-a exit,never -F arch=b64 -S all -F exe=/usr/bin/vmtoolsd
-a never,exit -F auid=unset
-a never,exit -F auid<1000
"""
STOP: Final = "-w /etc/sudoers -p wa -k scope # who may be root\n"
NEVER: Final = "-a never,exit -F arch=b64 -S all -F uid=0\n"
BOTH: Final = f"{C}\n{R}\n"
# Right worlds as systems have them, by file of rules.d.
PRACTICE: Final[Mapping[str, Mapping[str, str]]] = {
    "harmless rules in front": {"10-a.rules": HARMLESS, "50-b.rules": BOTH},
    "harmless rules in one file": {"audit.rules": f"-D\n-b 8192\n-f 1\n-i\n{HARMLESS}{BOTH}"},
    "a line that stops loading behind, in one file": {"audit.rules": BOTH + STOP},
    "a line that stops loading in a later file": {"50-a.rules": BOTH, "60-b.rules": STOP + BOTH},
    "a line that stops loading in a file without a number": {"50-a.rules": BOTH, "b.rules": STOP},
    "never behind, in one file": {"audit.rules": BOTH + NEVER},
    "never in a later file": {"9-a.rules": BOTH, "10-b.rules": NEVER},
    "a missing folder behind": {"audit.rules": f"{BOTH}-w /etc/none/file -p wa -k a\n"},
    "a missing folder in a later file": {
        "50-a.rules": BOTH,
        "60-b.rules": "-w /opt/none/file -p wa -k a\n",
    },
    "-i before lines that fail": {"10-a.rules": f"-i\n-w /no/such -k a\n{STOP}", "b.rules": BOTH},
    "rules in two files, and a line that stops behind both": {
        "30-a.rules": f"{C}\n",
        "50-b.rules": f"-w /etc/passwd -p wa -k identity\n{R}\n{STOP}",
    },
    "the same rules in two files": {"30-a.rules": BOTH, "50-b.rules": BOTH},
    "locked in the last file": {"50-a.rules": BOTH, "99-finalize.rules": "-e 2\n"},
    "no line end at the very end": {"50-a.rules": BOTH.rstrip("\n")},
    "comments behind blanks": {"10-a.rules": "  # users\n", "50-b.rules": BOTH},
    "the rules again behind, in one file": {"audit.rules": BOTH + BOTH},
    "the rules at the head and again behind": {
        "audit.rules": f"{C.replace('-a ', '-A ')}\n{R.replace('-a ', '-A ')}\n{BOTH}"
    },
    "a duplicate behind": {"50-a.rules": BOTH, "60-b.rules": 2 * "-w /etc/hosts -p wa -k a\n"},
    "a folder is watched that is missing itself": {
        "audit.rules": f"-w /etc/selinux/ -p wa -k MAC-policy\n-w /opt/none/ -p wa -k a\n{BOTH}"
    },
    "a folder that benchmarks name is missing, behind": {
        "50-a.rules": BOTH,
        "60-b.rules": "-w /etc/selinux/config -p wa -k a\n-w /opt/none/file -p wa -k a\n",
    },
    "files in folders that are there": {
        "10-a.rules": "-w /var/lock/lvm/a -p wa -k a\n-a always,exit -F dir=/var/lock/lvm -k a\n",
        "50-b.rules": BOTH,
    },
    "a bound on auid with >": {"50-a.rules": BOTH.replace("auid>=1000", "auid>999")},
}


@pytest.mark.oscap
@pytest.mark.slow
def test_nine_of_ten_worlds_of_every_group_are_right(given: Mapping[str, Outcome]) -> None:
    rows = oval_report.report(given)
    assert sum(row.worlds for row in rows) == len(given)
    low = [row for row in rows if row.right < row.worlds * LOWER.get(row.group, WANTED)]
    assert low == []


@pytest.mark.oscap
@pytest.mark.slow
def test_every_wrong_verdict_has_a_reason(given: Mapping[str, Outcome]) -> None:
    wrong = {name for name, outcome in given.items() if outcome != "right"}
    named = [name for names in UNSEEN.values() for name in names]
    assert sorted(wrong) == sorted(named)


# Rules that do no harm, many in one file or one in each of many: none may cost its square.
LINES: Final = {
    "rules of one folder": "-w /etc/x{} -p wa -k x\n",
    "rules of many folders": "-w /opt/d{}/x -p wa -k x\n",
    "rules of calls": "-a always,exit -F arch=b64 -S mount -F auid={} -k x\n",
    "rules that say never": "-a never,exit -F arch=b64 -S all -F uid={}\n",
    "rules that say never of programs": "-a never,exit -F exe=/usr/bin/x{}\n",
}
FEW: Final = 100
MANY: Final = 1600


def _seconds(built: Built, root: Path, files: Mapping[str, str]) -> float:
    """Say how much time of the processor oscap needs for rule files, with the control's behind."""
    texts = {f"/etc/audit/rules.d/{name}": text for name, text in files.items()}
    write(root, {**debian(), **texts, "/etc/audit/rules.d/9999.rules": BOTH})
    values = {"audit_uid_min": "login.defs", "audit_key_policy": "any"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    judges.oval(built, root, values)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.oscap
@pytest.mark.parametrize("name", LINES)
def test_many_rules_cost_no_more_than_their_number(
    name: str, built: Built, oscap: str, tmp_path: Path
) -> None:
    assert oscap
    few, many = (
        _seconds(
            built,
            tmp_path / str(count),
            {"10.rules": "".join(LINES[name].format(item) for item in range(count))},
        )
        for count in (FEW, MANY)
    )
    assert many < few * MANY / FEW


@pytest.mark.oscap
@pytest.mark.parametrize("name", ["rules of one folder", "rules of many folders"])
def test_many_files_cost_no_more_than_their_number(
    name: str, built: Built, oscap: str, tmp_path: Path
) -> None:
    assert oscap
    few, many = (
        _seconds(
            built,
            tmp_path / str(count),
            {f"{item:04}.rules": LINES[name].format(item) for item in range(count)},
        )
        for count in (FEW, MANY)
    )
    assert many < few * MANY / FEW


@pytest.mark.oscap
@pytest.mark.parametrize("name", PRACTICE)
def test_no_right_system_of_practice_fails(
    name: str, built: Built, oscap: str, tmp_path: Path
) -> None:
    assert oscap
    folders = ("/opt", "/var/lock/lvm", "/dev/shm")
    files = {
        **debian(),
        **dict.fromkeys(folders, Folder()),
        "/usr/bin/mawk": "",
        "/usr/bin/awk": Link("mawk"),
        **{f"/etc/audit/rules.d/{file}": text for file, text in PRACTICE[name].items()},
    }
    root = write(tmp_path / "target", files)
    assert judges.reference(built, root, "x86_64")["configured"]
    values = {"audit_uid_min": "login.defs", "audit_key_policy": "any"}
    assert judges.oval(built, root, values)["configured"]
