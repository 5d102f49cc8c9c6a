"""Worlds of accesses and of calls of one result: what is asked for, what is loaded, what is right.

Each file in `accesses` is a list of `asked` (the rules of a control) with `worlds`: `name`, `rules`
(what is loaded), `collected` (all, none, or labels of events), and where it matters `words` of the
evidence and `why`. A `silent` world is one whose deeds the kernel's records do not tell apart from
others. `$D` is the folder that `lay_out` makes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from generator.audit import RequiredEvent, parse_rules, required_events
from generator.audit.syscalls import X86_64

ACCESSES: Final = Path(__file__).with_name("accesses")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessWorld:
    """One world; `said` is `collected` as written."""

    id: str
    asked: str
    rules: str
    said: Any
    words: str
    silent: bool

    def events(self, folder: Path) -> tuple[RequiredEvent, ...]:
        """Give what is required where `$D` is this folder."""
        parsed = parse_rules(self.asked.replace("$D", str(folder)))
        assert parsed.problems == ()
        asked = required_events(parsed.rules, X86_64)
        assert asked.problems == ()
        return asked.events

    def text(self, folder: Path) -> str:
        """Give the rules that are loaded, a line each."""
        return self.rules.replace("$D", str(folder)) + "\n"

    def collected(self, events: tuple[RequiredEvent, ...]) -> frozenset[str]:
        """Give the labels of the events that are right to be collected."""
        labels = frozenset(event.label for event in events)
        if isinstance(self.said, list):
            assert set(self.said) <= labels
            return frozenset(self.said)
        return labels if self.said == "all" else frozenset()


def access_worlds() -> Iterator[AccessWorld]:
    """Read all worlds."""
    for path in sorted(ACCESSES.glob("*.yml")):
        for control in yaml.safe_load(path.read_text("utf-8")):
            for world in control["worlds"]:
                unknown = world.keys() - {"name", "rules", "collected", "words", "why", "silent"}
                assert not unknown, (path, world, unknown)
                yield AccessWorld(
                    id=f"{path.stem}: {world['name']}",
                    asked=control["asked"],
                    rules=world["rules"],
                    said=world["collected"],
                    words=world.get("words", ""),
                    silent=world.get("silent", False),
                )


def lay_out(folder: Path) -> Path:
    """Make the folder `$D` anew; give it."""
    here = folder / "d"
    (here / "folder").mkdir(parents=True)
    for one, name in ((here, "file"), (here, "other"), (here / "folder", "inside")):
        (one / name).write_text("")
        (one / name).chmod(0o666)
    (here / "secret").write_text("")
    (here / "secret").chmod(0o600)
    (here / "link").symlink_to("file")
    for one in (here, here / "folder"):
        one.chmod(0o777)
    return here
