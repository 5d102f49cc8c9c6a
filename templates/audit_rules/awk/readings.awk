# Readings of an ambiguous listing, each judged in turn.
# The twin of generator/audit/coverage.py.

function judge_readings(    r, part, ways, first, first_cause, first_words) {
    n_doubtful = n_tries = 0
    ways = 1
    if (asked_are_chosen) choose_all()
    for (r = 1; r <= n_rules; r++) {
        if (!(r in r_others) || r_others[r] == "" || !may_match(r)) continue
        doubtful_rule[++n_doubtful] = r
        reading_at[n_doubtful] = 0
        ways *= 1 + split(r_others[r], part, " ")
    }
    if (ways > MAX_READINGS) return leave_open("too many rules are listed ambiguously")
    if (ways > 1) choose_asked()
    judge_scenes()
    if (n_tries > MAX_TRIES) return too_many()
    first = the_verdict
    first_cause = the_cause
    first_words = the_words
    while (next_reading()) {
        judge_scenes()
        if (the_verdict == first && n_tries <= MAX_TRIES) continue
        for (r = 1; r <= n_doubtful; r++) row_now[doubtful_rule[r]] = doubtful_rule[r]
        if (n_tries > MAX_TRIES) return too_many()
        return leave_open(r_origin[doubtful_rule[1]] " is listed as other rules would be")
    }
    the_verdict = first
    the_cause = first_cause
    the_words = first_words
}

# The rules of the exit list that are asked are exit_rule[1 .. n_exit]. Each reading asks only those
# that may match in one of them.
function choose_asked(    r) {
    n_exit = 0
    for (r = 1; r <= n_rules; r++) if (r_list[r] == "exit" && may_match(r)) exit_rule[++n_exit] = r
    asked_are_chosen = 1
}

function choose_all(    r) {
    n_exit = 0
    for (r = 1; r <= n_rules; r++) if (r_list[r] == "exit") exit_rule[++n_exit] = r
    asked_are_chosen = 0
}

function next_reading(    at, r, part, count) {
    for (at = n_doubtful; at > 0; at--) {
        r = doubtful_rule[at]
        count = split(r_others[r], part, " ")
        if (++reading_at[at] <= count) {
            row_now[r] = part[reading_at[at]] + 0
            return 1
        }
        reading_at[at] = 0
        row_now[r] = r
    }
    return 0
}

function may_match(r,    part, count, s) {
    if (r_list[r] != "exit") return 0
    count = split(r in r_others ? r " " r_others[r] : r "", part, " ")
    for (; count > 0; count--)
        for (s = 1; s <= n_scenes; s++) if (may_match_in(part[count] + 0, s)) return 1
    return 0
}

function may_match_in(r, s) {
    if (at_scene != s) enter_scene(s)
    n_open = n_tests = 0
    return rule_runs(r) && open_rule(r, "exit")
}
