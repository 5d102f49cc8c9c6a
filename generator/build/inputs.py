"""What the files of a product are made of, as a digest: two equal ones make the same bytes."""

import shutil
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import jinja2
import markdown_it
import yaml
from lxml import etree

from generator.content import Product
from generator.stages.models import Run
from generator.validate.catalog import Schemas

_PROJECT: Final = Path(__file__).parents[2]
OWN: Final = ("generator", "templates", "schemas")
"""The folders of the generator itself."""
_TOOLS: Final = ("oscap", "sh", "bash")


def inputs_of(product: Product, run: Run, schemas: Schemas) -> str:
    """Give the digest of everything that the files of `product` and their verdicts depend on.

    Controls and profiles that are not for the product can not change what is made for it.
    """
    content, name = run.loaded, product.id.value
    texts = [
        content.project.title.mark.source,
        *(one.id.mark.source for one in content.controls if one.scope(name) is not None),
        *(one.id.mark.source for one in content.profiles if one.is_for(product)),
    ]
    found = blake2b(digest_size=32)
    for text in (
        own_digest(),
        tools_digest(schemas.folder),
        run.stamp,
        repr(product),
        *(part for source in texts for part in (source.path, source.text)),
    ):
        found.update(f"{len(text)}:{text}".encode())
    return found.hexdigest()


def own_files() -> Iterator[Path]:
    """Give the files of the generator itself."""
    for folder in OWN:
        for path in sorted((_PROJECT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


@cache
def own_digest() -> str:
    """Give the digest of the generator as it was when this process asked first."""
    found = blake2b(digest_size=32)
    for path in own_files():
        content = path.read_bytes()
        found.update(f"{path.relative_to(_PROJECT)}:{len(content)}:".encode() + content)
    versions = (
        sys.version,
        etree.LXML_VERSION,
        etree.LIBXML_VERSION,
        etree.LIBXSLT_VERSION,
        jinja2.__version__,
        markdown_it.__version__,
        yaml.__version__,
    )
    found.update(repr(versions).encode())
    return found.hexdigest()


@cache
def reading_digest() -> str:
    """Give a digest that changes with the schemas of content and with what judges by them."""
    found = find_spec("jsonschema")
    folder = Path(found.origin).parent if found and found.origin else None
    stats = [
        (str(path), path.stat().st_size, path.stat().st_mtime_ns)
        for path in (sorted(folder.glob("*.py")) if folder else ())
    ]
    return own_digest() + blake2b(repr(stats).encode(), digest_size=32).hexdigest()


@cache
def tools_digest(schemas: Path) -> str:
    """Give a digest that changes with the SCAP schemas, oscap and the shells."""
    tools = (shutil.which(name) for name in _TOOLS)
    files = [*sorted(schemas.rglob("*")), *(Path(one).resolve() for one in tools if one)]
    stats = [(str(path), path.stat()) for path in files if path.is_file()]
    lines = [(path, stat.st_size, stat.st_mtime_ns) for path, stat in stats]
    return blake2b(repr(lines).encode(), digest_size=32).hexdigest()
