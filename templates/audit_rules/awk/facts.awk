# Facts: what the shell found out about a system, a line at a time, the first letter saying what the
# line is. The program before the end of all lines must have said what take_line() does.
#
#     machine      as "uname -m" says
#     uid_min      the first auid of a real user, or "login.defs": what the file login_defs says
#
#     Kkey         what records must bear; empty: any
#     Mtolerant, Mexact    what is tolerated, and what asked for, beyond that: see judging.awk
#     VRELEASE     of audit, as "auditctl -v" says
#     Twords       WORD and the names of its system calls by number, - where there is none
#     CWORD        what "ausyscall" printed follows, up to a line with a dot
#     Ekind        a required event, its parts behind TABs
#     FPATH        where a run of PATH leads: in the next line
#     PPATH        what lies at PATH: its kind, where it is, 1 if it is a link, where it leads: in the
#                  next four lines
#     LORIGIN      TAB and a line to load
#     XORIGIN      TAB and why nothing is loaded
#     R            a line of "auditctl -l"
#     Qenabled     of "auditctl -s"
#     S            what augenrules would write is not what there is
#     !WORDS       what went wrong
#     Z            the end

BEGIN {
    load_tables()
    nul = "\377"
    own_word = arch_word[arch_of_word[machine]]
    own_table = arch_table[arch_of_word[machine]]
    other_table = arch_table[arch_companion[arch_of_word[machine]]]
    read_accounts("/etc/passwd", user_id)
    read_accounts("/etc/group", group_id)
    if (uid_min == "login.defs") uid_min = uid_min_of(login_defs)
}

dumped != "" { read_dump($0); next }
{ letter = substr($0, 1, 1); rest = substr($0, 2) }
letter == "C" { dumped = rest; next }
letter == "T" { read_calls(rest); next }
letter == "V" { read_release(rest); next }
letter == "K" { key = rest; next }
letter == "M" { tolerant = tolerant || rest == "tolerant"; exact_filters = exact_filters || rest == "exact"; next }
letter == "E" { read_event(rest); next }
letter == "F" { place_run[rest] = next_line(); next }
letter == "P" { read_place(rest); next }
letter == "L" {
    if (index(rest, "arch")) know_foreign_calls(rest)
    at = index(rest, "\t")
    take_line(substr(rest, at + 1), substr(rest, 1, at - 1))
    next
}
letter == "X" {
    at = index(rest, "\t")
    nothing_origin = substr(rest, 1, at - 1)
    nothing_message = substr(rest, at + 1)
    next
}
letter == "R" {
    listed[++n_listed] = rest
    if (index(rest, "arch")) know_foreign_calls(rest)
    next
}
letter == "Q" { kernel_enabled = rest; next }
letter == "S" { is_unmerged = 1; next }
letter == "!" { trouble = rest; next }
letter == "Z" { complete = 1 }

function next_line(    line) {
    if ((getline line) <= 0) return ""
    return line
}

function read_accounts(file, number,    line, part) {
    while ((getline line < file) > 0)
        if (split(line, part, ":") > 2 && part[3] ~ /^[0-9]+$/ && !(part[1] in number))
            number[part[1]] = c_number(part[3])
    close(file)
}

function read_release(text,    part, number) {
    split(text, part, ".")
    number = part[1] * 10000 + part[2] * 100 + part[3]
    fills_calls = number >= FILLS_FROM
    skips_calls = number >= SKIPS_FROM
}

# The tables of this machine are b64 and b32; those of others, by their own names, wait until a rule
# asks for an arch in other words.
function read_calls(text,    table) {
    table = substr(text, 1, index(text, " ") - 1)
    if (table == own_table) fill_calls(own_word, text)
    else if (table == other_table) fill_calls("b32", text)
    else foreign[table] = text
}

function know_foreign_calls(text,    table) {
    gsub(/arch=b(32|64)/, "", text)
    if (!index(text, "arch")) return
    for (table in foreign) { fill_calls(table, foreign[table]); delete foreign[table] }
}

function fill_calls(table, text,    name, count, i) {
    if (table in is_dumped) return
    count = split(text, name, " ")
    for (i = 2; i <= count; i++) if (name[i] != "-") call_number[table, name[i]] = i - 2
}

# What ausyscall prints counts only where it is whole.
function read_dump(line,    part, name) {
    if (line ~ /^[0-9]+\t[a-z0-9_]+$/) {
        split(line, part, "\t")
        dump[part[2]] = part[1]
    }
    if (line != ".") return
    if ("execve" in dump && "finit_module" in dump) {
        is_dumped[dumped] = 1
        for (name in dump) call_number[dumped, name] = dump[name]
    }
    split("", dump)
    dumped = ""
}

function read_event(text,    part, count, e) {
    count = split(text, part, "\t")
    e = ++n_events
    e_kind[e] = part[1]
    e_label[e] = part[2]
    e_floor[e] = part[3] == "UID_MIN" ? uid_min : part[3]
    e_set[e] = part[4]
    if (part[1] != "call") {
        e_path[e] = part[5]
        e_access[e] = part[6]
        e_lies[e] = part[7]
        return
    }
    e_elf[e] = part[5]
    e_number[e] = part[6]
    e_files[e] = part[7]
    e_plain[e] = part[8]
    for (; count > 8; count--) e_only[e] = part[count] "\t" e_only[e]
}

function read_place(path) {
    place_kind[path] = next_line()
    place_here[path] = next_line()
    place_link[path] = next_line()
    place_led[path] = next_line()
}

function know_machine(    other) {
    other = arch_companion[own_arch]
    machine_elf = arch_elf[own_arch]
    machine_word = own_word
    machine_execve = call_number[own_word, "execve"]
    machine_execveat = call_number[own_word, "execveat"]
    if (other == "") return
    companion_elf = arch_elf[other]
    companion_execve = call_number["b32", "execve"]
    companion_execveat = call_number["b32", "execveat"]
}

# The verdict on all events: pass, fail, or error where it is open and none is lost; notapplicable
# where none can happen here.
function judge_all(    e, n) {
    new_lists()
    for (e = 1; e <= n_events; e++) n[judge_event(e)]++
    if (n["lost"]) return "fail"
    if (n["undecided"] || !n_events) return "error"
    return n["absent"] == n_events ? "notapplicable" : "pass"
}
