#!/bin/sh
# audit_kernel_modules_loaded: Ensure kernel module loading unloading and modification is collected: in the running kernel
#
# Asks the running kernel, through auditctl, whether the rules that it holds collect the required
# events. Exit status: the verdict, as oscap's Script Check Engine reads it. Output: the evidence.

LC_ALL=C
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
pass=${XCCDF_RESULT_PASS:-101}
fail=${XCCDF_RESULT_FAIL:-102}
error=${XCCDF_RESULT_ERROR:-103}
not_applicable=${XCCDF_RESULT_NOT_APPLICABLE:-105}
not_checked=${XCCDF_RESULT_NOT_CHECKED:-106}

evidence=
# Result files are XML: only printable ASCII may reach them.
verdict() {
    printf '%s\n' "${evidence:+$evidence
}$2" | tr -cd '\n -~' | head -c 20000
    exit "$1"
}

# Does this run look at a system other than the running one? oscap keeps that in its environment.
offline() {
    tr '\0' '\n' <"/proc/$PPID/environ" 2>/dev/null | grep -q '^OSCAP_PROBE_ROOT=.'
}

# Is there no audit system of our own: a container, a chroot, an image being built? Auditing
# belongs to the initial pid and user name spaces, whose numbers the kernel fixes. Where the root
# of process 1 may not be seen, a chroot cannot be told from the system itself.
contained() {
    contained_why=
    first_root=
    while read -r name place; do
        case $name in
        /) own_root=$place ;;
        /proc/1/root/) first_root=$place ;;
        */pid) pid_space=${place#*:} ;;
        */user) user_space=${place#*:} ;;
        esac
    done <<EOF_PLACES
$(stat -L -c '%n %d:%i' / /proc/1/root/ /proc/self/ns/pid /proc/self/ns/user 2>/dev/null)
EOF_PLACES
    if ! [ -e /proc/self/ns/pid ]; then
        contained_why="no /proc"
    elif [ "$pid_space" != 4026531836 ] || [ "$user_space" != 4026531837 ]; then
        contained_why="a container"
    elif [ "${first_root:-$own_root}" != "$own_root" ]; then
        contained_why="a chroot or an image build"
    fi
    [ -n "$contained_why" ]
}

offline && verdict "$not_applicable" "offline scan: the kernel at hand is not the target's"
[ "$(id -u)" = 0 ] || verdict "$not_checked" "only root may read the kernel's audit rules"
contained && verdict "$not_applicable" "$contained_why: this system has no audit rules of its own"
command -v awk >/dev/null 2>&1 ||
    verdict "$error" "awk is not installed (package mawk, gawk or busybox): the rules cannot be read"

# Prints the first auid of a real user: $1 itself where it is a number; for "login.defs" what the
# last UID_MIN line of /etc/login.defs says, read as shadow-utils does (C bases), else 1000.
uid_min() {
    case $1 in
    login.defs) ;;
    '' | *[!0-9]* | ???????????*) return 1 ;;
    *) echo "$1" && return ;;
    esac
    if ! [ -f /etc/login.defs ] || ! [ -r /etc/login.defs ]; then
        echo 1000
        return
    fi
    awk '
    $1 == "UID_MIN" { text = tolower($2); words = NF }
    END {
        gsub(/"/, "", text)
        base = text ~ /^0x/ ? 16 : text ~ /^0/ ? 8 : 10
        digits = base == 16 ? substr(text, 3) : text
        good = words == 2 && digits != ""
        for (value = 0; digits != ""; digits = substr(digits, 2)) {
            place = index("0123456789abcdef", substr(digits, 1, 1)) - 1
            if (place < 0 || place >= base) good = 0
            value = value * base + place
        }
        printf "%.0f\n", good && value < 4294967295 ? value : 1000
    }' /etc/login.defs
}
uid_min=$(uid_min "${XCCDF_VALUE_audit_uid_min:-login.defs}") ||
    verdict "$error" "the Value audit_uid_min is neither 'login.defs' nor a number"
