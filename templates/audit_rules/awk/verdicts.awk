# Verdicts: collected, lost or undecided, with the words of evidence.
# The twin of generator/audit/verdicts.py.

function lose_event(why, text) {
    the_verdict = "lost"
    the_cause = why
    the_words = text
    return 1
}

function collect_event(text) {
    the_verdict = "collected"
    the_cause = ""
    the_words = text
    return 1
}

function leave_open(text) {
    the_verdict = "undecided"
    the_cause = ""
    the_words = "could not decide: " text
    return 1
}

function too_many() {
    return leave_open("the rules divide the event too finely")
}

function no_rule() {
    return lose_event("none", "no rule matches")
}

function lose_part(    o) {
    for (o = last_dropping + 1; !is_good(open_row[o]); o++) continue
    return lose_event("part", r_origin[open_row[o]] " matches only a part: " test_words(o, 1))
}

function lose_dropped(o) {
    return lose_event("exclude", r_origin[open_row[o]] " drops the SYSCALL records" only_words(o))
}

# Of rules that may change places, `first` is the one that comes first as they are.
function lose_bad(o, first,    r, what) {
    r = open_row[o]
    if (r_action[r] == "never" && first && first != o)
        return lose_event("never", r_origin[r] " says never, and may come first once the file is replaced" only_words(o))
    if (r_action[r] == "never") return lose_event("never", r_origin[r] " says never and matches first" only_words(o))
    if (is_keyed(r)) return lose_event("filters", r_origin[r] " matches first and has other filters" only_words(o))
    what = key != "" && row_bears_keys[r] ? "another key" : "no key"
    return lose_event("key", r_origin[r] " matches first and gives " what only_words(o))
}
