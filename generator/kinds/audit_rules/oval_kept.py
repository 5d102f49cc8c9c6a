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
    switched = _compiled_switch(where, last, on) if where.compiled else _switch(where, last, on)
    within = where.none("off", losses.OFF_IN_A_RULE, "no line of a rule has -e 0")
    if where.compiled:
        return all_of("auditing stays switched on", switched, within)
    stopped = oval.Test(
        name=where.name("stops"),
        comment="loading stops before -e, which augenrules moves to the end",
        object=stops,
    )
    reached = any_of("auditing is not switched off", switched, oval.Criterion(test=stopped))
    return all_of("auditing stays switched on", reached, within)


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
    rules = where.lines("rules_of_events", losses.naming(words), "rules about the events")
    return all_of(
        "the rules are not deleted again",
        _not_by_key(where, rules),
        where.none("deleted", losses.DELETED, "no line deletes a single rule (-d, -W)"),
        _not_emptied(where, rules, words),
    )


def _not_by_key(where: RuleText, rules: oval.Object) -> oval.Criteria:
    deleted = where.lines("deleted_keys", losses.DELETED_KEY, "keys whose rules are deleted")
    pattern = oval.LocalVariable(
        name=where.name("deleted_keys"),
        comment="a key has a part that -D -k names",
        component=oval.Concat(
            parts=(
                oval.Text(text="[ ](?:-k[ ]*|-F[ ]*key=)[^ ]*"),
                oval.Escaped(of=oval.FieldOf(object=deleted, field="subexpression")),
            )
        ),
    )
    bears = probes.text_matches(where.name("deleted"), pattern, "-D -k names a part of the key")
    comment = "no rule about the events has a key that -D -k names"
    other = oval.Test(
        name=where.name("deleted_others"),
        comment=comment,
        object=rules,
        states=(bears,),
        check="none satisfy",
        existence="any_exist",
    )
    return any_of(
        "no line deletes the rules by their key",
        where.absent("deleted_keys", deleted, "no line deletes rules by a key"),
        oval.Criterion(test=other),
    )


def _not_emptied(
    where: RuleText, rules: oval.Object, words: tuple[str, ...]
) -> oval.Criteria | oval.Criterion:
    """Ask that no -D stands behind the rules; augenrules moves most of them to the top."""
    deletion = "[ ]*-D[ ]*" if where.compiled else losses.PADDED_DELETION
    behind = where.text(
        "emptied",
        losses.deleting_behind(words, deletion),
        "texts up to a -D behind a rule about the events",
    )
    none_behind = where.absent("emptied", behind, "no -D behind the rules deletes them")
    if where.compiled:
        return none_behind
    padded = where.lines(
        "padded_deletion", rf"^({losses.PADDED_DELETION})$", "-D with blanks around it"
    )
    first = FileOrder(left=rules, operation="greater than or equal", right=padded, every=True)
    gawk, mawk = (
        oval.Test(name=f"awk_{awk}", comment=f"{awk} is installed", object=AWKS[awk])
        for awk in ("gawk", "mawk")
    )
    return any_of(
        "no -D stays behind the rules (mawk makes augenrules leave some in their place)",
        where.absent("padded_deletion", padded, "no -D has blanks around it"),
        all_of(
            "every -D comes before the rules",
            none_behind,
            first.test(where, "deleted_first", "no file with such a -D comes behind the rules"),
        ),
        oval.Criterion(test=gawk),
        oval.Criterion(test=mawk, negate=True),
    )
