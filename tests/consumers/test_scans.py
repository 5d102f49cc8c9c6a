"""The scans that consumers are given have something of everything."""

import pytest

from tests.consumers.scanning import Scanned

pytestmark = pytest.mark.consumers
RESULTS = {
    "debian12 offline": {"pass", "fail", "notapplicable"},
    "rhel9 offline": {"pass", "fail", "notapplicable"},
    "rhel8 offline": {"pass", "fail", "notapplicable"},
    "this machine": {"pass", "fail", "notchecked"},
}


def test_results_are_mixed(scanned: Scanned, request: pytest.FixtureRequest) -> None:
    found = {rule.result for rule in scanned.rules.values()}
    assert found == RESULTS[request.node.callspec.params["scanned"]]


def test_red_hat_has_identifiers_and_all_have_references(scanned: Scanned) -> None:
    """DISA says of some rules alone which CCI they answer."""
    red_hat = scanned.product.startswith("rhel")
    for rule in scanned.rules.values():
        assert rule.references
        assert bool(rule.idents_of("CCE-")) == red_hat
    assert any(rule.idents_of("CCI-") for rule in scanned.rules.values()) == red_hat
