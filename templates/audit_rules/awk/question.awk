# The question: one event in one scene, asked of the lists.
# The twin of generator/audit/question.py.
#
#     may_shuffle    1 where rules that are looked up by inode may have come in any order

function ask_scene(    k, r, o, ends, whole, good, all_good, needs) {
    n_open = n_tests = 0
    if (ask_task_list()) return
    n_open = n_tests = 0
    for (k = 1; k <= list_size["exclude"]; k++) {
        r = row_now[list_rule["exclude", k]]
        if (r_fields[r] > 0) open_rule(r, "exclude")
    }
    last_dropping = n_open
    for (o = 1; o <= last_dropping; o++) if (!has_tests(o)) return lose_dropped(o)
    good = ends = whole = needs = 0
    all_good = 1
    may_shuffle = scene_named && !scene_run
    for (k = 1; k <= n_exit && !ends; k++) {
        r = row_now[exit_rule[k]]
        if (!rule_runs(r) || !open_rule(r, "exit")) continue
        if (is_good(r)) good = 1
        else all_good = 0
        if (row_needs_files[r]) needs = 1
        if (has_tests(n_open)) continue
        if (!whole) whole = n_open
        if (!may_shuffle || !row_by_inode[r]) ends = n_open
    }
    last_asked = n_open
    if (!good) return blame_all(ends, k)
    if (needs) open_hiding()
    if (last_dropping == 0 && n_open == last_asked && whole && all_good) {
        for (o = 1; o <= whole; o++) scene_by[r_origin[open_row[o]]]++
        return collect_event("")
    }
    return ask_every_cell()
}

# Blame a rule where no good one is asked; the rules from `from` on are behind one that always matches.
function blame_all(ends, from,    k, r, o) {
    for (k = from; ends && k <= n_exit; k++) {
        r = row_now[exit_rule[k]]
        if (!rule_runs(r) || !is_good(r)) continue
        if (!open_rule(r, "exit")) continue
        return lose_bad(ends)
    }
    for (o = last_dropping + 1; o <= last_asked; o++)
        if (r_action[open_row[o]] != "never") return lose_bad(o)
    return no_rule()
}

function ask_every_cell(    o, more, met, some, left_out, left_cause, tests) {
    find_idle()
    start_grid()
    add_to_grid(1, last_dropping)
    add_to_grid(last_asked + 1, n_open)
    add_to_grid(last_dropping + 1, last_asked)
    for (o = 1; o <= n_open; o++) if (!is_idle[o]) tests += open_last[o] - open_first[o] + 1
    if (!cut_grid(tests + 0)) return too_many()
    split("", met)
    left_out = some = ""
    for (more = first_cell(); more; more = next_cell()) {
        if (!possible_cell()) continue
        to_blame = 0
        o = collector_in_cell()
        if (o) some = met[r_origin[open_row[o]]] = 1
        else if (to_blame && excuse(to_blame)) {
            if (left_out == "") { left_out = the_words; left_cause = the_cause }
        } else return grid_exact ? 1 : too_many()
    }
    if (left_out != "" && !some) return lose_event(left_cause, left_out)
    for (o = last_dropping + 1; o <= last_asked; o++)
        if (r_origin[open_row[o]] in met) scene_by[r_origin[open_row[o]]]++
    return collect_event("")
}

# Finds rules that record, but only where a flag is set that none but such rules ask: where it is not
# set, they record nothing, and all other rules do what they do where it is. So the event is lost there
# if it is lost anywhere. Rules for files of their own would double the number of cells each.
function find_idle(    o, t, round, busy, wanted) {
    split("", is_idle)
    do {
        round = 0
        split("", busy)
        split("", wanted)
        for (o = 1; o <= n_open; o++)
            for (t = open_first[o]; t <= open_last[o] && !is_idle[o]; t++) {
                if (!may_idle(o)) busy[test_name[t]] = 1
                else if (is_of_flag(t)) wanted[test_name[t], test_value[t]] = 1
            }
        for (o = 1; o <= n_open; o++)
            for (t = open_first[o]; t <= open_last[o] && may_idle(o) && !is_idle[o]; t++)
                if (is_of_flag(t) && !(test_name[t] in busy) && !((test_name[t], 1 - test_value[t]) in wanted))
                    is_idle[o] = round = 1
    } while (round)
}

