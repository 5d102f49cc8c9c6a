# Does a kernel that holds these lists of rules record a required event, whoever causes it?
# Functions only, POSIX awk (mawk, gawk, busybox), to be run with LC_ALL=C inside single quotes of sh.
# The twin of generator/audit: coverage.py, question.py, scenes.py, meaning.py, open_rules.py,
# cells.py, evidence.py; what is meant and why is written there. Same verdicts, same words.
#
#   judge_event(e)    "collected", "lost" or "undecided"
#   evidence_line(e)  its evidence, once judged; printable ASCII
#   new_lists()       to be called only where the lists below have changed since an event was judged
#
# What the caller fills:
#   n_rules           rules in force, in the order of the kernel over all lists (-A comes first)
#   r_list[r]         user, task, exit, exclude, filesystem
#   r_action[r]       always, never
#   r_calls[r]        all, or numbers: ",175,313,"
#   r_said[r]         the calls as the line says them: "init_module,313"
#   r_origin[r]       50-x.rules:3
#   r_others[r]       where a listing is ambiguous: the other readings, as numbers of rows above
#                     n_rules with a space between; their rows are filled like those of rules
#   r_fields[r]       number of fields; for each i of them:
#   f_name[r, i]      canonical name (auid; field_compare for -C; key)
#   f_op[r, i]        = != >= <= > < & &=
#   f_value[r, i]     unsigned decimal number, or text; of keys all, with the byte 1 between
#   f_text[r, i]      the field as the line says it
#   place_watched[p]  where the p of path=p and exe=p leads (places.watched): a file or folder;
#                     absent or empty: nothing, or a link
#   place_tree[p]     the same for dir=p (places.tree)
#   place_run[p]      where a run of p leads (places.follow), absent or empty: p itself
#   enabled           0, 1, 2, or empty; enabled_origin: the line that set it, or empty
#   stop_origin, stop_message   the line that loading stopped at, or empty
#   machine_elf, machine_execve, machine_execveat        numbers; AUDIT_ARCH_* is the elf
#   companion_elf, companion_execve, companion_execveat  the 32-bit arch beside it, or empty
#   key               the key that records must bear; empty: any
#   n_events          for each e of them:
#   e_kind[e]         call, run
#   e_label[e]        init_module (b64); runs of /usr/bin/kmod
#   e_floor[e]        least auid; e_set[e]: 1 where auid must be set
#   e_elf[e], e_number[e]   of a call
#   e_files[e]        of a call: 1 where it can name files (calls.names_files)
#   e_plain[e]        of a call: 1 where it returns 0 or an error (calls.returns_zero)
#   e_path[e]         of a run
#
# Meanings are 0 (never true), 1 (always true) and 2: a test of something that the event leaves open.
# In functions r is a rule, c one condition of it (r SUBSEP i), o an open rule, t a test, d a dimension.

function judge_event(e) {
    if (!lists_known) know_lists()
    if ((enabled "") == "0")
        lose_event("off", "auditing is off" (enabled_origin == "" ? "" : ": " enabled_origin " says -e 0"))
    else {
        set_scenes(e)
        judge_readings()
    }
    e_verdict[e] = the_verdict
    e_cause[e] = the_cause
    e_words[e] = the_words
    return the_verdict
}

function evidence_line(e,    why) {
    why = e_words[e]
    if (e_verdict[e] == "undecided") return printable_ascii(e_label[e] ": " why)
    if (e_verdict[e] == "collected") return printable_ascii("collected: " e_label[e] ": " why)
    if (stop_origin != "" && e_cause[e] == "none") why = "loading stops at " stop_words()
    else if (stop_origin != "" && e_cause[e] == "part") why = why "; loading stops at " stop_words()
    return printable_ascii("not collected: " e_label[e] ": " why)
}

function stop_words() {
    return stop_message == "" ? stop_origin : stop_origin ": " stop_message
}

function new_lists() {
    lists_known = 0
}

# --- verdicts

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

# --- what is true for all events

