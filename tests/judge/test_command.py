"""`auditscap judge` as its users have it: what it reads, what it prints, how it ends."""

import json
from pathlib import Path

import pytest

from tests.cli.run import auditscap
from tests.judge.run import judge
from tests.world.build import ROOT
from tests.world.world import debian, write

GOOD = "-w /etc/sudoers -p wa -k scope\n-w /etc/sudoers.d -p wa -k scope\n"
ON_DEBIAN = ("--product", "debian12", "--control", "audit_sudoers")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good file."""
    (tmp_path / "50-scope.rules").write_text(GOOD)
    return tmp_path


def test_what_is_collected_ends_with_0(folder: Path) -> None:
    done = judge("--rules-dir", str(folder), *ON_DEBIAN)
    assert done.exit_code == 0
    assert "audit_sudoers    2 of 2  collected" in done.stdout
    assert "a usual one: what the rules name is there" in done.stdout
    assert done.stdout.endswith("0 errors, 0 warnings, 0 notes\n")


def test_the_line_to_blame_is_shown_with_carets(folder: Path) -> None:
    (folder / "10-first.rules").write_text("-a never,exit -F dir=/etc/sudoers.d\n")
    done = judge("--rules-dir", str(folder), *ON_DEBIAN)
    assert done.exit_code == 1
    shown = done.stdout.splitlines()
    at = next(number for number, line in enumerate(shown) if "[R601]" in line)
    assert shown[at].startswith(f"{folder}/10-first.rules:1:4: error: audit_sudoers: 1 event ")
    assert shown[at + 1 : at + 3] == [
        "  1 | -a never,exit -F dir=/etc/sudoers.d",
        "    |    ^^^^^^^^^^",
    ]


def test_control_that_is_not_there_is_told_with_the_nearest(folder: Path) -> None:
    asked = ("--product", "debian12", "--control", "audit_sudoer")
    done = judge("--rules-dir", str(folder), *asked)
    assert done.exit_code == 1
    assert "has no control of audit rules 'audit_sudoer' [E321]" in done.stderr
    assert "hint: did you mean 'audit_sudoers'?" in done.stderr


def test_json_tells_events_rules_and_blame(folder: Path) -> None:
    (folder / "60-more.rules").write_text("-w /etc/group -p q -k identity\n")
    arguments = ("--format", "json", *ON_DEBIAN, "--control", "audit_identity")
    data = json.loads(judge("--rules-dir", str(folder), *arguments).stdout)
    assert data["holds"] is False
    sudoers, identity = data["controls"]
    assert sudoers["collected"] is True
    assert [one["rules"][0]["line"] for one in sudoers["events"]] == [1, 2]
    assert identity["events"][0]["verdict"] == "not collected"
    blame = identity["events"][0]["blame"]
    path = str(folder / "60-more.rules")
    assert blame == {
        "origin": "60-more.rules:1", "path": path, "line": 1, "column": 18, "end_column": 19
    }  # fmt: skip
    assert data["stop"]["path"] == path
    assert [one["code"] for one in data["findings"]] == ["R101"]
    assert data["target"]["file_system"] == "usual"


def test_a_file_and_standard_input_are_judged_as_auditctl_loads_them(tmp_path: Path) -> None:
    path = tmp_path / "audit.rules"
    path.write_text(GOOD)
    assert judge("--rules", str(path), *ON_DEBIAN).exit_code == 0
    done = judge("--rules", "-", *ON_DEBIAN, standard_input=GOOD.encode())
    assert done.exit_code == 0
    assert done.stdout.startswith("<stdin>: as auditctl -R loads it\n")


def test_a_saved_listing_is_judged(tmp_path: Path) -> None:
    path = tmp_path / "saved"
    path.write_text(GOOD + "enabled 0\nfailure 1\n")
    done = judge("--loaded", str(path), *ON_DEBIAN)
    assert done.exit_code == 1
    assert "auditing is off" in done.stdout
    assert judge("--loaded", "-", *ON_DEBIAN, standard_input=GOOD.encode()).exit_code == 0


def test_a_line_that_no_listing_has_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "saved"
    path.write_text("No such\n")
    done = judge("--loaded", str(path), *ON_DEBIAN)
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"{path}:1:1: error: auditctl -l prints no such line: No such" in done.stderr


def test_a_system_below_a_folder_is_judged_with_its_own_files(tmp_path: Path) -> None:
    rules = {"/etc/audit/rules.d/50-scope.rules": GOOD, "/etc/sudoers": "", "/etc/sudoers.d/x": ""}
    root = write(tmp_path, {**debian(), **rules})
    done = judge("--sysroot", str(root), *ON_DEBIAN)
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{root}/etc/audit/rules.d: as a boot of this system loads it\n")
    assert "that of this system" in done.stdout


def test_login_defs_says_uid_min(folder: Path, tmp_path: Path) -> None:
    defs = tmp_path / "login.defs"
    defs.write_text("UID_MIN 500\n")
    rule = "-a always,exit -F path=/usr/bin/chacl -F perm=x -F auid>=1000 -F auid!=unset -k x\n"
    (folder / "70-chacl.rules").write_text(rule)
    words = ("--product", "debian12", "--control", "audit_chacl", "--rules-dir", str(folder))
    assert judge(*words).exit_code == 0
    done = judge(*words, "--login-defs", str(defs))
    assert done.exit_code == 1
    assert "auid>=1000 leaves out real users: UID_MIN is 500" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--rules-dir", "/etc", "--rules", "/etc/passwd"), "give one of"),
        (("--no-controls", "--control", "audit_sudoers"), "leaves no --control"),
        (("--arch", "vax"), "vax"),
        (("--rules-dir", "/nowhere"), "does not exist"),
        (("--product", "rhel9", "--arch", "arm"), "rhel9 is not made for arm"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], said: str) -> None:
    done = judge(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--product", "debian"), "unknown product 'debian'"),
        (("--product", "debian12", "--control", "audit_sudoer"), "did you mean 'audit_sudoers'?"),
    ],
)
def test_names_that_are_not_there_are_told(arguments: tuple[str, ...], said: str) -> None:
    done = judge("--rules", "-", *arguments)
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr


def test_it_works_where_no_project_is(tmp_path: Path) -> None:
    (tmp_path / "50-scope.rules").write_text(GOOD)
    done = auditscap(tmp_path, "judge", "--rules-dir", ".", *ON_DEBIAN, PYTHONPATH=str(ROOT))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe-\x00w\x00",
        b"-w /etc/gr\xc3\xb6\xc3\x9fe -p wa -k schl\xc3\xbcssel\n",
        b"-w /etc/\xff\xff -p wa -k \x80\n",
        b"\xef\xbb\xbf-w /etc/passwd -p wa -k x\n",
        b"-w\t/etc/passwd\t-p\twa\n",
        b"-w /etc/passwd -p wa -k x\r\n-D\r\n",
        b"\0\0\0",
        b"-a always,exit -S " + b"open," * 3000 + b"open -k x\n",
        b"-k\n-S\n-F\n--\n-\n-D -k\n-a\n",
        b"-e 2\n-e 2\n-D\n-w / -p wa\n",
        b"",
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_any_bytes_are_judged(content: bytes, form: str, tmp_path: Path) -> None:
    (tmp_path / "10-a.rules").write_bytes(content)
    for option in (("--rules-dir", str(tmp_path)), ("--rules", str(tmp_path / "10-a.rules"))):
        done = judge("--no-controls", "--verbose", "--format", form, *option)
        assert done.exit_code in (0, 1)
        assert form == "text" or json.loads(done.stdout)
