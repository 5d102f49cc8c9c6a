"""The page of all commands: what --help says of each, and what holds for all of them."""

from typing import Final

import click

from generator.cli.main import COMMANDS, COMPLETION, HIDDEN, PROGRAM, cli

_WIDTH: Final = 100
_INTRODUCTION: Final = f"""\
What `--help` says of each command. What holds for all of them:

| exit status | means |
|---|---|
| 0 | clean |
| 1 | problems in content or around it |
| 2 | wrong usage |
| 70 | a bug of ours: please report it |

Problems go to standard error, all else to standard output. `--format json` prints one JSON
document, with the problems in it; `--format sarif` prints SARIF 2.1.0, which code hosts show beside
the lines. `--quiet` prints problems alone. On a terminal a line tells how far long work is.

| variable | means |
|---|---|
| `NO_COLOR` | no colours on terminals either, where it is not empty |
| `AUDITSCAP_SCHEMAS` | the folder of the SCAP schemas, where it is not that of OpenSCAP |
| `SOURCE_DATE_EPOCH` | the time to write into the output: same bytes for the same input |

## Completion

The shell completes commands, options, and the ids of products, profiles, rules and Values of the
project in the current folder, or in that of `--root`. One line in the shell's own start-up file
turns it on, where `auditscap` is found on the `PATH`; in zsh it stands behind `compinit`:

```sh
eval "$({COMPLETION}=bash_source {PROGRAM})"   # bash 4.4 or later: ~/.bashrc
eval "$({COMPLETION}=zsh_source {PROGRAM})"    # zsh: ~/.zshrc, behind compinit
{COMPLETION}=fish_source {PROGRAM} | source    # fish: ~/.config/fish/config.fish
```

Words behind an equals sign are completed, too: `--product=debian12`, `--set audit_b32=required`.
zsh and fish show titles beside the ids.
"""


def commands_page(made: str) -> str:
    """Give the page; `made` is the comment that says where pages come from."""
    top = click.Context(cli, info_name=PROGRAM, terminal_width=_WIDTH)
    lines = ["# Commands", "", made, _INTRODUCTION, f"## {PROGRAM}", "", *_help(top)]
    for name in (*COMMANDS, *HIDDEN):
        command = cli.get_command(top, name)
        if command is not None:
            context = click.Context(command, info_name=name, parent=top, terminal_width=_WIDTH)
            lines += ["", f"## {PROGRAM} {name}", "", *_help(context)]
    return "\n".join(lines) + "\n"


def _help(context: click.Context) -> tuple[str, ...]:
    context.help_option_names = ["-h", "--help"]
    return ("```text", context.get_help(), "```")
