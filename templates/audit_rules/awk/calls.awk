# System calls: the lists of names and numbers behind -S.
# The twin of generator/audit/read_syscalls.py.

function take_calls(value) {
    if (rule_list != "" && rule_list != "exit") { refuse("syscall-not-in-list"); return }
    if (rule_table == "") rule_table = table_of(own_arch)
    if (!are_calls(rule_table, value)) { refuse("unknown-syscall"); return }
    rule_calls = has_calls ? rule_calls "," value : value
    said_calls = has_calls ? said_calls "," said_of(value) : said_of(value)
    has_calls = calls_seen = key_may_follow = 1
}

# From audit 4.0 on auditctl reads perm= behind an arch or calls as calls, too.
function take_permissions(letters,    one, list) {
    if (!fills_calls || rule_path != "" || rule_list != "exit" || rule_table == "") return
    for (one = 1; one <= 4; one++)
        if (index(letters, substr("rwxa", one, 1)))
            list = list (list == "" ? "" : ",") filled_calls[substr("rwxa", one, 1)]
    list = known_once(rule_table, list)
    if (list == "") { refuse("unknown-syscall"); return }
    rule_calls = has_calls ? rule_calls "," list : list
    said_calls = has_calls ? said_calls "," list : list
    has_calls = calls_seen = 1
}

# Those of the names that the table knows, each once; nothing where it lacks one and this auditctl
# does not leave such calls out.
function known_once(table, list,    name, count, i, seen, found) {
    count = split(list, name, ",")
    for (i = 1; i <= count; i++) {
        if (name[i] in seen) continue
        seen[name[i]] = 1
        if (call_of(table, name[i]) != "") found = found (found == "" ? "" : ",") name[i]
        else if (!skips_calls) return ""
    }
    return found
}

# A list as it is written, without empty names; commas alone stay.
function said_of(list,    text) {
    if (list !~ /^,|,,|,$/) return list
    text = list
    gsub(/,,+/, ",", text)
    sub(/^,/, "", text)
    sub(/,$/, "", text)
    return text == "" ? list : text
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
