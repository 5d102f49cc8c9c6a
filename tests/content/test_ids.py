"""Ids keep to the patterns of their schemas, and never change."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.ids import number, ocil_id, oval_id, scap_id, xccdf_id

NAMES = st.from_regex(r"[A-Za-z0-9_.-]+", fullmatch=True)


@given(NAMES)
def test_ids_follow_the_patterns_of_scap(name: str) -> None:
    reverse_dns = r"[A-Za-z0-9.-]+"
    assert re.fullmatch(rf"xccdf_{reverse_dns}_rule_[A-Za-z0-9_.-]+", xccdf_id("rule", name))
    assert re.fullmatch(rf"scap_{reverse_dns}_cref_[A-Za-z0-9_.-]+", scap_id("cref", name))
    assert re.fullmatch(r"oval:[A-Za-z0-9_\-.]+:def:[1-9][0-9]{8,9}", oval_id("def", name))
    assert re.fullmatch(
        r"ocil:[A-Za-z0-9_\-.]+:question:[1-9][0-9]{8,9}", ocil_id("question", name)
    )


@given(st.text())
def test_number_fits_32_bits(name: str) -> None:
    assert 100_000_000 <= number(name) < 2**31


def test_ids_never_change() -> None:
    assert xccdf_id("rule", "audit_x") == "xccdf_org.auditscap.content_rule_audit_x"
    assert scap_id("comp", "debian12-oval") == "scap_org.auditscap.content_comp_debian12-oval"
    assert oval_id("tst", "audit_kernel_modules") == "oval:org.auditscap.content:tst:1935740746"
    assert ocil_id("question", "audit_kernel_modules").endswith(
        oval_id("obj", "audit_kernel_modules").rpartition(":")[2]
    )


@pytest.mark.parametrize("name", ["", "a b", "a:b", "ä", "a\n", "a/b"])
def test_name_that_scap_forbids_is_our_bug(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be part"):
        xccdf_id("rule", name)
