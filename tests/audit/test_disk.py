"""A root folder read: how rules are loaded there, UID_MIN, and what odd files do."""

import os
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.audit import (
    Auditctl,
    Augenrules,
    Awk,
    NoLoader,
    UnclearModeError,
    boot,
    read_rule_files,
    read_uid_min,
)
from generator.audit.login_defs import uid_min
from generator.audit.syscalls import X86_64
from generator.audit.units import Unclear
from tests.audit.read_worlds import filled
from tests.world.world import Entry, Folder, Link, write

CASES = Path(__file__).parent / "cases"
MODES: list[dict[str, Any]] = yaml.safe_load((CASES / "modes.yml").read_text("utf-8"))
DEFAULT = 1000
"""What the cases of login_defs.yml give where nothing is said."""
LOGIN_DEFS: list[dict[str, Any]] = yaml.safe_load((CASES / "login_defs.yml").read_text("utf-8"))
RULES = "/etc/audit/rules.d"


def entry(said: Any) -> Entry:
    if isinstance(said, dict):
        return Link(said["link"]) if "link" in said else Folder()
    return filled(str(said))


@pytest.mark.parametrize("case", MODES, ids=lambda case: case["name"])
def test_how_rules_are_loaded_is_read_from_units(case: dict[str, Any], tmp_path: Path) -> None:
    write(tmp_path, {path: entry(said) for path, said in case["files"].items()})
    expected = {"augenrules": Augenrules(), "auditctl": Auditctl("/etc/audit/audit.rules")}
    mode = read_rule_files(tmp_path).mode
    if case["mode"] in expected:
        assert mode == expected[case["mode"]]
    elif case["mode"].startswith("/"):
        assert mode == Auditctl(case["mode"])
    elif case["mode"].startswith("unclear "):
        assert isinstance(mode, Unclear)
        assert f"unclear {mode.unit}" == case["mode"]
        with pytest.raises(UnclearModeError, match=f"could not decide: {mode.unit} runs"):
            boot(read_rule_files(tmp_path), X86_64)
    else:
        assert mode == NoLoader(case["mode"])


@pytest.mark.parametrize("case", LOGIN_DEFS, ids=lambda case: case["name"])
def test_uid_min_is_read_as_shadow_utils_read_it(case: dict[str, Any], tmp_path: Path) -> None:
    assert uid_min(case["text"], DEFAULT) == case["uid_min"], case["why"]
    write(tmp_path, {"/etc/login.defs": case["text"]})
    assert read_uid_min(tmp_path, DEFAULT) == case["uid_min"]


@pytest.mark.parametrize("default", [500, 1000])
def test_uid_min_without_login_defs_is_the_default(default: int, tmp_path: Path) -> None:
    assert read_uid_min(tmp_path, default) == default
    write(tmp_path, {"/etc/login.defs": Folder()})
    assert read_uid_min(tmp_path, default) == default
    (tmp_path / "etc/login.defs").rmdir()
    write(tmp_path, {"/etc/login.defs": "UID_MIN 600\nUID_MIN many\n"})
    assert read_uid_min(tmp_path, default) == default


def test_without_a_folder_augenrules_loads_audit_rules(tmp_path: Path) -> None:
    write(tmp_path, {"/etc/audit/audit.rules": "-a always,exit -S 1 -k k\n"})
    loaded = boot(read_rule_files(tmp_path), X86_64)
    assert [rule.origin for rule in loaded.lists.rules] == ["audit.rules:1"]


def test_a_folder_behind_a_link_is_read_below_the_root(tmp_path: Path) -> None:
    files: dict[str, Entry] = {
        RULES: Link("/srv/rules"),
        "/srv/rules/a.rules": "-a always,exit -S 1 -k k\n",
    }
    write(tmp_path, files)
    loaded = boot(read_rule_files(tmp_path), X86_64)
    assert [rule.origin for rule in loaded.lists.rules] == ["a.rules:1"]