function know_constants() {
    UNSET = 4294967295
    FAILED = 4294963201
    MAX_CELLS = 4096
    MAX_GROUPS = 7
    MAX_READINGS = 64
    SYSCALL_RECORD = 1300
    PLAIN_FILE = 32768
    COMPARISONS = 25
    OBJECT_COMPARISONS = 9
    words_to_set("path dir inode perm filetype devmajor devminor obj_uid obj_gid obj_user obj_role obj_type obj_lev_low obj_lev_high", ON_FILES)
    words_to_set("arch a0 a1 a2 a3 exit success saddr_fam", WITH_CALL)
    words_to_set("subj_user subj_role subj_type subj_sen subj_clr obj_user obj_role obj_type obj_lev_low obj_lev_high", IS_TEXT)
    words_to_set("auid uid euid suid fsuid sgid fsgid pid ppid pers a0 a1 a2 a3 sessionid exit", ARE_NUMBERS)
    words_to_set("uid auid euid suid fsuid obj_uid gid egid sgid fsgid obj_gid", OWNERS)
    words_to_set("1684170528 1953653091", KNOWN_FILE_SYSTEMS)
}

function know_lists(    r, i, c, part, count) {
    know_constants()
    split("", list_size)
    split("", exe_class)
    n_exe_classes = 0
    for (r = 1; r <= n_rules; r++) {
        row_now[r] = r
        list_rule[r_list[r], ++list_size[r_list[r]]] = r
        for (i = 1; i <= r_fields[r]; i++) {
            c = r SUBSEP i
            if (f_name[c] == "exe" && leads_to(c) != "" && !(leads_to(c) in exe_class))
                exe_class[leads_to(c)] = ++n_exe_classes
        }
        know_row(r)
        if (r in r_others)
            for (count = split(r_others[r], part, " "); count > 0; count--) know_row(part[count] + 0)
    }
    lists_known = 1
}

function words_to_set(text, set,    part, count) {
    split("", set)
    for (count = split(text, part, " "); count > 0; count--) set[part[count]] = 1
}

# What is asked of a rule again and again: does it say always with the key; does it ask for files?
function know_row(r,    i, c, joined) {
    joined = ""
    row_needs_files[r] = 0
    for (i = 1; i <= r_fields[r]; i++) {
        c = r SUBSEP i
        if (f_name[c] == "key") joined = joined f_value[c]
        if ((f_name[c] in ON_FILES && f_name[c] != "perm") || compares_object(c)) row_needs_files[r] = 1
    }
    read_keys(r, joined)
    row_good[r] = row_keyed[r] && r_action[r] != "never"
}

function read_keys(r, joined,    part, count) {
    row_keyed[r] = row_bears_keys[r] = 0
    for (count = split(joined, part, "\001"); count > 0; count--) {
        if (part[count] == "") continue
        row_bears_keys[r] = 1
        if (key == "" || (part[count] "") == (key "")) row_keyed[r] = 1
    }
}

# Where the path of a condition leads; empty where nobody can open what lies there.
function leads_to(c,    path) {
    path = f_value[c]
    if (f_name[c] == "dir") return path in place_tree ? place_tree[path] : ""
    return path in place_watched ? place_watched[path] : ""
}

# --- readings of an ambiguous listing

function judge_readings(    r, part, ways, first, first_cause, first_words) {
    n_doubtful = 0
    ways = 1
    for (r = 1; r <= n_rules; r++) {
        if (!(r in r_others) || r_others[r] == "" || !may_match(r)) continue
        doubtful_rule[++n_doubtful] = r
        reading_at[n_doubtful] = 0
        ways *= 1 + split(r_others[r], part, " ")
    }
    if (ways > MAX_READINGS) return leave_open("too many rules are listed ambiguously")
    judge_scenes()
    first = the_verdict
    first_cause = the_cause
    first_words = the_words
    while (next_reading()) {
        judge_scenes()
        if (the_verdict == first) continue
        for (r = 1; r <= n_doubtful; r++) row_now[doubtful_rule[r]] = doubtful_rule[r]
        return leave_open(r_origin[doubtful_rule[1]] " is listed as other rules would be")
    }
    the_verdict = first
    the_cause = first_cause
    the_words = first_words
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
    count = split(r " " r_others[r], part, " ")
    for (; count > 0; count--)
        for (s = 1; s <= n_scenes; s++) if (may_match_in(part[count] + 0, s)) return 1
    return 0
}

function may_match_in(r, s) {
    enter_scene(s)
    n_open = n_tests = 0
    return rule_runs(r) && open_rule(r, "exit")
}

