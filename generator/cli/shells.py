"""How bash, zsh and fish are told words: what click leaves out of words with `=`, and of titles."""

import os
from itertools import pairwise
from typing import ClassVar

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)


def register() -> None:
    """Let these shells be asked in the place of click's own."""
    for shell in (Bash, Zsh, Fish):
        add_completion_class(shell)


class Bash(BashComplete):
    """bash parts words at each `=`, and replaces what stands behind the last one."""

    _parted = False

    def get_completion_args(self) -> tuple[list[str], str]:
        """Give the words before the last one, and that, with their parts joined again."""
        at = int(os.environ["COMP_CWORD"])
        parts = split_arg_string(os.environ["COMP_WORDS"])[: at + 1]
        parts += [""] * (at + 1 - len(parts))
        words = parts[:1]
        for before, part in pairwise(parts):
            self._parted = "=" in (before, part) and len(words) > 1
            if self._parted:
                words[-1] += part
            else:
                words.append(part)
        return words[1:-1], words[-1]

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """Give what may stand behind the last `=`."""
        found = super().get_completions(args, incomplete)
        head = incomplete[: incomplete.rfind("=") + 1] if self._parted else ""
        for one in found:
            one.value = one.value.removeprefix(head)
        return found


class _Whole(ShellComplete):
    """A shell that replaces the whole word, and the option in it."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """Give whole words."""
        found = super().get_completions(args, incomplete)
        option, sign, _ = incomplete.partition("=")
        for one in found:
            if sign and option.startswith("-") and one.type == "plain":
                one.value = f"{option}={one.value}"
        return found


class Zsh(_Whole, ZshComplete):
    """zsh shows titles beside the words."""


class Fish(_Whole, FishComplete):
    """fish does, too; click would cut them off at their first comma."""

    source_template: ClassVar[str] = FishComplete.source_template.replace(
        'string split ","', 'string split --max 1 ","'
    )
