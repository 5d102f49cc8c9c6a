"""`auditscap new`: both files are written, and only where the control builds with them."""

import re
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from generator.cli.output import Format, print_json, print_problems
from generator.cli.pasted import read_rules
from generator.content import Content, Product
from generator.kinds.audit_rules.parameters import AuditRules
from generator.layout import FOLDERS, PROJECT
from generator.pipeline import run_pipeline
from generator.scaffold import Draft, Suggestion, cases_text, control_text, suggested
from generator.source import Problems, choose
from generator.stages.models import Run
from generator.trial import judge, trials
from generator.write.single import write_file

_ID: Final = r"[a-z][a-z0-9_]{2,63}"
_ID_FORM: Final = "write 3 to 64 of the characters a-z, 0-9 and _, the first of them a letter"
_PREFIX: Final = "50-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user asks for, as typed."""

    name: str | None
    title: str | None
    severity: str | None
    products: tuple[str, ...]
    key: str | None
    filename: str | None
    rules: str | None
    loaded: bool
    replace: bool


def new_control(root: Path, form: Format, wishes: Wishes, problems: Problems) -> None:
    """Make the control and its cases, and print what was made."""
    asks = form == "text" and sys.stdin.isatty() and wishes.rules != "-"
    data = _made(root, wishes, problems, asks=asks)
    if form == "json":
        print_json(data, problems)
        return
    print_problems(problems, end=", nothing written")
    if data:
        _print(data)


def _made(root: Path, wishes: Wishes, problems: Problems, *, asks: bool) -> dict[str, Any]:
    run = run_pipeline(Run(root=root, problems=problems), last="resolve")
    content = run.content
    if content is None or problems.errors:
        return {}
    source = read_rules(wishes.rules, problems, loaded=wishes.loaded, asks=asks)
    if source is None:
        return {}
    name = wishes.name or (click.prompt("Id of the control", type=str) if asks else "")
    products = _products(content, wishes.products, problems)
    if not re.fullmatch(_ID, name):
        problems.add("malformed-value", None, f"malformed control id {name!r}", _ID_FORM)
    paths = tuple(root / folder / f"{name}.yml" for folder in ("controls", "cases"))
    for path in paths:
        if path.exists() and not wishes.replace:
            problems.add(
                "folder-not-writable", None, f"{path} is there already", "--force writes over it"
            )
    if problems.errors:
        return {}
    uid_min = products[0].uid_min
    found = suggested(source, name=name, key=wishes.key, uid_min=uid_min, problems=problems)
    if found is None:
        return {}
    draft = _draft(name, wishes, found, products, _prefix(run, products[0]), asks=asks)
    texts = _texts(root, draft, problems)
    if not texts or not _write(paths, texts, problems):
        return {}
    return {
        "control": name,
        "files": [str(path) for path in paths],
        "rules": [f"{name}_{suffix}" for suffix in ("configured", "loaded", "compiled")],
        "changes": list(found.changes),
        "hints": list(found.hints),
    }


def _products(content: Content, names: tuple[str, ...], problems: Problems) -> tuple[Product, ...]:
    known = {one.id.value: one for one in content.products}
    for name in names:
        if name not in known:
            words = f"unknown product {name!r}"
            problems.add("unknown-product", None, words, hint=choose(name, known))
    return tuple(known[name] for name in names or known if name in known)


def _prefix(run: Run, product: Product) -> str:
    """Give what the names of the product's rule files mostly begin with."""
    names = (
        item.check.parameters.filename
        for item in run.rules
        if item.subject.product == product and isinstance(item.check.parameters, AuditRules)
    )
    found = Counter(match[0] for name in names if (match := re.match(r"[0-9]+-", name)))
    return found.most_common(1)[0][0] if found else _PREFIX


def _draft(
    name: str,
    wishes: Wishes,
    found: Suggestion,
    products: tuple[Product, ...],
    prefix: str,
    *,
    asks: bool,
) -> Draft:
    def asked(words: str, given: str | None, default: str) -> str:
        if given is not None or not asks:
            return given or default
        return str(click.prompt(words, default=default))

    return Draft(
        id=name,
        title=asked("Title", wishes.title, f"Ensure events of {found.key} are collected"),
        severity=asked("Severity", wishes.severity, "medium"),
        key=found.key,
        file=asked("Rule file", wishes.filename, f"{prefix}{found.key}.rules"),
        products=tuple(one.id.value for one in products),
        rules=found.rules,
    )


def _texts(root: Path, draft: Draft, problems: Problems) -> tuple[str, ...]:
    """Give both texts where the project builds with them, in a copy of it; else nothing."""
    control = control_text(draft, root / f"controls/{draft.id}.yml")
    with tempfile.TemporaryDirectory(prefix="auditscap-new-") as folder:
        copy = Path(folder)
        for name in FOLDERS:
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name)
        shutil.copy(root / PROJECT, copy)
        (copy / f"controls/{draft.id}.yml").write_text(control, "utf-8")
        product = draft.products[0]
        found = run_pipeline(Run(root=copy, problems=problems, products=(product,)), last="compile")
    if problems.errors:
        return ()
    tried = trials(draft.id, product, found.compiled, (), problems)
    right = [one for one in tried if not judge(one, ("reference",)).wrong]
    return control, cases_text(draft, right, root / f"cases/{draft.id}.yml")


def _write(paths: tuple[Path, ...], texts: tuple[str, ...], problems: Problems) -> bool:
    """Write both files, or put the first back as it was."""
    first, second = paths
    before = first.read_bytes() if first.exists() else None
    second.parent.mkdir(exist_ok=True)
    if not write_file(first, texts[0].encode(), problems, replace=True):
        return False
    if write_file(second, texts[1].encode(), problems, replace=True):
        return True
    if before is None:
        first.unlink()
    else:
        first.write_bytes(before)
    return False


def _print(data: dict[str, Any]) -> None:
    for name in data["files"]:
        click.echo(name)
    for words in data["changes"]:
        click.echo(f"  {words}")
    for words in data["hints"]:
        click.echo(f"  hint: {words}")
    click.echo("\nSay why in the rationale. In profiles the rules are called")
    for name in data["rules"]:
        click.echo(f"  - {name}")
    click.echo(f"and this tries them: auditscap test {data['control']}")