function may_idle(o) { return o > last_dropping && o <= last_asked && is_good(open_row[o]) }

function is_of_flag(t) { return test_low[t] == 0 && test_high[t] == 1 && test_name[t] != "exe" }

# Is it tolerated that an open rule leaves a part out? Then that is kept in mind.
function excuse(o) {
    if (!tolerant || !has_tests(o)) return 0
    if (!(r_origin[open_row[o]] in excused)) excused[r_origin[open_row[o]]] = only_words(o)
    return 1
}

# The kernel looks rules up by inode when it is through with all others. One without a key that stands
# before them leaves a call the key that another has given already.
function leaves_key(r) {
    return !scene_named && !exact_filters && r_action[r] != "never" && (!row_bears_keys[r] || is_good(r))
}

# The open rule that records what is in the cell; 0 where it is lost, by the open rule to_blame if that
# says so.
function collector_in_cell(    o, r, hidden, first, bad, keeps) {
    for (o = 1; o <= last_dropping; o++) if (matches_cell(o)) { to_blame = o; lose_dropped(o); return 0 }
    hidden = 0
    for (o = last_asked + 1; o <= n_open && !hidden; o++) if (any_test_matches(o)) hidden = o
    first = bad = keeps = 0
    for (o = last_dropping + 1; o <= last_asked && (!bad || keeps); o++) {
        r = open_row[o]
        if (is_idle[o] || (hidden && row_needs_files[r]) || !matches_cell(o)) continue
        if (keeps && row_by_inode[r] && leaves_key(r)) continue
        if (keeps && !row_by_inode[r] && is_good(r)) return o
        if (keeps || (first && !row_by_inode[r])) break
        if (!first) first = o
        if (!is_good(r)) bad = o
        keeps = bad && row_by_inode[r] && leaves_key(r)
        if (!keeps && (!may_shuffle || !row_by_inode[r])) break
    }
    if (first && !bad) return first
    if (bad) {
        if (r_action[open_row[bad]] == "never") to_blame = bad
        lose_bad(bad, first)
        return 0
    }
    if (hidden) lose_event("files", r_origin[open_row[hidden]] " hides files from the rules" only_words(hidden))
    else lose_part()
    return 0
}

# Judge the task list; 0 where it leaves the event to the exit list.
function ask_task_list(    k, found, run, named, path, files, high, set, fixes) {
    if (list_size["task"] == 0) return 0
    run = scene_run; named = scene_named; path = scene_path; files = scene_files; high = scene_high
    set = scene_set; fixes = scene_fixes
    scene_run = scene_named = scene_set = scene_fixes = 0
    scene_path = ""; scene_files = 1; scene_high = UNSET
    found = 0
    for (k = 1; k <= list_size["task"] && !found; k++) found = ask_task_rule(row_now[list_rule["task", k]])
    scene_run = run; scene_named = named; scene_path = path; scene_files = files; scene_high = high
    scene_set = set; scene_fixes = fixes
    return found
}

function ask_task_rule(r,    o, more) {
    if (!open_rule(r, "task")) return 0
    o = n_open
    split("", is_idle)
    start_grid()
    add_to_grid(o, o)
    if (!cut_grid(open_last[o] - open_first[o] + 1)) return too_many()
    for (more = first_cell(); more; more = next_cell()) if (matches_cell(o)) break
    if (!more) return 0
    if (r_action[r] == "never" && excuse(o)) return 0
    if (r_action[r] == "never")
        return lose_event("task", r_origin[r] " takes processes out of auditing" only_words(o))
    if (!is_good(r))
        return lose_event("task", r_origin[r] " records all of a process without the key" only_words(o))
    if (has_tests(o)) return 0
    scene_by[r_origin[r]]++
    return collect_event("")
}

# Leave out what no event can be: odd results, and a run done by another program.
function possible_cell(    result, program) {
    if (scene_other != "" && scene_other in dim_of && number_in_cell(scene_other) == scene_other_number) return 0
    if (!("exit" in dim_of) || !scene_plain) return 1
    result = number_in_cell("exit")
    if (result > 0 && result < FAILED) return 0
    if (!("exe" in dim_of) || !scene_run || result >= FAILED) return 1
    program = scene_path in exe_class ? exe_class[scene_path] : 0
    return number_in_cell("exe") == program
}
