"""Worlds as `generator.trial` has them, and what only tests put into them."""

from typing import Final

from generator.trial.world import (
    LOADERS,
    OS_RELEASE,
    TOOLS,
    Entry,
    Fifo,
    Files,
    Folder,
    Link,
    Rights,
    debian,
    give_rights,
    write,
)

__all__ = [
    "LOADERS",
    "OS_RELEASE",
    "STOCK_RULES",
    "TOOLS",
    "Entry",
    "Fifo",
    "Files",
    "Folder",
    "Link",
    "Rights",
    "debian",
    "give_rights",
    "write",
]

STOCK_RULES: Final = """\
## First rule - delete all
-D

## Increase the buffers to survive stress events.
-b 8192

## This determine how long to wait in burst of events
--backlog_wait_time 60000

## Set failure mode to syslog
-f 1

"""
