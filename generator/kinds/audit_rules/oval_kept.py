"""What undoes rules that are loaded, in OVAL: the switch, and lines that delete rules."""

from generator.kinds.audit_rules import losses
from generator.kinds.audit_rules.blockers import FileOrder
from generator.kinds.audit_rules.elsewhere import AWKS
from generator.kinds.audit_rules.rule_text import RuleText, all_of, any_of
from generator.oval import models as oval
from generator.oval import probes


def switched_on(where: RuleText, stops: oval.Object) -> oval.Criteria:
    """Ask that auditing is on in the end; `stops` are texts up to a line that stops loading."""
    last = where.text(
        "switch", losses.LAST_SWITCH, "the last line of a file that switches auditing"
    )
    on = probes.capture_matches("switch_on", "^[^0]", "auditing is switched on")
    if where.compiled:
        return _compiled_switch(where, last, on)
    stopped = oval.Test(
        name=stops.name,
        comment="loading stops before -e, which augenrules moves to the end",
        object=stops,
    )
    return any_of(
        "auditing stays switched on", _switch(where, last, on), oval.Criterion(test=stopped)
    )


def _switch(where: RuleText, last: oval.Object, on: oval.State) -> oval.Criteria:
    off = oval.RestObject(
        name=where.name("switch_off"),
        probe=probes.TEXT_FILE,
        part=last,
        without=on,
        comment="files whose last line that switches auditing says off",
    )
    later = FileOrder(left=last, operation="greater than", right=off)
    return any_of(
        "the last line that switches auditing says on",
        where.absent("switch_off", off, "no file ends in switching auditing off"),
        later.test(where, "switch_later", "a file that comes later switches auditing on"),
    )


def _compiled_switch(where: RuleText, last: oval.Object, on: oval.State) -> oval.Criteria:
    test = oval.Test(
        name=where.name("switch_on"),
        comment="the last line that switches auditing says on",
        object=last,
        states=(on,),
        check="all",
        existence="any_exist",
    )
    return any_of(
        "auditing is not switched off",
        oval.Criterion(test=test),
        where.some("locked", "-e[ ]*2[ ]*", "the switch is locked by -e 2"),
    )


def kept(where: RuleText, words: tuple[str, ...]) -> oval.Criteria:
    """Ask that rules with one of `words` are not deleted again."""
    return all_of(
        "the rules are not deleted again", _not_by_key(where, words), _not_emptied(where, words)
    )


def _not_by_key(where: RuleText, words: tuple[str, ...]) -> oval.Criterion:
    about = "_".join(words)
    deleted = where.text("deleted_key", losses.DELETED_KEY, "a key whose rules are deleted")
    before, behind = losses.rules_with_key(words)
    pattern = oval.LocalVariable(
        name=where.name(f"deleted_{about}"),
        comment="a text up to a rule about the events with a part of a key that -D -k names",
        component=oval.Concat(
            parts=(
                oval.Text(text=before),
                oval.Escaped(of=oval.FieldOf(object=deleted, field="subexpression")),
                oval.Text(text=behind),
            )
        ),
    )
    comment = "no rule about the events has a key that -D -k names a part of"
    return where.absent(
        f"deleted_{about}", where.text(f"deleted_{about}", pattern, comment), comment
    )


def _not_emptied(where: RuleText, words: tuple[str, ...]) -> oval.Criteria | oval.Criterion:
    """Ask that no -D stands behind the rules; augenrules moves most of them to the top."""
    deletion = "[ ]*-D[ ]*" if where.compiled else losses.PADDED_DELETION
    before = where.text("emptied", losses.last_line(deletion), "texts up to the last such -D")
    test = oval.Test(
        name=where.name(f"emptied_{'_'.join(words)}"),
        comment="no rule about the events is deleted by a -D behind it",
        object=before,
        states=(
            probes.text_matches(
                f"about_{'_'.join(words)}", losses.has_rule(words), "has such a rule"
            ),
        ),
        check="none satisfy",
        existence="any_exist",
    )
    kept = oval.Criterion(test=test)
    if where.compiled:
        return kept
    gawk, mawk = (
        oval.Test(name=f"awk_{awk}", comment=f"{awk} is installed", object=AWKS[awk])
        for awk in ("gawk", "mawk")
    )
    return any_of(
        "no -D with blanks stays behind the rules (mawk makes augenrules leave it in its place)",
        kept,
        oval.Criterion(test=gawk),
        oval.Criterion(test=mawk, negate=True),
    )
