# Scenes: the ways in which an event can happen, each asked in turn.
# The twin of generator/audit/scenes.py and coverage.py.

# Returns a text that is the same for events which no rule can tell apart.
function set_scenes(e,    s, all) {
    n_scenes = at_scene = 0
    scene_run = e_kind[e] == "run"
    scene_named = e_kind[e] != "call"
    scene_path = ""
    scene_whole = 0
    scene_asked = 1
    know_fixed(e)
    scene_does = scene_may = 0
    if (!scene_named) know_sort(e_number[e], e_elf[e] + 0 == machine_elf + 0 ? machine_word : "b32")
    if (scene_named && !scene_run) add_accesses(e)
    else if (scene_run) {
        scene_path = e_path[e] in place_run ? place_run[e_path[e]] : ""
        if (scene_path == "") scene_path = e_path[e]
        add_scene(machine_elf, machine_execve)
        add_scene(machine_elf, machine_execveat)
        add_scene(companion_elf, companion_execve)
        add_scene(companion_elf, companion_execveat)
    } else if (e_elf[e] + 0 == machine_elf + 0 || (companion_elf != "" && e_elf[e] + 0 == companion_elf + 0))
        add_scene(e_elf[e], e_number[e])
    scene_name = scene_path
    sub(/^.*\//, "/", scene_name)
    scene_above = substr(scene_path, 1, length(scene_path) - length(scene_name))
    scene_above_name = scene_above
    sub(/^.*\//, "/", scene_above_name)
    scene_files = scene_named || e_files[e] + 0
    scene_plain = scene_run || e_plain[e] + 0
    scene_low = e_floor[e] + 0
    scene_set = e_set[e] + 0
    scene_high = scene_set ? UNSET - 1 : UNSET
    all = e_kind[e] " " scene_does " " scene_may " " scene_files " " scene_plain " " scene_set " " e_floor[e] " " e_only[e]
    if (scene_named && !scene_run) return all e_access[e] " " scene_whole "\n" scene_path
    for (s = 1; s <= n_scenes; s++) all = all "\n" scene_times[s] " " scene_elf[s] scene_rules[s]
    return all "\n" scene_path
}

# What is fixed of a call.
function know_fixed(e,    part, count, i, at, name) {
    split("", scene_fixed)
    scene_other = ""
    scene_fixes = e_only[e] != ""
    count = split(e_only[e], part, "\t")
    for (i = 1; i <= count; i++) {
        at = index(part[i], "=")
        if (!at) continue
        name = substr(part[i], 1, at - 1)
        if (substr(name, 1, 1) != "!") scene_fixed[name] = substr(part[i], at + 1) + 0
        else {
            scene_other = substr(name, 2)
            scene_other_number = substr(part[i], at + 1) + 0
        }
    }
}

function add_scene(elf, call) {
    if (elf == "" || call == "") return
    elf = elf + 0
    if (n_scenes && elf == scene_elf[n_scenes] && rules_at(call) == scene_rules[n_scenes]) {
        scene_times[n_scenes]++
        return
    }
    scene_elf[++n_scenes] = elf
    scene_call[n_scenes] = call
    scene_rules[n_scenes] = rules_at(call)
    scene_times[n_scenes] = scene_access[n_scenes] = 1
    scene_opens[n_scenes] = scene_below[n_scenes] = 0
}

# Tells which rules of the exit list run at a call; two calls of which it says the same are one call
# to them. The call itself where that gets too long.
function rules_at(call,    k, text) {
    if (call in kept_calls) return kept_calls[call]
    text = ""
    for (k = 1; k <= n_call_sets && length(text) < 4000; k++)
        if (call_set_at[k] == "all" || index(call_set_at[k], "," call ",")) text = text " " k
    if (k <= n_call_sets) text = " call " call
    kept_calls[call] = text
    return text
}

function enter_scene(s) {
    at_scene = s
    at_elf = scene_elf[s]
    at_call = "," scene_call[s] ","
    at_access = scene_access[s]
    at_opens = scene_opens[s] + 0
    at_below = scene_below[s] + 0
}

function judge_scenes(    s, any, before) {
    split("", collected_by)
    split("", excused)
    for (s = 1; s <= n_scenes; s++) {
        enter_scene(s)
        split("", scene_by)
        before = n_tries
        ask_scene()
        if (the_verdict == "lost" && the_cause == "none") return blame_elsewhere(s)
        if (the_verdict != "collected") return
        n_tries += (n_tries - before) * (scene_times[s] - 1)
        for (any in scene_by) if (!(any in collected_by)) collected_by[any] = scene_by[any]
    }
    for (any in collected_by) return collect_event(collectors() exceptions())
    return no_rule()
}

# The origins of the rules that collect, in the order of the task list and the exit list; of many
# the first. Where one line made several rules it counts as often as the first scene that it
# collects had rules of it.
function collectors(    k, done) {
    split("", done)
    n_named = 0
    the_names = ""
    for (k = 1; k <= list_size["task"]; k++) add_collector(r_origin[list_rule["task", k]], done)
    for (k = 1; k <= n_exit; k++) add_collector(r_origin[exit_rule[k]], done)
    if (n_named > MAX_NAMED) the_names = the_names " and " n_named - MAX_NAMED " more"
    return the_names
}

# The rules that leave a part out where that is tolerated, in the order of the lists.
function exceptions(    k, done) {
    split("", done)
    n_named = 0
    the_names = ""
    for (k = 1; k <= list_size["task"]; k++) add_exception(r_origin[list_rule["task", k]], done)
    for (k = 1; k <= list_size["exclude"]; k++) add_exception(r_origin[list_rule["exclude", k]], done)
    for (k = 1; k <= n_exit; k++) add_exception(r_origin[exit_rule[k]], done)
    if (n_named > MAX_NAMED) the_names = the_names " and " n_named - MAX_NAMED " more"
    return (n_named ? ", but for " : "") the_names
}

function add_exception(origin, done) {
    if (!(origin in excused) || origin in done) return
    done[origin] = 1
    if (++n_named <= MAX_NAMED) the_names = the_names (n_named == 1 ? "" : ", ") origin excused[origin]
}

function add_collector(origin, done,    times) {
    if (!(origin in collected_by) || origin in done) return
    done[origin] = 1
    for (times = collected_by[origin]; times > 0; times--)
        if (++n_named <= MAX_NAMED) the_names = the_names (n_named == 1 ? "" : ", ") origin
}

# Blame a rule that matches the event when it happens in another way: another arch or call.
function blame_elsewhere(s,    k, r, w, failing) {
    for (k = 1; k <= n_exit && n_scenes > 1; k++) {
        r = row_now[exit_rule[k]]
        if (!is_keyed(r)) continue
        for (w = 1; w <= n_scenes; w++) {
            if (w == s || !may_match_in(r, w)) continue
            enter_scene(s)
            failing = failing_fields(r)
            if (failing == "") break
            return lose_event("part", r_origin[r] " matches only a part: " failing)
        }
    }
    return no_rule()
}

function failing_fields(r,    i, text) {
    text = ""
    for (i = 1; i <= r_fields[r]; i++)
        if (!at_exit(r SUBSEP i)) text = text (text == "" ? "" : " ") f_text[r, i]
    if (!rule_runs(r)) text = text (text == "" ? "" : " ") "-S " r_said[r]
    return text
}
