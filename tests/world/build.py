"""The project's own content, built once for all tests."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import CompiledRule, Run

ROOT: Final = Path(__file__).parents[2]
PRODUCT: Final = "debian12"
RULE: Final = "audit_kernel_modules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The files of one product on disk, and the run that made them."""

    run: Run
    folder: Path

    @property
    def stream(self) -> Path:
        """The data stream."""
        return self.folder / f"auditscap-{PRODUCT}-ds.xml"

    @property
    def profiles(self) -> dict[str, tuple[str, ...]]:
        """The rules of each profile of the product, by short ids."""
        product = self.run.loaded.product(PRODUCT)
        assert product
        return {
            profile.id.value: tuple(rule.value for rule in profile.rules_for(PRODUCT))
            for profile in self.run.loaded.profiles
            if profile.is_for(product)
        }

    def file(self, name: str) -> Path:
        """A file of the product's folder, which must be there."""
        path = self.folder / name
        assert path.is_file(), path
        return path

    def rule(self, suffix: str) -> CompiledRule:
        """The compiled rule of the control whose id ends in `suffix`."""
        name = f"{RULE}_{suffix}"
        return next(item for item in self.run.compiled if item.rule.subject.rule == name)


def build(folder: Path, *, oscap: bool = False, root: Path | None = None) -> Built:
    """Build the product and the control that most tests scan; every problem is a failure.

    With `root` another project, all of it.
    """
    content = root or one_control(folder / "content")
    run = build_products(folder, PRODUCT, oscap=oscap, root=content)
    return Built(run=run, folder=folder / PRODUCT)


def one_control(root: Path) -> Path:
    """Copy the project with the control RULE alone, and the profiles of PRODUCT with its rules.

    No test may install packages, start services or change the boot loader of the machine it runs
    on, as fixes of other controls do.
    """
    (root / "controls").mkdir(parents=True)
    (root / "profiles").mkdir()
    shutil.copy(ROOT / "project.yml", root)
    shutil.copytree(ROOT / "products", root / "products")
    shutil.copy(ROOT / f"controls/{RULE}.yml", root / "controls")
    for path in (ROOT / "profiles").glob("*.yml"):
        profile = yaml.safe_load(path.read_text("utf-8"))
        profile["rules"] = [one for one in profile["rules"] if one.startswith(f"{RULE}_")]
        profile.pop("rules_on", None)
        if PRODUCT in profile["products"] and profile["rules"]:
            profile["products"] = [PRODUCT]
            text = yaml.safe_dump(profile, sort_keys=False)
            (root / "profiles" / path.name).write_text(text, "utf-8")
    return root


def build_products(folder: Path, *products: str, oscap: bool = False, root: Path = ROOT) -> Run:
    """Build products, or all of them, into `folder`; every problem is a failure."""
    problems = Problems()
    run = run_pipeline(
        Run(root=root, problems=problems, products=products, folder=folder, oscap=oscap)
    )
    assert [f"{one.code.id} {one.message}" for one in problems] == []
    return run
