"""What stands in the way of a rule that records an event, as OVAL sees it: lines in front of it.

A file is looked at up to its first line of a kind: if a rule that records the event stands before
that line, the line does no harm there. Otherwise the rule must be in a file that comes before, as
`ls -v` sorts their names.
"""

from dataclasses import dataclass

from generator.audit import AccessEvent
from generator.kinds.audit_rules import losses
from generator.kinds.audit_rules.rule_text import RuleText, all_of, any_of
from generator.oval import models as oval
from generator.oval import probes


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An event: its short name, its words for people, and a pattern for rules that record it.

    `access` is the event where there may be nothing that a rule could name.
    """

    name: str
    label: str
    recording: str
    access: AccessEvent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """Events, and patterns for rules that take one of them away: in front, or at the head."""

    name: str
    wanted: tuple[Wanted, ...]
    taken: str
    at_the_head: str

    @classmethod
    def of(cls, name: str, wanted: tuple[Wanted, ...], words: str) -> "Taker":
        """Make it of the words that the rules have behind the action."""
        return cls(
            name=name,
            wanted=wanted,
            taken=losses.taken(words),
            at_the_head=losses.at_the_head(words),
        )

    def beside(self, wanted: Wanted) -> tuple[str, ...]:
        """Give the name where it says more than that of `wanted`."""
        return () if self.name == wanted.name else (self.name,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blockers:
    """Texts of files up to their first line that does harm; `harm` says which in words."""

    name: str
    texts: oval.Object
    harm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOrder:
    """How the names of the files of `left` stand to all those of `right`.

    `every` asks this of every name of `left`, else of one.
    """

    left: oval.Object
    operation: oval.Operation
    right: oval.Object
    every: bool = False

    def test(self, where: RuleText, name: str, comment: str) -> oval.Criterion:
        """Ask for it; where `right` has no files the test is an error, so ask for that beside."""
        state = probes.name_compares(
            where.name(name),
            self.operation,
            where.names(self.right),
            some=not self.every,
            comment=comment,
        )
        values = oval.VariableObject(
            name=f"names_{self.left.name}",
            variable=where.names(self.left),
            comment="names of files",
        )
        return oval.Criterion(
            test=oval.Test(name=where.name(name), comment=comment, object=values, states=(state,))
        )


def unharmed(where: RuleText, wanted: Wanted, blockers: Blockers) -> oval.Criteria:
    """Ask that a rule that records `wanted` stands before every line of `blockers`."""
    comment = f"{blockers.harm} before a rule that records {wanted.label}"
    name = f"{blockers.name}_{wanted.name}"
    before = probes.text_matches(
        f"recorded_before_{wanted.name}",
        losses.has_line_before(wanted.recording),
        f"a rule that records {wanted.label} stands before that line",
    )
    if where.compiled:
        test = oval.Test(
            name=where.name(name),
            comment=comment,
            object=blockers.texts,
            states=(before,),
            check="all",
            existence="any_exist",
        )
        return all_of(comment, oval.Criterion(test=test))
    left = oval.RestObject(
        name=where.name(name),
        probe=probes.TEXT_FILE,
        part=blockers.texts,
        without=before,
        comment=f"files in which such a line has no rule that records {wanted.label} before it",
    )
    recorders = where.first(
        f"recorders_{wanted.name}",
        wanted.recording,
        f"rules that record {wanted.label}",
    )
    earlier = FileOrder(left=recorders, operation="less than", right=left).test(
        where,
        f"{name}_sorted",
        f"a file with a rule that records {wanted.label} comes before all files with such a line",
    )
    within = f"every file with such a line has a rule that records {wanted.label} before it"
    return any_of(comment, where.absent(name, left, within), earlier)
