"""The texts of audit rules that a definition reads: the files of rules.d, or audit.rules."""

from dataclasses import dataclass
from typing import Final

from generator.kinds.audit_rules import losses, patterns
from generator.kinds.audit_rules.facets import COMPILED_FILE, RULES_FOLDER
from generator.oval import models as oval
from generator.oval import probes

_MOST: Final = 10
_SMALL: Final = probes.folder_at(
    "small_rules_folder",
    RULES_FOLDER,
    probes.size_at_most("small_rules_folder", 4096, "there is room for some 200 names"),
)
_SMALL_FOLDER: Final = oval.LocalVariable(
    name="small_rules_folder",
    comment=f"{RULES_FOLDER} if it has no more than some 200 files",
    component=oval.FieldOf(object=_SMALL, field="path"),
)


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

    def few_lines(self, name: str, pattern: str, comment: str) -> oval.ItemObject:
        """Collect some matches of `pattern` in each of few files, ^ and $ being those of lines."""
        return self._object(name, pattern, comment, few=True, most=_MOST)

    def text(
        self, name: str, pattern: str | oval.Variable, comment: str, *, few: bool = False
    ) -> oval.ItemObject:
        """Collect one match in each file, ^ and $ being the ends of its text.

        With `few` only while the folder of rules is small: for what costs the square of the files.
        """
        return self._object(name, pattern, comment, few=few)

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

    def _object(
        self,
        name: str,
        pattern: str | oval.Variable,
        comment: str,
        *,
        few: bool,
        most: int | None = None,
    ) -> oval.ItemObject:
        if self.compiled:
            return probes.text_file_lines(
                self.name(name),
                filepath=COMPILED_FILE,
                pattern=pattern,
                comment=comment,
                whole_text=most is None,
                most=most,
            )
        return probes.text_file_lines(
            self.name(name),
            folder=_SMALL_FOLDER if few else RULES_FOLDER,
            filename_pattern=patterns.RULE_FILE_NAME,
            pattern=pattern,
            comment=comment,
            whole_text=most is None,
            most=most,
        )


def all_of(comment: str, *children: oval.Criteria | oval.Criterion) -> oval.Criteria:
    """Ask for all `children`."""
    return oval.Criteria(operator="AND", comment=comment, children=children)


def any_of(comment: str, *children: oval.Criteria | oval.Criterion) -> oval.Criteria:
    """Ask for one of `children`."""
    return oval.Criteria(operator="OR", comment=comment, children=children)
