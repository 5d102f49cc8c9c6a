# Does a kernel that holds these lists of rules record a required event, whoever causes it?
# Functions only, POSIX awk (mawk, gawk, busybox), to be run with LC_ALL=C inside single quotes of sh.
# The twin of generator/audit: coverage.py, question.py, scenes.py, meaning.py, open_rules.py,
# cells.py, evidence.py; what is meant and why is written there. Same verdicts, same words.
#
#   judge_event(e)    "collected", "absent", "lost" or "undecided"
#   evidence_line(e)  its evidence, once judged; printable ASCII
#   new_lists()       to be called where anything below but the events has changed since one was judged
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
#   place_here[p], place_link[p], place_led[p]   where paths lead: see places.awk; and place_kind
#   place_run[p]      where a run of p leads (places.follow), absent or empty: p itself
#   enabled           0, 1, 2, or empty; enabled_origin: the line that set it, or empty
#   stop_origin, stop_message   the line that loading stopped at, or empty
#   machine_elf, machine_execve, machine_execveat        numbers; AUDIT_ARCH_* is the elf
#   companion_elf, companion_execve, companion_execveat  the 32-bit arch beside it, or empty
#   machine_word      b64 or b32: its table in call_number, which has those of accesses; b32 is the
#                     companion beside it
#   key               the key that records must bear; empty: any
#   tolerant          1 where rules that name it may leave a part of an event out
#   exact_filters     1 where only rules count that have the filters of a rule for the event alone
#   n_events          for each e of them:
#   e_kind[e]         call, run, access
#   e_label[e]        init_module (b64); runs of /usr/bin/kmod
#   e_floor[e]        least auid; e_set[e]: 1 where auid must be set
#   e_elf[e], e_number[e]   of a call
#   e_files[e]        of a call: 1 where it can name files (calls.names_files)
#   e_plain[e]        of a call: 1 where it returns 0 or an error (calls.returns_zero)
#   e_only[e]         of a call: what is fixed of it, parted by TABs: exit=4294967283, compare 11=0;
#                     !uid=0 for an owner that is not that number
#   e_path[e]         of a run or an access
#   e_access[e]       of an access: letters of war; e_lies[e]: watch, path, dir
#
# Meanings are 0 (never true), 1 (always true) and 2: a test of something that the event leaves open.
# In functions r is a rule, c one condition of it (r SUBSEP i), o an open rule, t a test, d a dimension.

function judge_event(e) {
    if (!lists_known) know_lists()
    the_words = e_kind[e] == "access" ? absence(e) : ""
    if (the_words != "") {
        the_verdict = "absent"
        the_cause = ""
    } else if ((enabled "") == "0")
        lose_event("off", "auditing is off" (enabled_origin == "" ? "" : ": " enabled_origin " says -e 0"))
    else judge_scenes_of(e)
    e_verdict[e] = the_verdict
    e_cause[e] = the_cause
    e_words[e] = the_words
    return the_verdict
}

# Events that differ in nothing that a rule asks for have one answer: the calls of one rule mostly.
function judge_scenes_of(e,    all) {
    all = set_scenes(e)
    if (!(all in kept_verdict)) {
        judge_readings()
        kept_verdict[all] = the_verdict
        kept_cause[all] = the_cause
        kept_words[all] = the_words
    }
    the_verdict = kept_verdict[all]
    the_cause = kept_cause[all]
    the_words = kept_words[all]
}

function evidence_line(e,    why) {
    why = e_words[e]
    if (e_verdict[e] == "undecided") return printable_ascii(e_label[e] ": " why)
    if (e_verdict[e] == "collected") return printable_ascii("collected: " e_label[e] ": " why)
    if (e_verdict[e] == "absent") return printable_ascii("not asked for here: " e_label[e] ": " why)
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
