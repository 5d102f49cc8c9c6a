"""What YAML for Ansible says, with text tagged `!unsafe` as plain text."""

from typing import Any

import yaml


class _Loader(yaml.SafeLoader):
    """Knows Ansible's tag."""


def _unsafe(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


_Loader.add_constructor("!unsafe", _unsafe)


def loaded(text: str) -> Any:
    """Give the document."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