case ${XCCDF_VALUE_audit_key_policy:-any} in
any) key= ;;
exact) key=kernel_modules ;;
*) verdict "$error" "the Value audit_key_policy is neither 'any' nor 'exact'" ;;
esac

case $(uname -m) in
x86_64)
    words=b64,x86_64
    events='syscall init_module 175 rt_sigprocmask
syscall finit_module 313 splice
syscall delete_module 176 rt_sigpending
syscall create_module 174 rt_sigaction
syscall query_module 178 rt_sigqueueinfo
exec /usr/bin/kmod /bin/kmod'
    ;;
aarch64)
    words=b64,aarch64,armv8l
    events='syscall init_module 105 getitimer
syscall finit_module 273 pciconfig_write
syscall delete_module 106 stat
exec /usr/bin/kmod /bin/kmod'
    ;;
ppc64le)
    words=b64,ppc64le
    events='syscall init_module 128 -
syscall finit_module 353 -
syscall delete_module 129 -
syscall create_module 127 -
syscall query_module 166 -
exec /usr/bin/kmod /bin/kmod'
    ;;
s390x)
    words=b64,s390x
    events='syscall init_module 128 init_module
syscall finit_module 344 finit_module
syscall delete_module 129 delete_module
syscall create_module 127 create_module
syscall query_module 167 query_module
exec /usr/bin/kmod /bin/kmod'
    ;;
i386 | i486 | i586 | i686)
    words=b32,i386,i486,i586,i686
    events='syscall init_module 128 -
syscall finit_module 350 -
syscall delete_module 129 -
syscall create_module 127 -
syscall query_module 167 -
exec /usr/bin/kmod /bin/kmod'
    ;;
armv6l | armv7l)
    words=b32,arm,armeb,armv5tejl,armv5tel,armv6l,armv7l
    events='syscall init_module 128 -
syscall finit_module 379 -
syscall delete_module 129 -
exec /usr/bin/kmod /bin/kmod'
    ;;
*) verdict "$error" "no table of system calls for the architecture $(uname -m)" ;;
esac

command -v auditctl >/dev/null 2>&1 ||
    verdict "$fail" "auditctl is not installed (package auditd): no audit rule is loaded"
state=$(timeout 20 auditctl -s 2>&1) ||
    verdict "$fail" "the kernel does not audit: $state"
rules=$(timeout 20 auditctl -l 2>&1) ||
    verdict "$error" "auditctl -l failed: $rules"

# Reads the rules $1, named $2 and a number each; prints the evidence; succeeds if they collect
# every event.
collects() {
    printf '%s\nrules\n%s\n' "$events" "$1" |
        awk -v uid_min="$uid_min" -v words="$words" -v key="$key" -v numbered="$2" '
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
'
}

file_rules() {
    for file in /etc/audit/rules.d/*.rules; do
        [ -f "$file" ] && cat "$file"
    done
}

enabled=
while read -r name value; do
    [ "$name" = enabled ] && enabled=$value
done <<EOF_STATE
$state
EOF_STATE
evidence=$(collects "$rules" 'kernel rule') && collected=yes || collected=no
case $enabled-$collected in
0-*) verdict "$fail" "auditing is switched off (enabled 0): nothing is recorded" ;;
[12]-yes) verdict "$pass" "the kernel records every required event (UID_MIN $uid_min)" ;;
1-no) verdict "$fail" "the kernel does not record every required event (UID_MIN $uid_min)" ;;
2-no)
    if collects "$(file_rules)" line >/dev/null; then
        verdict "$fail" "reboot required to load the rules (enabled 2): the rule files are right"
    fi
    verdict "$fail" "the rules are locked until a reboot (enabled 2), and the rule files lack them"
    ;;
*) verdict "$error" "auditctl -s does not say whether auditing is on" ;;
esac
