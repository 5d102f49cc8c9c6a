# Open rules: what is left of a rule once all that is fixed of an event has been looked at; o has
# the row open_row[o] and the tests open_first[o] .. open_last[o].
# The twin of generator/audit/open_rules.py.

function open_rule(r, how,    i, c, start, means) {
    start = n_tests
    for (i = 1; i <= r_fields[r]; i++) {
        c = r SUBSEP i
        if (how == "exit") means = at_exit(c)
        else if (how == "exclude") means = at_record(c)
        else means = at_birth(c)
        if (means == 2) means = settle_test()
        if (means == 0) {
            n_tests = start
            return 0
        }
        if (means == 2) add_test(f_text[c])
    }
    return add_open(r, start)
}

# Has a rule of the exit list just the filters that a rule for the event alone would have?
function is_exact(r,    i, has, what) {
    if (r_list[r] != "exit" || (r_calls[r] == "all" && !scene_named)) return 0
    split("", has)
    for (i = 1; i <= r_fields[r]; i++) {
        what = filter_of(r SUBSEP i)
        if (what == "") return 0
        has[what] = 1
    }
    if (!scene_named) for (what in scene_fixed) if (!(what in has)) return 0
    return ("floor" in has) == (scene_low > 0) && ("set" in has) == scene_set && \
        ("path" in has) == scene_named && ("perm" in has) == scene_named
}

# Which filter of such a rule a condition is; empty for any other.
function filter_of(c,    name, op) {
    name = f_name[c]
    op = f_op[c]
    if (name == "arch" || name == "key") return "aside"
    if (name == "auid" && is_number(c)) {
        if (op == "!=" && f_value[c] + 0 == UNSET) return "set"
        if (op == ">=") return f_value[c] + 0 == scene_low ? "floor" : ""
        if (op == ">") return f_value[c] + 1 == scene_low ? "floor" : ""
        return ""
    }
    if (!scene_named) return fixed_of(c, name, op)
    if (name == "path" || (name == "dir" && !scene_run))
        return (leads_to(c) "") == (scene_path "") ? "path" : ""
    return name == "perm" && is_number(c) && f_value[c] + 0 == scene_asked ? "perm" : ""
}

# Which of the numbers that the event fixes a condition names.
function fixed_of(c, name, op) {
    if (name == "field_compare") name = "compare " f_value[c]
    else if (name == "gid" || name == "egid") name = "in " name " " f_value[c]
    else if (op != "=" || !is_number(c) || f_value[c] + 0 != scene_fixed_number(name)) return ""
    else return name
    return scene_fixed_number(name) == (op == "=") ? name : ""
}

function scene_fixed_number(name) {
    return name in scene_fixed ? scene_fixed[name] : -1
}

function add_open(r, start) {
    open_row[++n_open] = r
    open_first[n_open] = start + 1
    open_last[n_open] = n_tests
    return 1
}

# Open the rules of the filesystem list that may hide a file; there one condition that holds is enough.
function open_hiding(    k, r, i, means, start, some, certain) {
    for (k = 1; k <= list_size["filesystem"]; k++) {
        r = row_now[list_rule["filesystem", k]]
        if (r_action[r] != "never") continue
        start = n_tests
        some = certain = 0
        for (i = 1; i <= r_fields[r]; i++) {
            means = at_file(r SUBSEP i)
            if (means) some = 1
            if (means == 1) certain = 1
            if (means == 2) add_test(f_text[r, i])
        }
        if (certain) n_tests = start
        if (some) add_open(r, start)
    }
}

function has_tests(o) {
    return open_last[o] >= open_first[o]
}

function matches_cell(o,    t) {
    for (t = open_first[o]; t <= open_last[o]; t++)
        if (substr(test_column[t], cell_place[test_dim[t]], 1) == "0") return 0
    return 1
}

function any_test_matches(o,    t) {
    for (t = open_first[o]; t <= open_last[o]; t++) if (holds_in_cell(t)) return 1
    return !has_tests(o)
}

# The tests of an open rule as written, each once; with `failing` those that fail in the cell.
function test_words(o, failing,    t, text, done) {
    text = ""
    split("", done)
    for (t = open_first[o]; t <= open_last[o]; t++) {
        if (test_text[t] in done || (failing && holds_in_cell(t))) continue
        done[test_text[t]] = 1
        text = text (text == "" ? "" : " ") test_text[t]
    }
    return text
}

function only_words(o,    text) {
    text = test_words(o, 0)
    return text == "" ? "" : " (" text ")"
}
