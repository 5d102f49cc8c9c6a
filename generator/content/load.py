"""Loading content: every file of the project is read, and every problem in any of them told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from generator.content.meaning import File, Files, check_meaning
from generator.content.model import Content, Product, Project
from generator.content.products import Base, check_product, is_abstract, read_products
from generator.content.read import checks_in, read_control, read_profile, read_project
from generator.source import Node, Problems, Source, load, parse
from generator.source.recent import Recent

T = TypeVar("T")
_FILES: Final[Recent[File[Any]]] = Recent()
_PRODUCTS: Final[Recent[dict[str, Product | None]]] = Recent()

_ROOT: Final = "make it, or name the folder that has it with --root"


PARTS: Final = ("project.yml", "controls", "products", "profiles")


def load_content(root: Path, problems: Problems) -> Content | None:
    """Load project.yml and all of controls/, products/ and profiles/ below `root`.

    None where project.yml gives nothing. A file that breaks its schema is left out of the checks
    between files, but its name still counts as the id it should give; the content is then not
    `complete`, and good for nothing but more checks.
    """
    if not any((root / name).exists() for name in PARTS):
        nowhere = Source(path="project.yml", text="").whole()
        words = "there is no project here: no project.yml, controls/, products/, profiles/"
        hint = "auditscap init makes one; --root names another folder"
        problems.add("missing-file", nowhere, words, hint)
        return None
    before = len(problems.errors)
    project = _load_project(root, problems)
    controls = _load_folder(root, "controls", read_control, problems)
    products, bases = _load_products(root, problems)
    files = Files(
        controls=controls,
        products=products,
        bases=bases,
        profiles=_load_folder(root, "profiles", read_profile, problems),
    )
    check_meaning(project, files, problems)
    if project is None:
        return None
    broken = tuple(file for file in files.controls if file.model is None)
    return Content(
        project=project,
        controls=tuple(file.model for file in files.controls if file.model),
        products=tuple(file.model for file in files.products if file.model),
        profiles=tuple(file.model for file in files.profiles if file.model),
        broken=tuple(file.stem for file in broken),
        broken_checks=tuple(check for file in broken for check in checks_in(file.node)),
        complete=len(problems.errors) == before,
    )


def _load_project(root: Path, problems: Problems) -> Project | None:
    path = root / "project.yml"
    if path.exists() or path.is_symlink():
        return _load_file(root, path, read_project, problems)
    nowhere = Source(path=path.name, text="").whole()
    problems.add("missing-file", nowhere, "the file does not exist", _ROOT)
    return None


def load_products(root: Path, problems: Problems) -> tuple[Product, ...]:
    """Load products/ alone; a product with mistakes is left out."""
    products, _ = _load_products(root, problems)
    return tuple(file.model for file in products if file.model)


def _load_products(
    root: Path, problems: Problems
) -> tuple[tuple[File[Product], ...], tuple[File[Base], ...]]:
    """Load the products, and what is there only for others to extend."""
    files = _load_folder(root, "products", check_product, problems)
    read = _PRODUCTS.get(
        tuple(map(id, files)),
        lambda own: read_products({file.stem: file.model for file in files}, own),
        problems,
        files,
    )
    products = (
        File(stem=file.stem, model=read[file.stem], node=file.node)
        for file in files
        if not is_abstract(file.model)
    )
    bases = (
        File(stem=file.stem, model=Base.of(file.model), node=file.node)
        for file in files
        if file.model and is_abstract(file.model)
    )
    return tuple(products), tuple(bases)


def _load_folder(
    root: Path, name: str, read: Callable[[Node, Problems], T | None], problems: Problems
) -> tuple[File[T], ...]:
    folder = root / name
    nowhere = Source(path=name, text="").whole()
    if not folder.is_dir():
        problems.add("missing-file", nowhere, f"there is no folder {name}/", _ROOT)
        return ()
    try:
        found = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except PermissionError:
        problems.add("unreadable-file", nowhere, f"the folder {name}/ cannot be read")
        return ()
    for path in found:
        _refuse_stray(path, name, problems)
    wanted = [path for path in found if path.suffix == ".yml"]
    if not wanted:
        problems.add(
            "no-files",
            nowhere,
            f"the folder {name}/ holds no file that ends in .yml",
            f"add {name}/ID.yml",
        )
    return tuple(_load_one(root, path, read, problems) for path in wanted)


def _load_one(
    root: Path, path: Path, read: Callable[[Node, Problems], T | None], problems: Problems
) -> File[T]:
    if path.is_dir():
        nowhere = Source(path=path.relative_to(root).as_posix(), text="").whole()
        hint = "give it a name without .yml, or move it away"
        problems.add("not-a-file", nowhere, "expected a file, found a folder", hint)
        return File(stem=path.stem, model=None, node=None)
    source = load(path, path.relative_to(root).as_posix(), problems)
    if source is None:
        return File(stem=path.stem, model=None, node=None)

    def parsed(own: Problems) -> File[T]:
        node = parse(source, own)
        return File(stem=path.stem, model=read(node, own) if node else None, node=node)

    return _FILES.get((read, source.path, source.text), parsed, problems)


def _refuse_stray(path: Path, folder: str, problems: Problems) -> None:
    """Refuse what is never read: nobody would miss a control, so a warning is not enough."""
    mark = Source(path=f"{folder}/{path.name}", text="").whole()
    if path.suffix.lower() in {".yml", ".yaml"} and path.suffix != ".yml":
        text = f"files ending in {path.suffix} are not read"
        problems.add("stray-file", mark, text, f"rename it to {path.stem}.yml")
    elif path.is_dir() and path.suffix != ".yml":
        text = "folders here are not read"
        problems.add("stray-file", mark, text, f"move its files to {folder}/")


def _load_file(
    root: Path, path: Path, read: Callable[[Node, Problems], T | None], problems: Problems
) -> T | None:
    node = _load_node(root, path, problems)
    return read(node, problems) if node else None


def _load_node(root: Path, path: Path, problems: Problems) -> Node | None:
    source = load(path, path.relative_to(root).as_posix(), problems)
    return parse(source, problems) if source else None