# --- scenes

function set_scenes(e) {
    n_scenes = 0
    scene_run = e_kind[e] == "run"
    scene_path = ""
    if (scene_run) {
        scene_path = e_path[e] in place_run ? place_run[e_path[e]] : ""
        if (scene_path == "") scene_path = e_path[e]
        add_scene(machine_elf, machine_execve)
        add_scene(machine_elf, machine_execveat)
        add_scene(companion_elf, companion_execve)
        add_scene(companion_elf, companion_execveat)
    } else if (e_elf[e] + 0 == machine_elf + 0 || (companion_elf != "" && e_elf[e] + 0 == companion_elf + 0))
        add_scene(e_elf[e], e_number[e])
    scene_files = scene_run || e_files[e] + 0
    scene_plain = scene_run || e_plain[e] + 0
    scene_low = e_floor[e] + 0
    scene_set = e_set[e] + 0
    scene_high = scene_set ? UNSET - 1 : UNSET
}

function add_scene(elf, call) {
    if (elf == "" || call == "") return
    scene_elf[++n_scenes] = elf + 0
    scene_call[n_scenes] = call
}

function enter_scene(s) {
    at_elf = scene_elf[s]
    at_call = "," scene_call[s] ","
}

# --- the question, scene by scene

function judge_scenes(    s, any) {
    split("", collected_by)
    for (s = 1; s <= n_scenes; s++) {
        enter_scene(s)
        split("", scene_by)
        ask_scene()
        if (the_verdict == "lost" && the_cause == "none") return blame_elsewhere(s)
        if (the_verdict != "collected") return
        for (any in scene_by) if (!(any in collected_by)) collected_by[any] = scene_by[any]
    }
    for (any in collected_by) return collect_event(collectors())
    return no_rule()
}

function no_rule() {
    return lose_event("none", "no rule matches")
}

# The origins of all rules that collect, in the order of the task list and the exit list. Where one
# line made several rules it is named as often as the first scene that it collects had rules of it.
function collectors(    done, text) {
    split("", done)
    return add_collectors("exit", add_collectors("task", "", done), done)
}

function add_collectors(name, text, done,    k, origin, times) {
    for (k = 1; k <= list_size[name]; k++) {
        origin = r_origin[row_now[list_rule[name, k]]]
        if (!(origin in collected_by) || origin in done) continue
        done[origin] = 1
        for (times = collected_by[origin]; times > 0; times--) text = text (text == "" ? "" : ", ") origin
    }
    return text
}

