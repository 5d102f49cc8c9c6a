"""The texts of audit rules that a definition reads: the files of rules.d, or audit.rules."""

from dataclasses import dataclass

from generator.kinds.audit_rules import losses, patterns
from generator.kinds.audit_rules.facets import COMPILED_FILE, RULES_FOLDER
from generator.oval import models as oval
from generator.oval import probes


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """Where the rules are; `compiled` reads audit.rules instead of the folder of rule files."""

    compiled: bool

    @property
    def words(self) -> str:
        """Say in words where the rules are."""
        return f"the lines of {COMPILED_FILE}" if self.compiled else f"the rules in {RULES_FOLDER}"

    def name(self, name: str) -> str:
        """Give the name of a part that is about these texts."""
        return f"{'compiled' if self.compiled else 'configured'}_{name}"

    def text(self, name: str, pattern: str | oval.Variable, comment: str) -> oval.ItemObject:
        """Collect one match in each file, ^ and $ being the ends of its text."""
        name = self.name(name)
        if self.compiled:
            return probes.text_file_lines(
                name, filepath=COMPILED_FILE, pattern=pattern, comment=comment, whole_text=True
            )
        return probes.text_file_lines(
            name,
            folder=RULES_FOLDER,
            filename_pattern=patterns.RULE_FILE_NAME,
            pattern=pattern,
            comment=comment,
            whole_text=True,
        )

    def first(self, name: str, line: str, comment: str) -> oval.ItemObject:
        """Collect the text of each file up to its first line that is `line`."""
        return self.text(name, losses.first_line(line), comment)

    def names(self, found: oval.Object) -> oval.LocalVariable:
        """Give the names of the files of `found`, so that they compare as `ls -v` sorts them."""
        # ls looks at endings last, so they are taken off.
        name = oval.Capture(
            pattern=r"^(.*)\.rules$", of=oval.FieldOf(object=found, field="filename")
        )
        return oval.LocalVariable(
            name=f"names_{found.name}",
            comment="names of files as versions, which compare as `ls -v` sorts them",
            datatype="debian_evr_string",
            component=oval.Concat(parts=(oval.Text(text="0:"), name, oval.Text(text="-0"))),
        )

    def none(self, name: str, line: str, comment: str) -> oval.Criterion:
        """Ask that no line is `line`; the comment says so."""
        return self.absent(name, self.first(name, line, comment), comment)

    def some(self, name: str, line: str, comment: str) -> oval.Criterion:
        """Ask that some line is `line`; the comment says so."""
        found = self.first(name, line, comment)
        test = oval.Test(name=self.name(name), comment=comment, object=found)
        return oval.Criterion(test=test)

    def absent(self, name: str, found: oval.Object, comment: str) -> oval.Criterion:
        """Ask that `found` has no items."""
        return oval.Criterion(
            test=oval.Test(
                name=self.name(name), comment=comment, object=found, existence="none_exist"
            )
        )


def all_of(comment: str, *children: oval.Criteria | oval.Criterion) -> oval.Criteria:
    """Ask for all `children`."""
    return oval.Criteria(operator="AND", comment=comment, children=children)


def any_of(comment: str, *children: oval.Criteria | oval.Criterion) -> oval.Criteria:
    """Ask for one of `children`."""
    return oval.Criteria(operator="OR", comment=comment, children=children)
