# Loading: what "auditctl -R" (audit 3.0.9) makes of a text in a kernel whose lists are empty.
#
# The twin of generator/audit/loading.py, in functions only; run it with LC_ALL=C.
# The tables come from load_tables() of generator/kinds/audit_rules/awk_tables.py.
#
# Before the first line:
#     load_begin(machine)             a name as "uname -m" gives it
#     call_number[WORD, NAME] = N     system calls; WORD is b64 or b32 for the machine and its
#                                     companion, else the name of a table: aarch64, arm, i386, ...
#     user_id[NAME] = N, group_id[NAME] = N        root is known without
#     place_kind[PATH] = KIND         what lies at a path that paths_asked() named: dir, file (or
#                                     anything else that stat(2) finds), link (a symbolic link that
#                                     leads nowhere), loop (ELOOP); absent or empty where it is missing
#     place_here[PATH], place_link[PATH], place_led[PATH]     for judging: see places.awk
#     fills_calls = 1                 auditctl is of 4.0 or newer: it reads perm= as calls; with
#                                     skips_calls = 1 (4.0.3) without those that the machine lacks
#     nul = BYTE                      what stands for NUL in the text, where it had any
# Before that, paths_asked(TEXT) for each line fills asked_path[1..n_asked_paths].
# Then load_line(TEXT, ORIGIN) for each line of the text, and load_end(). They leave
#     n_rules, and for each rule r, in the order in which the kernel asks its list:
#         r_list[r], r_action[r], r_origin[r], r_fields[r],
#         r_calls[r]                  "all", or the numbers as ",175,313,"; "," for none
#         r_said[r]                   the calls as the line says them
#         f_name[r, i], f_op[r, i], f_value[r, i]
#         f_text[r, i]                the field as the line says it
#     enabled, enabled_origin         empty where no line says -e
#     stopped, stop_origin, stop_message           stopped is 1 where loading stopped;
#                                     auditctl stops at some lines without a word
#     twin_origin                     of the last rule refused as there already: where it is there
#     deleted_at[FORM]                the line that took a rule of that form away last
#     n_ignored, ignored_origin[n], ignored_message[n]    lines left out after -c or -i
#     spared_origin                   the line with -c or -i, where every rule stands behind it
#     load_status                     the exit status
#     unread_table                    the table that call_number lacks and a rule asked for:
#                                     its names count as unknown, so what follows is not certain

function load_begin(machine) {
    if (!MAX_LINE) load_tables()
    split("", form_at); split("", origin_at); split("", slot_of); split("", same_form)
    split("", texts_at); split("", said_at); split("", known_calls); split("", set_of_calls)
    split("", deleted_at)
    own_arch = arch_of_word[tolower(machine)]
    other_arch = arch_companion[own_arch]
    n_slots = lowest_slot = n_ignored = n_rules = load_status = stopped = goes_on = tells = 0
    enabled = enabled_origin = stop_origin = stop_message = unread_table = twin_origin = ""
    spared_origin = ""
    met_rule = 0
    user_id["root"] = group_id["root"] = 0
}

# auditctl reads into a buffer: the rest of a line too long for it is a line of its own.
function load_line(text, origin,    length_left, start) {
    if (stopped) return
    length_left = length(text)
    if (length_left < MAX_LINE) { load_part(text, origin); return }
    for (start = 1; length_left > 0 && !stopped; start += MAX_LINE) {
        load_part(substr(text, start, MAX_LINE), origin)
        length_left -= MAX_LINE
    }
}

function load_part(text, origin) {
    if (nul != "" && index(text, nul)) text = substr(text, 1, index(text, nul) - 1)
    split_words(text)
    if (!n_words || substr(word[1], 1, 1) == "#") return
    line_origin = origin
    obey()
    if (!refused) return
    if (goes_on && message != phrase["crash"]) {
        ignored_origin[++n_ignored] = origin
        ignored_message[n_ignored] = message
        return
    }
    stopped = load_status = 1
    stop_origin = origin
    stop_message = message
}

function load_end(    slot) {
    if (n_ignored && tells) load_status = 1
    for (slot = lowest_slot; slot < n_slots; slot++) if (slot in form_at) write_row(++n_rules, slot)
    split("", r_others)
    lists_known = 0
}

# Many rules take much memory: what is a row is given up here.
function write_row(r, slot,    part, text, i) {
    r_origin[r] = origin_at[slot]
    r_said[r] = said_at[slot]
    r_fields[r] = (split(form_at[slot], part, "\n") - 3) / 3
    r_list[r] = part[1]
    r_action[r] = part[2]
    r_calls[r] = part[3]
    split(texts_at[slot], text, "\n")
    for (i = 1; i <= r_fields[r]; i++) {
        f_name[r, i] = part[3 * i + 1]
        f_op[r, i] = part[3 * i + 2]
        f_value[r, i] = part[3 * i + 3]
        f_text[r, i] = text[i]
    }
    delete slot_of[form_at[slot]]
    delete form_at[slot]
    delete origin_at[slot]
    delete texts_at[slot]
    delete said_at[slot]
}
