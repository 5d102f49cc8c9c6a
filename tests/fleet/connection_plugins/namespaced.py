"""Connects Ansible to a machine of the tests: each command has a mount name space of its own."""

import shlex
from typing import Any

from ansible.plugins.connection.local import (  # type: ignore[import-untyped]  # it has no types
    Connection as Local,
)

DOCUMENTATION = """
name: namespaced
short_description: run commands through a program that enters a machine
description: As the connection local, with one program before each command.
author: auditscap
options:
  enter:
    description: The program; its arguments are the command.
    required: true
    type: path
    vars:
      - name: ansible_enter
"""


class Connection(Local):  # type: ignore[misc]  # as above
    """Files are the controller's: a machine hides none where Ansible puts its own."""

    transport = "namespaced"

    def exec_command(
        self,
        cmd: str,
        in_data: bytes | None = None,
        sudoable: bool = True,  # noqa: FBT001, FBT002 - Ansible calls it so
    ) -> tuple[int, bytes, bytes]:
        """Run a command there."""
        words: list[Any] = [self.get_option("enter"), "/bin/sh", "-c", cmd]
        ran: tuple[int, bytes, bytes] = super().exec_command(
            shlex.join(str(word) for word in words), in_data=in_data, sudoable=sudoable
        )
        return ran
