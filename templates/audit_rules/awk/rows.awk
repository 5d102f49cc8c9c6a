# Rows: what is true of the rules in force for all events.
# The twin of generator/audit/kernel.py.

function know_constants() {
    UNSET = 4294967295
    FAILED = 4294963201
    MAX_CELLS = 4096
    MAX_TRIES = 524288
    MAX_GROUPS = 7
    MAX_MASKS = 128
    MAX_READINGS = 64
    MAX_NAMED = 8
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

function know_lists(    r, i, part, count) {
    know_constants()
    split("", list_size)
    split("", exe_class)
    split("", is_call_set)
    split("", kept_calls)
    split("", kept_kinds)
    split("", kept_verdict)
    split("", row_good)
    n_exe_classes = n_call_sets = 0
    for (r = 1; r <= n_rules; r++) {
        row_now[r] = r
        if (r_list[r] != "exit") list_rule[r_list[r], ++list_size[r_list[r]]] = r
        for (i = 1; i <= r_fields[r]; i++) if (f_name[r, i] == "exe") know_program(r SUBSEP i)
        if (r_list[r] == "exit") know_calls(r_calls[r])
        if (r in r_others)
            for (count = split(r_others[r], part, " "); count > 0; count--) know_calls(r_calls[part[count]])
    }
    choose_all()
    lists_known = 1
}

function know_program(c) {
    if (leads_to(c) != "" && !(leads_to(c) in exe_class)) exe_class[leads_to(c)] = ++n_exe_classes
}

function know_calls(calls) {
    if (calls in is_call_set) return
    is_call_set[calls] = 1
    call_set_at[++n_call_sets] = calls
}

function words_to_set(text, set,    part, count) {
    split("", set)
    for (count = split(text, part, " "); count > 0; count--) set[part[count]] = 1
}

# Does a rule say always, with the key, and with no other filters than may be?
function is_good(r) {
    return is_keyed(r) && (!exact_filters || is_exact(r))
}

# Does a rule say always, with the key?
function is_keyed(r) {
    if (!(r in row_good)) know_row(r)
    return row_good[r]
}

# What is asked of a rule again and again: whether it asks for files too, and whether the kernel looks
# it up by the inodes that a call names.
function know_row(r,    i, c, joined) {
    joined = ""
    row_needs_files[r] = row_by_inode[r] = 0
    for (i = 1; i <= r_fields[r]; i++) {
        c = r SUBSEP i
        if (f_name[c] == "key") joined = joined f_value[c]
        if (f_name[c] == "path" || (f_name[c] == "inode" && f_op[c] == "=")) row_by_inode[r] = 1
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

function leads_to(c) {
    if (f_name[c] == "dir") return tree_place(f_value[c])
    return f_name[c] == "exe" ? program_place(f_value[c]) : watched_place(f_value[c])
}
