"""Options in turn: one line's words as getopt_long(3) gives them to auditctl, one by one.

Unlike `group_options`, which judges a whole line, this stops where auditctl stops: what stands
before a bad option has taken effect by then.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from generator.audit.options import LONG, PLAIN, VALUED, Option
from generator.audit.rule import Span
from generator.audit.words import Word

BAD_OPTION: Final = "Option is invalid"
"""What auditctl says of an unknown option and of one without its value."""
STRAY_WORD: Final = "parameter passed without an option given"


@dataclass(slots=True, kw_only=True)
class Turns:
    """The words of a line, and how far they are read.

    `place` is C's optind less one: the number of words read; a cluster of short options counts
    when its last one is read. `strays` are words that belong to no option.
    """

    words: tuple[Word, ...]
    place: int = 0
    strays: int = 0
    within: int = 0
    bad: bool = False
    ended: bool = field(default=False)

    @property
    def following(self) -> str | None:
        """The next word, which auditctl looks at behind -D, -l and -s."""
        return self.words[self.place].text if self.place < len(self.words) else None

    def options(self) -> Iterator[Option]:
        """Give one option after the other; `bad` tells that it ended at one that is none."""
        while self.place < len(self.words) and not self.bad:
            word = self.words[self.place]
            if self.within:
                found = self._short(word)
            elif word.text == "--":
                self.place += 1
                self.strays += len(self.words) - self.place
                self.place = len(self.words)
                break
            elif not word.text.startswith("-") or word.text == "-":
                self.place += 1
                self.strays += 1
                continue
            elif word.text.startswith("--"):
                self.place += 1
                found = self._long(word)
            else:
                self.within = 1
                found = self._short(word)
            if found is not None:
                yield found
        self.ended = not self.bad

    def _short(self, word: Word) -> Option | None:
        letter, rest = word.text[self.within], word.text[self.within + 1 :]
        name, begins = f"-{letter}", self.within + 1
        self.within += 1
        if letter in VALUED or not rest:
            self.place, self.within = self.place + 1, 0
        if letter in PLAIN:
            return _option(name, word.span, None)
        if letter in VALUED:
            if not rest:
                return self._valued(name, word.span)
            return _option(name, word.span, word.part(begins, len(word.text)))
        self.bad = True
        return None

    def _valued(self, name: str, span: Span) -> Option | None:
        if self.place >= len(self.words):
            self.bad = True
            return None
        self.place += 1
        return _option(name, span, self.words[self.place - 1])

    def _long(self, word: Word) -> Option | None:
        written, equals, value = word.text.partition("=")
        names = [written] if written in LONG else [one for one in LONG if one.startswith(written)]
        if len(names) != 1 or (equals and not LONG[names[0]]):
            self.bad = True
            return None
        if LONG[names[0]] and not equals:
            return self._valued(names[0], word.span)
        return _option(names[0], word.span, Word(text=value, span=word.span) if equals else None)

    def left_over(self) -> str | None:
        """Return what auditctl says of words left over, None where there are none.

        Words without an option are moved to the end only where all options are read.
        """
        read = len(self.words) - self.strays if self.ended else self.place
        if read == 0:
            return ""
        return STRAY_WORD if read < len(self.words) else None


def _option(name: str, span: Span, value: Word | None) -> Option:
    return Option(name=name, name_span=span, value=value, span=span)
