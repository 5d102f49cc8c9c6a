"""On products with audit 4.0 permissions behind an arch count as what auditctl makes of them."""

from pathlib import Path
from typing import Final

import pytest

from generator.stages.models import Run
from generator.trial.judges import ask
from generator.trial.system import rules_of, system
from generator.trial.world import write
from tests.conftest import Machines
from tests.kinds.access_controls import check_script, fix_script
from tests.kinds.check_scripts import FAIL, PASS
from tests.world.namespace import NO_KERNEL

RUNS: Final = "-F path=/usr/bin/kmod -F perm=x -F auid>=1000 -F auid!=unset -k m"
USES: Final = "-F path=/etc/passwd -F perm=wa -k identity"
BY_ARCH: Final = "-a always,exit -F arch=b64 {0}\n-a always,exit -F arch=b32 {0}\n"
WITH_ALL: Final = "-a always,exit -F arch=b64 -S all {0}\n-a always,exit -F arch=b32 -S all {0}\n"
PLAIN: Final = "-a always,exit {0}\n"
TEXTS: Final = {
    BY_ARCH: {"debian12": True, "debian13": False, "rhel9": True, "rhel10": False},
    WITH_ALL: {"debian12": True, "debian13": True, "rhel9": True, "rhel10": True},
    PLAIN: {"debian12": True, "debian13": True, "rhel9": True, "rhel10": True},
}
ASKED: Final = {
    "audit_kmod_configured": RUNS,
    "audit_etc_passwd_configured": USES,
    "audit_chcon_configured": RUNS.replace("kmod", "chcon"),
}


@pytest.mark.oscap
@pytest.mark.slow
@pytest.mark.usefixtures("oscap")
@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("name", ["debian12", "debian13", "rhel9", "rhel10"])
def test_all_judges_agree(name: str, form: str, everything: Run, tmp_path: Path) -> None:
    tried = 0
    for one in everything.compiled:
        rule, product = one.rule.subject.rule, one.rule.subject.product
        if product.id.value != name or rule not in ASKED:
            continue
        tried += 1
        text = form.format(ASKED[rule])
        root = write(tmp_path / rule / "root", system(text, rules_of(one.rule)))
        for judge in ("reference", "script", "oscap"):
            (work := tmp_path / rule / judge).mkdir()
            answer = ask(judge, one, root, work, "x86_64")
            assert answer is not None
            assert answer.holds is TEXTS[form][name], (judge, rule, answer.words)
    assert tried


@pytest.mark.oscap
@pytest.mark.slow
@pytest.mark.usefixtures("oscap")
@pytest.mark.parametrize("name", ["debian12", "debian13", "rhel10"])
def test_an_arm_machine_stops_loading(name: str, everything: Run, tmp_path: Path) -> None:
    """Where auditctl refuses the calls that it put there itself (4.0 to 4.0.2)."""
    text = f"-a always,exit -F arch=b64 {USES.replace('passwd', 'other')}\n"
    text += f"-a always,exit {RUNS.replace('kmod', 'chcon')}\n"
    (one,) = (
        one
        for one in everything.compiled
        if one.rule.subject.rule == "audit_chcon_configured"
        and one.rule.subject.product.id.value == name
    )
    root = write(tmp_path / "root", system(text, rules_of(one.rule, "aarch64"), "aarch64"))
    for judge in ("reference", "oscap"):
        (work := tmp_path / judge).mkdir()
        answer = ask(judge, one, root, work, "aarch64")
        assert answer is not None
        assert answer.holds is (name != "debian13"), (judge, answer.words)


@pytest.mark.parametrize("release", ["3.0.9", "4.0.2", "4.0.3"])
def test_a_live_target_says_its_own_release(
    release: str, machines: Machines, tmp_path: Path
) -> None:
    """The script and the fix of a product with audit 3, where audit was brought up to date."""
    asked = RUNS.replace("1000", "${UID_MIN}")
    said = f"#!/bin/sh\n[ \"$1\" = -v ] && {{ echo 'auditctl version {release}'; exit; }}\n"
    files = {"/etc/audit/rules.d/10-arch.rules": BY_ARCH.format(RUNS)}
    here = machines(files=files, auditctl=said + NO_KERNEL.partition("\n")[2])
    (scripts := tmp_path / "scripts").mkdir()
    check = check_script(PLAIN.format(asked), "configured", scripts)
    fix = fix_script(PLAIN.format(asked), scripts)
    narrow = release != "3.0.9"
    for expected in (FAIL if narrow else PASS, PASS):
        done = here.run("sh", str(check))
        assert done.returncode == expected, done.stdout
        assert ("matches only a part: -S execve" in done.stdout) == (expected == FAIL)
        assert here.run("bash", str(fix)).stderr == ""
    own = here.path("/etc/audit/rules.d/50-k.rules")
    assert own.exists() == narrow