def test_links_in_the_folder_are_followed_and_loops_are_not_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            f"{RULES}/1.rules": Link("loop.rules"),
            f"{RULES}/loop.rules": Link("1.rules"),
            f"{RULES}/2.rules": Link("/srv/x"),
            f"{RULES}/3.rules": Link("gone"),
            f"{RULES}/4.rules": Link("/srv"),
            "/srv/x": "-a always,exit -S 1 -k k\n",
        },
    )
    loaded = boot(read_rule_files(tmp_path), X86_64)
    assert [rule.origin for rule in loaded.lists.rules] == ["2.rules:1"]
    assert loaded.stop is None


def test_a_fifo_keeps_everything_from_being_loaded(tmp_path: Path) -> None:
    write(tmp_path, {f"{RULES}/50-x.rules": "-a always,exit -S 1 -k k\n"})
    os.mkfifo(tmp_path / RULES.lstrip("/") / "10-a.rules")
    loaded = boot(read_rule_files(tmp_path), X86_64)
    assert loaded.lists.rules == ()
    assert loaded.stop is not None
    assert loaded.stop.words == "10-a.rules: augenrules never ends reading it"


def test_a_name_that_is_no_utf_8_is_read(tmp_path: Path) -> None:
    folder = tmp_path / RULES.lstrip("/")
    folder.mkdir(parents=True)
    (folder / os.fsdecode(b"\xff.rules")).write_bytes(b"-a always,exit -S 1 -k \xff\n")
    (rule,) = boot(read_rule_files(tmp_path), X86_64).lists.rules
    assert rule.keys == ("\udcff",)


def test_a_file_that_all_may_write_is_not_loaded_by_auditctl(tmp_path: Path) -> None:
    unit = "[Service]\nExecStartPost=/sbin/auditctl -R /etc/audit/audit.rules\n"
    write(
        tmp_path,
        {
            "/etc/systemd/system/auditd.service": unit,
            "/etc/audit/audit.rules": "-a always,exit -S 1 -k k\n",
        },
    )
    assert len(boot(read_rule_files(tmp_path), X86_64).lists.rules) == 1
    (tmp_path / "etc/audit/audit.rules").chmod(0o666)
    assert boot(read_rule_files(tmp_path), X86_64).lists.rules == ()


def test_names_of_users_are_looked_up_below_the_root(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "/etc/passwd": "root:x:0:0::/:\neve:x:1007:1007::/:\n",
            f"{RULES}/a.rules": "-a never,exit -S 1 -F auid=eve\n-a never,exit -S 1 -F auid=1007\n",
        },
    )
    loaded = boot(read_rule_files(tmp_path), X86_64)
    assert loaded.stop is not None
    assert loaded.stop.words == "a.rules:2: Rule exists"


@pytest.mark.parametrize(
    ("program", "awk"), [("mawk", Awk.MAWK), ("gawk", Awk.GAWK), ("busybox", Awk.BUSYBOX)]
)
def test_the_awk_of_the_root_is_recognised(program: str, awk: Awk, tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            f"/usr/bin/{program}": "",
            "/etc/alternatives/awk": Link(f"/usr/bin/{program}"),
            "/usr/bin/awk": Link("/etc/alternatives/awk"),
        },
    )
    assert read_rule_files(tmp_path).script.awk is awk


def test_the_script_of_the_root_is_recognised(tmp_path: Path) -> None:
    assert read_rule_files(Path("/nonexistent")).script.expands
    write(tmp_path, {"/sbin/augenrules": '\tcat ${SourceRulesDir}/"${rules}"\n sub(/\\r$/, "");\n'})
    script = read_rule_files(tmp_path).script
    assert script.cuts_returns
    assert not script.expands


def test_many_files_and_many_lines_are_read_in_bounded_time(tmp_path: Path) -> None:
    folder = tmp_path / RULES.lstrip("/")
    folder.mkdir(parents=True)
    for number in range(500):
        (folder / f"{number}.rules").write_text(f"-a always,exit -S 1 -F uid={number} -k k\n")
    comments = "# comment\n" * 20_000
    (folder / "z.rules").write_text(f"{comments}-c\n" + "foo\n" * 2_000)
    begin = time.process_time()
    loaded = boot(read_rule_files(tmp_path), X86_64)
    assert len(loaded.lists.rules) == 500
    assert len(loaded.ignored) == 2_000
    assert loaded.status == 1
    assert time.process_time() - begin < 5
