"""Lines of `auditctl -l` in OVAL 5.12: rules for all users, or from a low enough auid on."""

from dataclasses import dataclass
from typing import Final

from generator.audit.events import Floor
from generator.kinds.audit_rules.variables import uid_min
from generator.oval import models as oval
from generator.oval import probes

LIST: Final = "auditctl -l"
SET: Final = " -F auid!=-1"
LISTED_LINE: Final = probes.prints_a_line("listed_line", "the command prints such a line")
_KEYS: Final = r"(?: -F key=[^ ]+)+$"
_BOUNDS: Final[tuple[tuple[str, oval.Operation, str], ...]] = (
    (">=", "less than or equal", "from a low enough auid on"),
    (">", "less than", "above a low enough auid"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Rules about an event, as they are listed.

    `head` matches their front, `free` what may stand on either side of a bound on auid; `watches`
    matches whole lines of rules that are listed as watches.
    """

    name: str
    label: str
    head: str
    free: str
    watches: str = ""

    def some(self, floor: Floor, default: int) -> oval.Criteria:
        """Ask for a rule that records the event of everybody, or from a low enough auid on.

        `default` is UID_MIN of targets that say none.
        """
        front = f"{self.head}{self.free}"
        pattern = f"^{front}{_KEYS}"
        if self.watches:
            pattern = f"^(?:{self.watches}$|{front}{_KEYS})"
        children = [self._lists(f"{self.name}_all", pattern, LISTED_LINE, "of everybody")]
        if floor is not None:
            limit: oval.Variable | int = floor if isinstance(floor, int) else uid_min(default)
            bound = str(limit) if isinstance(limit, int) else limit.name
            for sign, operation, words in _BOUNDS:
                state = probes.captured_number(
                    f"listed_{operation.replace(' ', '_')}_{bound}", operation, limit, words
                )
                pattern = f"^{front} -F auid{sign}([0-9]+){self.free}{_KEYS}"
                children.append(self._lists(f"{self.name}_{operation}", pattern, state, words))
        return oval.Criteria(
            operator="OR", comment=f"a rule records {self.label}", children=tuple(children)
        )

    def _lists(self, name: str, pattern: str, state: oval.State, whose: str) -> oval.Criterion:
        return oval.Criterion(
            test=oval.Test(
                name=name,
                comment=f"a rule records {self.label} {whose}",
                object=probes.command_lines(name, LIST, pattern),
                states=(state,),
            )
        )


def none_listed(name: str, pattern: str, comment: str) -> oval.Criterion:
    """Ask that no rule is listed so."""
    return oval.Criterion(
        test=oval.Test(
            name=name,
            comment=comment,
            object=probes.command_lines(name, LIST, pattern),
            states=(LISTED_LINE,),
            check="none satisfy",
            existence="any_exist",
        )
    )
