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

function ask_every_cell(    o, more, met, some, left_out, left_cause) {
    start_grid()
    add_to_grid(1, last_dropping)
    add_to_grid(last_asked + 1, n_open)
    add_to_grid(last_dropping + 1, last_asked)
    if (!cut_grid(n_tests)) return too_many()
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

# Is it tolerated that an open rule leaves a part out? Then that is kept in mind.
function excuse(o) {
    if (!tolerant || !has_tests(o)) return 0
    if (!(r_origin[open_row[o]] in excused)) excused[r_origin[open_row[o]]] = only_words(o)
    return 1
}

# The open rule that records what is in the cell; 0 where it is lost, by the open rule to_blame if that
# says so.
function collector_in_cell(    o, hidden, first, bad) {
    for (o = 1; o <= last_dropping; o++) if (matches_cell(o)) { to_blame = o; lose_dropped(o); return 0 }
    hidden = 0
    for (o = last_asked + 1; o <= n_open && !hidden; o++) if (any_test_matches(o)) hidden = o
    first = bad = 0
    for (o = last_dropping + 1; o <= last_asked && !bad; o++) {
        if ((hidden && row_needs_files[open_row[o]]) || !matches_cell(o)) continue
        if (first && !row_by_inode[open_row[o]]) break
        if (!first) first = o
        if (!is_good(open_row[o])) bad = o
        if (!may_shuffle || !row_by_inode[open_row[o]]) break
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
