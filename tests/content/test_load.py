"""A valid project becomes models that know where their values stand."""

import shutil
from pathlib import Path

import pytest

from generator.content import Content, OsRelease, Text, load_content
from generator.source import Mapping, Problems

VALID = Path(__file__).parent / "valid"


def loaded(root: Path) -> Content:
    problems = Problems()
    content = load_content(root, problems)
    assert list(problems) == []
    assert content
    return content


def test_valid_project_is_read_whole() -> None:
    content = loaded(VALID)
    assert content.project.released.value == "2025-11-22"
    product = content.product("debian12")
    assert product
    assert product.os_release == (
        OsRelease(name=Text.of("ID"), value=Text.of("debian")),
        OsRelease(name=Text.of("VERSION_ID"), value=Text.of("12")),
    )
    framework = product.framework("cis")
    assert framework
    assert framework.title.value == "CIS Debian Linux 12 Benchmark v1.1.0"
    profile = content.profile("cis_level2_server")
    assert profile
    assert profile.refinements[0].value.value == "any"


def test_control_knows_its_references_per_product() -> None:
    control = loaded(VALID).control("audit_kernel_modules")
    assert control
    found = [
        (one.framework.value, one.identifier.value) for one in control.references_for("debian12")
    ]
    assert found == [("cis", "6.2.3.19"), ("nist", "AU-2(d)"), ("nist", "AU-3")]
    assert control.scope("rhel9") is None


def test_check_keeps_its_node_and_place() -> None:
    control = loaded(VALID).control("audit_kernel_modules")
    assert control
    check = control.checks[1]
    assert check.kind == "symlinks"
    assert str(check.mark) == "controls/audit_kernel_modules.yml:16:11"
    assert isinstance(check.node, Mapping)
    assert check.node.get("target")


def test_text_is_found_character_by_character() -> None:
    control = loaded(VALID).control("audit_kernel_modules")
    assert control
    assert control.description.value == "Text.\n"
    assert str(control.description.mark_of(2, 4)) == "controls/audit_kernel_modules.yml:5:5"


def test_texts_are_equal_wherever_they_stand() -> None:
    control = loaded(VALID).control("audit_kernel_modules")
    assert control
    assert control.id == Text.of("audit_kernel_modules")
    assert Text.of("one two").mark_of(4, 7).text == "two"


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    shutil.copytree(VALID, tmp_path, dirs_exist_ok=True)
    text = (tmp_path / "profiles/cis_level2_server.yml").read_text("utf-8")
    for name in ("zeta", "alpha", "beta_2", "beta"):
        other = text.replace("cis_level2_server", name)
        (tmp_path / f"profiles/{name}.yml").write_text(other, "utf-8")
    names = [one.id.value for one in loaded(tmp_path).profiles]
    assert names == ["alpha", "beta", "beta_2", "cis_level2_server", "zeta"]


def test_working_directory_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = loaded(VALID)
    monkeypatch.chdir(tmp_path)
    assert loaded(VALID) == here
