# Listing: the lines of "auditctl -l" back to rows of rules. The twin of generator/audit/listing.py.
#
#     listing_begin(machine)    instead of the rows that loading left
#     listing_line(text)        a line; unreadable is set to the first that is none of a listing
#     listing_settle()          after know_loaded() and all lines
#     know_loaded()             before listing_begin(): the rules that loading left settle what a
#                               listing leaves open
# What a listing leaves open stays in r_others, as rows from FIRST_OTHER on.

function know_loaded(    r) {
    split("", is_loaded)
    for (r = 1; r <= n_rules; r++) is_loaded[row_form(r)] = 1
}

function row_form(r,    form, i) {
    form = r_list[r] "\n" r_action[r] "\n" r_calls[r]
    for (i = 1; i <= r_fields[r]; i++)
        form = form "\n" f_name[r, i] "\n" f_op[r, i] "\n" f_value[r, i]
    return form
}

function listing_begin(machine) {
    if (!MAX_LINE) load_tables()
    FIRST_OTHER = 1000001
    own_arch = arch_of_word[tolower(machine)]
    other_arch = arch_companion[own_arch]
    listing_arch = own_arch
    n_rules = n_numbered = 0
    next_other = FIRST_OTHER
    unreadable = ""
    split("", r_others)
}

function listing_line(text,    lead) {
    lead = text
    sub(/^[ \t]+/, "", lead)
    if (text == "No rules") return
    n_numbered++
    if (substr(lead, 1, 1) == "-" && (read_watch(text) || read_listed(text))) return
    if (unreadable == "") unreadable = text
}

# A watch: always or never, on a path or a folder; auditctl lists them alike.
function read_watch(text,    at, head) {
    if (text ~ /^-w .* -p [rwxa]*( -k .*)?$/) {
        for (at = length(text); at > 3; at--)
            if (substr(text, at, 4) == " -p " && substr(text, at + 4) ~ /^[rwxa]*( -k .*)?$/) break
        return add_watch(substr(text, 4, at - 4), substr(text, at + 4), 0)
    }
    if (text ~ /^ ?-p [rwxa]*-w ./) {
        at = index(text, "-w ")
        head = substr(text, index(text, "-p ") + 3, at - index(text, "-p ") - 3)
        text = substr(text, at + 3)
        at = index(text, " -k ")
        if (!at) at = length(text) + 1
        return add_watch(substr(text, 1, at - 1), head substr(text, at), 1)
    }
    if (text ~ /^ ?-p [rwxa]*( -k .*)?$/) return add_watch("", substr(text, index(text, "-p ") + 3), 0)
    return 0
}

# `rest` is the permissions and the keys; `turned`: the permissions stand before the path.
function add_watch(path, rest, turned,    action, name, way, first) {
    match(rest, /^[rwxa]*/)
    watch_perms = perm_bits(substr(rest, 1, RLENGTH)) + 0
    watch_key = substr(rest, RLENGTH + 5)
    gsub(/ -k /, "\001", watch_key)
    name = place(plain_path(path)) == "dir" ? "dir" : "path"
    first = ++n_rules
    for (action = 1; action <= 2; action++)
        for (way = 1; way <= (path == "" ? 1 : 2); way++) {
            watch_row(action == 1 && way == 1 ? first : other_row(first),
                action == 1 ? "always" : "never", way == 1 ? name : other_name(name), path, turned)
        }
    return 1
}

function other_name(name) { return name == "dir" ? "path" : "dir" }

function other_row(r) {
    r_others[r] = r_others[r] (r_others[r] == "" ? "" : " ") next_other
    return next_other++
}

function watch_row(r, action, name, path, turned) {
    begin_row(r, "exit", action, "all", "")
    if (turned || path == "") add_field(r, "perm", "=", watch_perms)
    if (path != "") add_field(r, name, "=", path)
    if (!turned && path != "") add_field(r, "perm", "=", watch_perms)
    if (watch_key != "") add_field(r, "key", "=", watch_key)
}

function begin_row(r, list, action, calls, said) {
    r_list[r] = list
    r_action[r] = action
    r_calls[r] = calls
    r_said[r] = said
    r_origin[r] = "kernel rule " n_numbered
    r_fields[r] = 0
}

function add_field(r, name, op, value,    i) {
    i = ++r_fields[r]
    f_name[r, i] = name
    f_op[r, i] = op
    f_value[r, i] = value
    f_text[r, i] = name op value
}

# Any other rule: what stands behind the first key is part of the key.
function read_listed(text,    at, left, right, keys, list, action, r) {
    if (text !~ /^-a [A-Za-z0-9_]+,[A-Za-z0-9_]+/) return 0
    text = substr(text, 4)
    match(text, /^[A-Za-z0-9_]+/)
    left = substr(text, 1, RLENGTH)
    text = substr(text, RLENGTH + 2)
    match(text, /^[A-Za-z0-9_]+/)
    right = substr(text, 1, RLENGTH)
    text = substr(text, RLENGTH + 1)
    at = index(text, " -F key=")
    if (at) {
        keys = substr(text, at + 8)
        text = substr(text, 1, at - 1)
        gsub(/ -F key=/, "\001", keys)
    }
    r = n_rules + 1
    begin_row(r, right, left, "all", "")
    if (!read_parts(r, text)) return 0
    if (right == "exit") r_calls[r] = has_listed_calls ? listed_calls(r_said[r]) : ","
    if (keys != "") add_field(r, "key", "=", keys)
    if (!(left in is_action) || !(right in is_list)) return 1
    n_rules = r
    turn_programs(r)
    return 1
}

