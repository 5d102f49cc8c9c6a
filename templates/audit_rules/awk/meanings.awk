# Meanings of one condition: 0 (never true), 1 (always true), 2: a test of what the event leaves open.
# The twin of generator/audit/meaning.py, where they are told.

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
    if (name == "perm") return of_permission(c)
    if (name == "inode") return flag_test("inode" op f_value[c], 1)
    if (name == "filetype") {
        if (scene_run) return fixed_says(op, PLAIN_FILE, c)
        return flag_test("filetype " f_value[c], op == "=")
    }
    if (name == "exe") return of_program(c, op)
    if (name == "success") return of_success(c, op)
    if ((name == "gid" || name == "egid") && (op == "=" || op == "!="))
        return known_test("in " name " " f_value[c], op == "=")
    if (name == "field_compare") {
        if (!is_comparison(c)) return 0
        return known_test("compare " f_value[c], op == "=")
    }
    if (name == "saddr_fam" && (scene_named || !scene_files)) return 0
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

function of_permission(c) {
    if (!is_number(c)) return 0
    if (!scene_named) return of_sort(c)
    if (int(f_value[c] / at_access) % 2) return 1
    return at_opens && int(f_value[c] / 2) % 4 ? flag_test("perm " f_value[c], 1) : 0
}

# What a call without a path is: by its number, or one of scene_may by its flags.
function of_sort(c,    bit, may, lacks) {
    may = lacks = 0
    for (bit = 1; bit <= 8; bit *= 2) {
        if (int(f_value[c] / bit) % 2) {
            if (int(scene_does / bit) % 2) return 1
            if (int(scene_may / bit) % 2) may = 1
        } else if (int(scene_may / bit) % 2) lacks = 1
    }
    if (!may) return 0
    return lacks || scene_may != access_bit["w"] + access_bit["r"] ? flag_test("perm " f_value[c], 1) : 1
}

function of_place(c, name,    there) {
    if (!scene_named) return flag_test(name " " f_value[c], 1)
    if (name == "path" && !at_below && !ends_in(f_value[c], scene_name))
        if (scene_run || !ends_in(f_value[c], scene_above_name)) return 0
    there = leads_to(c) ""
    if (there == "") return 0
    if (name == "dir" && is_within(scene_path, there)) return 1
    if (at_below) return is_within(there, scene_path) ? flag_test(name " " f_value[c], 1) : 0
    if (there == (scene_path "")) return 1
    if (scene_run || name == "dir" || there != (scene_above "")) return 0
    return flag_test(name " " f_value[c], 1)
}

# Is a path a folder or below it?
function is_within(path, folder) {
    if ((path "") == (folder "")) return 1
    sub(/\/+$/, "", folder)
    return index(path, folder "/") == 1
}

function ends_in(text, end) {
    return substr(text, length(text) - length(end) + 1) == end
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
    return new_number_test("exit", works ? "<" : ">=", FAILED)
}

function number_test(name, c, value) {
    return new_number_test(name, f_op[c], value)
}

function new_number_test(name, op, value,    low, high, cut) {
    low = 0
    high = UNSET
    cut = ""
    if (name == "auid") { low = scene_low; high = scene_high }
    else if (name == "pid") { low = 1; high = 4194304 }
    else if (name == "ppid") high = 4194304
    else if (scene_fixes && name in scene_fixed) low = high = scene_fixed[name]
    else if (name == "exit") cut = decimal(FAILED)
    else {
        if (name in OWNERS || (name == "sessionid" && scene_set)) high = UNSET - 1
        if (scene_fixes && name == scene_other)
            cut = decimal(scene_other_number) " " decimal(scene_other_number + 1)
    }
    return new_test(name, low, high, cut, op, value)
}

# The flag of an = or !=; one that the event fixes is true or false.
function known_test(name, wanted) {
    if (scene_fixes && name in scene_fixed) return scene_fixed[name] == wanted
    return flag_test(name, wanted)
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