# Blame a rule that matches the event when it happens in another way: another arch or call.
function blame_elsewhere(s,    k, r, w) {
    for (k = 1; k <= list_size["exit"]; k++) {
        r = row_now[list_rule["exit", k]]
        if (!row_good[r]) continue
        for (w = 1; w <= n_scenes; w++) {
            if (!may_match_in(r, w)) continue
            enter_scene(s)
            return lose_event("part", r_origin[r] " matches only a part: " failing_fields(r))
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

function ask_scene(    k, r, o, ends, next_rule, good, all_good, needs) {
    n_open = n_tests = 0
    if (ask_task_list()) return
    n_open = n_tests = 0
    for (k = 1; k <= list_size["exclude"]; k++) {
        r = row_now[list_rule["exclude", k]]
        if (r_fields[r] > 0) open_rule(r, "exclude")
    }
    last_dropping = n_open
    for (o = 1; o <= last_dropping; o++) if (!has_tests(o)) return lose_dropped(o)
    good = ends = needs = 0
    all_good = 1
    for (k = 1; k <= list_size["exit"] && !ends; k++) {
        r = row_now[list_rule["exit", k]]
        if (!rule_runs(r) || !open_rule(r, "exit")) continue
        if (row_good[r]) good = 1
        else all_good = 0
        if (row_needs_files[r]) needs = 1
        if (!has_tests(n_open)) ends = n_open
    }
    last_asked = n_open
    if (!good) return blame_all(ends, k)
    if (needs) open_hiding()
    if (last_dropping == 0 && n_open == last_asked && ends && all_good) {
        for (o = 1; o <= last_asked; o++) scene_by[r_origin[open_row[o]]]++
        return collect_event("")
    }
    return ask_every_cell()
}

# Blame a rule where no good one is asked; the rules from `from` on are behind one that always matches.
function blame_all(ends, from,    k, r, o) {
    for (k = from; ends && k <= list_size["exit"]; k++) {
        r = row_now[list_rule["exit", k]]
        if (!row_good[r] || !rule_runs(r)) continue
        if (!open_rule(r, "exit")) continue
        return lose_bad(ends)
    }
    for (o = last_dropping + 1; o <= last_asked; o++)
        if (r_action[open_row[o]] != "never") return lose_bad(o)
    return no_rule()
}

function ask_every_cell(    o, d, more, met) {
    start_grid()
    add_to_grid(1, last_dropping)
    add_to_grid(last_asked + 1, n_open)
    add_to_grid(last_dropping + 1, last_asked)
    if (cut_grid() > MAX_CELLS) return too_many()
    split("", met)
    for (more = first_cell(); more; more = next_cell()) {
        if (!possible_cell()) continue
        o = collector_in_cell()
        if (!o) return grid_exact ? 1 : too_many()
        met[r_origin[open_row[o]]] = 1
    }
    for (o = last_dropping + 1; o <= last_asked; o++)
        if (r_origin[open_row[o]] in met) scene_by[r_origin[open_row[o]]]++
    return collect_event("")
}

# The open rule that records what is in the cell; 0 where it is lost.
function collector_in_cell(    o, hidden) {
    for (o = 1; o <= last_dropping; o++) if (matches_cell(o)) { lose_dropped(o); return 0 }
    hidden = 0
    for (o = last_asked + 1; o <= n_open && !hidden; o++) if (any_test_matches(o)) hidden = o
    for (o = last_dropping + 1; o <= last_asked; o++) {
        if ((hidden && row_needs_files[open_row[o]]) || !matches_cell(o)) continue
        if (row_good[open_row[o]]) return o
        lose_bad(o)
        return 0
    }
    if (hidden) lose_event("files", r_origin[open_row[hidden]] " hides files from the rules" only_words(hidden))
    else lose_part()
    return 0
}

function lose_part(    o) {
    for (o = last_dropping + 1; !row_good[open_row[o]]; o++) continue
    return lose_event("part", r_origin[open_row[o]] " matches only a part: " test_words(o, 1))
}

function lose_dropped(o) {
    return lose_event("exclude", r_origin[open_row[o]] " drops the SYSCALL records" only_words(o))
}

function lose_bad(o,    r, what) {
    r = open_row[o]
    if (r_action[r] == "never") return lose_event("never", r_origin[r] " says never and matches first" only_words(o))
    what = key != "" && row_bears_keys[r] ? "another key" : "no key"
    return lose_event("key", r_origin[r] " matches first and gives " what only_words(o))
}

# Judge the task list; 0 where it leaves the event to the exit list.
function ask_task_list(    k, found, run, path, files, high, set) {
    if (list_size["task"] == 0) return 0
    run = scene_run; path = scene_path; files = scene_files; high = scene_high; set = scene_set
    scene_run = scene_set = 0; scene_path = ""; scene_files = 1; scene_high = UNSET
    found = 0
    for (k = 1; k <= list_size["task"] && !found; k++) found = ask_task_rule(row_now[list_rule["task", k]])
    scene_run = run; scene_path = path; scene_files = files; scene_high = high; scene_set = set
    return found
}

function ask_task_rule(r,    o, more) {
    if (!open_rule(r, "task")) return 0
    o = n_open
    start_grid()
    add_to_grid(o, o)
    if (cut_grid() > MAX_CELLS) return too_many()
    for (more = first_cell(); more; more = next_cell()) if (matches_cell(o)) break
    if (!more) return 0
    if (r_action[r] == "never")
        return lose_event("task", r_origin[r] " takes processes out of auditing" only_words(o))
    if (!row_good[r])
        return lose_event("task", r_origin[r] " records all of a process without the key" only_words(o))
    if (has_tests(o)) return 0
    scene_by[r_origin[r]]++
    return collect_event("")
}

# Leave out what no event can be: odd results, and a run done by another program.
function possible_cell(    result, program) {
    if (!("exit" in dim_of) || !scene_plain) return 1
    result = number_in_cell("exit")
    if (result > 0 && result < FAILED) return 0
    if (!("exe" in dim_of) || !scene_run || result >= FAILED) return 1
    program = scene_path in exe_class ? exe_class[scene_path] : 0
    return number_in_cell("exe") == program
}

# --- open rules: o has the row open_row[o] and the tests open_first[o] .. open_last[o]

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
    for (t = open_first[o]; t <= open_last[o]; t++) if (!holds_in_cell(t)) return 0
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

# --- meanings of one condition

function rule_runs(r) {
    return r_calls[r] == "all" || index(r_calls[r], at_call)
}

function at_exit(c,    name, op) {
    name = f_name[c]
    op = f_op[c]
    if (name == "key") return 1
    if (name == "arch") return fixed_says(op, at_elf, c)
    if (name in ARE_NUMBERS && is_number(c)) return number_test(name, c, f_value[c] + 0)
    if (!scene_files && (name in ON_FILES || compares_object(c)))
        return name == "filetype" && op == "!="
    if (name == "path" || name == "dir") return of_place(c, name)
    if (name == "perm") {
        if (!scene_run) return flag_test("perm " f_value[c], 1)
        return is_number(c) && f_value[c] % 2 == 1
    }
    if (name == "inode") return flag_test("inode" op f_value[c], 1)
    if (name == "filetype") {
        if (scene_run) return fixed_says(op, PLAIN_FILE, c)
        return flag_test("filetype " f_value[c], op == "=")
    }
    if (name == "exe") return of_program(c, op)
    if (name == "success") return of_success(c, op)
    if ((name == "gid" || name == "egid") && (op == "=" || op == "!="))
        return flag_test("in " name " " f_value[c], op == "=")
    if (name == "field_compare") {
        if (!is_comparison(c)) return 0
        return flag_test("compare " f_value[c], op == "=")
    }
    if (name == "saddr_fam" && (scene_run || !scene_files)) return 0
    if (is_flag(name, c)) return flag_test(name op f_value[c], 1)
    return number_test(name, c, number_of(c))
}

function at_record(c) {
    if (f_name[c] == "msgtype") return fixed_says(f_op[c], SYSCALL_RECORD, c)
    if (f_name[c] == "gid") return new_test("gid", 0, UNSET - 1, "", f_op[c], number_of(c))
    return at_exit(c)
}

function at_birth(c,    name) {
    name = f_name[c]
    if (name in WITH_CALL || name in ON_FILES || compares_object(c)) return 0
    return at_exit(c)
}

function at_file(c) {
    if (f_name[c] != "fstype") return 0
    if (f_value[c] in KNOWN_FILE_SYSTEMS) return f_op[c] == "!="
    return flag_test("fstype " f_value[c], f_op[c] == "=")
}

function of_place(c, name,    there) {
    if (!scene_run) return flag_test(name " " f_value[c], 1)
    there = leads_to(c)
    if (there == "") return 0
    if ((there "") == (scene_path "")) return 1
    if (name != "dir") return 0
    sub(/\/+$/, "", there)
    return index(scene_path, there "/") == 1
}

function of_program(c, op,    there) {
    there = leads_to(c)
    if (there == "") return op == "!="
    return new_test("exe", 0, n_exe_classes, "", op, exe_class[there])
}

# Success is 1, failure 2 to the kernel.
function of_success(c, op,    wanted, works, fails) {
    wanted = is_number(c) && f_value[c] + 0 == 0 ? 2 : 1
    works = compare_numbers(op, 1, wanted)
    fails = compare_numbers(op, 2, wanted)
    if (works == fails) return works
    return new_test("exit", 0, UNSET, FAILED, works ? "<" : ">=", FAILED)
}

function number_test(name, c, value,    low, high, cut) {
    low = 0
    high = UNSET
    cut = ""
    if (name == "auid") { low = scene_low; high = scene_high }
    else if (name == "pid") { low = 1; high = 4194304 }
    else if (name == "ppid") high = 4194304
    else if (name == "exit") cut = FAILED
    else if (name in OWNERS || (name == "sessionid" && scene_set)) high = UNSET - 1
    return new_test(name, low, high, cut, f_op[c], value)
}

# gid and egid compared by order are numbers even where the value is a name.
function is_flag(name, c) {
    if (name == "gid" || name == "egid" || name == "saddr_fam") return 0
    return name in IS_TEXT || !is_number(c)
}

function fixed_says(op, fixed, c) {
    return is_number(c) && compare_numbers(op, fixed, f_value[c] + 0)
}

function is_number(c) {
    return f_value[c] ~ /^[0-9]+$/
}

function number_of(c) {
    return is_number(c) ? f_value[c] + 0 : 0
}

function is_comparison(c) {
    return is_number(c) && f_value[c] + 0 > 0 && f_value[c] + 0 <= COMPARISONS
}

function compares_object(c) {
    return f_name[c] == "field_compare" && is_comparison(c) && f_value[c] + 0 <= OBJECT_COMPARISONS
}

# --- tests: the last one read is in new_*, those of open rules in test_*[t]

function new_test(name, low, high, cut, op, value) {
    new_name = name
    new_low = low
    new_high = high
    new_cut = cut
    new_op = op
    new_value = value
    return 2
}

function flag_test(name, value) {
    return new_test(name, 0, 1, "", "=", value)
}

function add_test(text) {
    test_name[++n_tests] = new_name
    test_low[n_tests] = new_low
    test_high[n_tests] = new_high
    test_cut[n_tests] = new_cut
    test_op[n_tests] = new_op
    test_value[n_tests] = new_value
    test_text[n_tests] = text
}

# Whether the new test is never true (0), always true (1), or both can be (2).
function settle_test(    low) {
    if (new_op ~ /&/) return new_value > 0 ? 2 : new_op == "&="
    if (new_low > new_high) return 2
    low = compare_numbers(new_op, new_low, new_value)
    if (differs_at(new_value, low) || differs_at(new_value + 1, low)) return 2
    if (new_cut != "" && differs_at(new_cut, low)) return 2
    return low
}

function differs_at(number, low) {
    return number >= new_low && number <= new_high && compare_numbers(new_op, number, new_value) != low
}

function compare_numbers(op, left, right) {
    if (op == "=") return left == right
    if (op == "!=") return left != right
    if (op == ">=") return left >= right
    if (op == "<=") return left <= right
    if (op == ">") return left > right
    if (op == "<") return left < right
    if (op == "&") return common_bits(left, right) != 0
    return common_bits(left, right) == right
}

function common_bits(left, right,    bit, sum) {
    sum = 0
    for (bit = 1; left > 0 && right > 0; bit *= 2) {
        if (left % 2 == 1 && right % 2 == 1) sum += bit
        left = int(left / 2)
        right = int(right / 2)
    }
    return sum
}

# --- the grid: dimension d has the tests dim_test[d, 1 .. dim_tests[d]] and, one for each of its
# classes, the numbers dim_number[d, 1 .. dim_size[d]]; the cell at hand is class cell_at[d] of each

function start_grid() {
    n_dims = 0
    grid_exact = 1
    split("", dim_of)
}

function add_to_grid(from, to,    o, t, name, other, d) {
    for (o = from; o <= to; o++)
        for (t = open_first[o]; t <= open_last[o]; t++) {
            name = test_name[t]
            other = name " bits"
            if (test_op[t] ~ /&/) { name = other; other = test_name[t] }
            if (!(name in dim_of)) {
                dim_of[name] = ++n_dims
                dim_tests[n_dims] = 0
                if (other in dim_of) grid_exact = 0
            }
            d = dim_of[name]
            dim_test[d, ++dim_tests[d]] = t
            test_dim[t] = d
        }
}

# Find the classes of every dimension; return the number of cells.
function cut_grid(    d, size) {
    size = 1
    for (d = 1; d <= n_dims; d++) {
        if (test_op[dim_test[d, 1]] ~ /&/) find_patterns(d)
        else find_numbers(d)
        size *= dim_size[d]
    }
    if (size <= MAX_CELLS) for (d = 1; d <= n_dims; d++) try_tests(d)
    grid_size = size
    return size
}

function try_tests(d,    k, t, c) {
    for (k = 1; k <= dim_tests[d]; k++) {
        t = dim_test[d, k]
        for (c = 1; c <= dim_size[d]; c++)
            test_holds[t, c] = compare_numbers(test_op[t], dim_number[d, c], test_value[t])
    }
}

function find_numbers(d,    k, t, op) {
    t = dim_test[d, 1]
    n_sorted = 0
    sorted_number[++n_sorted] = test_low[t]
    if (test_cut[t] != "") sorted_number[++n_sorted] = test_cut[t]
    for (k = 1; k <= dim_tests[d]; k++) {
        op = test_op[dim_test[d, k]]
        if (op != "<=" && op != ">") sorted_number[++n_sorted] = test_value[dim_test[d, k]]
        if (op != ">=" && op != "<") sorted_number[++n_sorted] = test_value[dim_test[d, k]] + 1
    }
    keep_sorted(d, test_low[t], test_high[t])
}

# Bits that are in the same masks make a group: none of them, one, or all can be set.
function find_patterns(d,    bit, at, k, within, lowest, all, group, count, sums) {
    count = 0
    bit = 1
    for (at = 0; at < 32; at++) {
        within = ""
        for (k = 1; k <= dim_tests[d]; k++) within = within int(test_value[dim_test[d, k]] / bit) % 2
        if (within ~ /1/) {
            if (!(within in lowest)) { lowest[within] = bit; all[within] = 0; count++ }
            all[within] += bit
        }
        bit *= 2
    }
    if (count > MAX_GROUPS) { dim_size[d] = MAX_CELLS + 1; return }
    n_sorted = 1
    sorted_number[1] = 0
    for (group in lowest) {
        sums = n_sorted
        for (k = 1; k <= sums; k++) {
            sorted_number[++n_sorted] = sorted_number[k] + lowest[group]
            if (all[group] > lowest[group]) sorted_number[++n_sorted] = sorted_number[k] + all[group]
        }
    }
    keep_sorted(d, 0, UNSET)
}

# Keep the numbers in sorted[], ascending and each once, as the classes of d; a shell sort.
function keep_sorted(d, low, high,    gap, i, j, one) {
    for (gap = int(n_sorted / 2); gap > 0; gap = int(gap / 2))
        for (i = gap + 1; i <= n_sorted; i++) {
            one = sorted_number[i]
            for (j = i; j > gap && sorted_number[j - gap] > one; j -= gap) sorted_number[j] = sorted_number[j - gap]
            sorted_number[j] = one
        }
    dim_size[d] = 0
    for (i = 1; i <= n_sorted; i++) {
        if (sorted_number[i] < low || sorted_number[i] > high || (i > 1 && sorted_number[i] == sorted_number[i - 1])) continue
        dim_number[d, ++dim_size[d]] = sorted_number[i]
    }
}

function first_cell(    d) {
    for (d = 1; d <= n_dims; d++) cell_at[d] = 1
    return grid_size > 0
}

# The last dimension changes fastest.
function next_cell(    d) {
    for (d = n_dims; d > 0; d--) {
        if (++cell_at[d] <= dim_size[d]) return 1
        cell_at[d] = 1
    }
    return 0
}

function number_in_cell(name) {
    return dim_number[dim_of[name], cell_at[dim_of[name]]]
}

function holds_in_cell(t) {
    return test_holds[t, cell_at[test_dim[t]]]
}

# --- words

# Put ? in the place of every character that is not printable ASCII; a sequence of UTF-8 is one.
function printable_ascii(text,    at, one, clean) {
    if (text !~ /[^ -~]/) return text
    clean = ""
    for (at = 1; at <= length(text); at += length(one)) {
        one = substr(text, at, utf8_length(text, at))
        clean = clean (one ~ /^[ -~]$/ ? one : "?")
    }
    return clean
}

function utf8_length(text, at,    first, second, low, high, more, k) {
    first = byte_at(text, at)
    if (first < 194 || first > 244) return 1
    low = first == 224 ? 160 : first == 240 ? 144 : 128
    high = first == 237 ? 159 : first == 244 ? 143 : 191
    second = byte_at(text, at + 1)
    if (second < low || second > high) return 1
    more = first < 224 ? 0 : first < 240 ? 1 : 2
    for (k = 1; k <= more; k++)
        if (byte_at(text, at + 1 + k) < 128 || byte_at(text, at + 1 + k) > 191) return 1
    return 2 + more
}

# The number of a byte from 128 on, 0 for others.
function byte_at(text, at,    one) {
    if (!bytes_known) {
        for (one = 128; one < 256; one++) byte_number[sprintf("%c", one)] = one
        bytes_known = 1
    }
    one = substr(text, at, 1)
    return one in byte_number ? byte_number[one] : 0
}