# The fields, in order, and the calls. A part begins at a blank and -F, -S or -C.
function read_parts(r, text,    n, count, part, here) {
    has_listed_calls = 0
    gsub(/ -F /, "\n-F ", text)
    gsub(/ -S /, "\n-S ", text)
    gsub(/ -C /, "\n-C ", text)
    count = split(text, part, "\n")
    for (n = 1; n <= count; n++) {
        here = part[n]
        if (here ~ /^[ \t]*$/) continue
        if (substr(here, 1, 3) == "-S ") {
            if (!has_listed_calls) r_said[r] = substr(here, 4)
            has_listed_calls = 1
        } else if (!read_part(r, substr(here, 1, 2), substr(here, 4))) return 0
    }
    return 1
}

function read_part(r, option, text,    pair, value) {
    refused = 0
    split_field(text)
    if (refused && field_name == "") return 0
    if (option == "-C") {
        pair = field_name "," field_text
        add_field(r, "field_compare", field_op, pair in pair_number ? pair_number[pair] : 0)
        refused = 0
        return 1
    }
    if (!(field_name in field_kind)) return 0
    value = listed_value(field_kind[field_name], field_text)
    add_field(r, field_name, field_op, value)
    refused = 0
    missing_account = ""
    return 1
}

function listed_value(kind, text,    value) {
    value = ""
    if (kind == "arch") {
        value = arch_named(text)
        if (value != "") { listing_arch = value; return arch_elf[value] }
        listing_arch = own_arch
        value = c_number(text)
    } else if (kind == "file_type" || (kind == "file_system" && text ~ /^-*[0-9]+$/) ||
        ((kind == "number" || kind == "group") && text ~ /^-/)) value = c_number(text)
    if (value == "" && kind != "arch") value = kernel_value(kind, text)
    return value == "" || refused ? text : value
}

# The numbers of listed calls as rules have them; a name that no table has stays one.
function listed_calls(text,    table, name, count, i, found, low, high, has, set) {
    if (text == "all") return "all"
    table = table_of(listing_arch)
    count = split(text, name, ",")
    low = MAX_CALL + 1
    high = -1
    set = ","
    for (i = 1; i <= count; i++) {
        found = call_of(table, name[i])
        if (found == "") { set = set name[i] ","; continue }
        found += 0
        has[found] = 1
        if (found < low) low = found
        if (found > high) high = found
    }
    for (i = low; i <= high; i++) if (i in has) set = set i ","
    return set
}

# auditctl lists exe!= as exe=.
function turn_programs(r,    i, k, n_forms, form_row, row, count) {
    n_forms = 1
    form_row[1] = r
    for (i = 1; i <= r_fields[r]; i++) {
        if (f_name[r, i] != "exe") continue
        count = n_forms
        for (k = 1; k <= count; k++) {
            row = other_row(r)
            copy_row(form_row[k], row)
            f_op[row, i] = "!="
            f_text[row, i] = "exe!=" f_value[row, i]
            form_row[++n_forms] = row
        }
    }
}

function copy_row(from, to,    i) {
    begin_row(to, r_list[from], r_action[from], r_calls[from], r_said[from])
    r_origin[to] = r_origin[from]
    for (i = 1; i <= r_fields[from]; i++) add_field(to, f_name[from, i], f_op[from, i], f_value[from, i])
}

# Where the rule files have just one of the readings of a row, it is that. A rule for another
# machine is listed as one for this machine: the rule files alone tell.
function listing_settle(    r, found) {
    for (r = 1; r <= n_rules; r++) {
        found = loaded_one(r (r in r_others ? " " r_others[r] : ""))
        if (found < 0) found = loaded_one(for_other_machines(r))
        if (found <= 0) continue
        if (found != r) copy_row(found, r)
        delete r_others[r]
    }
}

# The one of these rows that the rule files have, 0 where they have several, -1 where none.
function loaded_one(rows,    part, count, found) {
    found = -1
    for (count = split(rows, part, " "); count > 0; count--)
        if (row_form(part[count]) in is_loaded) found = found < 0 ? part[count] + 0 : 0
    return found
}

# Rows of the rule as it would be for every other arch of the same word.
function for_other_machines(r,    at, own, other, row, rows) {
    for (at = 1; at <= r_fields[r] && f_name[r, at] != "arch"; at++) continue
    if (at > r_fields[r] || !(f_value[r, at] in arch_of_elf)) return ""
    own = arch_of_elf[f_value[r, at]]
    for (other in arch_elf) {
        if (other == own || arch_word[other] != arch_word[own]) continue
        row = next_other++
        rows = rows " " row
        copy_row(r, row)
        f_value[row, at] = arch_elf[other]
        f_text[row, at] = "arch" f_op[row, at] arch_elf[other]
        if (r_list[r] != "exit") continue
        listing_arch = other
        r_calls[row] = listed_calls(r_said[r])
    }
    return rows
}
