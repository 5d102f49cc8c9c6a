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
#                                     anything else that stat(2) finds), missing, link (one that
#                                     leads nowhere), loop (ELOOP), nodir (ENOTDIR)
#     nul = BYTE                      what stands for NUL in the text, where it had any
# Before that, paths_asked(TEXT) for each line fills asked_path[1..n_asked_paths].
# Then load_line(TEXT, ORIGIN) for each line of the text, and load_end(). They leave
#     n_rules, and for each rule r, in the order in which the kernel asks its list:
#         r_list[r], r_action[r], r_origin[r], r_fields[r],
#         r_calls[r]                  "all", or the numbers as ",175,313,"; "," for none
#         f_name[r, i], f_op[r, i], f_value[r, i]
#     enabled, enabled_origin         empty where no line says -e
#     stopped, stop_origin, stop_message           stopped is 1 where loading stopped;
#                                     auditctl stops at some lines without a word
#     n_ignored, ignored_origin[n], ignored_message[n]    lines left out after -c or -i
#     load_status                     the exit status
#     unread_table                    the table that call_number lacks and a rule asked for:
#                                     its names count as unknown, so what follows is not certain

function load_begin(machine) {
    if (!MAX_LINE) load_tables()
    split("", form_at); split("", origin_at); split("", slot_of); split("", same_form)
    split("", known_calls); split("", set_of_calls)
    own_arch = arch_of_word[tolower(machine)]
    other_arch = arch_companion[own_arch]
    n_slots = lowest_slot = n_ignored = n_rules = load_status = stopped = goes_on = tells = 0
    enabled = enabled_origin = stop_origin = stop_message = unread_table = ""
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

function load_end(    slot, part, i) {
    if (n_ignored && tells) load_status = 1
    for (slot = lowest_slot; slot < n_slots; slot++) if (slot in form_at) {
        n_rules++
        r_origin[n_rules] = origin_at[slot]
        r_fields[n_rules] = (split(form_at[slot], part, "\n") - 3) / 3
        r_list[n_rules] = part[1]
        r_action[n_rules] = part[2]
        r_calls[n_rules] = part[3]
        for (i = 1; i <= r_fields[n_rules]; i++) {
            f_name[n_rules, i] = part[3 * i + 1]
            f_op[n_rules, i] = part[3 * i + 2]
            f_value[n_rules, i] = part[3 * i + 3]
        }
    }
}

# Words.

# Splits at blanks alone; there is room for one word in three bytes.
function split_words(text,    room) {
    room = int(length(text) / 3) + 1
    if (index(text, "\\")) split_escaped(text)
    else {
        if (text ~ /^ /) sub(/^ +/, "", text)
        if (text ~ / $/) sub(/ +$/, "", text)
        n_words = split(text, word, / +/)
    }
    if (text ~ /[\004\007]/ || index(text, "\\")) unmark_words()
    if (n_words > room) n_words = room
}

# Marks an escaped blank with two BELs and an escaped backslash with two EOTs, as auditctl does.
function split_escaped(text,    here, next_one, one, within, count) {
    n_words = within = 0
    split("", word)
    count = length(text)
    for (here = 1; here <= count; here++) {
        one = substr(text, here, 1)
        if (one == " ") { within = 0; continue }
        if (!within) { within = 1; n_words++ }
        if (one == "\\") {
            next_one = substr(text, here + 1, 1)
            if (next_one == " ") { one = "\007\007"; here++ }
            else if (next_one == "\\") { one = "\004\004"; here++ }
        }
        word[n_words] = word[n_words] one
    }
}

# Takes the marks out of all words but the first; a mark takes the byte behind it along.
function unmark_words(    n, here, one, plain, count) {
    for (n = 2; n <= n_words; n++) if (word[n] ~ /[\004\007]/) {
        plain = ""
        count = length(word[n])
        for (here = 1; here <= count; here++) {
            one = substr(word[n], here, 1)
            if (one == "\007") { one = " "; here++ }
            else if (one == "\004") { one = "\\"; here++ }
            plain = plain one
        }
        word[n] = plain
    }
}

# Options, one by one, as getopt_long(3) gives them: what stands before a bad one takes effect.

function obey() {
    refused = bad_option = words_read = strays = within_word = 0
    message = over = ""
    said_words = n_words
    begin_rule()
    while (words_read < n_words && !bad_option && !refused && over == "") next_option()
    if (refused) return
    if (bad_option) { refuse("bad-option"); return }
    if (over != "line") check_left_over()
    if (!refused && over == "") finish_rule()
}

function next_option(    text) {
    text = word[words_read + 1]
    if (within_word) short_option(text)
    else if (text == "--") {
        strays += n_words - ++words_read
        words_read = n_words
    } else if (substr(text, 1, 1) != "-" || text == "-") { words_read++; strays++ }
    else if (substr(text, 1, 2) == "--") { words_read++; long_option(text) }
    else { within_word = 1; short_option(text) }
}

function short_option(text,    letter, rest) {
    letter = substr(text, within_word + 1, 1)
    rest = substr(text, within_word + 2)
    within_word++
    if (index(VALUED_OPTIONS, letter) || rest == "") { words_read++; within_word = 0 }
    if (index(PLAIN_OPTIONS, letter)) take_option("-" letter, "")
    else if (!index(VALUED_OPTIONS, letter)) bad_option = 1
    else if (rest != "") take_option("-" letter, rest)
    else take_next("-" letter)
}

function take_next(name) {
    if (words_read >= n_words) { bad_option = 1; return }
    words_read++
    take_option(name, word[words_read])
}

function long_option(text,    equals, written, name, found, count) {
    equals = index(text, "=")
    written = equals ? substr(text, 1, equals - 1) : text
    for (name in long_valued) if (index(name, written) == 1) { found = name; count++ }
    if (written in long_valued) { found = written; count = 1 }
    if (count != 1 || (equals && !long_valued[found])) bad_option = 1
    else if (long_valued[found] && !equals) take_next(found)
    else take_option(found, equals ? substr(text, equals + 1) : "")
}

# Words without an option are moved to the end only where all options are read.
function check_left_over(    count) {
    count = over == "" ? n_words - strays : words_read
    if (count == 0) refuse_with("")
    else if (count < n_words) refuse("stray-word")
}

function take_option(name, value) {
    if (name == "-F") take_field(value)
    else if (name == "-S") take_calls(value)
    else if (name == "-k") take_key(value, 0)
    else if (name == "-a" || name == "-A" || name == "-d") take_action(name, value)
    else if (name == "-w" || name == "-W") take_path(name, value)
    else if (name == "-p") take_perms(value)
    else if (name == "-C") take_comparison(value)
    else if (name == "-e") take_enabled(value)
    else if (name == "-f") take_failure(value)
    else if (name == "-b") take_number("Backlog", value)
    else if (name == "-r") take_number("Rate", value)
    else if (name == "--backlog_wait_time") take_number("Backlog_wait_time", value)
    else if (name == "-c") { goes_on = tells = 1; over = "reading" }
    else if (name == "-i") { goes_on = 1; over = "reading" }
    else if (name == "-D") take_delete_all()
    else if (name == "-l" || name == "-s") take_question(name)
    else if (name == "-m") take_message()
    else if (name == "-q") take_join(value)
    else if (name == "-h") refuse_with("")
    else if (name == "-R") refuse_with("Error - nested rule files not supported")
    else over = name == "-v" ? "reading" : "line"
}

# The first reason counts.
function refuse(code) { refuse_with(phrase[code]) }

function refuse_with(text) {
    if (refused) return
    refused = 1
    message = text
}

# Settings.

function is_locked() {
    if (enabled != "2") return 0
    refuse("locked")
    return 1
}

function take_enabled(value) {
    if (value !~ /^[012]$/) refuse_with("Enable must be 0, 1, or 2")
    else is_locked()
    if (refused) return
    enabled = value
    enabled_origin = line_origin
}

function take_failure(value) {
    if (value !~ /^[012]$/) refuse_with("Failure must be 0, 1, or 2")
    else is_locked()
}

function take_number(what, value) {
    if (value !~ /^[0-9]/ || value ~ /[^\001-\177]/ || is_too_large(value))
        refuse_with(what " must be a numeric value")
    else if (what == "Backlog_wait_time" && c_number(value) + 0 > MAX_WAIT)
        refuse("field-twice")
    else is_locked()
}

# Numbers that strtoul cannot hold.
function is_too_large(digits) {
    if (digits !~ /^[1-9][0-9]*$/) return 0
    if (length(digits) != 20) return length(digits) > 20
    return "x" digits > "x18446744073709551615"
}

function take_delete_all(    key) {
    key = ""
    if (said_words != 1 && said_words != 3) {
        refuse_with("Wrong number of options for Delete all request")
        return
    }
    if (said_words > 1) {
        if (words_read >= n_words) { refuse("crash"); return }
        if (word[words_read + 1] != "-k") { refuse_with("Only the -k option is allowed"); return }
        key = word[3]
        n_words = 1
    }
    over = "reading"
    delete_all(key)
}

# -l and -s print and change nothing.
function take_question(name,    behind) {
    behind = words_read < n_words ? word[words_read + 1] : ""
    if (!(said_words == 1 || (said_words == 2 && behind == "-i") ||
          (said_words == 3 && name == "-l" && behind == "-k"))) {
        refuse_with("Wrong number of options for list request")
        return
    }
    n_words = 1
    over = "reading"
}

function take_message() {
    over = "line"
    if (said_words > 2)
        refuse_with("The -m option must be only the only option and takes 1 parameter")
}

function take_join(value,    comma, mount, subtree, error) {
    comma = index(value, ",")
    mount = substr(value, 1, comma - 1)
    subtree = substr(value, comma + 1)
    if (calls_seen || !comma || subtree == "" || index(subtree, ",")) {
        refuse_with("Error parsing equivalent parts")
        return
    }
    over = "line"
    if (is_locked()) return
    error = join_error(mount)
    if (error == "") error = join_error(subtree)
    if (error != "") refuse(error)
}

# The rule that a line is building up.

function begin_rule() {
    rule_list = rule_action = rule_path = rule_perms = rule_calls = rule_key = rule_fields = ""
    rule_table = rule_option = missing_account = ""
    calls_seen = key_may_follow = n_written = n_kept = first_perm = 0
    has_calls = n_places = n_programs = n_key_fields = 0
}

function take_action(name, value,    comma, left, right) {
    if (rule_list != "") { refuse("list-twice"); return }
    comma = index(value, ",")
    left = substr(value, 1, comma - 1)
    right = substr(value, comma + 1)
    if (comma && (left in is_action) && (right in is_list)) {
        rule_action = left
        rule_list = right
    } else if (comma && (left in is_list) && (right in is_action)) {
        rule_action = right
        rule_list = left
    } else { refuse("unknown-action"); return }
    rule_option = name
    if (rule_list == "task" && calls_seen) refuse("syscall-not-in-list")
}

function take_path(name, value) {
    if (rule_list != "") { refuse("list-twice"); return }
    rule_list = "exit"
    rule_action = "always"
    rule_option = name
    rule_path = value
    calls_seen = key_may_follow = 1
    if (!is_good_path(value, 0)) refuse("bad-path")
}

function is_good_path(text, exact) {
    return substr(text, 1, 1) == "/" && !(exact && text ~ /\/$/) && length(text) <= MAX_PATH
}

function take_calls(value) {
    if (rule_list != "" && rule_list != "exit") { refuse("syscall-not-in-list"); return }
    if (rule_table == "") rule_table = table_of(own_arch)
    if (!are_calls(rule_table, value)) { refuse("unknown-syscall"); return }
    rule_calls = has_calls ? rule_calls "," value : value
    has_calls = calls_seen = key_may_follow = 1
}

# The word under which call_number has the table of an architecture; some share one.
function table_of(arch) {
    if (arch == other_arch) return "b32"
    return arch_table[arch] == arch_table[own_arch] ? arch_word[own_arch] : arch_table[arch]
}

# Does the table know every name of the list? The answers are kept: files repeat their lists.
function are_calls(table, text,    name, count, i) {
    if ((table, text) in known_calls) return known_calls[table, text]
    count = split(text, name, ",")
    for (i = 1; i <= count; i++)
        if (name[i] != "" && name[i] != "all" && call_of(table, name[i]) == "") break
    known_calls[table, text] = i > count
    return i > count
}

function call_of(table, name,    found) {
    if ((table, tolower(name)) in call_number) return call_number[table, tolower(name)]
    if (name !~ /^[0-9]/) {
        if (!((table, "read") in call_number)) unread_table = table
        return ""
    }
    found = c_number(name)
    return found + 0 <= MAX_CALL ? found : ""
}

# The numbers of a list of calls in order, each once; "all" for all.
function call_set(table, text,    name, count, i, found, low, high, has, set) {
    if ((table, text) in set_of_calls) return set_of_calls[table, text]
    count = split(text, name, ",")
    low = MAX_CALL + 1
    high = -1
    set = ","
    for (i = 1; i <= count; i++) {
        if (name[i] == "") continue
        if (name[i] == "all") { set = "all"; break }
        found = call_of(table, name[i]) + 0
        has[found] = 1
        if (found < low) low = found
        if (found > high) high = found
    }
    if (set != "all") for (i = low; i <= high; i++) if (i in has) set = set i ","
    set_of_calls[table, text] = set
    return set
}

function take_perms(value,    bits) {
    if (rule_path == "" && !n_written) { refuse("perm-before-path"); return }
    bits = perm_bits(value)
    if (bits == "") { refuse("bad-permission"); return }
    key_may_follow = 1
    if (rule_path != "") { rule_perms = bits; return }
    n_written++
    if (first_perm) kept_value[first_perm] = bits
    else keep("perm", "=", bits)
}

function keep(name, op, value) {
    n_kept++
    kept_name[n_kept] = name
    kept_op[n_kept] = op
    kept_value[n_kept] = value
    if (name == "perm" && !first_perm) first_perm = n_kept
}

function take_key(value, from_field) {
    if (from_field && rule_list == "") refuse("field-before-list")
    else if (!from_field && !(key_may_follow && rule_list != "")) refuse("key-before-syscall")
    rule_key = rule_key (rule_key == "" ? "" : "\001") value
    if (length(rule_key) > MAX_KEY) refuse("key-too-long")
}

# Splits at the first operator of this order that is there, not at the leftmost one.
function split_field(text,    place_of_op) {
    if (place_of_op = index(text, "!=")) field_op = "!="
    else if (place_of_op = index(text, ">=")) field_op = ">="
    else if (place_of_op = index(text, "<=")) field_op = "<="
    else if (place_of_op = index(text, "&=")) field_op = "&="
    else if (place_of_op = index(text, "=")) field_op = "="
    else if (place_of_op = index(text, ">")) field_op = ">"
    else if (place_of_op = index(text, "<")) field_op = "<"
    else if (place_of_op = index(text, "&")) field_op = "&"
    field_name = place_of_op ? canonical(substr(text, 1, place_of_op - 1)) : ""
    field_text = place_of_op ? substr(text, place_of_op + length(field_op)) : ""
    if (field_name == "" || field_text == "") refuse("missing-value")
}

function canonical(name) {
    name = tolower(name)
    return name == "loginuid" ? "auid" : name
}

function take_field(text,    value) {
    if (substr(text, 1, 4) == "key=") { take_key(substr(text, 5), 1); return }
    if (rule_list == "") { refuse("field-before-list"); return }
    split_field(text)
    if (refused) return
    if (!(field_name in field_kind)) { refuse("unknown-field"); return }
    if (!is_in(rule_list, field_lists[field_name])) { refuse("field-not-in-list"); return }
    if (!is_in(field_op, field_ops[field_name])) { refuse("bad-operator"); return }
    value = kernel_value(field_kind[field_name], field_text)
    if (refused) return
    if (field_name == "arch" && calls_seen) { refuse("arch-after-syscall"); return }
    n_written++
    if (field_name ~ /^(path|dir|perm|exe|fstype)/) key_may_follow = 1
    if (field_name == "path" || field_name == "dir" || field_name == "inode") n_places++
    else if (field_name == "exe") n_programs++
    else if (field_name == "key") n_key_fields++
    keep(field_name, field_op, value)
}

function is_in(one, list) { return index("," list ",", "," one ",") }

function take_comparison(text,    other) {
    if (rule_list == "") { refuse("field-before-list"); return }
    split_field(text)
    if (refused) return
    other = canonical(field_text)
    if (rule_list != "exit") refuse("field-not-in-list")
    else if (!(field_name in is_comparable) || !(other in is_comparable)) refuse("bad-comparison")
    else if (field_op != "=" && field_op != "!=") refuse("bad-operator")
    else if (!((field_name "," other) in pair_number)) refuse("bad-comparison")
    if (refused) return
    n_written++
    keep("field_compare", field_op, pair_number[field_name "," other])
}

# Values: the number the kernel keeps, unsigned, 32 bits; or text.

function kernel_value(kind, text,    value) {
    if (kind == "user" || kind == "group") return account(kind, text)
    if (kind == "text") return text
    if (kind == "arch") {
        value = arch_named(text)
        if (value == "") refuse("bad-arch")
        else rule_table = table_of(value)
        return arch_elf[value]
    }
    if (kind == "path" || kind == "directory") {
        if (!is_good_path(text, kind == "path")) refuse("bad-path")
        return text
    }
    value = known_value(kind, text)
    if (value == "") refuse(kind in wrong ? wrong[kind] : "bad-number")
    return value
}

function known_value(kind, text) {
    if (kind == "perm") return perm_bits(text)
    if (kind == "file_type") return tolower(text) in file_type ? file_type[tolower(text)] : ""
    if (kind == "family") {
        text = c_number(text)
        return text + 0 <= MAX_FAMILY ? text + 0 "" : ""
    }
    if (kind == "session" && text == "unset") return "4294967295"
    if (text ~ /^[0-9]/) return c_number(text)
    if (kind == "signed" || kind == "session" || kind == "errno")
        if (text ~ /^-[0-9]/) return c_number(text)
    if (kind == "session") return "0"
    if (kind == "errno") return errno_value(toupper(text))
    if (kind == "message_type") return message_value(text)
    if (kind == "file_system") return tolower(text) in file_system ? file_system[tolower(text)] : ""
    return ""
}

function errno_value(name,    sign) {
    sign = sub(/^-/, "", name)
    if (!(name in errno_number)) return ""
    return sign ? decimal(4294967296 - errno_number[name]) : errno_number[name]
}

function message_value(text) {
    if (text ~ /^UNKNOWN\[[0-9]/ && index(text, "]")) {
        text = substr(text, 9, 7)
        sub(/[^0-9].*$/, "", text)
        return text + 0 ? text + 0 "" : ""
    }
    return toupper(text) in message_type ? message_type[toupper(text)] : ""
}

function perm_bits(text,    has, i, bits) {
    text = tolower(text)
    if (length(text) > 4) return ""
    bits = 0
    for (i = length(text); i > 0; i--) {
        if (!(substr(text, i, 1) in perm_bit)) return ""
        if (!(substr(text, i, 1) in has)) bits += perm_bit[substr(text, i, 1)]
        has[substr(text, i, 1)] = 1
    }
    return bits ""
}

# Users and groups: a number, or a name that stays one until the rule is whole.
function account(kind, text,    value) {
    if (text ~ /^[0-9]/ || (kind == "user" && text ~ /^-[0-9]/)) value = c_number(text)
    else if (kind == "user" && text == "unset") value = "4294967295"
    else if (text == "root") value = "0"
    else return account_named(kind, text)
    if (value == "4294967295") {
        if (field_name != "auid") refuse(kind == "user" ? "bad-user" : "bad-group")
        else if (field_op != "=" && field_op != "!=") refuse("bad-operator")
    }
    return value
}

function account_named(kind, name,    code) {
    code = kind == "user" ? "bad-user" : "bad-group"
    if (name !~ /^[A-Za-z_][A-Za-z0-9_.-]*[$]?$/ || tolower(name) == "unset") refuse(code)
    else if (kind == "user" && (name in user_id)) return user_id[name]
    else if (kind == "group" && (name in group_id)) return group_id[name]
    else if (missing_account == "") missing_account = code
    return name
}

function arch_named(text,    name, digits) {
    name = tolower(text)
    if (name == "b64") return arch_word[own_arch] == "b64" ? own_arch : ""
    if (name == "b32") return arch_word[own_arch] == "b32" ? own_arch : other_arch
    if (name ~ /^[0-9]/) digits = c_number(text)
    else if (name in arch_of_word) return arch_of_word[name]
    else if (match(name, /^[0-9a-f]+/)) digits = hexadecimal(substr(name, 1, RLENGTH))
    return digits in arch_of_elf ? arch_of_elf[digits] : ""
}

function hexadecimal(digits) { return length(digits) > 8 ? "" : c_number("0x" digits) }

# A number is written out whole by every awk only so.
function decimal(number) { return sprintf("%.0f", number) }

# The number at the head of a text as strtoul(3) with base 0 reads it, cut to 32 bits;
# one too large for 64 bits is the largest; "" where there is none.
function c_number(text,    sign, digits, base) {
    if (text ~ /^(0|[1-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[0-9]?)$/) return text
    sign = substr(text, 1, 1)
    if (sign == "-" || sign == "+") text = substr(text, 2)
    if (match(text, /^0[xX][0-9a-fA-F]+/)) {
        base = 16
        digits = tolower(substr(text, 3, RLENGTH - 2))
    } else if (match(text, /^0[0-7]*/)) { base = 8; digits = substr(text, 1, RLENGTH) }
    else if (match(text, /^[1-9][0-9]*/)) { base = 10; digits = substr(text, 1, RLENGTH) }
    else return ""
    digits = low_bits(digits, base)
    return decimal(sign == "-" && digits ? 4294967296 - digits : digits)
}

function low_bits(digits, base,    count, i, value) {
    sub(/^0+/, "", digits)
    count = length(digits)
    if (base == 16 && count > 16) return 4294967295
    if (base == 10 && is_too_large(digits)) return 4294967295
    if (base == 8 && (count > 22 || (count == 22 && digits !~ /^1/))) return 4294967295
    value = 0
    for (i = 1; i <= count; i++) {
        value = value * base + index("0123456789abcdef", substr(digits, i, 1)) - 1
        value -= int(value / 4294967296) * 4294967296
    }
    return value
}

# The whole rule.

function finish_rule(    fields) {
    if (rule_list == "") {
        if (has_calls || rule_key != "" || n_written) refuse("no-list")
        return
    }
    check_key()
    if (refused) return
    fields = n_written + (rule_path == "" ? 0 : 2) + (rule_key == "" ? 0 : 1)
    if (fields > MAX_FIELDS) refuse("too-many-fields")
    else if (n_places > (rule_path == "") || n_programs > 1 || n_key_fields > (rule_key == ""))
        refuse("field-twice")
    else change_lists()
}

function check_key() {
    if (rule_key == "") return
    if (rule_key ~ /!=|>=|<=|&=/) refuse("bad-operator")
    else if (rule_list == "exclude") refuse("field-not-in-list")
    else if (!key_may_follow) refuse("key-before-syscall")
}

# What the kernel keeps of it; rules with one form are one rule to it.
function rule_form(    form, i) {
    form = rule_list "\n" rule_action "\n"
    if (rule_list != "exit" || rule_path != "" || !has_calls) form = form "all"
    else form = form call_set(rule_table, rule_calls)
    if (rule_path != "")
        form = form "\n" (is_watched_dir ? "dir" : "path") "\n=\n" rule_path "\nperm\n=\n" \
            (rule_perms == "" ? 15 : rule_perms)
    for (i = 1; i <= n_kept; i++)
        form = form "\n" kept_name[i] "\n" kept_op[i] "\n" kept_value[i]
    return rule_key == "" ? form : form "\nkey\n=\n" rule_key
}

# Adds or removes the rule, or says why the kernel does not.
function change_lists(    form, first, i) {
    if (rule_path != "") settle_watch()
    if (missing_account != "") { refuse(missing_account); return }
    if (is_locked()) return
    for (i = 1; i <= n_kept; i++) if (kept_name[i] == "exe") refuse_where(watch_error(kept_value[i]))
    if (refused) return
    form = rule_form()
    if (rule_option == "-d" || rule_option == "-W") { remove_rule(form); return }
    first = rule_option == "-A"
    if (!first && (form in slot_of)) { refuse("exists"); return }
    if (rule_path != "")
        refuse_where(is_watched_dir ? tree_error(rule_path) : watch_error(rule_path))
    for (i = 1; i <= n_kept; i++)
        if (kept_name[i] == "path") refuse_where(watch_error(kept_value[i]))
        else if (kept_name[i] == "dir") refuse_where(tree_error(kept_value[i]))
    if (!refused) add_rule(form, first)
}

function refuse_where(error) { if (error != "") refuse(error) }

# A watch on a folder is a dir rule; slashes at its end go, but "//" stays.
function settle_watch() {
    if (length(rule_path) > 2 && rule_path ~ /\/$/) {
        sub(/\/+$/, "", rule_path)
        if (rule_path == "") rule_path = "/"
    }
    is_watched_dir = rule_path ~ /^\/+$/ || place(plain_path(rule_path)) == "dir"
}

# Rules lie in slots; a rule of -A goes before the lowest one. Several rules of one form, which
# only -A makes, are linked from the first to the last.

function add_rule(form, first,    slot) {
    slot = first ? --lowest_slot : n_slots++
    form_at[slot] = form
    origin_at[slot] = line_origin
    if (form in slot_of) same_form[slot] = slot_of[form]
    slot_of[form] = slot
}

function remove_rule(form,    slot) {
    if (!(form in slot_of)) { refuse("missing"); return }
    slot = slot_of[form]
    if (slot in same_form) slot_of[form] = same_form[slot]
    else delete slot_of[form]
    delete same_form[slot]
    delete form_at[slot]
    delete origin_at[slot]
}

# Deletes the rules whose first key field has the key in it; all of them where it is empty.
# The one thing here that looks through all rules: many -D -k cost lines times rules.
function delete_all(key,    slot) {
    for (slot = lowest_slot; slot < n_slots; slot++)
        if ((slot in form_at) && (key == "" || bears(form_at[slot], key))) {
            if (is_locked()) return
            remove_rule(form_at[slot])
        }
    if (key == "") lowest_slot = n_slots = 0
}

function bears(form, key,    part, count, i) {
    if (!index(form, key)) return 0
    count = split(form, part, "\n")
    for (i = 4; i <= count; i += 3) if (part[i] == "key") return index(part[i + 2], key)
    return 0
}

# Places. In brackets some awks read an escaped slash as a slash, some as a backslash or a slash.

function place(path) {
    if (path == "/") return "dir"
    return path in place_kind ? place_kind[path] : "missing"
}

# The path without empty names and dots.
function plain_path(path) {
    if (path ~ /^\// && path !~ /\/\/|\/\.\/|\/\.$|.\/$/) return path
    path = "/" path "/"
    while (gsub(/\/\.\//, "/", path)) continue
    gsub(/\/\/+/, "/", path)
    while (gsub(/\/\.\//, "/", path)) continue
    if (path != "/") sub(/\/$/, "", path)
    return path
}

# Why a folder cannot be entered: "" where it can.
function folder_error(path,    kind, here, end) {
    if (place(path) == "dir") return ""
    for (end = 2; end <= length(path) + 1; end++)
        if (end > length(path) || substr(path, end, 1) == "/") {
            here = substr(path, 1, end - 1)
            kind = place(here)
            if (kind != "dir") return error_of(kind)
        }
    return ""
}

function error_of(kind) {
    if (kind == "loop") return "too-many-links"
    return kind == "file" || kind == "nodir" ? "no-folder" : "missing"
}

function above(path) {
    sub("/[^/]*$", "", path)
    return path == "" ? "/" : path
}

# Why the kernel takes no watch on a file: only its folder need be there.
function watch_error(path,    name) {
    name = path
    sub(/\/+$/, "", name)
    sub(/^.*\//, "", name)
    if (name == "" || name == "." || name == "..") return "not-a-name"
    return folder_error(plain_path(above(path)))
}

# Why the kernel takes no watch on a tree: a link is followed only where a slash comes behind it.
function tree_error(path,    plain, error, kind) {
    plain = plain_path(path)
    kind = place(plain)
    if (kind == "dir") return ""
    error = folder_error(above(plain))
    if (error != "") return error
    if (path ~ /\/$/ || kind == "missing") return error_of(kind)
    return ""
}

function join_error(path,    plain, error) {
    plain = plain_path(path)
    error = folder_error(above(plain))
    if (error != "") return error
    return place(plain) ~ /^(dir|file)$/ ? "" : error_of(place(plain))
}

# Notes the paths that loading the line may ask about, each with the folders above it; no less
# than needed, perhaps more.
function paths_asked(text,    start) {
    if (!MAX_LINE) load_tables()
    if (!index(text, "/") && !index(text, "q")) return
    for (start = 1; start <= length(text); start += MAX_LINE)
        ask_part(substr(text, start, MAX_LINE))
}

function ask_part(text,    n, comma, one) {
    if (nul != "" && index(text, nul)) text = substr(text, 1, index(text, nul) - 1)
    split_words(text)
    if (!n_words || substr(word[1], 1, 1) == "#") return
    for (n = 1; n <= n_words; n++) {
        one = word[n]
        if (n > 1 && word[n - 1] ~ /^-[a-zA-Z]*q$/) comma = index(one, ",")
        else if (one ~ /^-[a-zA-Z]*q./) { sub(/^-[a-zA-Z]*q/, "", one); comma = index(one, ",") }
        else comma = 0
        if (comma) {
            ask(plain_path(substr(one, 1, comma - 1)))
            ask(plain_path(substr(one, comma + 1)))
        } else if (index(one, "/")) ask(plain_path(substr(one, index(one, "/"))))
    }
}

function ask(path) {
    for (; path != "/" && !(path in is_asked) && length(path) <= MAX_PATH; path = above(path)) {
        is_asked[path] = 1
        asked_path[++n_asked_paths] = path
    }
}
