# Do these audit rules collect the required events? Prints the evidence, exits 0 for yes, 1 for no.
#
# Standard input: the required events, one a line,
#     syscall NAME NUMBER OTHER   OTHER is how auditctl prints NUMBER after a rule for the other arch
#     exec PATH...                the names of one file
# then a line "rules", then the rules as "LABEL<TAB>RULE", in the order in which they are loaded.
# -v uid_min=N      the first auid of a real user
# -v words=LIST     what -F arch= may say for this machine, joined by commas
# -v key=KEY        the key that records must carry; empty: any key
# -v numbered=NAME  the rules have no label: they are lines that begin with "-", NAME 1, NAME 2, ...
#
# An event is collected when the first rule that can match it records it, with a key, for all users.

function number(text,    digits, value, base, place) {
    if (text == "unset") return UNSET
    if (text ~ /^-[1-9][0-9]*$/) return UNSET + 1 - substr(text, 2)
    if (text !~ /^[0-9]/) return -1
    base = text ~ /^0[xX]/ ? 16 : text ~ /^0/ ? 8 : 10
    digits = tolower(base == 16 ? substr(text, 3) : text)
    for (value = 0; digits != ""; digits = substr(digits, 2)) {
        place = index("0123456789abcdef", substr(digits, 1, 1)) - 1
        if (place < 0 || place >= base) return -1
        value = value * base + place
    }
    return value
}

# Reads one field of the rule at hand into low, high, narrow, arch, path, perm, keys and others.
function field(text,    name, op, value) {
    if (!match(text, /[!<>&=]+/)) { narrow = text; return }
    name = substr(text, 1, RSTART - 1)
    op = substr(text, RSTART, RLENGTH)
    value = substr(text, RSTART + RLENGTH)
    if (name == "auid" || name == "loginuid") auid(op, number(value), text)
    else if (op != "=") narrow = text
    else if (name == "arch") { printed = value; if (arch == "" || arch in word64) arch = value }
    else if (name == "key") keys[value]
    else if (name == "path" || name == "dir") { where = name; path = value }
    else if (name == "perm") perm = value
    else if (name == "msgtype") msgtype = value
    else narrow = text
}

function auid(op, value, text) {
    if (value < 0) narrow = text
    else if (op == "!=" && value == UNSET) return
    else if (op == ">=") low = value > low ? value : low
    else if (op == ">") low = value + 1 > low ? value + 1 : low
    else if (op == "<=") high = value < high ? value : high
    else if (op == "<") high = value - 1 < high ? value - 1 : high
    else if (op == "=") { low = value > low ? value : low; high = value < high ? value : high }
    else narrow = text
}

function list(text,    part, count, i) {
    count = split(text, part, ",")
    for (i = 1; i <= count; i++) calls[part[i]]
}

function read_rule(    word, count, i, opt, rest) {
    low = 0; high = UNSET; narrow = arch = printed = path = where = perm = msgtype = ""
    action = "always"; filter = "exit"
    listed_calls = 0; split("", keys); split("", calls)
    sub(/^ +/, "")
    count = split($0, word, / +/)
    for (i = 1; i <= count; i++) {
        opt = substr(word[i], 1, 2)
        rest = substr(word[i], 3)
        if (rest == "") rest = word[++i]
        if (opt == "-a" || opt == "-A") {
            action = rest ~ /never/ ? "never" : rest ~ /always/ ? "always" : ""
            filter = rest
            gsub(/(never|always|possible|,)/, "", filter)
        } else if (opt == "-F") field(rest)
        else if (opt == "-S") { list(rest); listed_calls = 1 }
        else if (opt == "-k") keys[rest]
        else if (opt == "-w") { where = "watch"; path = rest }
        else if (opt == "-p") perm = rest
        else if (opt == "-C") narrow = "-C " rest
    }
}

# Is the file of event e what the rule at hand is about? A watch on a folder sees what is below it.
function is_place(e,    name, i) {
    if (where != "dir") for (i = split(target[e], name); i > 0; i--) if (path == name[i]) return 1
    return where != "path" && index(file[e], path (path ~ /\/$/ ? "" : "/")) == 1
}

# How the rule at hand meets event e: "" not at all, "part" for some callers, "all" for every one.
function meets(e,    whole) {
    whole = narrow == ""
    if (high < uid_min || low >= UNSET) return ""
    if (low > uid_min || high < UNSET - 1) whole = 0
    if (kind[e] == "exec") {
        if (where != "" && !is_place(e)) return ""
        if (perm != "" && perm !~ /x/) return ""
        # A list of calls is one for programs of one arch; those of the other run files too.
        if (listed_calls && !("all" in calls)) {
            if (!("execve" in calls || "execveat" in calls)) return ""
            whole = 0
        }
        return whole && arch == "" ? "all" : "part"
    }
    if (where != "" || perm != "") return ""
    if (arch != "" && !(arch in word64)) return ""
    if ("all" in calls) return whole ? "all" : "part"
    if (call[e] in calls && (arch != "" || listed != "other")) return whole ? "all" : "part"
    if (nr[e] in calls) return whole ? "all" : "part"
    if (arch == "" && listed == "other" && other[e] in calls) return whole ? "all" : "part"
    return ""
}

function judge(e, label,    how, k) {
    how = meets(e)
    if (how == "") return
    if (action == "never") { lost[e] = label " comes first and says never"; return }
    for (k in keys) if (k != "" && k != "(null)" && (key == "" || k == key)) {
        if (how == "all") found[e] = label
        else if (!(e in near)) near[e] = label " collects only a part of it" (narrow == "" ? "" : ": " narrow)
        return
    }
    lost[e] = label (key == "" ? " records it without a key" : " records it without the key " key)
}

BEGIN {
    UNSET = 4294967295
    count = split(words, part, ",")
    for (i = 1; i <= count; i++) word64[part[i]]
}
!reading && $1 == "syscall" { n++; kind[n] = $1; call[n] = $2; nr[n] = $3; other[n] = $4; label[n] = $2; next }
!reading && $1 == "exec" { n++; kind[n] = $1; file[n] = $2; target[n] = substr($0, 6); label[n] = "runs of " $2; next }
$0 == "rules" { reading = 1; next }
reading {
    if (numbered == "") {
        at = index($0, "\t")
        from = substr($0, 1, at - 1)
        $0 = substr($0, at + 1)
    } else if (/^ *-/) from = numbered " " ++rule
    else next
    read_rule()
    if (filter == "task" && action == "never") off = from " switches syscall auditing off (never,task)"
    else if (filter == "task") off = from " takes the keys of other rules away (always,task)"
    else if (filter == "exclude" && (msgtype == "SYSCALL" || msgtype == "1300")) off = from " drops the SYSCALL records"
    else if (filter == "exit") for (e = 1; e <= n; e++) if (!(e in found) && !(e in lost)) judge(e, from)
    if (printed != "") listed = printed in word64 ? "own" : "other"
}
END {
    for (e = 1; e <= n; e++) {
        if (off != "") print "not collected: " label[e] ": " off
        else if (e in found) { print "collected: " label[e] ": " found[e]; good++ }
        else if (e in lost) print "not collected: " label[e] ": " lost[e]
        else print "not collected: " label[e] ": " (e in near ? near[e] : "no rule matches")
    }
    exit good < n
}
