#!/bin/bash
# CIS Level 2 - Server, audit rules (Debian GNU/Linux 12)
#
# Run as root on the host to be mended, again at any time: what is right stays as it is. --help says
# what else it can do. Exit status: 0 when all parts succeeded, 1 when one did not, 2 for wrong usage.

# The functions of controls are called by names that are put together.
# shellcheck disable=SC2317,SC2329

# What the profile asks for.
audit_uid_min=login.defs
audit_key_policy=any
audit_b32=optional
audit_exclusions=none
audit_filters=broader

script_usage() {
    printf '%s\n' 'CIS Level 2 - Server, audit rules (Debian GNU/Linux 12)' '' 'usage: fix-cis_level2_server.sh [OPTION]...' '' \
        '  --dry-run      change nothing, say what would be done' \
        '  --undo         take back what this script wrote' \
        '  --format json  with --dry-run: the plans as JSON, one object a line and control' \
        '  --format text  with --dry-run: the plans for people, as without this option' \
        '  --help         show this' '' \
        'Exit status: 0 when all parts succeeded, 1 when one did not, 2 for wrong usage.'
}

script_misused() {
    script_usage >&2
    exit 2
}

asked_action=fix asked_format=text asked_dry_run=''
while [ $# -gt 0 ]; do
    case $1 in
    --dry-run) asked_dry_run=yes ;;
    --undo) asked_action=undo ;;
    --format)
        [ $# -gt 1 ] || script_misused
        asked_format=$2
        shift
        ;;
    --format=*) asked_format=${1#*=} ;;
    --help)
        script_usage
        exit 0
        ;;
    *) script_misused ;;
    esac
    shift
done
case $asked_format-$asked_dry_run in
json-yes | text-*) ;;
*) script_misused ;;
esac

# What a fix of audit rules needs to know and to decide. Each control describes itself in a function
# control_ID: file_name, own_key, run_paths, and by the machine (uname -m) word, companion, events and
# rules, with @UID_MIN@ in them; b32_events and b32_rules are for 32-bit programs.
LC_ALL=C
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
unset QUOTING_STYLE POSIXLY_CORRECT
tab='	'
newline='
'
blanks=" $tab$newline"
# Nothing of this may come from the environment.
work='' work_name=''

# oscap reads what a fix prints as a format, so no percent sign may ever be in it.
say() { printf '%s\n' "$control: $1" | tr '%' '?'; }

# Prints a field of /etc/os-release without its quotes.
os_release() {
    sed -n "s/^$1=[\"']\{0,1\}\([^\"']*\)[\"']\{0,1\}[[:blank:]]*\$/\1/p" /etc/os-release 2>/dev/null |
        tail -n 1
}

# Is the field $1 of /etc/os-release $2? With $3, a minor version may follow.
os_release_is() {
    case $(os_release "$1") in
    "$2") ;;
    "$2".*) [ -n "${3-}" ] ;;
    *) false ;;
    esac
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

# Reads the texts of the Values, $1 to $5: sets uid_min (a number, or login.defs), exact_key (not empty
# where only the own key counts), b32, and tolerant and exact, which are lines for the program. Fails
# where a text is none of its Value's, and says so in wrong_value.
read_values() {
    uid_min=$1
    case $1 in
    login.defs) ;;
    '' | *[!0-9]* | ???????????*) uid_min= ;;
    *) [ "$1" -lt 4294967295 ] || uid_min= ;;
    esac
    [ -n "$uid_min" ] || neither audit_uid_min login.defs 'a number of a user' || return
    case $2 in
    any) exact_key= ;;
    exact) exact_key=exact ;;
    *) neither audit_key_policy any exact || return ;;
    esac
    case $3 in
    optional | required) b32=$3 ;;
    *) neither audit_b32 optional required || return ;;
    esac
    case $4 in
    none) tolerant= ;;
    partial) tolerant=Mtolerant ;;
    *) neither audit_exclusions none partial || return ;;
    esac
    case $5 in
    broader) exact= ;;
    exact) exact=Mexact ;;
    *) neither audit_filters broader exact || return ;;
    esac
}

# Fails: the text of the Value $1 is neither $2 nor $3.
neither() {
    wrong_value="the Value $1 is neither $2 nor $3"
    return 1
}

# Prints the first auid of a real user, as /etc/login.defs says it.
login_defs_uid_min() {
    file=
    [ -f /etc/login.defs ] && [ -r /etc/login.defs ] && file=/etc/login.defs
    awk -v file="$file" '
# The first auid of a real user: what the last UID_MIN line of the file says, read as shadow-utils
# does (C bases), else 1000.
function uid_min_of(file,    line, text, base, digits, good, value, digit) {
    while (file != "" && (getline line < file) > 0) {
        if (line !~ /^[ \t]*UID_MIN[ \t]+[^ \t]/) continue
        text = tolower(line)
        sub(/^[ \t]*uid_min[ \t"]+/, "", text)
        sub(/".*$/, "", text)
        sub(/[ \t]+$/, "", text)
        sub(/^[+]/, "", text)
    }
    base = text ~ /^0x/ ? 16 : text ~ /^0/ ? 8 : 10
    digits = base == 16 ? substr(text, 3) : text
    good = digits != ""
    for (value = 0; digits != ""; digits = substr(digits, 2)) {
        digit = index("0123456789abcdef", substr(digits, 1, 1)) - 1
        if (digit < 0 || digit >= base) good = 0
        value = value * base + digit
    }
    return sprintf("%.0f", good && value < 4294967295 ? value : 1000)
}
BEGIN { print uid_min_of(file) }'
}

rules_folder=/etc/audit/rules.d
compiled_file=/etc/audit/audit.rules

# Prints how a boot loads the rules, by what systemd runs: the words of the program below. Where
# there is no unit at all, as without systemd, augenrules is taken to do it.
boot_mode() {
    set --
    for unit in audit-rules.service auditd.service; do
        for folder in /etc/systemd/system.control /run/systemd/system.control /etc/systemd/system /run/systemd/system /usr/local/lib/systemd/system /usr/lib/systemd/system /lib/systemd/system; do
            [ -e "$folder/$unit" ] || [ -L "$folder/$unit" ] || continue
            set -- "$@" "unit=$unit"
            # A masked unit is empty, and its drop-ins count for nothing.
            if ! [ -f "$folder/$unit" ] || ! [ -s "$folder/$unit" ]; then break; fi
            set -- "$@" "$folder/$unit"
            while IFS=$tab read -r _ file; do
                [ -f "$file" ] && set -- "$@" "$file"
            done <<EOF_DROP_INS
$(drop_ins "$unit")
EOF_DROP_INS
            break
        done
    done
    if [ $# = 0 ] && [ -d /run/systemd/system ]; then
        echo "none auditd.service"
        return
    fi
    for file in /usr/sbin/augenrules /sbin/augenrules /usr/bin/augenrules; do
        [ -f "$file" ] && set -- "$@" script=1 "$file" && break
    done
    awk '
# Units: how this system loads its rules, by what systemd runs for auditd.
# The twin of generator/audit/units.py; a program of its own.
#
# Arguments: before the files of each unit that is there unit=NAME; then its own file and its drop-ins
# in order, unless it is masked; script=1 and augenrules itself. Prints
#     augenrules          with "plain" where that expands no names (version 4) and "cuts" where it
#                         cuts a CR off each line
#     auditctl PATH
#     none UNIT           no command loads rules
#     unclear UNIT runs COMMAND: a command that may load rules or take them away is not followed

BEGIN {
    n_kinds = split("ExecStartPre ExecStart ExecStartPost", run_kind, " ")
    for (k = 1; k <= n_kinds; k++) is_run_kind[run_kind[k]] = 1
}

script {
    if (index($0, "/\"${rules}\"")) facts = facts " plain"
    if (index($0, "sub(/\\r$/")) facts = facts " cuts"
    next
}

FNR == 1 { take_joined(); section = "" }

{
    line = $0
    if (FNR == 1) sub(/^\357\273\277/, "", line)
    line = trimmed(line)
    if (line ~ /^[#;]/) next
    joined = goes_on ? joined " " line : line
    goes_on = line ~ /\\$/
    if (goes_on) sub(/\\$/, "", joined)
    else take_joined()
}

END {
    take_joined()
    for (u = 1; u <= n_units; u++) for (k = 1; k <= n_kinds; k++)
        for (n = 1; n <= n_commands[unit_name[u], run_kind[k]]; n++)
            follow_command(unit_name[u], command_of[unit_name[u], run_kind[k], n])
    if (unclear != "") print "unclear " unclear
    else if (other != "" && !n_loads) print "unclear " other
    else if (n_loads > 1) print "unclear " unit " runs more than one command that loads rules"
    else if (n_loads) print loads
    else print unit == "" ? "augenrules" facts : "none " unit
}

# What a command does about rules.
function follow_command(name, command,    plain, text) {
    plain = command
    sub(/^[-@:+!|]+/, "", plain)
    gsub(/["\047]/, "", plain)
    gsub(/[ \t]+/, " ", plain)
    plain = trimmed(plain)
    text = plain
    sub(/^([^ ]*\/)?(ba|da)?sh -c /, "", text)
    if (text ~ /^([^ ]*\/)?augenrules --load$/) { n_loads++; loads = "augenrules" facts }
    else if (text ~ /^([^ ]*\/)?auditctl -R [^ $%]+$/) {
        n_loads++
        sub(/^([^ ]*\/)?auditctl -R \/*/, "", text)
        loads = "auditctl /" text
    } else if (text ~ /^([^ ]*\/)?(auditd( .*)?|augenrules( --check)?|auditctl -[ls]|true)$/) return
    else if (text ~ /augenrules|auditctl/) {
        if (unclear == "") unclear = name " runs " command
    } else if (other == "") other = name " runs " command
}

function trimmed(text) {
    sub(/^[ \t\r\f\v]+/, "", text)
    sub(/[ \t\r\f\v]+$/, "", text)
    return text
}

# Takes a line of a unit; a command that is empty takes back those before it.
function take_joined(    equals, name, value) {
    goes_on = 0
    if (joined ~ /^\[/) section = joined
    equals = index(joined, "=")
    name = trimmed(substr(joined, 1, equals - 1))
    value = trimmed(substr(joined, equals + 1))
    joined = ""
    if (section != "[Service]" || !equals || !(name in is_run_kind)) return
    if (!(unit in is_unit)) { is_unit[unit] = 1; unit_name[++n_units] = unit }
    if (value == "") n_commands[unit, name] = 0
    else command_of[unit, name, ++n_commands[unit, name]] = value
}
' "$@" </dev/null
}

# Prints the drop-ins of the unit $1 by name, each with its path. Where a name is there twice, the
# unit's own comes before that of its prefix and that of all services, and then the first folder.
drop_ins() {
    found=
    for of in "$1" "${1%%-*}-.service" service; do
        for folder in /etc/systemd/system.control /run/systemd/system.control /etc/systemd/system /run/systemd/system /usr/local/lib/systemd/system /usr/lib/systemd/system /lib/systemd/system; do
            for file in "$folder/$of.d"/*.conf; do
                [ -e "$file" ] || [ -L "$file" ] || continue
                found="$found${file##*/}$tab$file$newline"
            done
        done
    done
    [ -z "$found" ] || printf '%s' "$found" | sort -s -u -t "$tab" -k 1,1
}

# Prints the files that augenrules, written as $1 says, joins, in order. Their names are split and
# expanded as it does. The last line is "endless NAME" where it would never end reading, or "! WORDS"
# where this check cannot tell.
rule_files() {
    # shellcheck disable=SC2012 # in the order of ls, as augenrules does it
    ls -1v "$rules_folder" | while IFS= read -r line; do
        case $line in *.rules) ;; *) continue ;; esac
        set -f
        for name in $line; do
            case $1 in *' plain'*) ;; *) set +f ;; esac
            # The shell of augenrules expands a name in its working folder too, which is the root.
            case $name in
            *[*?[]*)
                # shellcheck disable=SC2086 # expanded on purpose
                [ "$(printf '%s ' $name)" = "$name " ] || trouble "a file in / has a name like $name"
                ;;
            esac
            for file in "$rules_folder"/$name; do
                rule_file "$file"
            done
        done
    done
}

rule_file() {
    case $1 in *"$newline"*) trouble "the name of a rule file has a line break in it" ;; esac
    if [ -f "$1" ]; then
        [ -r "$1" ] || trouble "$1 cannot be read"
        printf '%s\n' "$1"
    elif [ -p "$1" ] || [ -c "$1" ] || [ -b "$1" ]; then
        [ "$(readlink -f -- "$1")" = /dev/null ] && return
        printf 'endless %s\n' "${1##*/}"
        exit
    fi
}

trouble() {
    printf '! %s\n' "$1"
    exit
}

# Prints what a boot loads and, before it, the paths that matter to the lines of the listing $1, of
# the rules $2 or of the files: the input of looked_up. $3 is the letter before lines to load; in the
# mode of auditctl the file $4, if not empty, is read instead of the unit's.
boot_lines() {
    cd /
    listing=$1
    asked=$2
    letter=$3
    nothing=
    trouble=
    files=
    merges=0
    cuts=0
    mode=$(boot_mode)
    case $mode in
    none*) nothing="${mode#none }${tab}no command there loads rules" ;;
    unclear*) files="! could not decide how rules are loaded: ${mode#unclear }" ;;
    auditctl*) files=$(private_file "${4:-${mode#auditctl }}") ;;
    *)
        if ! command -v augenrules >/dev/null; then
            nothing="augenrules${tab}it is missing, and nothing else loads rules"
        elif is_foreign "$compiled_file"; then
            nothing="$compiled_file${tab}its owner is not root: auditctl does not load it"
        elif [ -d "$rules_folder" ]; then
            merges=1
            case $mode in *' cuts'*) cuts=1 ;; esac
            files=$(rule_files "$mode")
        else
            files=$(private_file "$compiled_file")
        fi
        ;;
    esac
    case ${files##*"$newline"} in
    endless*)
        nothing="${files##*endless }${tab}augenrules never ends reading it"
        files=
        ;;
    '! '*)
        trouble=${files##*"$newline"}
        trouble=${trouble#! }
        files=
        ;;
    esac
    set -f
    IFS=$newline
    # shellcheck disable=SC2086 # a name in each line
    set -- $files
    IFS=$blanks
    {
        [ -z "$listing" ] || printf '%s\n' "$listing"
        echo .
        [ -z "$asked" ] || printf '%s\n' "$asked"
        echo .
        if [ $# -gt 0 ]; then
            # shellcheck disable=SC2046 # numbers alone
            printf '%s ' $(stat -L -c %s -- "$@")
            echo
            cat -- "$@" | tr '\000\377' '\377\376'
        fi
    } | awk -v merges="$merges" -v cuts="$cuts" -v letter="$letter" '
function load_tables() {
    MAX_LINE = 6143
    MAX_PATH = 4095
}

# Words: a line is split at blanks alone, as auditctl splits it.
# The twin of generator/audit/words.py.

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

# Places: what a path of a rule stands for on the disk, as the kernel looks it up.
# The twin of generator/audit/places.py.
#
#     place_here[PATH]   PATH with the links of its folders followed, but not its last name, whatever
#                        lies there; absent or empty where its folder is none
#     place_link[PATH]   1 where a symbolic link lies there
#     place_led[PATH]    the folder that PATH is or leads to, without links; absent or empty where it
#                        is no folder
# PATH is one that paths_asked() or ask(plain_path(PATH)) named: no empty name, no dot, and / is not
# asked for. See loading.awk for place_kind.
#
# In brackets some awks read an escaped slash as a slash, some as a backslash or a slash.

function place(path) {
    if (path == "/") return "dir"
    return path in place_kind && place_kind[path] != "" ? place_kind[path] : "missing"
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
    return kind == "file" ? "no-folder" : "missing"
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
    if (path ~ /\/\.?$/ || kind == "missing") return error_of(kind)
    return ""
}

function join_error(path,    plain, error) {
    plain = plain_path(path)
    error = folder_error(above(plain))
    if (error != "") return error
    return place(plain) ~ /^(dir|file)$/ ? "" : error_of(place(plain))
}

# Where an exe condition leads; empty where no program lies there.
function program_place(path,    plain) {
    plain = plain_path(path)
    return place(plain) ~ /^(dir|file)$/ && !is_link(plain) ? watched_place(path) : ""
}

function is_link(path) {
    return path in place_link && place_link[path] != ""
}

# Where a path condition leads; what is missing may come.
function watched_place(path,    name) {
    name = path
    sub(/^.*\//, "", name)
    if (name == "" || name == "." || name == "..") return ""
    path = plain_path(path)
    return path in place_here ? place_here[path] : ""
}

# The same of a dir condition.
function tree_place(path,    plain) {
    plain = plain_path(path)
    if (plain == "/") return "/"
    if (path ~ /\/\.?\.?$/) return plain in place_led ? place_led[plain] : ""
    return plain in place_here && place(plain) != "missing" ? place_here[plain] : ""
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

# Merging: what this system loads, line by line with its origin, in the order of loading.
# The twin of generator/audit/merging.py; it runs in the awk that augenrules runs in, and has the
# same regular expressions, since what \s means depends on that awk.
#
# Arguments: the names of files. Input: lines that "auditctl -l" printed and one with a dot, rules
# whose paths matter too and one with a dot, the sizes of the files in one line, then the bytes of
# the files, NUL and 255 written as 255 and 254.
#     merges    1: as augenrules merges a folder; 0: one file as it is
#     cuts      1: augenrules of version 4, which cuts a CR off each line
#     letter    what stands before the lines to load: L
# Output: the paths that the lines may be about and an empty line; the lines of the listing behind
# an R; those to load behind the letter, each as ORIGIN TAB TEXT; behind a ! what went wrong.

BEGIN {
    nul = "\377"
    merge_parts = length(sprintf("%c", 0)) == 0
    n_files = ARGC - 1
    for (merge_file = 1; merge_file <= n_files; merge_file++) {
        file_name[merge_file] = ARGV[merge_file]
        sub(/^.*\//, "", file_name[merge_file])
        gsub(/\t/, "?", file_name[merge_file])
        ARGV[merge_file] = ""
    }
    ARGC = 1
    merge_file = merge_from = merge_end = 0
}

!listing_ended {
    if ($0 == ".") listing_ended = 1
    else if ($0 != "") { listing[++n_listed] = $0; ask_listed($0) }
    next
}

!rules_ended {
    if ($0 == ".") rules_ended = 1
    else paths_asked($0)
    next
}

!sizes_read {
    sizes_read = split($0, file_size, " ") + 1
    next
}

{ merge_line($0, merge_origin()); merge_from += length($0) + 1 }

# A file that does not end in LF goes on in the first line of the next one.
function merge_origin() {
    while (merge_file < n_files && merge_from >= merge_end) {
        merge_at = merge_from == merge_end ? 0 : 1
        merge_end += file_size[++merge_file]
    }
    return file_name[merge_file] ":" ++merge_at
}

# To an awk whose texts end at NUL, a line does too, and what follows is another line.
function merge_line(text, origin,    part, count, i) {
    if (!merges) { add_line(text, origin); return }
    if (!merge_parts || !index(text, nul)) { hoist_line(text, origin); return }
    count = split(text, part, nul)
    for (i = 1; i <= count; i++) hoist_line(part[i], origin)
}

function hoist_line(text, origin) {
    if (cuts) sub(/\r$/, "", text)
    if (length(text) < 1 || match(text, "^\\s*#")) return
    if (match(text, "^\\s*-e")) hoisted["e"] = origin "\t" text
    else if (match(text, "^\\s*-D\\s*$")) hoisted["D"] = origin "\t" text
    else if (match(text, "^\\s*-f")) hoisted["f"] = origin "\t" text
    else if (match(text, "^\\s*-b")) hoisted["b"] = origin "\t" text
    else add_line(text, origin)
}

function add_line(text, origin) {
    to_load[++n_to_load] = origin "\t" text
    paths_asked(text)
}

# The paths of a line that auditctl printed: blanks in them are as they are.
function ask_listed(text,    n, count, part) {
    if (!MAX_LINE) load_tables()
    gsub(/ -[FSC] /, "\n", text)
    sub(/ -p [rwxa]*( -k .*)?$/, "", text)
    count = split(text, part, "\n")
    for (n = 1; n <= count; n++) {
        if (!index(part[n], "/")) continue
        text = substr(part[n], index(part[n], "/"))
        ask(plain_path(text))
        if (sub(/ -k .*$/, "", text)) ask(plain_path(text))
    }
}

function print_hoisted(option) {
    if (option in hoisted) print letter hoisted[option]
}

END {
    for (i = 1; i <= n_asked_paths; i++) print asked_path[i]
    print ""
    for (i = 1; i <= n_listed; i++) print "R" listing[i]
    print_hoisted("D")
    print_hoisted("b")
    print_hoisted("f")
    for (i = 1; i <= n_to_load; i++) print letter to_load[i]
    print_hoisted("e")
    # The last line may have begun in a file before the last one.
    while (merge_file < n_files) merge_end += file_size[++merge_file]
    if (merge_from < merge_end || merge_from > merge_end + 1) print "!the rule files changed while they were read"
}

' "$@"
    [ -z "$nothing" ] || printf 'X%s\n' "$nothing"
    [ -z "$trouble" ] || printf '!%s\n' "$trouble"
}

# Prints $1 where auditctl would read it: a file of root that not everybody may write.
private_file() {
    [ -f "$1" ] || return
    [ -r "$1" ] || trouble "$1 cannot be read"
    case $(stat -L -c '%u %a' -- "$1") in
    '0 '*[2367]) ;;
    '0 '*) printf '%s\n' "$1" ;;
    esac
}

# Is $1 a file of somebody else than root?
is_foreign() {
    # shellcheck disable=SC3067 # dash, bash, ksh and busybox have it
    [ -f "$1" ] && ! [ -O "$1" ]
}

# Prints where a run of $1 leads.
runs_of() {
    place=
    if [ -L "$1" ]; then
        place=$(readlink -f -- "$1")
    else
        cd -P -- "${1%/*}/" && place=${PWD%/}/${1##*/}
    fi
    printf 'F%s\n%s\n' "$1" "$place"
}

# Answers what lies at each path, up to an empty line; passes the rest on.
looked_up() {
    while IFS= read -r path && [ -n "$path" ]; do
        kind='missing'
        here=
        link=
        led=
        [ -L "$path" ] && link=1
        if [ -d "$path" ]; then
            kind='dir'
            cd -P -- "$path" && led=$PWD
            [ -n "$link" ] || here=$led
        elif [ -e "$path" ]; then
            kind='file'
        elif [ -n "$link" ]; then
            kind='link'
            case $(stat -L -- "$path" 2>&1) in *"Too many levels"*) kind='loop' ;; esac
        fi
        [ -n "$here" ] || { cd -P -- "${path%/*}/" && here=${PWD%/}/${path##*/}; }
        case $here$led in *"$newline"*) here='' led='' ;; esac
        printf 'P%s\n%s\n%s\n%s\n%s\n' "$path" "$kind" "$here" "$link" "$led"
    done
    cat
}

# Prints the set-user-id and set-group-id programs of this system, sorted, one on a line: those on
# local file systems that are mounted neither nosuid nor noexec. Of several names of one file the
# first counts. Where a name has a line break or another control character, it prints that last, with
# ? for them, and fails: no path has two slashes in a row, so that what ends in them is a whole name.
privileged_programs() {
    local_folders | while IFS= read -r folder; do
        find "$folder" -xdev -type f \( -perm -4000 -o -perm -2000 \) -exec stat -c '%d:%i %n//' -- {} + 2>/dev/null
    done | sort -k 2 | awk '
        !/^[0-9]+:[0-9]+ \/.*[^\/]\/\/$/ || /[\001-\037\177]/ {
            bad = sub(/^[0-9]+:[0-9]+ /, "") || !bad ? $0 : bad
            next
        }
        !seen[$1]++ { print substr($0, index($0, " ") + 1, length($0) - index($0, " ") - 2) }
        END {
            if (!bad) exit
            if (!sub(/\/\/$/, "", bad)) bad = bad "?"
            gsub(/[^ -~]/, "?", bad)
            print bad
            exit 1
        }'
}

# Where local file systems are mounted: those that need a device, and what a container or an image
# has in its place.
local_folders() {
    awk '
        FILENAME == "/proc/filesystems" { if ($1 == "nodev") has_none[$2] = 1; next }
        has_none[$3] && $3 != "overlay" && $3 != "zfs" { next }
        ("," $4 ",") ~ /,(nosuid|noexec),/ { next }
        { print $2 }' /proc/filesystems /proc/self/mounts |
        sed 's/\\\([0-7][0-7][0-7]\)/\\0\1/g' | while IFS= read -r folder; do
            printf '%b\n' "$folder"
        done
}

# Prints the lines $1 once for each program of the list $2, in the place of ${PROGRAM}; as auditctl
# reads words where $3 is escaped.
for_each_program() {
    printf '%s\n' "$2" | TEXT=$1 awk -v how="$3" '
        BEGIN { count = split(ENVIRON["TEXT"], line, "\n") }
        {
            if (how == "escaped") gsub(/[\\ ]/, "\\\\&")
            for (n = 1; n <= count; n++) {
                text = line[n]
                out = ""
                while (at = index(text, "${PROGRAM}")) {
                    out = out substr(text, 1, at - 1) $0
                    text = substr(text, at + 10)
                }
                print out text
            }
        }'
}

# Prints the release of audit; the system calls of this machine as its own libaudit knows them;
# those of all machines, their names in the order of their numbers.
calls() {
    release='3.0'
    said=$(timeout 20 auditctl -v 2>/dev/null)
    case $said in 'auditctl version '[0-9]*) release=${said##* } ;; esac
    echo "V$release"
    if command -v ausyscall >/dev/null 2>&1; then
        echo "C$word"
        ausyscall --dump
        echo .
        if [ -n "$companion" ]; then
            echo Cb32
            ausyscall "$companion" --dump
            echo .
        fi
    fi
    printf 'T%s\n' \
        'ppc64le - exit fork read write open close waitpid creat link unlink execve chdir time mknod chmod lchown break oldstat lseek getpid mount umount setuid getuid stime ptrace alarm oldfstat pause utime stty gtty access nice ftime sync kill rename mkdir rmdir dup pipe times prof brk setgid getgid signal geteuid getegid acct umount2 lock ioctl fcntl mpx setpgid ulimit oldolduname umask chroot ustat dup2 getppid getpgrp setsid sigaction sgetmask ssetmask setreuid setregid sigsuspend sigpending sethostname setrlimit getrlimit getrusage gettimeofday settimeofday getgroups setgroups select symlink oldlstat readlink uselib swapon reboot readdir mmap munmap truncate ftruncate fchmod fchown getpriority setpriority profil statfs fstatfs ioperm socketcall syslog setitimer getitimer stat lstat fstat olduname iopl vhangup idle vm86 wait4 swapoff sysinfo ipc fsync sigreturn clone setdomainname uname modify_ldt adjtimex mprotect sigprocmask create_module init_module delete_module get_kernel_syms quotactl getpgid fchdir bdflush sysfs personality afs_syscall setfsuid setfsgid _llseek getdents _newselect flock msync readv writev getsid fdatasync _sysctl mlock munlock mlockall munlockall sched_setparam sched_getparam sched_setscheduler sched_getscheduler sched_yield sched_get_priority_max sched_get_priority_min sched_rr_get_interval nanosleep mremap setresuid getresuid query_module poll nfsservctl setresgid getresgid prctl rt_sigreturn rt_sigaction rt_sigprocmask rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_sigsuspend pread pwrite chown getcwd capget capset sigaltstack sendfile getpmsg putpmsg vfork ugetrlimit readahead mmap2 truncate64 ftruncate64 stat64 lstat64 fstat64 pciconfig_read pciconfig_write pciconfig_iobase multiplexer getdents64 pivot_root fcntl64 madvise mincore gettid tkill setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr removexattr lremovexattr fremovexattr futex sched_setaffinity sched_getaffinity - tuxcall sendfile64 io_setup io_destroy io_getevents io_submit io_cancel set_tid_address fadvise64 exit_group lookup_dcookie epoll_create epoll_ctl epoll_wait remap_file_pages timer_create timer_settime timer_gettime timer_getoverrun timer_delete clock_settime clock_gettime clock_getres clock_nanosleep swapcontext tgkill utimes statfs64 fstatfs64 fadvise64_64 rtas - - - - - - mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr kexec_load add_key request_key keyctl waitid ioprio_set ioprio_get inotify_init inotify_add_watch inotify_rm_watch spu_run spu_create pselect6 ppoll unshare splice tee vmsplice openat mkdirat mknodat fchownat futimesat fstatat64 unlinkat renameat linkat symlinkat readlinkat fchmodat faccessat get_robust_list set_robust_list move_pages getcpu epoll_pwait utimensat signalfd timerfd eventfd sync_file_range2 fallocate subpage_prot timerfd_settime timerfd_gettime signalfd4 eventfd2 epoll_create1 dup3 pipe2 inotify_init1 perf_counter_open preadv pwritev rt_tgsigqueueinfo fanotify_init fanotify_mark prlimit64 socket bind connect listen accept getsockname getpeername socketpair send sendto recv recvfrom shutdown setsockopt getsockopt sendmsg recvmsg recvmmsg accept4 name_to_handle_at open_by_handle_at clock_adjtime syncfs sendmmsg setns process_vm_readv process_vm_writev finit_module kcmp sched_setattr sched_getattr renameat2 seccomp getrandom memfd_create bpf execveat switch_endian userfaultfd membarrier - - - - - - - - - - - - mlock2 copy_file_range preadv2 pwritev2 kexec_file_load statx pkey_alloc pkey_free pkey_mprotect rseq io_pgetevents - - - semtimedop semget semctl shmget shmctl shmat shmdt msgget msgsnd msgrcv msgctl clock_gettime64 clock_settime64 clock_adjtime64 clock_getres_time64 clock_nanosleep_time64 timer_gettime64 timer_settime64 timerfd_gettime64 timerfd_settime64 utimensat_time64 pselect6_time64 ppoll_time64 - io_pgetevents_time64 recvmmsg_time64 mq_timedsend_time64 mq_timedreceive_time64 semtimedop_time64 rt_sigtimedwait_time64 futex_time64 sched_rr_get_interval_time64 pidfd_send_signal io_uring_setup io_uring_enter io_uring_register open_tree move_mount fsopen fsconfig fsmount fspick pidfd_open clone3 close_range openat2 pidfd_getfd faccessat2 process_madvise epoll_pwait2 mount_setattr quotactl_fd landlock_create_ruleset landlock_add_rule landlock_restrict_self - process_mrelease futex_waitv set_mempolicy_home_node' \
        's390 - exit fork read write open close - creat link unlink execve chdir time mknod chmod lchown - - lseek getpid mount umount setuid getuid stime ptrace alarm - pause utime - - access nice - sync kill rename mkdir rmdir dup pipe times - brk setgid getgid signal geteuid getegid acct umount2 - ioctl fcntl - setpgid - - umask chroot ustat dup2 getppid getpgrp setsid sigaction - - setreuid setregid sigsuspend sigpending sethostname setrlimit getrlimit getrusage gettimeofday settimeofday getgroups setgroups - symlink - readlink uselib swapon reboot readdir mmap munmap truncate ftruncate fchmod fchown getpriority setpriority - statfs fstatfs ioperm socketcall syslog setitimer getitimer stat lstat fstat - - vhangup idle - wait4 swapoff sysinfo ipc fsync sigreturn clone setdomainname uname - adjtimex mprotect sigprocmask create_module init_module delete_module get_kernel_syms quotactl getpgid fchdir bdflush sysfs personality afs_syscall setfsuid setfsgid _llseek getdents _newselect flock msync readv writev getsid fdatasync _sysctl mlock munlock mlockall munlockall sched_setparam sched_getparam sched_setscheduler sched_getscheduler sched_yield sched_get_priority_max sched_get_priority_min sched_rr_get_interval nanosleep mremap setresuid getresuid - query_module poll nfsservctl setresgid getresgid prctl rt_sigreturn rt_sigaction rt_sigprocmask rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_sigsuspend pread pwrite chown getcwd capget capset sigaltstack sendfile getpmsg putpmsg vfork ugetrlimit mmap2 truncate64 ftruncate64 stat64 lstat64 fstat64 lchown32 getuid32 getgid32 geteuid32 getegid32 setreuid32 setregid32 getgroups32 setgroups32 fchown32 setresuid32 getresuid32 setresgid32 getresgid32 chown32 setuid32 setgid32 setfsuid32 setfsgid32 pivot_root mincore madvise getdents64 fcntl64 readahead sendfile64 setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr removexattr lremovexattr fremovexattr gettid tkill futex sched_setaffinity sched_getaffinity tgkill - io_setup io_destroy io_getevents io_submit io_cancel exit_group epoll_create epoll_ctl epoll_wait set_tid_address fadvise64 timer_create timer_settime timer_gettime timer_getoverrun timer_delete clock_settime clock_gettime clock_getres clock_nanosleep - fadvise64_64 statfs64 fstatfs64 remap_file_pages - - - mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr kexec_load add_key request_key keyctl waitid ioprio_set ioprio_get inotify_init inotify_add_watch inotify_rm_watch - openat mkdirat mknodat fchownat futimesat fstatat64 unlinkat renameat linkat symlinkat readlinkat fchmodat faccessat pselect6 ppoll unshare set_robust_list get_robust_list splice sync_file_range tee vmsplice - getcpu epoll_pwait utimes fallocate utimensat signalfd timerfd eventfd timerfd_create timerfd_settime timerfd_gettime signalfd4 eventfd2 inotify_init1 pipe2 dup3 epoll_create1 preadv pwritev rt_tgsigqueueinfo perf_event_open fanotify_init fanotify_mark prlimit64 name_to_handle_at open_by_handle_at clock_adjtime syncfs setns process_vm_readv process_vm_writev s390_runtime_instr kcmp finit_module sched_setattr sched_getattr renameat2 seccomp getrandom memfd_create bpf s390_pci_mmio_write s390_pci_mmio_read execveat userfaultfd membarrier recvmmsg sendmmsg socket socketpair bind connect listen accept4 getsockopt setsockopt getsockname getpeername sendto sendmsg recvfrom recvmsg shutdown mlock2 copy_file_range preadv2 pwritev2 - statx s390_sthyi kexec_file_load io_pgetevents rseq pkey_mprotect pkey_alloc pkey_free - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - pidfd_send_signal io_uring_setup io_uring_enter io_uring_register open_tree move_mount fsopen fsconfig fsmount fspick pidfd_open clone3 close_range openat2 pidfd_getfd faccessat2 process_madvise epoll_pwait2 mount_setattr quotactl_fd landlock_create_ruleset landlock_add_rule landlock_restrict_self - process_mrelease futex_waitv set_mempolicy_home_node' \
        's390x - exit fork read write open close - creat link unlink execve chdir - mknod chmod - - - lseek getpid mount umount - - - ptrace alarm - pause utime - - access nice - sync kill rename mkdir rmdir dup pipe times - brk - - signal - - acct umount2 - ioctl fcntl - setpgid - - umask chroot ustat dup2 getppid getpgrp setsid sigaction - - - - sigsuspend sigpending sethostname setrlimit - getrusage gettimeofday settimeofday - - - symlink - readlink uselib swapon reboot readdir mmap munmap truncate ftruncate fchmod - getpriority setpriority - statfs fstatfs - socketcall syslog setitimer getitimer stat lstat fstat - - vhangup idle - wait4 swapoff sysinfo ipc fsync sigreturn clone setdomainname uname - adjtimex mprotect sigprocmask create_module init_module delete_module get_kernel_syms quotactl getpgid fchdir bdflush sysfs personality afs_syscall - - - getdents select flock msync readv writev getsid fdatasync _sysctl mlock munlock mlockall munlockall sched_setparam sched_getparam sched_setscheduler sched_getscheduler sched_yield sched_get_priority_max sched_get_priority_min sched_rr_get_interval nanosleep mremap - - - query_module poll nfsservctl - - prctl rt_sigreturn rt_sigaction rt_sigprocmask rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_sigsuspend pread pwrite - getcwd capget capset sigaltstack sendfile getpmsg putpmsg vfork getrlimit - - - - - - lchown getuid getgid geteuid getegid setreuid setregid getgroups setgroups fchown setresuid getresuid setresgid getresgid chown setuid setgid setfsuid setfsgid pivot_root mincore madvise - - readahead - setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr removexattr lremovexattr fremovexattr gettid tkill futex sched_setaffinity sched_getaffinity tgkill - io_setup io_destroy io_getevents io_submit io_cancel exit_group epoll_create epoll_ctl epoll_wait set_tid_address fadvise64 timer_create timer_settime timer_gettime timer_getoverrun timer_delete clock_settime clock_gettime clock_getres clock_nanosleep - - statfs64 fstatfs64 remap_file_pages - - - mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr kexec_load add_key request_key keyctl waitid ioprio_set ioprio_get inotify_init inotify_add_watch inotify_rm_watch - openat mkdirat mknodat fchownat futimesat newfstatat unlinkat renameat linkat symlinkat readlinkat fchmodat faccessat pselect6 ppoll unshare set_robust_list get_robust_list splice sync_file_range tee vmsplice - getcpu epoll_pwait utimes fallocate utimensat signalfd timerfd eventfd timerfd_create timerfd_settime timerfd_gettime signalfd4 eventfd2 inotify_init1 pipe2 dup3 epoll_create1 preadv pwritev rt_tgsigqueueinfo perf_event_open fanotify_init fanotify_mark prlimit64 name_to_handle_at open_by_handle_at clock_adjtime syncfs setns process_vm_readv process_vm_writev s390_runtime_instr kcmp finit_module sched_setattr sched_getattr renameat2 seccomp getrandom memfd_create bpf s390_pci_mmio_write s390_pci_mmio_read execveat userfaultfd membarrier recvmmsg sendmmsg socket socketpair bind connect listen accept4 getsockopt setsockopt getsockname getpeername sendto sendmsg recvfrom recvmsg shutdown mlock2 copy_file_range preadv2 pwritev2 - statx s390_sthyi kexec_file_load io_pgetevents rseq pkey_mprotect pkey_alloc pkey_free - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - pidfd_send_signal io_uring_setup io_uring_enter io_uring_register open_tree move_mount fsopen fsconfig fsmount fspick pidfd_open clone3 close_range openat2 pidfd_getfd faccessat2 process_madvise epoll_pwait2 mount_setattr quotactl_fd landlock_create_ruleset landlock_add_rule landlock_restrict_self - process_mrelease futex_waitv set_mempolicy_home_node' \
        'arm restart_syscall exit fork read write open close - creat link unlink execve chdir time mknod chmod lchown - - lseek getpid mount umount setuid getuid stime ptrace alarm - pause utime - - access nice - sync kill rename mkdir rmdir dup pipe times - brk setgid getgid - geteuid getegid acct umount2 - ioctl fcntl - setpgid - - umask chroot ustat dup2 getppid getpgrp setsid sigaction - - setreuid setregid sigsuspend sigpending sethostname setrlimit getrlimit getrusage gettimeofday settimeofday getgroups setgroups select symlink - readlink uselib swapon reboot readdir mmap munmap truncate ftruncate fchmod fchown getpriority setpriority - statfs fstatfs - socketcall syslog setitimer getitimer stat lstat fstat - - vhangup - syscall wait4 swapoff sysinfo ipc fsync sigreturn clone setdomainname uname - adjtimex mprotect sigprocmask - init_module delete_module - quotactl getpgid fchdir bdflush sysfs personality - setfsuid setfsgid llseek getdents newselect flock msync readv writev getsid fdatasync sysctl mlock munlock mlockall munlockall sched_setparam sched_getparam sched_setscheduler sched_getscheduler sched_yield sched_get_priority_max sched_get_priority_min sched_rr_get_interval nanosleep mremap setresuid getresuid - - poll nfsservctl setresgid getresgid prctl rt_sigreturn rt_sigaction rt_sigprocmask rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_sigsuspend pread64 pwrite64 chown getcwd capget capset sigaltstack sendfile - - vfork ugetrlimit mmap2 truncate64 ftruncate64 stat64 lstat64 fstat64 lchown32 getuid32 getgid32 geteuid32 getegid32 setreuid32 setregid32 getgroups32 setgroups32 fchown32 setresuid32 getresuid32 setresgid32 getresgid32 chown32 setuid32 setgid32 setfsuid32 setfsgid32 getdents64 pivot_root mincore madvise fcntl64 - - gettid readahead setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr removexattr lremovexattr fremovexattr tkill sendfile64 futex sched_setaffinity sched_getaffinity io_setup io_destroy io_getevents io_submit io_cancel exit_group lookup_dcookie epoll_create epoll_ctl epoll_wait remap_file_pages - - set_tid_address timer_create timer_settime timer_gettime timer_getoverrun timer_delete clock_settime clock_gettime clock_getres clock_nanosleep statfs64 fstatfs64 tgkill utimes fadvise64_64 pciconfig_iobase pciconfig_read pciconfig_write mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr waitid socket bind connect listen accept getsockname getpeername socketpair send sendto recv recvfrom shutdown setsockopt getsockopt sendmsg recvmsg semop semget semctl msgsnd msgrcv msgget msgctl shmat shmdt shmget shmctl add_key request_key keyctl semtimedop vserver ioprio_set ioprio_get inotify_init inotify_add_watch inotify_rm_watch mbind get_mempolicy set_mempolicy openat mkdirat mknodat fchownat futimesat fstatat64 unlinkat renameat linkat symlinkat readlinkat fchmodat faccessat - - unshare set_robust_list get_robust_list splice sync_file_range tee vmsplice move_pages getcpu - kexec_load utimensat signalfd timerfd_create eventfd fallocate timerfd_settime timerfd_gettime signalfd4 eventfd2 epoll_create1 dup3 pipe2 inotify_init1 preadv pwritev rt_tgsigqueueinfo perf_event_open recvmmsg accept4 fanotify_init fanotify_mark prlimit64 name_to_handle_at open_by_handle_at clock_adjtime syncfs sendmmsg setns process_vm_readv process_vm_writev kcmp finit_module sched_setattr sched_getattr renameat2 seccomp getrandom memfd_create bpf execveat userfaultfd membarrier mlock2 copy_file_range preadv2 pwritev2 pkey_mprotect pkey_alloc pkey_free statx rseq io_pgetevents migrate_pages kexec_file_load - clock_gettime64 clock_settime64 clock_adjtime64 clock_getres_time64 clock_nanosleep_time64 timer_gettime64 timer_settime64 timerfd_gettime64 timerfd_settime64 utimensat_time64 pselect6_time64 ppoll_time64 - io_pgetevents_time64 recvmmsg_time64 mq_timedsend_time64 mq_timedreceive_time64 semtimedop_time64 rt_sigtimedwait_time64 futex_time64 sched_rr_get_interval64 pidfd_send_signal io_uring_setup io_uring_enter io_uring_register open_tree move_mount fsopen fsconfig fsmount fspick pidfd_open clone3 close_range openat2 pidfd_getfd faccessat2 process_madvise epoll_pwait2 mount_setattr quotactl_fd landlock_create_ruleset landlock_add_rule landlock_restrict_self - process_mrelease futex_waitv set_mempolicy_home_node' \
        'aarch64 io_setup io_destroy io_submit io_cancel io_getevents setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr removexattr lremovexattr fremovexattr getcwd lookup_dcookie eventfd2 epoll_create1 epoll_ctl epoll_pwait dup dup3 fcntl inotify_init1 inotify_add_watch inotify_rm_watch ioctl ioprio_set ioprio_get flock mknodat mkdirat unlinkat symlinkat linkat renameat umount2 mount pivot_root nfsservctl statfs fstatfs truncate ftruncate fallocate faccessat chdir fchdir chroot fchmod fchmodat fchownat fchown openat close vhangup pipe2 quotactl getdents lseek read write readv writev pread pwrite preadv pwritev sendfile pselect6 ppoll signalfd4 vmsplice splice tee readlinkat newfstatat newfstat sync fsync fdatasync sync_file_range timerfd_create timerfd_settime timerfd_gettime utimensat acct capget capset personality exit exit_group waitid set_tid_address unshare futex set_robust_list get_robust_list nanosleep getitimer setitimer kexec_load init_module delete_module timer_create timer_gettime timer_getoverrun timer_settime timer_delete clock_settime clock_gettime clock_getres clock_nanosleep syslog ptrace sched_setparam sched_setscheduler sched_getscheduler sched_getparam sched_setaffinity sched_getaffinity sched_yield sched_get_priority_max sched_get_priority_min sched_rr_get_interval restart_syscall kill tkill tgkill sigaltstack rt_sigsuspend rt_sigaction rt_sigprocmask rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_sigreturn setpriority getpriority reboot setregid setgid setreuid setuid setresuid getresuid setresgid getresgid setfsuid setfsgid times setpgid getpgid getsid setsid getgroups setgroups uname sethostname setdomainname getrlimit setrlimit getrusage umask prctl getcpu gettimeofday settimeofday adjtimex getpid getppid getuid geteuid getgid getegid gettid sysinfo mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr msgget msgctl msgrcv msgsnd semget semctl semtimedop semop shmget shmctl shmat shmdt socket socketpair bind listen accept connect getsockname getpeername sendto recvfrom setsockopt getsockopt shutdown sendmsg recvmsg readahead brk munmap mremap add_key request_key keyctl clone execve mmap fadvise64 swapon swapoff mprotect msync mlock munlock mlockall munlockall mincore madvise remap_file_pages mbind get_mempolicy set_mempolicy migrate_pages move_pages rt_tgsigqueueinfo perf_event_open accept4 recvmmsg - - - - - - - - - - - - - - - - wait4 prlimit64 fanotify_init fanotify_mark name_to_handle_at open_by_handle_at clock_adjtime syncfs setns sendmmsg process_vm_readv process_vm_writev kcmp finit_module sched_setattr sched_getattr renameat2 seccomp getrandom memfd_create bpf execveat userfaultfd membarrier mlock2 copy_file_range preadv2 pwritev2 pkey_mprotect pkey_alloc pkey_free statx io_pgetevents rseq kexec_file_load - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - pidfd_send_signal io_uring_setup io_uring_enter io_uring_register open_tree move_mount fsopen fsconfig fsmount fspick pidfd_open clone3 close_range openat2 pidfd_getfd faccessat2 process_madvise epoll_pwait2 mount_setattr quotactl_fd landlock_create_ruleset landlock_add_rule landlock_restrict_self memfd_secret process_mrelease futex_waitv set_mempolicy_home_node' \
        'i386 restart_syscall exit fork read write open close waitpid creat link unlink execve chdir time mknod chmod lchown break oldstat lseek getpid mount umount setuid getuid stime ptrace alarm oldfstat pause utime stty gtty access nice ftime sync kill rename mkdir rmdir dup pipe times prof brk setgid getgid signal geteuid getegid acct umount2 lock ioctl fcntl mpx setpgid ulimit oldolduname umask chroot ustat dup2 getppid getpgrp setsid sigaction sgetmask ssetmask setreuid setregid sigsuspend sigpending sethostname setrlimit getrlimit getrusage gettimeofday settimeofday getgroups setgroups select symlink oldlstat readlink uselib swapon reboot readdir mmap munmap truncate ftruncate fchmod fchown getpriority setpriority profil statfs fstatfs ioperm socketcall syslog setitimer getitimer stat lstat fstat olduname iopl vhangup idle vm86old wait4 swapoff sysinfo ipc fsync sigreturn clone setdomainname uname modify_ldt adjtimex mprotect sigprocmask create_module init_module delete_module get_kernel_syms quotactl getpgid fchdir bdflush sysfs personality afs_syscall setfsuid setfsgid _llseek getdents _newselect flock msync readv writev getsid fdatasync _sysctl mlock munlock mlockall munlockall sched_setparam sched_getparam sched_setscheduler sched_getscheduler sched_yield sched_get_priority_max sched_get_priority_min sched_rr_get_interval nanosleep mremap setresuid getresuid vm86 query_module poll nfsservctl setresgid getresgid prctl rt_sigreturn rt_sigaction rt_sigprocmask rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_sigsuspend pread64 pwrite64 chown getcwd capget capset sigaltstack sendfile getpmsg putpmsg vfork ugetrlimit mmap2 truncate64 ftruncate64 stat64 lstat64 fstat64 lchown32 getuid32 getgid32 geteuid32 getegid32 setreuid32 setregid32 getgroups32 setgroups32 fchown32 setresuid32 getresuid32 setresgid32 getresgid32 chown32 setuid32 setgid32 setfsuid32 setfsgid32 pivot_root mincore madvise getdents64 fcntl64 - - gettid readahead setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr removexattr lremovexattr fremovexattr tkill sendfile64 futex sched_setaffinity sched_getaffinity set_thread_area get_thread_area io_setup io_destroy io_getevents io_submit io_cancel fadvise64 - exit_group lookup_dcookie epoll_create epoll_ctl epoll_wait remap_file_pages set_tid_address timer_create timer_settime timer_gettime timer_getoverrun timer_delete clock_settime clock_gettime clock_getres clock_nanosleep statfs64 fstatfs64 tgkill utimes fadvise64_64 vserver mbind get_mempolicy set_mempolicy mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr sys_kexec_load waitid - add_key request_key keyctl ioprio_set ioprio_get inotify_init inotify_add_watch inotify_rm_watch migrate_pages openat mkdirat mknodat fchownat futimesat fstatat64 unlinkat renameat linkat symlinkat readlinkat fchmodat faccessat pselect6 ppoll unshare set_robust_list get_robust_list splice sync_file_range tee vmsplice move_pages getcpu epoll_pwait utimensat signalfd timerfd_create eventfd fallocate timerfd_settime timerfd_gettime signalfd4 eventfd2 epoll_create1 dup3 pipe2 inotify_init1 preadv pwritev rt_tgsigqueueinfo perf_event_open recvmmsg fanotify_init fanotify_mark prlimit64 name_to_handle_at open_by_handle_at clock_adjtime syncfs sendmmsg setns process_vm_readv process_vm_writev kcmp finit_module sched_setattr sched_getattr renameat2 seccomp getrandom memfd_create bpf execveat socket socketpair bind connect listen accept4 getsockopt setsockopt getsockname getpeername sendto sendmsg recvfrom recvmsg shutdown userfaultfd membarrier mlock2 copy_file_range preadv2 pwritev2 pkey_mprotect pkey_alloc pkey_free statx arch_prctl io_pgetevents rseq - - - - - - semget semctl shmget shmctl shmat shmdt msgget msgsnd msgrcv msgctl clock_gettime64 clock_settime64 clock_adjtime64 clock_getres_time64 clock_nanosleep_time64 timer_gettime64 timer_settime64 timerfd_gettime64 timerfd_settime64 utimensat_time64 pselect6_time64 ppoll_time64 - io_pgetevents_time64 recvmmsg_time64 mq_timedsend_time64 mq_timedreceive_time64 semtimedop_time64 rt_sigtimedwait_time64 futex_time64 sched_rr_get_interval64 pidfd_send_signal io_uring_setup io_uring_enter io_uring_register open_tree move_mount fsopen fsconfig fsmount fspick pidfd_open clone3 close_range openat2 pidfd_getfd faccessat2 process_madvise epoll_pwait2 mount_setattr quotactl_fd landlock_create_ruleset landlock_add_rule landlock_restrict_self memfd_secret process_mrelease futex_waitv set_mempolicy_home_node' \
        'x86_64 read write open close stat fstat lstat poll lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn ioctl pread pwrite readv writev access pipe select sched_yield mremap msync mincore madvise shmget shmat shmctl dup dup2 pause nanosleep getitimer alarm setitimer getpid sendfile socket connect accept sendto recvfrom sendmsg recvmsg shutdown bind listen getsockname getpeername socketpair setsockopt getsockopt clone fork vfork execve exit wait4 kill uname semget semop semctl shmdt msgget msgsnd msgrcv msgctl fcntl flock fsync fdatasync truncate ftruncate getdents getcwd chdir fchdir rename mkdir rmdir creat link unlink symlink readlink chmod fchmod chown fchown lchown umask gettimeofday getrlimit getrusage sysinfo times ptrace getuid syslog getgid setuid setgid geteuid getegid setpgid getppid getpgrp setsid setreuid setregid getgroups setgroups setresuid getresuid setresgid getresgid getpgid setfsuid setfsgid getsid capget capset rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_sigsuspend sigaltstack utime mknod uselib personality ustat statfs fstatfs sysfs getpriority setpriority sched_setparam sched_getparam sched_setscheduler sched_getscheduler sched_get_priority_max sched_get_priority_min sched_rr_get_interval mlock munlock mlockall munlockall vhangup modify_ldt pivot_root _sysctl prctl arch_prctl adjtimex setrlimit chroot sync acct settimeofday mount umount2 swapon swapoff reboot sethostname setdomainname iopl ioperm create_module init_module delete_module get_kernel_syms query_module quotactl nfsservctl getpmsg putpmsg afs_syscall tuxcall security gettid readahead setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr removexattr lremovexattr fremovexattr tkill time futex sched_setaffinity sched_getaffinity set_thread_area io_setup io_destroy io_getevents io_submit io_cancel get_thread_area lookup_dcookie epoll_create epoll_ctl_old epoll_wait_old remap_file_pages getdents64 set_tid_address restart_syscall semtimedop fadvise64 timer_create timer_settime timer_gettime timer_getoverrun timer_delete clock_settime clock_gettime clock_getres clock_nanosleep exit_group epoll_wait epoll_ctl tgkill utimes vserver mbind set_mempolicy get_mempolicy mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr kexec_load waitid add_key request_key keyctl ioprio_set ioprio_get inotify_init inotify_add_watch inotify_rm_watch migrate_pages openat mkdirat mknodat fchownat futimesat newfstatat unlinkat renameat linkat symlinkat readlinkat fchmodat faccessat pselect6 ppoll unshare set_robust_list get_robust_list splice tee sync_file_range vmsplice move_pages utimensat epoll_pwait signalfd timerfd_create eventfd fallocate timerfd_settime timerfd_gettime accept4 signalfd4 eventfd2 epoll_create1 dup3 pipe2 inotify_init1 preadv pwritev rt_tgsigqueueinfo perf_event_open recvmmsg fanotify_init fanotify_mark prlimit64 name_to_handle_at open_by_handle_at clock_adjtime syncfs sendmmsg setns getcpu process_vm_readv process_vm_writev kcmp finit_module sched_setattr sched_getattr renameat2 seccomp getrandom memfd_create kexec_file_load bpf execveat userfaultfd membarrier mlock2 copy_file_range preadv2 pwritev2 pkey_mprotect pkey_alloc pkey_free statx io_pgetevents rseq - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - pidfd_send_signal io_uring_setup io_uring_enter io_uring_register open_tree move_mount fsopen fsconfig fsmount fspick pidfd_open clone3 close_range openat2 pidfd_getfd faccessat2 process_madvise epoll_pwait2 mount_setattr quotactl_fd landlock_create_ruleset landlock_add_rule landlock_restrict_self memfd_secret process_mrelease futex_waitv set_mempolicy_home_node'
}

# Sets what is known of the control $1 and of this system; the Values are $2 to $6, and $7 the rules
# that an earlier plan replaced. Where there is nothing to do, why_not says why. Fails, and says why,
# where a Value is wrong.
survey() {
    control=$1
    former=${7-}
    why_not=
    notes=()
    obstacles=()
    machine=$(uname -m)
    task=rules word='' companion='' events='' rules='' b32_events='' b32_rules='' mode='' file='' file_mode='' kernel='' listing='' enabled=''
    "control_$control"
    # What the Values are about matters to rules alone.
    [ "$task" = rules ] || set -- "$1" login.defs any optional none broader
    if ! read_values "${@:2:5}"; then
        say "$wrong_value"
        return 1
    fi
    [ "$uid_min" != login.defs ] || uid_min=$(login_defs_uid_min)
    key=
    [ -z "$exact_key" ] || key=$own_key
    if [ "$b32" = required ] && [ -n "$b32_rules" ]; then
        events=$events$newline$b32_events
        rules=$rules$newline$b32_rules
    fi
    rules=${rules//@UID_MIN@/$uid_min}
    if ! os_release_is ID debian || ! os_release_is VERSION_ID 12; then
        why_not='this is not Debian GNU/Linux 12'
    elif [ "$(id -u)" != 0 ]; then
        why_not='only root may read and change the audit rules'
    elif ! command -v auditctl >/dev/null 2>&1; then
        why_not='auditctl is missing (package auditd)'
    elif [ -z "$word" ]; then
        why_not="no rules are known for the architecture $machine"
    elif [ -z "$rules" ] && [ "$task" = rules ]; then
        why_not='this machine has none of the system calls'
    elif ! know_programs; then
        why_not="a set-user-id or set-group-id program has a name that no audit rule can bear: ${run_paths##*"$newline"}"
    else
        work_folder || return
        survey_files
        survey_kernel
    fi
}

# Puts the programs of this system into the control's events and rules, where it is about them.
know_programs() {
    # shellcheck disable=SC2016 # the placeholder is literal
    case $events in *'${PROGRAM}'*) ;; *) return 0 ;; esac
    run_paths=$(privileged_programs) || return
    events=$(for_each_program "$events" "$run_paths" '')
    rules=$(for_each_program "$rules" "$run_paths" escaped)
}

# Does the control ask for nothing on this machine?
asks_nothing() { [ "$task" = rules ] && [ -n "$word" ] && [ -z "$rules" ]; }

# Makes an empty folder of our own, where there is room for all that a plan writes: some copies of the
# rules. As long as this shell lives, the folder is locked.
work_folder() {
    local parent lock
    if [ -z "$work" ]; then
        for parent in /run /tmp; do
            work=$(mktemp -d "$parent/${work_name:-auditscap}.XXXXXX" 2>/dev/null) || continue
            trap 'rm -rf -- "$work"' EXIT
            # shellcheck disable=SC2093 # the redirection alone
            exec {lock}<"$work"
            ! command -v flock >/dev/null 2>&1 || flock -n "$lock"
            fill "$work/probe" "$(($(size_of_rules) * 8 + 32768))" && break
            rm -rf -- "$work"
            work=
        done
        [ -n "$work" ] || { say 'there is no room for temporary files: nothing was changed'; return 1; }
    fi
    rm -rf -- "${work:?}"/*
    mkdir -- "$work/new"
}

# Prints how many bytes the rule files and the files $@ have.
size_of_rules() {
    # shellcheck disable=SC2031 # the real one
    stat -L -c %s -- "$rules_folder"/*.rules "$compiled_file" "$@" 2>/dev/null |
        awk '{ sum += $1 } END { print sum + 0 }'
}

# Is there room for $2 bytes in the file $1?
fill() { { head -c "$2" /dev/zero >"$1"; } 2>/dev/null; }

# Which file is to be changed, and how it is loaded.
survey_files() {
    mode=$(boot_mode)
    case $mode in
    unclear*) obstacles+=("could not decide how rules are loaded: ${mode#unclear }") ;;
    none*) obstacles+=("${mode#none }: no command there loads rules") ;;
    auditctl*)
        file=${mode#auditctl }
        file_mode=640
        loader=(auditctl -R "$file")
        ;;
    *)
        loader=(augenrules --load)
        # What writes none of its own has the file made that is loaded.
        if [ "$task" = in_step ]; then file=$compiled_file; else file=$rules_folder/$file_name; fi
        file_mode=640
        if ! command -v augenrules >/dev/null 2>&1; then
            obstacles+=('augenrules is missing (package auditd)')
        elif ! [ -d "$rules_folder" ]; then
            obstacles+=("there is no folder $rules_folder")
        fi
        ;;
    esac
    own_name=${file##*/}
    [ -z "$file" ] || find_file
    if [ -e "$file" ] && ! [ -f "$file" ]; then
        obstacles+=("$file is no regular file")
    elif [ -n "$file" ] && ! [ -d "${file%/*}" ]; then
        obstacles+=("there is no folder ${file%/*}")
    fi
    # An existing file does not become wider.
    [ ! -f "$file" ] || file_mode=$((8#$(stat -L -c %a -- "$file") & 8#640))
    [ ! -f "$file" ] || file_mode=$(printf '%o' "$file_mode")
    file_mode=0${file_mode#0}
}

# Follows a link. Another name of the same file would have the block loaded twice.
find_file() {
    local name=$file other
    if [ -L "$name" ] && ! file=$(readlink -f -- "$name"); then
        obstacles+=("$name is a link that leads nowhere")
    fi
    case $file in *[!\ -~]*) obstacles+=("the name of the file that $name leads to is not ASCII") ;; esac
    [ "${loader[0]}" = augenrules ] || return 0
    for other in "$rules_folder"/*; do
        if [ "$other" = "$name" ] || { [ ! -L "$other" ] && [ ! -L "$name" ]; }; then continue; fi
        [ "$(readlink -f -- "$other")" != "$(readlink -f -- "$name")" ] ||
            obstacles+=("$other and $name are one file: take one of the two out")
    done
}

# What the kernel holds, where one answers for this system: the next boot loads the files elsewhere.
survey_kernel() {
    local state status name value
    kernel=none
    if contained; then
        notes+=("$contained_why: the rules load at the next boot")
        return
    fi
    state=$(timeout 20 auditctl -s 2>&1)
    status=$?
    case $status-$state in
    0-*) ;;
    *'support not in kernel'*)
        notes+=('the kernel does not audit: the rules load when it does')
        return
        ;;
    *)
        obstacles+=("auditctl -s failed: ${state:0:200}")
        return
        ;;
    esac
    listing=$(timeout 20 auditctl -l 2>/dev/null) || listing=
    while read -r name value; do
        [ "$name" = enabled ] && enabled=$value
    done <<<"$state"
    kernel=asked
}

# Prints the facts but for the lines to load, which lie in files.
facts() {
    local path
    printf '%s\n' "K$key" "${tolerant:-M}" "${exact:-M}"
    calls
    printf '%s\n' "$events"
    [ -z "$run_paths" ] || while IFS= read -r path; do runs_of "$path"; done <<<"$run_paths"
    [ -z "$rules" ] || printf 'G%s\n' "${rules//"$newline"/"${newline}G"}"
    [ -z "$former" ] || printf 'O%s\n' "${former//"$newline"/"${newline}O"}"
    cat "$now"
    [ "$changes" = 0 ] || cat "$work/after"
    [ "$kernel" = none ] || echo "Q$enabled"
    echo Z
}

# Decides what is to be done in the step $1 of the action $2: the program that judges rules.
decide() {
    # shellcheck disable=SC2016 # the program is awk
    ulimit -t 60
    facts 2>/dev/null | awk -v step="$1" -v action="$2" -v task="$task" -v mode="${mode%% *}" -v changes="$changes" \
        -v asks_kernel="$([ "$kernel" = none ] || echo 1)" -v machine="$machine" \
        -v uid_min="$uid_min" -v control="$control" -v own_key="$own_key" \
        -v own="$own" -v own_name="$own_name" '
function read_pairs(table, text,    part, count, i) {
 count = split(text, part, " ")
 for (i = 1; i < count; i += 2) table[part[i]] = part[i + 1]
}
function load_tables() {
 FILLS_FROM = 40000
 MAX_CALL = 2047
 MAX_FAMILY = 45
 MAX_FIELDS = 63
 MAX_KEY = 256
 MAX_LINE = 6143
 MAX_PATH = 4095
 MAX_WAIT = 150000
 SKIPS_FROM = 40003
 PLAIN_OPTIONS = "hicslDvt"
 VALUED_OPTIONS = "CefrbaAdSFmRwWkpq"
 read_pairs(long_valued, "--loginuid-immutable 0 --backlog_wait_time 1 --reset-lost 0")
 read_pairs(long_valued, "--reset_backlog_wait_time_actual 0 --signal 1")
 read_pairs(is_action, "always 1 never 1")
 read_pairs(is_list, "user 1 task 1 exit 1 exclude 1 filesystem 1")
 read_pairs(is_comparable, "uid 1 auid 1 euid 1 suid 1 fsuid 1 obj_uid 1 gid 1 egid 1 sgid 1")
 read_pairs(is_comparable, "fsgid 1 obj_gid 1")
 read_pairs(perm_bit, "x 1 w 2 r 4 a 8")
 read_pairs(errno_number, "EPERM 1 ENOENT 2 ESRCH 3 EINTR 4 EIO 5 ENXIO 6 E2BIG 7 ENOEXEC 8")
 read_pairs(errno_number, "EBADF 9 ECHILD 10 EAGAIN 11 EWOULDBLOCK 11 ENOMEM 12 EACCES 13")
 read_pairs(errno_number, "EFAULT 14 ENOTBLK 15 EBUSY 16 EEXIST 17 EXDEV 18 ENODEV 19")
 read_pairs(errno_number, "ENOTDIR 20 EISDIR 21 EINVAL 22 ENFILE 23 EMFILE 24 ENOTTY 25")
 read_pairs(errno_number, "ETXTBSY 26 EFBIG 27 ENOSPC 28 ESPIPE 29 EROFS 30 EMLINK 31")
 read_pairs(errno_number, "EPIPE 32 EDOM 33 ERANGE 34 EDEADLK 35 EDEADLOCK 35")
 read_pairs(errno_number, "ENAMETOOLONG 36 ENOLCK 37 ENOSYS 38 ENOTEMPTY 39 ELOOP 40")
 read_pairs(errno_number, "ENOMSG 42 EIDRM 43 ECHRNG 44 EL2NSYNC 45 EL3HLT 46 EL3RST 47")
 read_pairs(errno_number, "ELNRNG 48 EUNATCH 49 ENOCSI 50 EL2HLT 51 EBADE 52 EBADR 53")
 read_pairs(errno_number, "EXFULL 54 ENOANO 55 EBADRQC 56 EBADSLT 57 EBFONT 59 ENOSTR 60")
 read_pairs(errno_number, "ENODATA 61 ETIME 62 ENOSR 63 ENONET 64 ENOPKG 65 EREMOTE 66")
 read_pairs(errno_number, "ENOLINK 67 EADV 68 ESRMNT 69 ECOMM 70 EPROTO 71 EMULTIHOP 72")
 read_pairs(errno_number, "EDOTDOT 73 EBADMSG 74 EOVERFLOW 75 ENOTUNIQ 76 EBADFD 77")
 read_pairs(errno_number, "EREMCHG 78 ELIBACC 79 ELIBBAD 80 ELIBSCN 81 ELIBMAX 82")
 read_pairs(errno_number, "ELIBEXEC 83 EILSEQ 84 ERESTART 85 ESTRPIPE 86 EUSERS 87")
 read_pairs(errno_number, "ENOTSOCK 88 EDESTADDRREQ 89 EMSGSIZE 90 EPROTOTYPE 91")
 read_pairs(errno_number, "ENOPROTOOPT 92 EPROTONOSUPPORT 93 ESOCKTNOSUPPORT 94")
 read_pairs(errno_number, "EOPNOTSUPP 95 EPFNOSUPPORT 96 EAFNOSUPPORT 97 EADDRINUSE 98")
 read_pairs(errno_number, "EADDRNOTAVAIL 99 ENETDOWN 100 ENETUNREACH 101 ENETRESET 102")
 read_pairs(errno_number, "ECONNABORTED 103 ECONNRESET 104 ENOBUFS 105 EISCONN 106")
 read_pairs(errno_number, "ENOTCONN 107 ESHUTDOWN 108 ETOOMANYREFS 109 ETIMEDOUT 110")
 read_pairs(errno_number, "ECONNREFUSED 111 EHOSTDOWN 112 EHOSTUNREACH 113 EALREADY 114")
 read_pairs(errno_number, "EINPROGRESS 115 ESTALE 116 EUCLEAN 117 ENOTNAM 118 ENAVAIL 119")
 read_pairs(errno_number, "EISNAM 120 EREMOTEIO 121 EDQUOT 122 ENOMEDIUM 123 EMEDIUMTYPE 124")
 read_pairs(errno_number, "ECANCELED 125 ENOKEY 126 EKEYEXPIRED 127 EKEYREVOKED 128")
 read_pairs(errno_number, "EKEYREJECTED 129 EOWNERDEAD 130 ENOTRECOVERABLE 131 ERFKILL 132")
 read_pairs(errno_number, "EHWPOISON 133")
 read_pairs(message_type, "USER 1005 LOGIN 1006 USER_AUTH 1100 USER_ACCT 1101 USER_MGMT 1102")
 read_pairs(message_type, "CRED_ACQ 1103 CRED_DISP 1104 USER_START 1105 USER_END 1106")
 read_pairs(message_type, "USER_AVC 1107 USER_CHAUTHTOK 1108 USER_ERR 1109 CRED_REFR 1110")
 read_pairs(message_type, "USYS_CONFIG 1111 USER_LOGIN 1112 USER_LOGOUT 1113 ADD_USER 1114")
 read_pairs(message_type, "DEL_USER 1115 ADD_GROUP 1116 DEL_GROUP 1117 DAC_CHECK 1118")
 read_pairs(message_type, "CHGRP_ID 1119 TEST 1120 TRUSTED_APP 1121 USER_SELINUX_ERR 1122")
 read_pairs(message_type, "USER_CMD 1123 USER_TTY 1124 CHUSER_ID 1125 GRP_AUTH 1126")
 read_pairs(message_type, "SYSTEM_BOOT 1127 SYSTEM_SHUTDOWN 1128 SYSTEM_RUNLEVEL 1129")
 read_pairs(message_type, "SERVICE_START 1130 SERVICE_STOP 1131 GRP_MGMT 1132")
 read_pairs(message_type, "GRP_CHAUTHTOK 1133 MAC_CHECK 1134 ACCT_LOCK 1135 ACCT_UNLOCK 1136")
 read_pairs(message_type, "USER_DEVICE 1137 SOFTWARE_UPDATE 1138 DAEMON_START 1200")
 read_pairs(message_type, "DAEMON_END 1201 DAEMON_ABORT 1202 DAEMON_CONFIG 1203")
 read_pairs(message_type, "DAEMON_ROTATE 1205 DAEMON_RESUME 1206 DAEMON_ACCEPT 1207")
 read_pairs(message_type, "DAEMON_CLOSE 1208 DAEMON_ERR 1209 SYSCALL 1300 PATH 1302 IPC 1303")
 read_pairs(message_type, "SOCKETCALL 1304 CONFIG_CHANGE 1305 SOCKADDR 1306 CWD 1307")
 read_pairs(message_type, "EXECVE 1309 IPC_SET_PERM 1311 MQ_OPEN 1312 MQ_SENDRECV 1313")
 read_pairs(message_type, "MQ_NOTIFY 1314 MQ_GETSETATTR 1315 KERNEL_OTHER 1316 FD_PAIR 1317")
 read_pairs(message_type, "OBJ_PID 1318 TTY 1319 EOE 1320 BPRM_FCAPS 1321 CAPSET 1322")
 read_pairs(message_type, "MMAP 1323 NETFILTER_PKT 1324 NETFILTER_CFG 1325 SECCOMP 1326")
 read_pairs(message_type, "PROCTITLE 1327 FEATURE_CHANGE 1328 KERN_MODULE 1330 FANOTIFY 1331")
 read_pairs(message_type, "TIME_INJOFFSET 1332 TIME_ADJNTPVAL 1333 BPF 1334")
 read_pairs(message_type, "EVENT_LISTENER 1335 URINGOP 1336 OPENAT2 1337 AVC 1400")
 read_pairs(message_type, "SELINUX_ERR 1401 AVC_PATH 1402 MAC_POLICY_LOAD 1403")
 read_pairs(message_type, "MAC_STATUS 1404 MAC_CONFIG_CHANGE 1405 MAC_UNLBL_ALLOW 1406")
 read_pairs(message_type, "MAC_CIPSOV4_ADD 1407 MAC_CIPSOV4_DEL 1408 MAC_MAP_ADD 1409")
 read_pairs(message_type, "MAC_MAP_DEL 1410 MAC_IPSEC_ADDSA 1411 MAC_IPSEC_DELSA 1412")
 read_pairs(message_type, "MAC_IPSEC_ADDSPD 1413 MAC_IPSEC_DELSPD 1414 MAC_IPSEC_EVENT 1415")
 read_pairs(message_type, "MAC_UNLBL_STCADD 1416 MAC_UNLBL_STCDEL 1417 MAC_CALIPSO_ADD 1418")
 read_pairs(message_type, "MAC_CALIPSO_DEL 1419 APPARMOR 1500 APPARMOR_AUDIT 1501")
 read_pairs(message_type, "APPARMOR_ALLOWED 1502 APPARMOR_DENIED 1503 APPARMOR_HINT 1504")
 read_pairs(message_type, "APPARMOR_STATUS 1505 APPARMOR_ERROR 1506 APPARMOR_KILL 1507")
 read_pairs(message_type, "ANOM_PROMISCUOUS 1700 ANOM_ABEND 1701 ANOM_LINK 1702")
 read_pairs(message_type, "ANOM_CREAT 1703 INTEGRITY_DATA 1800 INTEGRITY_METADATA 1801")
 read_pairs(message_type, "INTEGRITY_STATUS 1802 INTEGRITY_HASH 1803 INTEGRITY_PCR 1804")
 read_pairs(message_type, "INTEGRITY_RULE 1805 INTEGRITY_EVM_XATTR 1806")
 read_pairs(message_type, "INTEGRITY_POLICY_RULE 1807 KERNEL 2000 ANOM_LOGIN_FAILURES 2100")
 read_pairs(message_type, "ANOM_LOGIN_TIME 2101 ANOM_LOGIN_SESSIONS 2102")
 read_pairs(message_type, "ANOM_LOGIN_ACCT 2103 ANOM_LOGIN_LOCATION 2104 ANOM_MAX_DAC 2105")
 read_pairs(message_type, "ANOM_MAX_MAC 2106 ANOM_AMTU_FAIL 2107 ANOM_RBAC_FAIL 2108")
 read_pairs(message_type, "ANOM_RBAC_INTEGRITY_FAIL 2109 ANOM_CRYPTO_FAIL 2110")
 read_pairs(message_type, "ANOM_ACCESS_FS 2111 ANOM_EXEC 2112 ANOM_MK_EXEC 2113")
 read_pairs(message_type, "ANOM_ADD_ACCT 2114 ANOM_DEL_ACCT 2115 ANOM_MOD_ACCT 2116")
 read_pairs(message_type, "ANOM_ROOT_TRANS 2117 ANOM_LOGIN_SERVICE 2118 ANOM_LOGIN_ROOT 2119")
 read_pairs(message_type, "ANOM_ORIGIN_FAILURES 2120 ANOM_SESSION 2121 RESP_ANOMALY 2200")
 read_pairs(message_type, "RESP_ALERT 2201 RESP_KILL_PROC 2202 RESP_TERM_ACCESS 2203")
 read_pairs(message_type, "RESP_ACCT_REMOTE 2204 RESP_ACCT_LOCK_TIMED 2205")
 read_pairs(message_type, "RESP_ACCT_UNLOCK_TIMED 2206 RESP_ACCT_LOCK 2207")
 read_pairs(message_type, "RESP_TERM_LOCK 2208 RESP_SEBOOL 2209 RESP_EXEC 2210")
 read_pairs(message_type, "RESP_SINGLE 2211 RESP_HALT 2212 RESP_ORIGIN_BLOCK 2213")
 read_pairs(message_type, "RESP_ORIGIN_BLOCK_TIMED 2214 RESP_ORIGIN_UNBLOCK_TIMED 2215")
 read_pairs(message_type, "USER_ROLE_CHANGE 2300 ROLE_ASSIGN 2301 ROLE_REMOVE 2302")
 read_pairs(message_type, "LABEL_OVERRIDE 2303 LABEL_LEVEL_CHANGE 2304")
 read_pairs(message_type, "USER_LABELED_EXPORT 2305 USER_UNLABELED_EXPORT 2306")
 read_pairs(message_type, "DEV_ALLOC 2307 DEV_DEALLOC 2308 FS_RELABEL 2309")
 read_pairs(message_type, "USER_MAC_POLICY_LOAD 2310 ROLE_MODIFY 2311")
 read_pairs(message_type, "USER_MAC_CONFIG_CHANGE 2312 USER_MAC_STATUS 2313")
 read_pairs(message_type, "CRYPTO_TEST_USER 2400 CRYPTO_PARAM_CHANGE_USER 2401")
 read_pairs(message_type, "CRYPTO_LOGIN 2402 CRYPTO_LOGOUT 2403 CRYPTO_KEY_USER 2404")
 read_pairs(message_type, "CRYPTO_FAILURE_USER 2405 CRYPTO_REPLAY_USER 2406")
 read_pairs(message_type, "CRYPTO_SESSION 2407 CRYPTO_IKE_SA 2408 CRYPTO_IPSEC_SA 2409")
 read_pairs(message_type, "VIRT_CONTROL 2500 VIRT_RESOURCE 2501 VIRT_MACHINE_ID 2502")
 read_pairs(message_type, "VIRT_INTEGRITY_CHECK 2503 VIRT_CREATE 2504 VIRT_DESTROY 2505")
 read_pairs(message_type, "VIRT_MIGRATE_IN 2506 VIRT_MIGRATE_OUT 2507")
 read_pairs(file_type, "fifo 4096 character 8192 dir 16384 block 24576 file 32768 link 40960")
 read_pairs(file_type, "socket 49152")
 read_pairs(file_system, "debugfs 1684170528 tracefs 1953653091")
 read_pairs(field_kind, "uid user auid user euid user suid user fsuid user obj_uid user")
 read_pairs(field_kind, "gid group egid group sgid group fsgid group obj_gid group")
 read_pairs(field_kind, "pid number ppid number devmajor number success number pers number")
 read_pairs(field_kind, "devminor number inode number field_compare number a0 signed")
 read_pairs(field_kind, "a1 signed a2 signed a3 signed sessionid session saddr_fam family")
 read_pairs(field_kind, "exit errno msgtype message_type filetype file_type")
 read_pairs(field_kind, "fstype file_system arch arch perm perm path path dir directory")
 read_pairs(field_kind, "exe path subj_user text subj_role text subj_type text subj_sen text")
 read_pairs(field_kind, "subj_clr text obj_user text obj_role text obj_type text")
 read_pairs(field_kind, "obj_lev_low text obj_lev_high text key text")
 read_pairs(field_ops, "uid =,!=,>=,<=,>,< auid =,!=,>=,<=,>,< euid =,!=,>=,<=,>,<")
 read_pairs(field_ops, "suid =,!=,>=,<=,>,< fsuid =,!=,>=,<=,>,< obj_uid =,!=,>=,<=,>,<")
 read_pairs(field_ops, "gid =,!=,>=,<=,>,< egid =,!=,>=,<=,>,< sgid =,!=,>=,<=,>,<")
 read_pairs(field_ops, "fsgid =,!=,>=,<=,>,< obj_gid =,!=,>=,<=,>,< pid =,!=,>=,<=,>,<")
 read_pairs(field_ops, "ppid =,!=,>=,<=,>,< devmajor =,!=,>=,<=,>,< success =,!=,>=,<=,>,<")
 read_pairs(field_ops, "pers =,!=,>=,<=,>,<,&,&= devminor =,!=,>=,<=,>,<,&,&= inode =,!=")
 read_pairs(field_ops, "field_compare =,!= a0 =,!=,>=,<=,>,<,&,&= a1 =,!=,>=,<=,>,<,&,&=")
 read_pairs(field_ops, "a2 =,!=,>=,<=,>,<,&,&= a3 =,!=,>=,<=,>,<,&,&=")
 read_pairs(field_ops, "sessionid =,!=,>=,<=,>,< saddr_fam =,!=,>=,<=,>,<")
 read_pairs(field_ops, "exit =,!=,>=,<=,>,< msgtype =,!=,>=,<=,>,< filetype =,!= fstype =,!=")
 read_pairs(field_ops, "arch =,!= perm = path = dir = exe =,!= subj_user =,!= subj_role =,!=")
 read_pairs(field_ops, "subj_type =,!= subj_sen =,!=,>=,<=,>,< subj_clr =,!=,>=,<=,>,<")
 read_pairs(field_ops, "obj_user =,!= obj_role =,!= obj_type =,!= obj_lev_low =,!=,>=,<=,>,<")
 read_pairs(field_ops, "obj_lev_high =,!=,>=,<=,>,< key =,!=")
 read_pairs(field_lists, "uid exit,task,user,exclude auid exit,task,user,exclude")
 read_pairs(field_lists, "euid exit,task,user suid exit,task,user fsuid exit,task,user")
 read_pairs(field_lists, "obj_uid exit,task,user gid exit,task,user,exclude")
 read_pairs(field_lists, "egid exit,task,user sgid exit,task,user fsgid exit,task,user")
 read_pairs(field_lists, "obj_gid exit,task,user pid exit,task,user,exclude ppid exit")
 read_pairs(field_lists, "devmajor exit success exit pers exit,task,user devminor exit")
 read_pairs(field_lists, "inode exit field_compare exit,task,user a0 exit,task,user")
 read_pairs(field_lists, "a1 exit,task,user a2 exit,task,user a3 exit,task,user")
 read_pairs(field_lists, "sessionid exit,user saddr_fam exit,task,user exit exit")
 read_pairs(field_lists, "msgtype user,exclude filetype exit fstype filesystem")
 read_pairs(field_lists, "arch exit,task,user perm exit path exit dir exit")
 read_pairs(field_lists, "exe exit,task,user,exclude subj_user exit,task,user,exclude")
 read_pairs(field_lists, "subj_role exit,task,user,exclude subj_type exit,task,user,exclude")
 read_pairs(field_lists, "subj_sen exit,task,user,exclude subj_clr exit,task,user,exclude")
 read_pairs(field_lists, "obj_user exit obj_role exit obj_type exit obj_lev_low exit")
 read_pairs(field_lists, "obj_lev_high exit key exit,task,user,filesystem")
 read_pairs(pair_number, "uid,obj_uid 1 obj_uid,uid 1 gid,obj_gid 2 obj_gid,gid 2")
 read_pairs(pair_number, "euid,obj_uid 3 obj_uid,euid 3 egid,obj_gid 4 obj_gid,egid 4")
 read_pairs(pair_number, "auid,obj_uid 5 obj_uid,auid 5 suid,obj_uid 6 obj_uid,suid 6")
 read_pairs(pair_number, "sgid,obj_gid 7 obj_gid,sgid 7 fsuid,obj_uid 8 obj_uid,fsuid 8")
 read_pairs(pair_number, "fsgid,obj_gid 9 obj_gid,fsgid 9 uid,auid 10 auid,uid 10")
 read_pairs(pair_number, "uid,euid 11 euid,uid 11 uid,fsuid 12 fsuid,uid 12 uid,suid 13")
 read_pairs(pair_number, "suid,uid 13 auid,fsuid 14 fsuid,auid 14 auid,suid 15 suid,auid 15")
 read_pairs(pair_number, "auid,euid 16 euid,auid 16 euid,suid 17 suid,euid 17 euid,fsuid 18")
 read_pairs(pair_number, "fsuid,euid 18 suid,fsuid 19 fsuid,suid 19 gid,egid 20 egid,gid 20")
 read_pairs(pair_number, "gid,fsgid 21 fsgid,gid 21 gid,sgid 22 sgid,gid 22 egid,fsgid 23")
 read_pairs(pair_number, "fsgid,egid 23 egid,sgid 24 sgid,egid 24 sgid,fsgid 25")
 read_pairs(pair_number, "fsgid,sgid 25")
 access_bit["w"] = 2
 access_bit["a"] = 8
 access_bit["r"] = 4
 filled_calls["r"] = "readlink,quotactl,listxattr,llistxattr,flistxattr,getxattr"
 filled_calls["r"] = filled_calls["r"] ",lgetxattr,fgetxattr,readlinkat,open,openat,openat2"
 filled_calls["w"] = "rename,mkdir,rmdir,creat,link,unlink,symlink,mknod,mkdirat"
 filled_calls["w"] = filled_calls["w"] ",mknodat,unlinkat,renameat,linkat,symlinkat,renameat2,acct"
 filled_calls["w"] = filled_calls["w"] ",swapon,quotactl,truncate,ftruncate,bind,fallocate,open,openat"
 filled_calls["w"] = filled_calls["w"] ",openat2"
 filled_calls["x"] = "execve"
 filled_calls["a"] = "chmod,fchmod,chown,lchown,fchown,setxattr,lsetxattr,fsetxattr"
 filled_calls["a"] = filled_calls["a"] ",removexattr,lremovexattr,fremovexattr,fchownat,fchmodat,link"
 filled_calls["a"] = filled_calls["a"] ",linkat"
 read_pairs(is_opening, "open 1 openat 1 openat2 1")
 access_calls["w"] = access_calls["w"] "open openat openat2 rename mkdir rmdir creat link unlink "
 access_calls["w"] = access_calls["w"] "symlink mknod mkdirat mknodat unlinkat renameat linkat "
 access_calls["w"] = access_calls["w"] "symlinkat renameat2 acct swapon quotactl quotactl_fd truncate "
 access_calls["w"] = access_calls["w"] "truncate64 ftruncate ftruncate64 bind fallocate "
 access_calls["a"] = access_calls["a"] "chmod fchmod chown chown32 lchown lchown32 fchown fchown32 "
 access_calls["a"] = access_calls["a"] "fchownat fchmodat fchmodat2 setxattr lsetxattr fsetxattr "
 access_calls["a"] = access_calls["a"] "setxattrat removexattr lremovexattr fremovexattr removexattrat "
 access_calls["a"] = access_calls["a"] "link linkat "
 access_calls["r"] = access_calls["r"] "open openat openat2 readlink readlinkat quotactl quotactl_fd "
 access_calls["r"] = access_calls["r"] "listxattr llistxattr flistxattr listxattrat getxattr lgetxattr "
 access_calls["r"] = access_calls["r"] "fgetxattr getxattrat "
 read_pairs(arch_of_word, "x86_64 x86_64 i386 i386 i486 i386 i586 i386 i686 i386")
 read_pairs(arch_of_word, "aarch64 aarch64 armv8l aarch64 arm arm armeb arm armv5tejl arm")
 read_pairs(arch_of_word, "armv5tel arm armv6l arm armv7l arm ppc64le ppc64le s390x s390x")
 read_pairs(arch_of_word, "s390 s390 ppc64 ppc64 ppc ppc")
 read_pairs(arch_elf, "x86_64 3221225534 i386 1073741827 aarch64 3221225655 arm 1073741864")
 read_pairs(arch_elf, "ppc64le 3221225493 s390x 2147483670 s390 22 ppc64 2147483669 ppc 20")
 read_pairs(arch_of_elf, "3221225534 x86_64 1073741827 i386 3221225655 aarch64")
 read_pairs(arch_of_elf, "1073741864 arm 3221225493 ppc64le 2147483670 s390x 22 s390")
 read_pairs(arch_of_elf, "2147483669 ppc64 20 ppc")
 read_pairs(arch_word, "x86_64 b64 i386 b32 aarch64 b64 arm b32 ppc64le b64 s390x b64")
 read_pairs(arch_word, "s390 b32 ppc64 b64 ppc b32")
 read_pairs(arch_table, "x86_64 x86_64 i386 i386 aarch64 aarch64 arm arm ppc64le ppc64le")
 read_pairs(arch_table, "s390x s390x s390 s390 ppc64 ppc64le ppc ppc64le")
 read_pairs(arch_companion, "x86_64 i386 aarch64 arm s390x s390 ppc64 ppc")
 wrong["perm"] = "bad-permission"
 wrong["file_type"] = "bad-file-type"
 wrong["errno"] = "bad-errno"
 wrong["message_type"] = "bad-message-type"
 phrase["arch-after-syscall"] = "arch must be before -S"
 phrase["bad-arch"] = "arch elf mapping not found"
 phrase["bad-comparison"] = "-C incompatible comparison"
 phrase["bad-errno"] = "-F unknown errno"
 phrase["bad-file-type"] = "-F unknown file type"
 phrase["bad-group"] = "Unknown group"
 phrase["bad-message-type"] = "-F unknown message type"
 phrase["bad-number"] = "-F value should be number"
 phrase["bad-operator"] = "operator not allowed for the field"
 phrase["bad-option"] = "Option is invalid"
 phrase["bad-path"] = "The path must start with \047/\047"
 phrase["bad-permission"] = "Permission can only contain \047rwxa\047"
 phrase["bad-user"] = "Unknown user"
 phrase["crash"] = "auditctl crashes"
 phrase["exists"] = "Rule exists"
 phrase["field-before-list"] = "List must be given before field"
 phrase["field-not-in-list"] = "field not allowed on the list"
 phrase["field-twice"] = "Invalid argument"
 phrase["key-before-syscall"] = "key option needs a watch or syscall given prior to it"
 phrase["key-too-long"] = "key option exceeds size limit"
 phrase["list-twice"] = "Multiple rule insert/delete operations are not allowed"
 phrase["locked"] = "Operation not permitted"
 phrase["missing"] = "No such file or directory"
 phrase["missing-value"] = "-F missing operation or value"
 phrase["no-folder"] = "Not a directory"
 phrase["no-list"] = "Error - no list specified"
 phrase["not-a-name"] = "Invalid argument"
 phrase["perm-before-path"] = "permission option needs a watch given prior to it"
 phrase["stray-word"] = "parameter passed without an option given"
 phrase["syscall-not-in-list"] = "syscalls not allowed on the list"
 phrase["too-many-fields"] = "Too many fields in rule"
 phrase["too-many-links"] = "Too many levels of symbolic links"
 phrase["unknown-action"] = "bad keyword"
 phrase["unknown-field"] = "-F unknown field"
 phrase["unknown-list"] = "bad keyword"
 phrase["unknown-syscall"] = "Syscall name unknown"
}
function uid_min_of(file,    line, text, base, digits, good, value, digit) {
 while (file != "" && (getline line < file) > 0) {
  if (line !~ /^[ \t]*UID_MIN[ \t]+[^ \t]/) continue
  text = tolower(line)
  sub(/^[ \t]*uid_min[ \t"]+/, "", text)
  sub(/".*$/, "", text)
  sub(/[ \t]+$/, "", text)
  sub(/^[+]/, "", text)
 }
 base = text ~ /^0x/ ? 16 : text ~ /^0/ ? 8 : 10
 digits = base == 16 ? substr(text, 3) : text
 good = digits != ""
 for (value = 0; digits != ""; digits = substr(digits, 2)) {
  digit = index("0123456789abcdef", substr(digits, 1, 1)) - 1
  if (digit < 0 || digit >= base) good = 0
  value = value * base + digit
 }
 return sprintf("%.0f", good && value < 4294967295 ? value : 1000)
}
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
 else if (name == "-c") { go_on(); tells = 1 }
 else if (name == "-i") go_on()
 else if (name == "-D") take_delete_all()
 else if (name == "-l" || name == "-s") take_question(name)
 else if (name == "-m") take_message()
 else if (name == "-q") take_join(value)
 else if (name == "-h") refuse_with("")
 else if (name == "-R") refuse_with("Error - nested rule files not supported")
 else over = name == "-v" ? "reading" : "line"
}
function go_on() {
 if (!goes_on && !met_rule) spared_origin = line_origin
 goes_on = 1
 over = "reading"
}
function refuse(code) { refuse_with(phrase[code]) }
function refuse_with(text) {
 if (refused) return
 refused = 1
 message = text
}
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
function begin_rule() {
 rule_list = rule_action = rule_path = rule_perms = rule_calls = rule_key = ""
 said_path = said_calls = rule_table = rule_option = missing_account = ""
 said_perms = "rwxa"
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
 rule_path = said_path = value
 calls_seen = key_may_follow = 1
 if (!is_good_path(value, 0)) refuse("bad-path")
}
function is_good_path(text, exact) {
 return substr(text, 1, 1) == "/" && !(exact && text ~ /\/$/) && length(text) <= MAX_PATH
}
function take_perms(value,    bits) {
 if (rule_path == "" && !n_written) { refuse("perm-before-path"); return }
 bits = perm_bits(value)
 if (bits == "") { refuse("bad-permission"); return }
 key_may_follow = 1
 if (rule_path != "") { rule_perms = bits; said_perms = value; return }
 n_written++
 if (!first_perm) { keep("perm", "=", bits, "perm=" value); return }
 kept_value[first_perm] = bits
 kept_text[first_perm] = "perm=" value
}
function keep(name, op, value, text) {
 n_kept++
 kept_name[n_kept] = name
 kept_op[n_kept] = op
 kept_value[n_kept] = value
 kept_text[n_kept] = text
 if (name == "perm" && !first_perm) first_perm = n_kept
}
function take_key(value, from_field) {
 if (from_field && rule_list == "") refuse("field-before-list")
 else if (!from_field && !(key_may_follow && rule_list != "")) refuse("key-before-syscall")
 rule_key = rule_key (rule_key == "" ? "" : "\001") value
 if (length(rule_key) > MAX_KEY) refuse("key-too-long")
}
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
 else {
  if (!met_rule++) first_rule_origin = line_origin
  change_lists()
 }
}
function check_key() {
 if (rule_key == "") return
 if (rule_key ~ /!=|>=|<=|&=/) refuse("bad-operator")
 else if (rule_list == "exclude") refuse("field-not-in-list")
 else if (!key_may_follow) refuse("key-before-syscall")
}
function take_calls(value) {
 if (rule_list != "" && rule_list != "exit") { refuse("syscall-not-in-list"); return }
 if (rule_table == "") rule_table = table_of(own_arch)
 if (!are_calls(rule_table, value)) { refuse("unknown-syscall"); return }
 rule_calls = has_calls ? rule_calls "," value : value
 said_calls = has_calls ? said_calls "," said_of(value) : said_of(value)
 has_calls = calls_seen = key_may_follow = 1
}
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
function said_of(list,    text) {
 if (list !~ /^,|,,|,$/) return list
 text = list
 gsub(/,,+/, ",", text)
 sub(/^,/, "", text)
 sub(/,$/, "", text)
 return text == "" ? list : text
}
function table_of(arch) {
 if (arch == other_arch) return "b32"
 return arch_table[arch] == arch_table[own_arch] ? arch_word[own_arch] : arch_table[arch]
}
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
 keep(field_name, field_op, value, text)
 if (field_name == "perm") take_permissions(tolower(field_text))
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
 keep("field_compare", field_op, pair_number[field_name "," other], text)
}
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
function decimal(number) { return sprintf("%.0f", number) }
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
function rule_texts(    text, i) {
 text = rule_path == "" ? "" : "\n-w " said_path "\n-p " said_perms
 for (i = 1; i <= n_kept; i++) text = text "\n" kept_text[i]
 if (rule_key != "") text = text "\nkey"
 return substr(text, 2)
}
function change_lists(    form, first, i) {
 if (rule_path != "") settle_watch()
 if (missing_account != "") { refuse(missing_account); return }
 if (is_locked()) return
 for (i = 1; i <= n_kept; i++) if (kept_name[i] == "exe") refuse_where(watch_error(kept_value[i]))
 if (refused) return
 form = rule_form()
 if (rule_option == "-d" || rule_option == "-W") { remove_rule(form); return }
 first = rule_option == "-A"
 if (!first && (form in slot_of)) {
  if (!refused) twin_origin = origin_at[slot_of[form]]
  refuse("exists")
  return
 }
 if (rule_path != "")
  refuse_where(is_watched_dir ? tree_error(rule_path) : watch_error(rule_path))
 for (i = 1; i <= n_kept; i++)
  if (kept_name[i] == "path") refuse_where(watch_error(kept_value[i]))
  else if (kept_name[i] == "dir") refuse_where(tree_error(kept_value[i]))
 if (!refused) add_rule(form, first)
}
function refuse_where(error) { if (error != "") refuse(error) }
function settle_watch() {
 if (length(rule_path) > 2 && rule_path ~ /\/$/) {
  sub(/\/+$/, "", rule_path)
  if (rule_path == "") rule_path = "/"
 }
 is_watched_dir = rule_path ~ /^\/+$/ || place(plain_path(rule_path)) == "dir"
}
function add_rule(form, first,    slot) {
 slot = first ? --lowest_slot : n_slots++
 form_at[slot] = form
 origin_at[slot] = line_origin
 texts_at[slot] = rule_texts()
 said_at[slot] = rule_list == "exit" ? said_calls : ""
 if (form in slot_of) same_form[slot] = slot_of[form]
 slot_of[form] = slot
}
function remove_rule(form,    slot) {
 if (!(form in slot_of)) { refuse("missing"); return }
 slot = slot_of[form]
 deleted_at[form] = line_origin
 if (slot in same_form) slot_of[form] = same_form[slot]
 else delete slot_of[form]
 delete same_form[slot]
 delete form_at[slot]
 delete origin_at[slot]
 delete texts_at[slot]
 delete said_at[slot]
}
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
function place(path) {
 if (path == "/") return "dir"
 return path in place_kind && place_kind[path] != "" ? place_kind[path] : "missing"
}
function plain_path(path) {
 if (path ~ /^\// && path !~ /\/\/|\/\.\/|\/\.$|.\/$/) return path
 path = "/" path "/"
 while (gsub(/\/\.\//, "/", path)) continue
 gsub(/\/\/+/, "/", path)
 while (gsub(/\/\.\//, "/", path)) continue
 if (path != "/") sub(/\/$/, "", path)
 return path
}
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
 return kind == "file" ? "no-folder" : "missing"
}
function above(path) {
 sub("/[^/]*$", "", path)
 return path == "" ? "/" : path
}
function watch_error(path,    name) {
 name = path
 sub(/\/+$/, "", name)
 sub(/^.*\//, "", name)
 if (name == "" || name == "." || name == "..") return "not-a-name"
 return folder_error(plain_path(above(path)))
}
function tree_error(path,    plain, error, kind) {
 plain = plain_path(path)
 kind = place(plain)
 if (kind == "dir") return ""
 error = folder_error(above(plain))
 if (error != "") return error
 if (path ~ /\/\.?$/ || kind == "missing") return error_of(kind)
 return ""
}
function join_error(path,    plain, error) {
 plain = plain_path(path)
 error = folder_error(above(plain))
 if (error != "") return error
 return place(plain) ~ /^(dir|file)$/ ? "" : error_of(place(plain))
}
function program_place(path,    plain) {
 plain = plain_path(path)
 return place(plain) ~ /^(dir|file)$/ && !is_link(plain) ? watched_place(path) : ""
}
function is_link(path) {
 return path in place_link && place_link[path] != ""
}
function watched_place(path,    name) {
 name = path
 sub(/^.*\//, "", name)
 if (name == "" || name == "." || name == "..") return ""
 path = plain_path(path)
 return path in place_here ? place_here[path] : ""
}
function tree_place(path,    plain) {
 plain = plain_path(path)
 if (plain == "/") return "/"
 if (path ~ /\/\.?\.?$/) return plain in place_led ? place_led[plain] : ""
 return plain in place_here && place(plain) != "missing" ? place_here[plain] : ""
}
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
function lose_event(why, text) {
 the_verdict = "lost"
 the_cause = why
 the_words = text
 return 1
}
function collect_event(text) {
 the_verdict = "collected"
 the_cause = ""
 the_words = text
 return 1
}
function leave_open(text) {
 the_verdict = "undecided"
 the_cause = ""
 the_words = "could not decide: " text
 return 1
}
function too_many() {
 return leave_open("the rules divide the event too finely")
}
function no_rule() {
 return lose_event("none", "no rule matches")
}
function lose_part(    o, failing) {
 for (o = last_dropping + 1; !is_good(open_row[o]); o++) continue
 failing = test_words(o, 1)
 if (failing == "") failing = test_words(o, 0)
 return lose_event("part", r_origin[open_row[o]] " matches only a part: " failing)
}
function lose_dropped(o) {
 return lose_event("exclude", r_origin[open_row[o]] " drops the SYSCALL records" only_words(o))
}
function lose_bad(o, first,    r, what) {
 r = open_row[o]
 if (r_action[r] == "never" && first && first != o)
  return lose_event("never", r_origin[r] " says never, and may come first once the file is replaced" only_words(o))
 if (r_action[r] == "never") return lose_event("never", r_origin[r] " says never and matches first" only_words(o))
 if (is_keyed(r)) return lose_event("filters", r_origin[r] " matches first and has other filters" only_words(o))
 what = key != "" && row_bears_keys[r] ? "another key" : "no key"
 return lose_event("key", r_origin[r] " matches first and gives " what only_words(o))
}
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
function is_good(r) {
 return is_keyed(r) && (!exact_filters || is_exact(r))
}
function is_keyed(r) {
 if (!(r in row_good)) know_row(r)
 return row_good[r]
}
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
function judge_readings(    r, part, ways, first, first_cause, first_words) {
 n_doubtful = n_tries = 0
 ways = 1
 if (asked_are_chosen) choose_all()
 for (r = 1; r <= n_rules; r++) {
  if (!(r in r_others) || r_others[r] == "" || !may_match(r)) continue
  doubtful_rule[++n_doubtful] = r
  reading_at[n_doubtful] = 0
  ways *= 1 + split(r_others[r], part, " ")
 }
 if (ways > MAX_READINGS) return leave_open("too many rules are listed ambiguously")
 if (ways > 1) choose_asked()
 judge_scenes()
 if (n_tries > MAX_TRIES) return too_many()
 first = the_verdict
 first_cause = the_cause
 first_words = the_words
 while (next_reading()) {
  judge_scenes()
  if (the_verdict == first && n_tries <= MAX_TRIES) continue
  for (r = 1; r <= n_doubtful; r++) row_now[doubtful_rule[r]] = doubtful_rule[r]
  if (n_tries > MAX_TRIES) return too_many()
  return leave_open(r_origin[doubtful_rule[1]] " is listed as other rules would be")
 }
 the_verdict = first
 the_cause = first_cause
 the_words = first_words
}
function choose_asked(    r) {
 n_exit = 0
 for (r = 1; r <= n_rules; r++) if (r_list[r] == "exit" && may_match(r)) exit_rule[++n_exit] = r
 asked_are_chosen = 1
}
function choose_all(    r) {
 n_exit = 0
 for (r = 1; r <= n_rules; r++) if (r_list[r] == "exit") exit_rule[++n_exit] = r
 asked_are_chosen = 0
}
function next_reading(    at, r, part, count) {
 for (at = n_doubtful; at > 0; at--) {
  r = doubtful_rule[at]
  count = split(r_others[r], part, " ")
  if (++reading_at[at] <= count) {
   row_now[r] = part[reading_at[at]] + 0
   return 1
  }
  reading_at[at] = 0
  row_now[r] = r
 }
 return 0
}
function may_match(r,    part, count, s) {
 if (r_list[r] != "exit") return 0
 count = split(r in r_others ? r " " r_others[r] : r "", part, " ")
 for (; count > 0; count--)
  for (s = 1; s <= n_scenes; s++) if (may_match_in(part[count] + 0, s)) return 1
 return 0
}
function may_match_in(r, s) {
 if (at_scene != s) enter_scene(s)
 n_open = n_tests = 0
 return rule_runs(r) && open_rule(r, "exit")
}
function set_scenes(e,    s, all) {
 n_scenes = at_scene = 0
 scene_run = e_kind[e] == "run"
 scene_named = e_kind[e] != "call"
 scene_path = ""
 scene_whole = 0
 scene_asked = 1
 know_fixed(e)
 scene_does = scene_may = 0
 if (!scene_named) know_sort(e_number[e], e_elf[e] + 0 == machine_elf + 0 ? machine_word : "b32")
 if (scene_named && !scene_run) add_accesses(e)
 else if (scene_run) {
  scene_path = e_path[e] in place_run ? place_run[e_path[e]] : ""
  if (scene_path == "") scene_path = e_path[e]
  add_scene(machine_elf, machine_execve)
  add_scene(machine_elf, machine_execveat)
  add_scene(companion_elf, companion_execve)
  add_scene(companion_elf, companion_execveat)
 } else if (e_elf[e] + 0 == machine_elf + 0 || (companion_elf != "" && e_elf[e] + 0 == companion_elf + 0))
  add_scene(e_elf[e], e_number[e])
 scene_name = scene_path
 sub(/^.*\//, "/", scene_name)
 scene_above = substr(scene_path, 1, length(scene_path) - length(scene_name))
 scene_above_name = scene_above
 sub(/^.*\//, "/", scene_above_name)
 scene_files = scene_named || e_files[e] + 0
 scene_plain = scene_run || e_plain[e] + 0
 scene_low = e_floor[e] + 0
 scene_set = e_set[e] + 0
 scene_high = scene_set ? UNSET - 1 : UNSET
 all = e_kind[e] " " scene_does " " scene_may " " scene_files " " scene_plain " " scene_set " " e_floor[e] " " e_only[e]
 if (scene_named && !scene_run) return all e_access[e] " " scene_whole "\n" scene_path
 for (s = 1; s <= n_scenes; s++) all = all "\n" scene_times[s] " " scene_elf[s] scene_rules[s]
 return all "\n" scene_path
}
function know_fixed(e,    part, count, i, at, name) {
 split("", scene_fixed)
 scene_other = ""
 scene_fixes = e_only[e] != ""
 count = split(e_only[e], part, "\t")
 for (i = 1; i <= count; i++) {
  at = index(part[i], "=")
  if (!at) continue
  name = substr(part[i], 1, at - 1)
  if (substr(name, 1, 1) != "!") scene_fixed[name] = substr(part[i], at + 1) + 0
  else {
   scene_other = substr(name, 2)
   scene_other_number = substr(part[i], at + 1) + 0
  }
 }
}
function add_scene(elf, call) {
 if (elf == "" || call == "") return
 elf = elf + 0
 if (n_scenes && elf == scene_elf[n_scenes] && rules_at(call) == scene_rules[n_scenes]) {
  scene_times[n_scenes]++
  return
 }
 scene_elf[++n_scenes] = elf
 scene_call[n_scenes] = call
 scene_rules[n_scenes] = rules_at(call)
 scene_times[n_scenes] = scene_access[n_scenes] = 1
 scene_opens[n_scenes] = scene_below[n_scenes] = 0
}
function rules_at(call,    k, text) {
 if (call in kept_calls) return kept_calls[call]
 text = ""
 for (k = 1; k <= n_call_sets && length(text) < 4000; k++)
  if (call_set_at[k] == "all" || index(call_set_at[k], "," call ",")) text = text " " k
 if (k <= n_call_sets) text = " call " call
 kept_calls[call] = text
 return text
}
function enter_scene(s) {
 at_scene = s
 at_elf = scene_elf[s]
 at_call = "," scene_call[s] ","
 at_access = scene_access[s]
 at_opens = scene_opens[s] + 0
 at_below = scene_below[s] + 0
}
function judge_scenes(    s, any, before) {
 split("", collected_by)
 split("", excused)
 for (s = 1; s <= n_scenes; s++) {
  enter_scene(s)
  split("", scene_by)
  before = n_tries
  ask_scene()
  if (the_verdict == "lost" && the_cause == "none") return blame_elsewhere(s)
  if (the_verdict != "collected") return
  n_tries += (n_tries - before) * (scene_times[s] - 1)
  for (any in scene_by) if (!(any in collected_by)) collected_by[any] = scene_by[any]
 }
 for (any in collected_by) return collect_event(collectors() exceptions())
 return no_rule()
}
function collectors(    k, done) {
 split("", done)
 n_named = 0
 the_names = ""
 for (k = 1; k <= list_size["task"]; k++) add_collector(r_origin[list_rule["task", k]], done)
 for (k = 1; k <= n_exit; k++) add_collector(r_origin[exit_rule[k]], done)
 if (n_named > MAX_NAMED) the_names = the_names " and " n_named - MAX_NAMED " more"
 return the_names
}
function exceptions(    k, done) {
 split("", done)
 n_named = 0
 the_names = ""
 for (k = 1; k <= list_size["task"]; k++) add_exception(r_origin[list_rule["task", k]], done)
 for (k = 1; k <= list_size["exclude"]; k++) add_exception(r_origin[list_rule["exclude", k]], done)
 for (k = 1; k <= n_exit; k++) add_exception(r_origin[exit_rule[k]], done)
 if (n_named > MAX_NAMED) the_names = the_names " and " n_named - MAX_NAMED " more"
 return (n_named ? ", but for " : "") the_names
}
function add_exception(origin, done) {
 if (!(origin in excused) || origin in done) return
 done[origin] = 1
 if (++n_named <= MAX_NAMED) the_names = the_names (n_named == 1 ? "" : ", ") origin excused[origin]
}
function add_collector(origin, done,    times) {
 if (!(origin in collected_by) || origin in done) return
 done[origin] = 1
 for (times = collected_by[origin]; times > 0; times--)
  if (++n_named <= MAX_NAMED) the_names = the_names (n_named == 1 ? "" : ", ") origin
}
function blame_elsewhere(s,    k, r, w, failing) {
 for (k = 1; k <= n_exit && n_scenes > 1; k++) {
  r = row_now[exit_rule[k]]
  if (!is_keyed(r)) continue
  for (w = 1; w <= n_scenes; w++) {
   if (w == s || !may_match_in(r, w)) continue
   enter_scene(s)
   failing = failing_fields(r)
   if (failing == "") break
   return lose_event("part", r_origin[r] " matches only a part: " failing)
  }
 }
 return no_rule()
}
function failing_fields(r,    i, text) {
 text = ""
 for (i = 1; i <= r_fields[r]; i++)
  if (!at_exit(r SUBSEP i)) text = text (text == "" ? "" : " ") f_text[r, i]
 if (!rule_runs(r)) text = text (text == "" ? "" : " ") "-S " r_said[r]
 return text
}
function absence(e,    error) {
 if (e_lies[e] == "dir") error = tree_error(e_path[e])
 else error = e_path[e] == "/" ? "" : watch_error(e_path[e])
 return error == "" ? "" : phrase[error]
}
function add_accesses(e,    at, letter) {
 scene_path = e_path[e]
 if (e_lies[e] == "dir") scene_path = tree_place(e_path[e])
 else if (scene_path != "/") scene_path = watched_place(e_path[e])
 scene_whole = e_lies[e] != "path" && is_folder(e_path[e])
 scene_asked = 0
 for (at = 1; at <= 3; at++) {
  letter = substr("war", at, 1)
  if (!index(e_access[e], letter)) continue
  scene_asked += access_bit[letter]
  add_letter(machine_elf, machine_word, letter)
 }
 if (companion_elf == "") return
 for (at = 1; at <= 3; at++) {
  letter = substr("war", at, 1)
  if (index(e_access[e], letter)) add_letter(companion_elf, "b32", letter)
 }
}
function is_folder(path,    plain) {
 plain = plain_path(path)
 return place(plain) == "dir" && (path ~ /\/\.?$/ || !is_link(plain))
}
function add_letter(elf, word, letter,    kind, count, i, below) {
 count = split(access_kinds(word, letter), kind, " ")
 for (i = 1; i < count; i += 2)
  for (below = 0; below <= scene_whole; below++) {
   scene_elf[++n_scenes] = elf + 0
   scene_call[n_scenes] = kind[i]
   scene_rules[n_scenes] = ""
   scene_times[n_scenes] = 1
   scene_access[n_scenes] = access_bit[letter]
   scene_opens[n_scenes] = kind[i + 1]
   scene_below[n_scenes] = below
  }
}
function access_kinds(word, letter,    name, count, i, call, kind, found, text) {
 if ((word, letter) in kept_kinds) return kept_kinds[word, letter]
 text = ""
 split("", found)
 count = split(access_calls[letter], name, " ")
 for (i = 1; i <= count; i++) {
  if (!((word, name[i]) in call_number)) continue
  call = call_number[word, name[i]]
  kind = (name[i] in is_opening) rules_at(call)
  if (call == "" || kind in found) continue
  found[kind] = 1
  text = text call " " (name[i] in is_opening) " "
 }
 kept_kinds[word, letter] = text
 return text
}
function know_sort(call, word,    name, count, at, i, letter) {
 if (word == machine_word ? call == machine_execve || call == machine_execveat : call == companion_execve || call == companion_execveat)
  scene_does = 1
 if (is_call(word, "socketcall", call)) scene_may = access_bit["w"]
 for (at = 1; at <= 3; at++) {
  letter = substr("war", at, 1)
  count = split(access_calls[letter], name, " ")
  for (i = 1; i <= count; i++) {
   if (!is_call(word, name[i], call)) continue
   if (name[i] in is_opening) scene_may += access_bit[letter]
   else scene_does += access_bit[letter]
  }
 }
}
function is_call(word, name, call) {
 return (word, name) in call_number && call_number[word, name] + 0 == call + 0
}
function ask_scene(    k, r, o, ends, whole, good, all_good, needs) {
 n_open = n_tests = 0
 if (ask_task_list()) return
 n_open = n_tests = 0
 for (k = 1; k <= list_size["exclude"]; k++) {
  r = row_now[list_rule["exclude", k]]
  if (r_fields[r] > 0) open_rule(r, "exclude")
 }
 last_dropping = n_open
 for (o = 1; o <= last_dropping; o++) if (!has_tests(o)) return lose_dropped(o)
 good = ends = whole = needs = 0
 all_good = 1
 may_shuffle = scene_named && !scene_run
 for (k = 1; k <= n_exit && !ends; k++) {
  r = row_now[exit_rule[k]]
  if (!rule_runs(r) || !open_rule(r, "exit")) continue
  if (is_good(r)) good = 1
  else all_good = 0
  if (row_needs_files[r]) needs = 1
  if (has_tests(n_open)) continue
  if (!whole) whole = n_open
  if (!may_shuffle || !row_by_inode[r]) ends = n_open
 }
 last_asked = n_open
 if (!good) return blame_all(ends, k)
 if (needs) open_hiding()
 if (last_dropping == 0 && n_open == last_asked && whole && all_good) {
  for (o = 1; o <= whole; o++) scene_by[r_origin[open_row[o]]]++
  return collect_event("")
 }
 return ask_every_cell()
}
function blame_all(ends, from,    k, r, o) {
 for (k = from; ends && k <= n_exit; k++) {
  r = row_now[exit_rule[k]]
  if (!rule_runs(r) || !is_good(r)) continue
  if (!open_rule(r, "exit")) continue
  return lose_bad(ends)
 }
 for (o = last_dropping + 1; o <= last_asked; o++)
  if (r_action[open_row[o]] != "never") return lose_bad(o)
 return no_rule()
}
function ask_every_cell(    o, more, met, some, left_out, left_cause, tests) {
 find_idle()
 start_grid()
 add_to_grid(1, last_dropping)
 add_to_grid(last_asked + 1, n_open)
 add_to_grid(last_dropping + 1, last_asked)
 for (o = 1; o <= n_open; o++) if (!is_idle[o]) tests += open_last[o] - open_first[o] + 1
 if (!cut_grid(tests + 0)) return too_many()
 split("", met)
 left_out = some = ""
 for (more = first_cell(); more; more = next_cell()) {
  if (!possible_cell()) continue
  to_blame = 0
  o = collector_in_cell()
  if (o) some = met[r_origin[open_row[o]]] = 1
  else if (to_blame && excuse(to_blame)) {
   if (left_out == "") { left_out = the_words; left_cause = the_cause }
  } else return grid_exact ? 1 : too_many()
 }
 if (left_out != "" && !some) return lose_event(left_cause, left_out)
 for (o = last_dropping + 1; o <= last_asked; o++)
  if (r_origin[open_row[o]] in met) scene_by[r_origin[open_row[o]]]++
 return collect_event("")
}
function find_idle(    o, t, round, busy, wanted) {
 split("", is_idle)
 do {
  round = 0
  split("", busy)
  split("", wanted)
  for (o = 1; o <= n_open; o++)
   for (t = open_first[o]; t <= open_last[o] && !is_idle[o]; t++) {
    if (!may_idle(o)) busy[test_name[t]] = 1
    else if (is_of_flag(t)) wanted[test_name[t], test_value[t]] = 1
   }
  for (o = 1; o <= n_open; o++)
   for (t = open_first[o]; t <= open_last[o] && may_idle(o) && !is_idle[o]; t++)
    if (is_of_flag(t) && !(test_name[t] in busy) && !((test_name[t], 1 - test_value[t]) in wanted))
     is_idle[o] = round = 1
 } while (round)
}
function may_idle(o) { return o > last_dropping && o <= last_asked && is_good(open_row[o]) }
function is_of_flag(t) { return test_low[t] == 0 && test_high[t] == 1 && test_name[t] != "exe" }
function excuse(o) {
 if (!tolerant || !has_tests(o)) return 0
 if (!(r_origin[open_row[o]] in excused)) excused[r_origin[open_row[o]]] = only_words(o)
 return 1
}
function leaves_key(r) {
 return !scene_named && !exact_filters && r_action[r] != "never" && (!row_bears_keys[r] || is_good(r))
}
function collector_in_cell(    o, r, hidden, first, bad, keeps) {
 for (o = 1; o <= last_dropping; o++) if (matches_cell(o)) { to_blame = o; lose_dropped(o); return 0 }
 hidden = 0
 for (o = last_asked + 1; o <= n_open && !hidden; o++) if (any_test_matches(o)) hidden = o
 first = bad = keeps = 0
 for (o = last_dropping + 1; o <= last_asked && (!bad || keeps); o++) {
  r = open_row[o]
  if (is_idle[o] || (hidden && row_needs_files[r]) || !matches_cell(o)) continue
  if (keeps && row_by_inode[r] && leaves_key(r)) continue
  if (keeps && !row_by_inode[r] && is_good(r)) return o
  if (keeps || (first && !row_by_inode[r])) break
  if (!first) first = o
  if (!is_good(r)) bad = o
  keeps = bad && row_by_inode[r] && leaves_key(r)
  if (!keeps && (!may_shuffle || !row_by_inode[r])) break
 }
 if (first && !bad) return first
 if (bad) {
  if (r_action[open_row[bad]] == "never") to_blame = bad
  lose_bad(bad, first)
  return 0
 }
 if (hidden) lose_event("files", r_origin[open_row[hidden]] " hides files from the rules" only_words(hidden))
 else lose_part()
 return 0
}
function ask_task_list(    k, found, run, named, path, files, high, set, fixes) {
 if (list_size["task"] == 0) return 0
 run = scene_run; named = scene_named; path = scene_path; files = scene_files; high = scene_high
 set = scene_set; fixes = scene_fixes
 scene_run = scene_named = scene_set = scene_fixes = 0
 scene_path = ""; scene_files = 1; scene_high = UNSET
 found = 0
 for (k = 1; k <= list_size["task"] && !found; k++) found = ask_task_rule(row_now[list_rule["task", k]])
 scene_run = run; scene_named = named; scene_path = path; scene_files = files; scene_high = high
 scene_set = set; scene_fixes = fixes
 return found
}
function ask_task_rule(r,    o, more) {
 if (!open_rule(r, "task")) return 0
 o = n_open
 split("", is_idle)
 start_grid()
 add_to_grid(o, o)
 if (!cut_grid(open_last[o] - open_first[o] + 1)) return too_many()
 for (more = first_cell(); more; more = next_cell()) if (matches_cell(o)) break
 if (!more) return 0
 if (r_action[r] == "never" && excuse(o)) return 0
 if (r_action[r] == "never")
  return lose_event("task", r_origin[r] " takes processes out of auditing" only_words(o))
 if (!is_good(r))
  return lose_event("task", r_origin[r] " records all of a process without the key" only_words(o))
 if (has_tests(o)) return 0
 scene_by[r_origin[r]]++
 return collect_event("")
}
function possible_cell(    result, program) {
 if (scene_other != "" && scene_other in dim_of && number_in_cell(scene_other) == scene_other_number) return 0
 if (!("exit" in dim_of) || !scene_plain) return 1
 result = number_in_cell("exit")
 if (result > 0 && result < FAILED) return 0
 if (!("exe" in dim_of) || !scene_run || result >= FAILED) return 1
 program = scene_path in exe_class ? exe_class[scene_path] : 0
 return number_in_cell("exe") == program
}
function open_rule(r, how,    i, c, start, means) {
 start = n_tests
 for (i = 1; i <= r_fields[r]; i++) {
  c = r SUBSEP i
  if (how == "exit") means = at_exit(c)
  else if (how == "exclude") means = at_record(c)
  else means = at_birth(c)
  if (means == 2) means = settle_test()
  if (means == 0) {
   n_tests = start
   return 0
  }
  if (means == 2) add_test(f_text[c])
 }
 return add_open(r, start)
}
function is_exact(r,    i, has, what) {
 if (r_list[r] != "exit" || (r_calls[r] == "all" && !scene_named)) return 0
 split("", has)
 for (i = 1; i <= r_fields[r]; i++) {
  what = filter_of(r SUBSEP i)
  if (what == "") return 0
  has[what] = 1
 }
 if (!scene_named) for (what in scene_fixed) if (!(what in has)) return 0
 return ("floor" in has) == (scene_low > 0) && ("set" in has) == scene_set && \
  ("path" in has) == scene_named && ("perm" in has) == scene_named
}
function filter_of(c,    name, op) {
 name = f_name[c]
 op = f_op[c]
 if (name == "arch" || name == "key") return "aside"
 if (name == "auid" && is_number(c)) {
  if (op == "!=" && f_value[c] + 0 == UNSET) return "set"
  if (op == ">=") return f_value[c] + 0 == scene_low ? "floor" : ""
  if (op == ">") return f_value[c] + 1 == scene_low ? "floor" : ""
  return ""
 }
 if (!scene_named) return fixed_of(c, name, op)
 if (name == "path" || (name == "dir" && !scene_run))
  return (leads_to(c) "") == (scene_path "") ? "path" : ""
 return name == "perm" && is_number(c) && f_value[c] + 0 == scene_asked ? "perm" : ""
}
function fixed_of(c, name, op) {
 if (name == "field_compare") name = "compare " f_value[c]
 else if (name == "gid" || name == "egid") name = "in " name " " f_value[c]
 else if (op != "=" || !is_number(c) || f_value[c] + 0 != scene_fixed_number(name)) return ""
 else return name
 return scene_fixed_number(name) == (op == "=") ? name : ""
}
function scene_fixed_number(name) {
 return name in scene_fixed ? scene_fixed[name] : -1
}
function add_open(r, start) {
 open_row[++n_open] = r
 open_first[n_open] = start + 1
 open_last[n_open] = n_tests
 return 1
}
function open_hiding(    k, r, i, means, start, some, certain) {
 for (k = 1; k <= list_size["filesystem"]; k++) {
  r = row_now[list_rule["filesystem", k]]
  if (r_action[r] != "never") continue
  start = n_tests
  some = certain = 0
  for (i = 1; i <= r_fields[r]; i++) {
   means = at_file(r SUBSEP i)
   if (means) some = 1
   if (means == 1) certain = 1
   if (means == 2) add_test(f_text[r, i])
  }
  if (certain) n_tests = start
  if (some) add_open(r, start)
 }
}
function has_tests(o) {
 return open_last[o] >= open_first[o]
}
function matches_cell(o,    t) {
 for (t = open_first[o]; t <= open_last[o]; t++)
  if (substr(test_column[t], cell_place[test_dim[t]], 1) == "0") return 0
 return 1
}
function any_test_matches(o,    t) {
 for (t = open_first[o]; t <= open_last[o]; t++) if (holds_in_cell(t)) return 1
 return !has_tests(o)
}
function test_words(o, failing,    t, text, done) {
 text = ""
 split("", done)
 for (t = open_first[o]; t <= open_last[o]; t++) {
  if (test_text[t] in done || (failing && would_hold(t))) continue
  done[test_text[t]] = 1
  text = text (text == "" ? "" : " ") test_text[t]
 }
 return text
}
function only_words(o,    text) {
 text = test_words(o, 0)
 return text == "" ? "" : " (" text ")"
}
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
function known_test(name, wanted) {
 if (scene_fixes && name in scene_fixed) return scene_fixed[name] == wanted
 return flag_test(name, wanted)
}
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
function new_test(name, low, high, cut, op, value) {
 new_name = name
 new_low = low
 new_high = high
 new_cut = cut
 new_op = op
 new_value = value
 return 2
}
function flag_test(name, value) {
 return new_test(name, 0, 1, "", "=", value)
}
function add_test(text) {
 test_name[++n_tests] = new_name
 test_low[n_tests] = new_low
 test_high[n_tests] = new_high
 test_cut[n_tests] = new_cut
 test_op[n_tests] = new_op
 test_value[n_tests] = new_value
 test_text[n_tests] = text
}
function settle_test(    least, most) {
 if (new_op ~ /&/) {
  if (new_low == new_high) return compare_bits(new_op, new_low, new_value)
  return new_value > 0 ? 2 : new_op == "&="
 }
 if (new_low > new_high) return 2
 if (new_op == "=" || new_op == "!=") {
  if (new_value < new_low || new_value > new_high) return new_op == "!="
  return new_low < new_high ? 2 : new_op == "="
 }
 least = compare_numbers(new_op, new_low, new_value)
 most = compare_numbers(new_op, new_high, new_value)
 return least == most ? least : 2
}
function compare_bits(op, number, mask,    some, whole) {
 some = 0
 for (whole = 1; mask > 0; mask = int(mask / 2)) {
  if (mask % 2) {
   if (number % 2) some = 1
   else whole = 0
  }
  number = int(number / 2)
 }
 return op == "&=" ? whole : some
}
function compare_numbers(op, left, right) {
 if (op == "=") return left == right
 if (op == "!=") return left != right
 if (op == ">=") return left >= right
 if (op == "<=") return left <= right
 if (op == ">") return left > right
 return left < right
}
function start_grid() {
 n_dims = 0
 grid_exact = 1
 split("", dim_of)
}
function add_to_grid(from, to,    o, t, of_bits, name, d) {
 for (o = from; o <= to; o++)
  for (t = open_first[o]; t <= open_last[o] && !is_idle[o]; t++) {
   of_bits = test_op[t] ~ /&/
   name = of_bits ? test_name[t] " bits" : test_name[t]
   if (!(name in dim_of)) {
    dim_of[name] = ++n_dims
    dim_bits[n_dims] = of_bits
    dim_tests[n_dims] = 0
    if ((of_bits ? test_name[t] : name " bits") in dim_of) grid_exact = 0
   }
   d = dim_of[name]
   dim_test[d, ++dim_tests[d]] = t
   test_dim[t] = d
  }
}
function cut_grid(tests,    d) {
 grid_size = 1
 for (d = 1; d <= n_dims; d++) {
  if (dim_bits[d]) find_patterns(d)
  else find_numbers(d)
  grid_size *= dim_size[d]
  if (grid_size > 1000000000) grid_size = 1000000000
 }
 if (grid_size > MAX_CELLS) return 0
 n_tries += grid_size * tests
 if (n_tries > MAX_TRIES) return 0
 for (d = 1; d <= n_dims && grid_size; d++) {
  sort_classes(d)
  if (dim_bits[d]) try_bits(d)
  else try_numbers(d)
 }
 return 1
}
function sort_classes(d,    gap, i, j, number, from, size) {
 size = dim_size[d]
 for (i = 1; i <= size; i++) dim_place[d, i] = i
 for (gap = int(size / 2); gap > 0; gap = int(gap / 2))
  for (i = gap + 1; i <= size; i++) {
   number = dim_number[d, i]
   from = dim_place[d, i]
   for (j = i; j > gap && dim_number[d, j - gap] > number; j -= gap) {
    dim_number[d, j] = dim_number[d, j - gap]
    if (dim_bits[d]) dim_place[d, j] = dim_place[d, j - gap]
   }
   dim_number[d, j] = number
   if (dim_bits[d]) dim_place[d, j] = from
  }
}
function first_cell(    d) {
 for (d = 1; d <= n_dims; d++) go_to_class(d, 1)
 return grid_size > 0
}
function next_cell(    d) {
 for (d = n_dims; d > 0; d--) {
  if (cell_at[d] < dim_size[d]) { go_to_class(d, cell_at[d] + 1); return 1 }
  go_to_class(d, 1)
 }
 return 0
}
function go_to_class(d, c) {
 cell_at[d] = c
 cell_place[d] = dim_place[d, c]
}
function number_in_cell(name) {
 return dim_number[dim_of[name], cell_at[dim_of[name]]]
}
function would_hold(t,    name, number) {
 name = test_op[t] ~ /&/ ? test_name[t] " bits" : test_name[t]
 number = name in dim_of ? number_in_cell(name) : test_low[t]
 if (test_op[t] ~ /&/) return compare_bits(test_op[t], number, test_value[t])
 return compare_numbers(test_op[t], number, test_value[t])
}
function holds_in_cell(t) {
 return substr(test_column[t], cell_place[test_dim[t]], 1) == "1"
}
function find_numbers(d,    k, t, op, found, cut, count) {
 t = dim_test[d, 1]
 split("", found)
 dim_size[d] = 0
 add_class(d, t, test_low[t], found)
 for (count = split(test_cut[t], cut, " "); count > 0; count--) add_class(d, t, cut[count] + 0, found)
 for (k = 1; k <= dim_tests[d]; k++) {
  op = test_op[dim_test[d, k]]
  if (op != "<=" && op != ">") add_class(d, t, test_value[dim_test[d, k]], found)
  if (op != ">=" && op != "<") add_class(d, t, test_value[dim_test[d, k]] + 1, found)
 }
}
function add_class(d, t, number, found) {
 if (number < test_low[t] || number > test_high[t] || sprintf("%.0f", number) in found) return
 found[sprintf("%.0f", number)] = 1
 dim_number[d, ++dim_size[d]] = number
}
function try_numbers(d,    k, t, op, below, upto, size) {
 size = dim_size[d]
 for (k = 1; k <= dim_tests[d]; k++) {
  t = dim_test[d, k]
  op = test_op[t]
  below = classes_below(d, test_value[t])
  upto = classes_below(d, test_value[t] + 1)
  if (op == "=") test_column[t] = row_of(0, below) row_of(1, upto - below) row_of(0, size - upto)
  else if (op == "!=") test_column[t] = row_of(1, below) row_of(0, upto - below) row_of(1, size - upto)
  else if (op == ">=") test_column[t] = row_of(0, below) row_of(1, size - below)
  else if (op == "<") test_column[t] = row_of(1, below) row_of(0, size - below)
  else if (op == ">") test_column[t] = row_of(0, upto) row_of(1, size - upto)
  else test_column[t] = row_of(1, upto) row_of(0, size - upto)
 }
}
function classes_below(d, number,    low, high, middle) {
 low = 0
 high = dim_size[d]
 while (low < high) {
  middle = int((low + high + 1) / 2)
  if (dim_number[d, middle] < number) low = middle
  else high = middle - 1
 }
 return low
}
function row_of(digit, count) {
 while (length(digit_row[digit]) < count) digit_row[digit] = digit_row[digit] digit_row[digit] digit
 return substr(digit_row[digit], 1, count)
}
function find_patterns(d,    bit, at, k, within, lowest, whole, count, masks) {
 dim_size[d] = MAX_CELLS + 1
 count = different_masks(d, masks)
 if (count > MAX_MASKS) return
 dim_groups[d] = 0
 bit = 1
 for (at = 0; at < 32; at++) {
  within = ""
  for (k = 1; k <= count; k++) within = within int(masks[k] / bit) % 2
  if (within ~ /1/) {
   if (!(within in lowest)) {
    lowest[within] = bit
    whole[within] = 0
    group_within[d, ++dim_groups[d]] = within
   }
   whole[within] += bit
  }
  bit *= 2
 }
 if (dim_groups[d] > MAX_GROUPS) return
 dim_size[d] = 1
 dim_number[d, 1] = 0
 for (k = 1; k <= dim_groups[d]; k++) {
  within = group_within[d, k]
  group_blocks[d, k] = whole[within] > lowest[within] ? 3 : 2
  if (group_blocks[d, k] == 3) add_block(d, lowest[within], dim_size[d])
  add_block(d, whole[within], dim_size[d] / (group_blocks[d, k] - 1))
 }
}
function different_masks(d, masks,    k, t, count, number, found) {
 count = 0
 for (k = 1; k <= dim_tests[d] && count <= MAX_MASKS; k++) {
  t = dim_test[d, k]
  number = sprintf("%.0f", test_value[t])
  if (!(number in found)) { found[number] = ++count; masks[count] = test_value[t] }
  test_mask[t] = found[number]
 }
 return count
}
function add_block(d, bits, count,    k) {
 for (k = 1; k <= count; k++) dim_number[d, ++dim_size[d]] = dim_number[d, k] + bits
}
function try_bits(d,    k, t, kind, known) {
 for (k = 1; k <= dim_tests[d]; k++) {
  t = dim_test[d, k]
  kind = test_op[t] test_mask[t]
  if (!(kind in known)) known[kind] = bits_column(d, t)
  test_column[t] = known[kind]
 }
}
function bits_column(d, t,    k, text, none, one, whole) {
 text = test_op[t] == "&=" ? "1" : "0"
 for (k = 1; k <= dim_groups[d]; k++) {
  none = one = whole = text
  if (substr(group_within[d, k], test_mask[t], 1) == "1") {
   if (test_op[t] == "&=") none = one = row_of(0, length(text))
   else one = whole = row_of(1, length(text))
  }
  text = none (group_blocks[d, k] == 3 ? one : "") whole
 }
 return text
}
function printable_ascii(text,    at, one, clean, piece) {
 if (text !~ /[^ -~]/) return text
 clean = piece = ""
 for (at = 1; at <= length(text); at += length(one)) {
  one = substr(text, at, utf8_length(text, at))
  piece = piece (one ~ /^[ -~]$/ ? one : "?")
  if (length(piece) > 1000) { clean = clean piece; piece = "" }
 }
 return clean piece
}
function utf8_length(text, at,    first, second, low, high, more, k) {
 first = byte_at(text, at)
 if (first < 194 || first > 244) return 1
 low = first == 224 ? 160 : first == 240 ? 144 : 128
 high = first == 237 ? 159 : first == 244 ? 143 : 191
 second = byte_at(text, at + 1)
 if (second < low || second > high) return 1
 more = first < 224 ? 0 : first < 240 ? 1 : 2
 for (k = 1; k <= more; k++)
  if (byte_at(text, at + 1 + k) < 128 || byte_at(text, at + 1 + k) > 191) return 1
 return 2 + more
}
function byte_at(text, at,    one) {
 if (!bytes_known) {
  for (one = 128; one < 256; one++) byte_number[sprintf("%c", one)] = one
  bytes_known = 1
 }
 one = substr(text, at, 1)
 return one in byte_number ? byte_number[one] : 0
}
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
function listing_settle(    r, found) {
 for (r = 1; r <= n_rules; r++) {
  found = loaded_one(r (r in r_others ? " " r_others[r] : ""))
  if (found < 0) found = loaded_one(for_other_machines(r))
  if (found <= 0) continue
  if (found != r) copy_row(found, r)
  delete r_others[r]
 }
}
function loaded_one(rows,    part, count, found) {
 found = -1
 for (count = split(rows, part, " "); count > 0; count--)
  if (row_form(part[count]) in is_loaded) found = found < 0 ? part[count] + 0 : 0
 return found
}
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
function judge_all(    e, n) {
 new_lists()
 for (e = 1; e <= n_events; e++) n[judge_event(e)]++
 if (n["lost"]) return "fail"
 if (n["undecided"] || !n_events) return "error"
 return n["absent"] == n_events ? "notapplicable" : "pass"
}
function know_wanted(    g, e) {
 for (g = 1; g <= n_wanted; g++) {
  load_alone(wanted[g])
  if (n_rules != 1) {
   wanted_error[g] = stop_message
   wanted_absent[g] = is_absent()
   continue
  }
  wanted_here[g] = 1
  wanted_form[g] = row_form(1)
  keep_wanted(g)
  new_lists()
  for (e = 1; e <= n_events; e++) gives[g, e] = judge_event(e) == "collected"
 }
}
function is_absent(    perms) {
 perms = rule_path != "" ? rule_perms : first_perm ? kept_value[first_perm] : ""
 if ((perms "") == "1") return 0
 return stop_message == phrase["missing"] || stop_message == phrase["no-folder"] || \
  stop_message == phrase["too-many-links"] || stop_message == phrase["not-a-name"]
}
function load_alone(text) {
 load_begin(machine)
 load_line(text, "")
 load_end()
}
function keep_wanted(g,    i) {
 w_list[g] = r_list[1]
 w_action[g] = r_action[1]
 w_calls[g] = r_calls[1]
 w_fields[g] = r_fields[1]
 for (i = 1; i <= r_fields[1]; i++) {
  w_name[g, i] = f_name[1, i]
  w_op[g, i] = f_op[1, i]
  w_value[g, i] = f_value[1, i]
 }
}
function no_more_than(g,    i, k) {
 if (!wanted_here[g] || r_list[1] != w_list[g] || r_action[1] != w_action[g]) return 0
 if (!calls_within(r_calls[1], w_calls[g])) return 0
 for (i = 1; i <= w_fields[g]; i++) {
  if (w_name[g, i] == "key") continue
  for (k = 1; k <= r_fields[1]; k++)
   if (f_name[1, k] == w_name[g, i] &&
    implies(w_name[g, i], f_op[1, k], f_value[1, k], w_op[g, i], w_value[g, i])) break
  if (k > r_fields[1]) return 0
 }
 return 1
}
function calls_within(some, all,    number, count, i) {
 if (some == all || all == "all") return 1
 if (some == "all") return 0
 count = split(some, number, ",")
 for (i = 1; i <= count; i++)
  if (number[i] != "" && !index(all, "," number[i] ",")) return 0
 return 1
}
function implies(name, op, value, other_op, other_value) {
 if (op == other_op && (value "") == (other_value "")) return 1
 if (name == "field_compare") return 0
 if (name == "perm") return compare_bits("&=", other_value, value)
 if (value !~ /^[0-9]+$/ || other_value !~ /^[0-9]+$/) return 0
 value += 0
 other_value += 0
 if (other_op == ">=") {
  if (op == ">") return value + 1 >= other_value
  return (op == "=" || op == ">=") && value >= other_value
 }
 if (other_op != "!=") return 0
 if (op == "<") return value <= other_value
 return (op == "=" && value != other_value) || (op == "<=" && value < other_value)
}
function know_own(    n, g) {
 mark_begin = "# BEGIN auditscap " control
 mark_end = "# END auditscap " control
 own_remark = "# The fix made this file, and keeps its rules as the control needs them; --undo removes it."
 mark_off = "# auditscap " control " took this out: "
 while (own != "" && (getline own_line[n_own + 1] < own) > 0) n_own++
 for (n = 1; n <= n_own && !block_to; n++) {
  if (!block_from && own_line[n] == mark_begin) block_from = n
  else if (block_from && own_line[n] == mark_end) block_to = n
 }
 if (!block_to) block_to = block_from
 for (n = block_from + 1; n < block_to; n++) {
  block_kind[n] = "other"
  if (!is_rule_text(own_line[n])) continue
  load_alone(own_line[n])
  if (n_rules != 1) { block_kind[n] = "refused"; continue }
  block_kind[n] = "rule"
  block_form[n] = row_form(1)
  for (g = 1; g <= n_wanted; g++) block_within[n, g] = no_more_than(g)
 }
}
function is_rule_text(text) {
 return text ~ /^[^A-Za-z0-9#]*-[ \t"]*[aAw]/
}
function origin_of(n) { return own_name ":" n }
function bears_own_key(text,    rest, at) {
 rest = text
 while (at = index(rest, own_key)) {
  if ((at == 1 || substr(rest, at - 1, 1) !~ /[A-Za-z0-9_.-]/) &&
   substr(rest, at + length(own_key), 1) !~ /[A-Za-z0-9_.-]/) return is_rule_text(text)
  rest = substr(rest, at + 1)
 }
 return 0
}
function edit_fix(    verdict, g) {
 load_now(0)
 verdict = judge_all()
 if (verdict == "error" || (verdict != "fail" && !stopped)) return
 first_stop = stopped ? stop_origin : ""
 leave_out_own()
 load_now(1)
 know_base()
 for (g = 1; g <= n_wanted; g++) if (!wanted_here[g] && !wanted_absent[g]) {
  print "! this machine refuses " wanted[g] ": " wanted_error[g]
  return
 }
 choose_lines()
 print_edit()
}
function leave_out_own(    n, g, is_ours) {
 for (n = block_from + 1; n < block_to; n++) {
  is_ours = block_kind[n] == "refused"
  for (g = 1; g <= n_wanted; g++)
   if (block_kind[n] == "rule" && block_within[n, g]) is_ours = 1
  if (is_ours) left_out[origin_of(n)] = 1
 }
}
function know_base(    r, e, g, line) {
 for (r = 1; r <= n_rules; r++) in_base[row_form(r)] = 1
 if (mode == "augenrules" && substr(first_stop, 1, length(own_name) + 1) == own_name ":") {
  line = substr(first_stop, length(own_name) + 2) + 0
  if (!(line in block_kind) && line != block_from && bears_own_key(own_line[line])) is_off[line] = 1
 }
 judge_all()
 for (g = 1; g <= n_wanted; g++) {
  if (wanted_form[g] in in_base) continue
  for (e = 1; e <= n_events; e++) if (e_verdict[e] == "lost" && gives[g, e]) lacks[g] = 1
 }
}
function choose_lines(    n, g, ours) {
 for (n = block_from + 1; n < block_to; n++) {
  if (!(origin_of(n) in left_out)) { stays[n] = 1; continue }
  for (g = 1; g <= n_wanted; g++) {
   if (!wanted_here[g] || block_form[n] != wanted_form[g]) continue
   if ((wanted_form[g] in in_base) || has_line[g]) continue
   has_line[g] = stays[n] = 1
  }
 }
 for (n = block_from + 1; n < block_to; n++) {
  if (stays[n] || block_kind[n] != "rule") continue
  ours = block_form[n] in in_base
  for (g = 1; g <= n_wanted; g++)
   if (block_within[n, g] && (lacks[g] || has_line[g])) ours = 1
  if (!ours) stays[n] = 1
 }
}
function print_edit(    n, g, differs) {
 for (n in is_off) print "# " n
 for (n = block_from + 1; n < block_to; n++) if (!stays[n]) differs = 1
 for (g = 1; g <= n_wanted; g++) if (lacks[g] && !has_line[g]) differs = 1
 if (!differs) return
 if (!block_from) print "- " place_of_block() " " place_of_block() - 1
 else print "- " block_from " " block_to
 print "+ " mark_begin
 if (own == "") print "+ " own_remark
 else if (!block_from) print "+ # The fix keeps the rules of this block as the control needs them; --undo takes it out."
 for (n = block_from + 1; n < block_to; n++) if (stays[n]) print "+ " own_line[n]
 for (g = 1; g <= n_wanted; g++) if (lacks[g] && !has_line[g]) print "+ " wanted[g]
 print "+ " mark_end
}
function place_of_block(    n) {
 for (n = 1; n <= n_own && mode == "auditctl"; n++)
  if (own_line[n] ~ /^ *-e *2/) return n
 return n_own + 1
}
function edit_undo(    n) {
 for (n = 1; n <= n_own; n++)
  if (index(own_line[n], mark_off) == 1 && (n < block_from || n > block_to)) print "= " n
 if (block_from) print "- " block_from " " block_to
 if (block_from == 2 && own_line[1] == "" && own_line[3] == own_remark && block_to == n_own) print "x"
}
function tell_outcome(    n) {
 know_former()
 load_now(0)
 keep_rows(now_form)
 now_stops = stopped
 if (changes) load_new()
 keep_rows(new_form)
 for (new_rows = 1; new_rows <= n_rules; new_rows++) new_order[new_rows] = row_form(new_rows)
 new_rows--
 files_enabled = enabled
 for (n = 1; n <= n_former; n++) if (!(former_form[n] in new_form)) print "former\t" former[n]
 if (changes) tell_losses()
 files_verdict = fine(judge_all())
 for (n = 1; n <= n_events; n++) in_files[n] = e_verdict[n] == "collected"
 tell("files", files_verdict)
 for (n = 1; n <= n_wanted && action == "fix"; n++)
  if (wanted_absent[n]) tell("note", "not written, for auditctl would refuse it: " wanted[n] ": " wanted_error[n])
 if (action == "fix") tell_file_obstacles()
 if (asks_kernel) tell_kernel()
 else tell("kernel", "none")
}
function know_former(    n) {
 for (n = block_from + 1; n < block_to; n++)
  if (block_kind[n] == "rule") former[++n_former] = own_line[n]
 for (n = 1; n <= n_former; n++) {
  load_alone(former[n])
  former_form[n] = row_form(1)
  is_own[former_form[n]] = 1
 }
}
function tell(what, words) { print what "\t" printable_ascii(words) }
function fine(verdict) { return verdict == "notapplicable" ? "pass" : verdict }
function keep_rows(forms,    r) {
 for (r = 1; r <= n_rules; r++) forms[row_form(r)] = r_origin[r]
}
function tell_losses(    form) {
 for (form in now_form) {
  if ((form in new_form) || (form in is_own)) continue
  tell(action == "fix" ? "unsafe" : "note", now_form[form] " would be in force no more")
  return
 }
 if (action == "fix" && stopped && !now_stops) tell("unsafe", stop_origin " would stop loading: " stop_message)
}
function tell_kernel(    n, form, verdict, switched_off) {
 if (kernel_enabled !~ /^[012]$/ || !n_listed) {
  tell("kernel", "error")
  tell("obstacle", "auditctl -s or -l gives no answer that can be read")
  return
 }
 split("", is_loaded)
 for (form in now_form) is_loaded[form] = 1
 for (form in new_form) is_loaded[form] = 1
 stop_origin = stop_message = enabled_origin = ""
 listing_begin(machine)
 for (n = 1; n <= n_listed; n++) listing_line(listed[n])
 if (unreadable != "") {
  tell("kernel", "error")
  tell("obstacle", "auditctl -l prints a line that cannot be read: " unreadable)
  return
 }
 listing_settle()
 enabled = kernel_enabled == 2 ? 2 : 1
 verdict = judge_all()
 switched_off = kernel_enabled == 0 && verdict != "notapplicable"
 verdict = fine(verdict)
 compare_lists()
 tell("kernel", kernel_enabled == 2 ? "locked" : switched_off ? "fail" : verdict)
 if (action == "undo") tell_unload()
 else if (kernel_enabled == 2) {
  if (verdict != "pass" || (changes && lacks_rows))
   tell("note", "reboot required: the loaded rules are locked (enabled 2)")
 } else {
  tell_load(verdict)
  if (switched_off && files_enabled "" != "0") tell("enable", "")
 }
}
function compare_lists(    r, form, is_same) {
 split("", in_kernel)
 n_extra = n_stale = 0
 is_same = n_rules == new_rows
 for (r = 1; r <= n_rules; r++) {
  form = matching_form(r)
  in_kernel[form] = 1
  if (r <= new_rows && new_order[r] != form) is_same = 0
  if (form in new_form) continue
  if (form in is_own) stale[++n_stale] = r
  else extra[++n_extra] = r
 }
 kernel_is_same = is_same
 lacks_rows = 0
 for (form in new_form) if (!(form in in_kernel)) lacks_rows = 1
 may_reload = !n_extra && (!n_rules || flushes())
 kernel_is_cut = lacks_rows && is_cut()
}
function is_cut(    r, runs, was, has) {
 for (r = 1; r <= new_rows; r++) {
  has = new_order[r] in in_kernel
  if (has && !was) runs++
  was = has
 }
 return runs < 2
}
function matching_form(r,    row, count, i) {
 if (r in r_others) {
  count = split(r_others[r], row, " ")
  for (i = 1; i <= count; i++) if (row_form(row[i]) in new_form) return row_form(row[i])
 }
 return row_form(r)
}
function flushes(    n, count, text) {
 count = changes ? n_new : n_now
 for (n = 1; n <= count; n++) {
  text = changes ? new_text[n] : now_text[n]
  if (text ~ /^ *-D *$/) return 1
  if (text ~ /^ *-[aAw]/) return 0
 }
 return 0
}
function tell_load(verdict,    e, gains) {
 for (e = 1; e <= n_events; e++) if (in_files[e] && e_verdict[e] != "collected") gains = 1
 if (may_reload && !kernel_is_same && (gains || (changes && lacks_rows) || n_stale || kernel_is_cut)) {
  tell("load", "reload")
  return
 }
 if ((gains || n_stale) && tell_single()) return
 tell("load", "none")
 if (verdict != "pass" && files_verdict == "pass") tell_kernel_obstacles()
}
function tell_single(    g, e, n, count) {
 for (g = 1; g <= n_wanted; g++) {
  if (wanted_form[g] in in_kernel) continue
  for (e = 1; e <= n_events; e++)
   if (in_files[e] && e_verdict[e] == "lost" && gives[g, e]) {
    count += tell_change("add", wanted[g], count)
    break
   }
 }
 for (n = 1; n <= n_stale; n++) count += tell_change("delete", removal(listed_text(stale[n])), count)
 if (count) tell_extra()
 return count
}
function tell_change(what, rule, before) {
 if (!before) tell("load", "single")
 print what "\t" rule
 return 1
}
function removal(text) {
 sub(/^ *-[aA] */, "-d ", text)
 sub(/^ *-w */, "-W ", text)
 return text
}
function tell_extra(    n, words) {
 if (!n_extra) {
  tell("note", "added rule by rule: the rule files do not empty the lists first (-D), so that loading them again would stop")
  return
 }
 for (n = 1; n <= n_extra && n <= 3; n++) words = words (n == 1 ? "" : "; ") listed_text(extra[n])
 if (n_extra > 3) words = words "; and " n_extra - 3 " more"
 tell("note", "added rule by rule: loading the files again would drop what only the kernel holds: " words)
}
function listed_text(r,    n, at) {
 at = substr(r_origin[r], length("kernel rule ") + 1) + 0
 for (n = 1; n <= n_listed; n++) if (listed[n] != "No rules" && !--at) return listed[n]
 return r_origin[r]
}
function tell_unload(    n, count) {
 for (n = 1; n <= n_former; n++) count += take_away(former_form[n], former[n])
 if (!count) tell("load", "none")
 else if (kernel_enabled == 2) {
  tell("note", "reboot required: the loaded rules are locked (enabled 2)")
  tell("load", "none")
 } else {
  for (n = 1; n <= n_extra; n++) if (!(matching_form(extra[n]) in goes)) break
  if (n > n_extra && flushes()) tell("load", "reload")
  else {
   tell("load", "single")
   for (n = 1; n <= count; n++) print "delete\t" going[n]
  }
 }
}
function take_away(form, text) {
 if ((form in goes) || (form in new_form) || !(form in in_kernel)) return 0
 goes[form] = 1
 going[++n_going] = removal(text)
 return 1
}
function tell_file_obstacles(    e) {
 if (stopped && files_verdict == "pass") tell("note", words_on_stop())
 else if (stopped) tell_obstacle(words_on_stop())
 for (e = 1; e <= n_events; e++) {
  if (e_verdict[e] == "collected" || e_verdict[e] == "absent") continue
  if (e_verdict[e] == "undecided") tell_obstacle(e_label[e] ": " e_words[e])
  else if (e_cause[e] == "none" || e_cause[e] == "part") tell_lacking(e)
  else tell_obstacle(e_words[e] ": " advice(e_cause[e], index(e_words[e], " may come first ")))
 }
}
function words_on_stop(    words) {
 words = "correct that line or take it out"
 if (stop_message == phrase["exists"]) words = "it is there already (" twin_origin "): take one of the two out"
 return "loading stops at " stop_words() ": " words
}
function tell_lacking(e,    g) {
 if (stopped) return
 for (g = 1; g <= n_wanted; g++)
  if (gives[g, e] && (wanted_form[g] in deleted_at)) {
   tell_obstacle(deleted_at[wanted_form[g]] " takes the rule away again: take that line out, or narrow it")
   return
  }
 tell_obstacle(e_label[e] ": " e_words[e])
}
function advice(cause, moves) {
 if (cause == "off") return "take that line out"
 if (cause == "key") return "give that rule a key, or move it behind the rules of this control"
 if (cause == "filters") return "give that rule the filters of this control, or move it behind its rules"
 if (cause == "never" && !moves) return "take that rule out, narrow it, or move it behind the rules of this control"
 return "take that rule out, or narrow it"
}
function tell_kernel_obstacles(    e) {
 for (e = 1; e <= n_events; e++)
  if (e_verdict[e] == "lost" || e_verdict[e] == "undecided")
   tell_obstacle(e_label[e] ": " e_words[e] ": only the running kernel has it so, auditctl -d takes a rule away")
}
function tell_obstacle(words) {
 if ((words in is_told) || n_told >= 20) return
 is_told[words] = 1
 n_told++
 tell("obstacle", words)
}
function edit_locked(    n) {
 load_now(0)
 if (enabled == 2) return
 for (n = block_from + 1; n < block_to; n++) {
  if (own_line[n] !~ /^-e 2$/) continue
  if (stopped) print "! loading stops at " stop_words() ", so that -e 2 is never said"
  else print "! " enabled_origin " says -e " enabled " behind " own_name
  return
 }
 print block_from ? "- " block_from " " block_to : "- " n_own + 1 " " n_own
 print_block("-e 2")
}
function print_block(text) {
 print "+ " mark_begin
 if (own == "") print "+ " own_remark
 print "+ " text
 print "+ " mark_end
}
function edit_spared(    n) {
 load_now(0)
 if (spared_origin != "") return
 for (n = block_from + 1; n < block_to; n++) {
  if (own_line[n] !~ /^-c$/) continue
  if (stopped && !goes_on) print "! loading stops at " stop_words() ", in front of " own_name
  else print "! " first_rule_origin " is a rule in front of " own_name
  return
 }
 print block_from ? "- " block_from " " block_to : "- 1 0"
 print_block("-c")
}
function tell_spared() {
 if (changes) load_new()
 else load_now(0)
 tell("files", spared_origin == "" ? "fail" : "pass")
 tell("kernel", "none")
 tell("load", "none")
}
function tell_locked(    verdict) {
 if (changes) load_new()
 else load_now(0)
 verdict = enabled == 2 ? "pass" : "fail"
 tell("files", verdict)
 if (!asks_kernel) { tell("kernel", "none"); return }
 tell("kernel", kernel_enabled == 2 ? "pass" : "locked")
 if (kernel_enabled != 2 && verdict == "pass")
  tell("note", "reboot required: the configuration is locked from the next boot on")
 tell("load", "none")
}
function tell_in_step(    n, words) {
 load_now(0)
 keep_rows(now_form)
 keep_rows(new_form)
 for (new_rows = 1; new_rows <= n_rules; new_rows++) new_order[new_rows] = row_form(new_rows)
 new_rows--
 files_enabled = enabled
 tell("files", stopped ? "fail" : "pass")
 if (stopped) tell("obstacle", "loading stops at " stop_words() ": this line must be mended first")
 if (!asks_kernel) { tell("kernel", "none"); return }
 if (kernel_enabled !~ /^[012]$/ || !n_listed) {
  tell("kernel", "error")
  tell("obstacle", "auditctl -s or -l gives no answer that can be read")
  return
 }
 read_kernel()
 if (kernel_is_same && (enabled_before == "" || files_enabled "" == kernel_enabled "")) {
  tell("kernel", "pass")
  return
 }
 if (kernel_is_same && files_enabled == 2) {
  tell("kernel", "locked")
  tell("note", "reboot required: the configuration is locked from the next boot on")
  return
 }
 tell("kernel", kernel_enabled == 2 ? "locked" : "fail")
 if (kernel_enabled == 2) tell("note", "reboot required: the loaded rules are locked (enabled 2)")
 else if (stopped) return
 else if (may_reload) tell("load", "reload")
 else if (n_extra) {
  for (n = 1; n <= n_extra && n <= 3; n++) words = words (n == 1 ? "" : "; ") listed_text(extra[n])
  if (n_extra > 3) words = words "; and " n_extra - 3 " more"
  tell("obstacle", "loading the files would drop what only the kernel holds: " words)
 } else tell("obstacle", "the rule files do not empty the lists first (-D), so that loading them again would stop")
}
function read_kernel(    n, form) {
 enabled_before = enabled_origin == "" ? "" : enabled
 split("", is_loaded)
 for (form in now_form) is_loaded[form] = 1
 stop_origin = stop_message = enabled_origin = ""
 listing_begin(machine)
 for (n = 1; n <= n_listed; n++) listing_line(listed[n])
 listing_settle()
 compare_lists()
}
letter == "G" { wanted[++n_wanted] = rest; next }
letter == "O" { former[++n_former] = rest; next }
letter == "N" {
 at = index(rest, "\t")
 new_text[++n_new] = substr(rest, at + 1)
 new_origin[n_new] = substr(rest, 1, at - 1)
 next
}
END {
 if (!complete) trouble = "the rules could not be read to their end"
 if (trouble == "" && nothing_origin != "") trouble = nothing_origin ": " nothing_message
 if (trouble != "") {
  print printable_ascii("! " trouble)
  exit
 }
 load_begin(machine)
 know_machine()
 know_wanted()
 know_own()
 if (step == "judge" && task == "locked" && action == "fix") tell_locked()
 else if (step == "judge" && task == "spared" && action == "fix") tell_spared()
 else if (step == "judge" && task == "in_step") tell_in_step()
 else if (step == "judge") tell_outcome()
 else if (action == "undo") edit_undo()
 else if (task == "locked") edit_locked()
 else if (task == "spared") edit_spared()
 else if (task != "in_step") edit_fix()
}
function take_line(text, origin) {
 now_text[++n_now] = text
 now_origin[n_now] = origin
}
function load_now(on,    n) {
 load_begin(machine)
 goes_on = on
 for (n = 1; n <= n_now; n++)
  if (!(now_origin[n] in left_out)) load_line(now_text[n], now_origin[n])
 load_end()
}
function load_new(    n) {
 load_begin(machine)
 for (n = 1; n <= n_new; n++) load_line(new_text[n], new_origin[n])
 load_end()
}
'
}

# Finds out what is to be done for the action $1 (fix, undo).
make_plan() {
    change=none load=none enable=false merge=false files=error kernel_has=none
    add=() delete=() replaced=()
    [ -z "${obstacles[*]-}" ] || return 0
    changes=0
    back='\377\376'
    now=$work/now
    own=
    if [ -f "$file" ]; then
        own=$work/own
        tr '\000\377' '\377\376' <"$file" 2>/dev/null >"$own" || { no_room; return 0; }
        if cmp -s -- "$file" "$own"; then
            back='' # nothing is to be turned back
        elif grep -q "$(printf '\376')" "$file"; then
            obstacles+=("$file holds the byte 254 beside NUL or 255, which cannot be kept apart")
            return 0
        fi
    fi
    boot_lines "$listing" "$rules" L | looked_up 2>/dev/null >"$now" || { no_room; return 0; }
    plan_change "$1" || return 0
    outcome "$1"
    if [ "$change" = none ] && [ "$1" = fix ] && has_block &&
        [ "$(stat -c '%u:%g:0%a' -- "$file")" != "0:0:$file_mode" ]; then
        change=attributes
    fi
    # Merging loads nothing, so that it does not lock either.
    if [ "${loader[0]}" = augenrules ]; then
        case $(cd / && augenrules --check 2>/dev/null) in *'should be updated'*) merge=true ;; esac
    fi
    has_room
}

# How the file changes: until the program, shown what would be, has nothing to change any more. That
# another file lacks its last newline shows only then.
plan_change() {
    local edit round first_own=$own first_now=$now
    for round in {1..20}; do
        edit=$(decide edit "$1" 2>&1) || edit="! the plan cannot be made: $edit"
        [ -n "$edit" ] || break
        [ "$round" != 20 ] || edit="! the plan comes to no end"
        if [ "${edit#! }" != "$edit" ]; then
            obstacles+=("${edit#! }")
            change=none
            return 1
        fi
        change='write'
        [ "${edit##*"$newline"}" != x ] || change=remove
        if ! { write_new && look_ahead && sed 's/^N/L/' "$work/after" >"$work/then"; } 2>/dev/null; then
            no_room
            return 1
        fi
        own=$work/own.then
        now=$work/then
    done
    own=$first_own
    now=$first_now
    [ "$change" = none ] || changes=1
    # What the rounds come to may be what is there.
    if [ "$change" = write ] && [ -f "$file" ] && cmp -s -- "$work/new/$own_name" "$file"; then
        change=none changes=0
    fi
    return 0
}

# Writes the new file, and what the next round looks at. Whatever fails in here, nothing may come of it.
write_new() {
    edited >"$work/own.new" && mv -f -- "$work/own.new" "$work/own.then" &&
        tr "$back" "${back:+\\000\\377}" <"$work/own.then" >"$work/new/$own_name"
}

no_room() {
    obstacles+=('temporary files could not be written, or there is no room for them: nothing was changed')
    change=none
}

has_block() { grep -qxF "# BEGIN auditscap $control" "$file" 2>/dev/null; }

# Prints the own file, NUL and 255 as 255 and 254, as the edit makes it.
edited() {
    awk -v old="$own" -v off="# auditscap $control took this out: " '
{
    kind = substr($0, 1, 1)
    rest = substr($0, 3)
    if (kind == "-") { split(rest, range, " "); from = range[1]; to = range[2] }
    else if (kind == "+") new = new rest "\n"
    else if (kind == "#") is_off[rest] = 1
    else if (kind == "=") is_on[rest] = 1
}
END {
    # The file before this one may lack its last newline.
    if (old == "" || (getline line < old) <= 0) { printf "\n%s", new; exit }
    for (n = 1; n == 1 || (getline line < old) > 0; n++) {
        if (n == from) printf "%s", new
        if (from != "" && n >= from && n <= to) continue
        if (n in is_off) line = off line
        else if (n in is_on) line = substr(line, length(off) + 1)
        print line
    }
    if (from != "" && from >= n) printf "%s", new
}' <<<"$edit"
}

# What a boot would load once the file is changed: it is looked at in a copy of the folder.
look_ahead() {
    local folder='' text=$work/new/$own_name
    if [ "${loader[0]}" = augenrules ]; then
        folder=$work/folder
        { rm -rf -- "$folder" && mkdir -- "$folder" && cp -rs -- "$rules_folder/." "$folder/" &&
            rm -f -- "$folder/$own_name"; } || return
        [ "$change" = remove ] || cp -- "$text" "$folder/" || return
    elif [ "$change" = remove ]; then
        : >"$text" || return
    fi
    in_folder "$folder" "$text" >"$work/after"
}

# Prints what a boot would load from the folder $1 or the file $2.
in_folder() (
    # shellcheck disable=SC2030 # for this alone
    rules_folder=${1:-$rules_folder}
    boot_lines '' "$rules" N "$2" | looked_up
)

outcome() {
    local what words
    files=
    while IFS=$tab read -r what words; do
        case $what in
        unsafe)
            obstacles+=("$file stays as it is, for $words")
            change=none changes=0
            outcome "$1"
            return
            ;;
        files) files=$words ;;
        kernel) kernel_has=$words ;;
        load) load=$words ;;
        former) replaced+=("$words") ;;
        add) add+=("$words") ;;
        delete) delete+=("$words") ;;
        enable) enable=true ;;
        note) notes+=("$words") ;;
        obstacle) obstacles+=("$words") ;;
        '!') obstacles+=("$words") ;;
        *) obstacles+=("the plan cannot be made: $what $words") ;;
        esac
    done <<<"$(decide judge "$1" 2>&1 || printf '!\tthe rules cannot be judged: awk ended with %s\n' $?)"
    [ -n "$files" ] || obstacles+=('the rules cannot be judged: what was found could not be read')
}

# augenrules copies in place, by way of /tmp: without room it would cut off the rules.
has_room() {
    local folder size probe status
    [ "$change$merge" != nonefalse ] || [ "$load" = reload ] || return 0
    size=$(($(size_of_rules "$work/new"/*) + 8192))
    for folder in "${file%/*}" "${compiled_file%/*}" /tmp; do
        [ "$folder" = "${file%/*}" ] || [ "${loader[0]}" = augenrules ] || continue
        probe=$(mktemp "$folder/.auditscap.XXXXXX" 2>/dev/null) && fill "$probe" "$size"
        status=$?
        rm -f -- "$probe" 2>/dev/null
        [ "$status" = 0 ] && continue
        obstacles+=("$folder cannot be written to, or has no room left: nothing was changed")
        change=none load=none merge=false enable=false add=() delete=()
        break
    done
    return 0
}

# Prints the plan of the action $1 for the control $2 with the Values $3 to $7 as one line of JSON; what
# follows them are the rules that an earlier plan replaced.
auditscap_plan() {
    case ${1-} in
    fix | undo) ;;
    *) control=${2-}; say 'the action is neither fix nor undo'; return 1 ;;
    esac
    case $(type -t "control_${2-}") in
    function) ;;
    *) control=auditscap; say "there is no control ${2-}"; return 1 ;;
    esac
    survey "$2" "${3-}" "${4-}" "${5-}" "${6-}" "${7-}" "$(printf '%s\n' "${@:8}")" || return
    if [ -n "$why_not" ]; then
        notes=("$why_not")
        change=none load=none merge=false enable=false kernel_has=none files=error
        add=() delete=() loader=() replaced=()
    else
        action=$1
        make_plan "$1"
    fi
    json
}

# Is nothing left to do, or will nothing be once the plan is carried out?
is_well() {
    [ -z "${obstacles[*]-}" ] || return
    [ "$action" != undo ] || return 0
    [ "$files" = pass ] || return
    case $kernel_has in none | pass | locked) return 0 ;; esac
    [ "$load" != none ] || [ "$enable" = true ]
}

json() {
    local applies=true ok=false content='' text=true diff=''
    [ -z "$why_not" ] || applies=false
    is_well && ok=true
    if [ "$change" = write ]; then
        content=$(base64 -w 0 -- "$work/new/$own_name")
        ! command -v iconv >/dev/null 2>&1 || iconv -f UTF-8 -t UTF-8 -- "$work/new/$own_name" >/dev/null 2>&1 || text=false
        diff=$(difference)
    fi
    printf '{'
    member control "$control"
    printf '"applies": %s, ' "$applies"
    member file "$file"
    member change "$change"
    member content "$content"
    printf '"text": %s, ' "$text"
    member mode "$file_mode"
    printf '"merge": %s, ' "$merge"
    member load "$load"
    members loader "${loader[@]}"
    members add "${add[@]}"
    members delete "${delete[@]}"
    members replaced "${replaced[@]}"
    printf '"enable": %s, ' "$enable"
    members notes "${notes[@]}"
    members obstacles "${obstacles[@]}"
    member diff "$diff"
    printf '"ok": %s}\n' "$ok"
}

member() { printf '"%s": %s, ' "$1" "$(json_text "$2")"; }

members() {
    local name=$1 text comma=
    shift
    printf '"%s": [' "$name"
    for text; do
        printf '%s%s' "$comma" "$(json_text "$text")"
        comma=', '
    done
    printf '], '
}

json_text() {
    local text
    text=$(printf '%s' "$1" | tr -c '\n\t -~' '?')
    text=${text//\\/\\\\}
    text=${text//\"/\\\"}
    text=${text//$'\t'/\\t}
    printf '"%s"' "${text//"$newline"/\\n}"
}

# Prints how the file changes.
difference() {
    local old=$file
    [ -f "$old" ] || old=/dev/null
    diff -a -u --label "$file" --label "$file" -- "$old" "$work/new/$own_name" 2>/dev/null
}

# Mends the control $1 with the Values $2 to $6. The exit status is 0 where its rules are in force,
# or will be once the kernel loads the files.
auditscap_fix() { plainly carry_out fix "$@"; }

# Takes back what auditscap_fix wrote.
auditscap_undo() { plainly carry_out undo "$@"; }

# Prints the plan of the action $7 for the control $1 with the Values $2 to $6, for people.
auditscap_show() { plainly show "$@"; }

# Runs a function; whatever it and its programs print has no control characters and no percent sign.
plainly() {
    "$@" 2>&1 | tr -d '\000-\010\013-\037\177' | tr '%' '?'
    return "${PIPESTATUS[0]}"
}

carry_out() {
    action=$1
    shift
    control=$1
    work_name=auditscap-fix
    alone || return
    survey "$@" || return
    if [ -n "$why_not" ]; then
        say "$why_not: nothing was changed"
        asks_nothing
        return
    fi
    make_plan "$action"
    remember
    if [ "$change" != none ]; then
        change_file || return
        look_again "$@" || return
    fi
    if [ "$merge" = true ] || [ "$load" != none ] || [ "$enable" = true ]; then
        load_rules
        look_again "$@" || return
        if is_worse; then
            go_back
            look_again "$@" || return
            obstacles+=("the kernel refuses a rule that auditctl should load: $file is as it was")
            change=none load=none
        fi
    fi
    report
}

# Keeps what there was, out of the way of a plan made anew.
remember() {
    listing_before=$listing
    notes_before=(${notes[0]+"${notes[@]}"})
    kept_rules=${replaced[0]-}
    file_before=
    [ ! -f "$file" ] || [ "$change" = none ] || { cp -p -- "$file" "$work/.before" && file_before=yes; }
    changed=$change
}

# Has the kernel lost a rule by this fix, though its file replaced none?
is_worse() {
    local line
    [ "$action" = fix ] && [ "$changed" != none ] && [ -z "$kept_rules" ] || return
    while IFS= read -r line; do
        [ "$line" = 'No rules' ] || grep -qxF -e "$line" <<<"$listing" || return 0
    done <<<"$listing_before"
    return 1
}

# Puts the old file back, and what it has into the kernel.
go_back() {
    if [ "$file_before" = yes ]; then mv -fT -- "$work/.before" "$file"; else rm -f -- "$file"; fi
    sync -- "${file%/*}" 2>/dev/null
    (trap '' HUP INT QUIT TERM; cd / && "${loader[@]}" >/dev/null 2>&1)
}

# Waits until no other fix is at work; the lock goes with this shell.
alone() {
    local lock folder
    [ "$(id -u)" = 0 ] && [ -r /etc/audit ] && command -v flock >/dev/null 2>&1 || return 0
    exec {lock}</etc/audit
    flock -w 100 "$lock" || { say 'another fix has been at work for 100 seconds: nothing was changed'; return 1; }
    # What a killed fix left.
    for folder in /run/auditscap-fix.?????? /tmp/auditscap-fix.??????; do
        [ ! -d "$folder" ] || [ -L "$folder" ] || [ ! -O "$folder" ] || flock -n "$folder" rm -rf -- "$folder"
    done
    # shellcheck disable=SC2031 # the real one
    rm -f -- "$rules_folder"/.auditscap.?????? "${compiled_file%/*}"/.auditscap.?????? 2>/dev/null
    return 0
}

# Makes the plan anew, and remembers which rules the first one replaced.
look_again() {
    local before
    before=$(printf '%s\n' ${replaced[0]+"${replaced[@]}"})
    survey "$@" "$before" && make_plan "$action"
}

# Puts the new file in the place of the old one, or changes nothing at all.
change_file() {
    local folder=${file%/*} new reason
    case $change in
    attributes) reason=$( { chmod "$file_mode" -- "$file" && chown 0:0 -- "$file"; } 2>&1) ;;
    remove) reason=$( { rm -- "$file"; } 2>&1) ;;
    write)
        new=$(mktemp "$folder/.auditscap.XXXXXX" 2>/dev/null) ||
            { say "$folder cannot be written to: nothing was changed"; return 1; }
        reason=$( {
            cat -- "$work/new/$own_name" >"$new" && chown 0:0 -- "$new" &&
                chmod "$file_mode" -- "$new" && sync -- "$new" && mv -fT -- "$new" "$file"
        } 2>&1)
        ;;
    esac
    # shellcheck disable=SC2181 # of whichever of them it was
    if [ $? != 0 ]; then
        [ -z "${new:-}" ] || rm -f -- "$new" 2>/dev/null
        reason=${reason##*: }
        say "$file cannot be changed${reason:+ ($reason)}: nothing was changed"
        return 1
    fi
    # It is there by now, whatever these say.
    sync -- "$folder" 2>/dev/null
    [ "$change" = remove ] || relabel "$file" >/dev/null 2>&1
    case $change in
    attributes) say "gave $file to root, mode $file_mode" ;;
    remove) say "removed $file" ;;
    *) say "wrote $file" ;;
    esac
}

# The file's name says which SELinux label it is to have.
relabel() { ! command -v restorecon >/dev/null 2>&1 || restorecon -F -- "$1"; }

# Brings what the files have into the kernel. Whoever interrupts this shell does not interrupt that.
load_rules() (
    trap '' HUP INT QUIT TERM
    local rule
    if [ "$load" = reload ]; then
        # However long it takes: who stops it half-way loses rules.
        cd / && "${loader[@]}" >/dev/null 2>&1
        say "loaded the rule files (${loader[*]})"
    elif [ "$merge" = true ]; then
        cd / && augenrules >/dev/null 2>&1
        say "merged the rule files into $compiled_file"
    fi
    set -f
    for rule in ${add[0]+"${add[@]}"} ${delete[0]+"${delete[@]}"}; do
        # shellcheck disable=SC2086 # words are split at blanks, as auditctl splits them
        auditctl $rule >/dev/null 2>&1 && say "auditctl $rule"
    done
    if [ "$enable" = true ]; then
        auditctl -e 1 >/dev/null 2>&1
        say 'switched auditing on (auditctl -e 1)'
    fi
)

# Says how things stand, once all that could be done is done.
report() {
    local words
    if [ "$load" != none ] || [ "$enable" = true ] || [ "$change" != none ]; then
        case $load in
        single) obstacles+=("the kernel refuses a rule of the control: run auditctl ${add[0]-${delete[0]-}}") ;;
        *) obstacles+=("what the plan asks for did not happen: run ${loader[*]} and read what it says") ;;
        esac
    fi
    # Those of the first plan say how it was done.
    printf '%s\n' ${notes_before[0]+"${notes_before[@]}"} ${notes[0]+"${notes[@]}"} |
        awk 'NF && !seen[$0]++' | while IFS= read -r words; do say "$words"; done
    for words in ${obstacles[0]+"${obstacles[@]}"}; do say "obstacle: $words"; done
    is_well || return
    if [ "$action" = fix ] && [ "$kernel_has" = pass ]; then say 'the rules are in force'; fi
}

show() {
    action=$7
    control=$1
    survey "${@:1:6}" || return
    if [ -n "$why_not" ]; then
        say "$why_not: nothing would be changed"
        asks_nothing
        return
    fi
    make_plan "$action"
    say "plan for this system ($machine, UID_MIN $uid_min, rules loaded by ${loader[0]:-nothing})"
    show_file
    show_loading
    for words in ${notes[0]+"${notes[@]}"}; do echo "  note: $words"; done
    for words in ${obstacles[0]+"${obstacles[@]}"}; do echo "  obstacle: $words"; done
    if [ "$change$load$merge$enable" = nonenonefalsefalse ]; then echo '  nothing is to be done'; fi
    is_well
}

show_file() {
    case $change in
    write)
        echo "  write $file, mode $file_mode:"
        difference | sed '1,2d; s/^/    /'
        ;;
    remove) echo "  remove $file: nothing else is in it" ;;
    attributes) echo "  give $file to root, mode $file_mode" ;;
    esac
}

show_loading() {
    local rule
    case $load in
    reload) echo "  load the rule files: ${loader[*]}" ;;
    single) for rule in ${add[0]+"${add[@]}"} ${delete[0]+"${delete[@]}"}; do echo "  auditctl $rule"; done ;;
    esac
    if [ "$merge" = true ] && [ "$load" != reload ]; then
        echo "  merge the rule files into $compiled_file: augenrules"
    fi
    if [ "$enable" = true ]; then echo '  switch auditing on: auditctl -e 1'; fi
}

# audit_kernel_modules: Ensure kernel module loading unloading and modification is collected
# shellcheck disable=SC2016 # placeholders are literal
control_audit_kernel_modules() {
    file_name=50-kernel_modules.rules
    own_key=kernel_modules
    run_paths=/usr/bin/kmod
    case $machine in
    x86_64)
        word=b64
        companion=i386
        events='Ecall	init_module (b64)	UID_MIN	1	3221225534	175	0	1
Ecall	finit_module (b64)	UID_MIN	1	3221225534	313	0	1
Ecall	delete_module (b64)	UID_MIN	1	3221225534	176	0	1
Ecall	create_module (b64)	UID_MIN	1	3221225534	174	0	1
Ecall	query_module (b64)	UID_MIN	1	3221225534	178	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        rules='-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        b32_events='Ecall	init_module (b32)	UID_MIN	1	1073741827	128	0	1
Ecall	finit_module (b32)	UID_MIN	1	1073741827	350	0	1
Ecall	delete_module (b32)	UID_MIN	1	1073741827	129	0	1
Ecall	create_module (b32)	UID_MIN	1	1073741827	127	0	1
Ecall	query_module (b32)	UID_MIN	1	1073741827	167	0	1'
        b32_rules='-a always,exit -F arch=b32 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        ;;
    aarch64)
        word=b64
        companion=arm
        events='Ecall	init_module (b64)	UID_MIN	1	3221225655	105	0	1
Ecall	finit_module (b64)	UID_MIN	1	3221225655	273	0	1
Ecall	delete_module (b64)	UID_MIN	1	3221225655	106	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        rules='-a always,exit -F arch=b64 -S init_module,finit_module,delete_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        b32_events='Ecall	init_module (b32)	UID_MIN	1	1073741864	128	0	1
Ecall	finit_module (b32)	UID_MIN	1	1073741864	379	0	1
Ecall	delete_module (b32)	UID_MIN	1	1073741864	129	0	1'
        b32_rules='-a always,exit -F arch=b32 -S init_module,finit_module,delete_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        ;;
    ppc64le)
        word=b64
        companion=
        events='Ecall	init_module (b64)	UID_MIN	1	3221225493	128	0	1
Ecall	finit_module (b64)	UID_MIN	1	3221225493	353	0	1
Ecall	delete_module (b64)	UID_MIN	1	3221225493	129	0	1
Ecall	create_module (b64)	UID_MIN	1	3221225493	127	0	1
Ecall	query_module (b64)	UID_MIN	1	3221225493	166	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        rules='-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        ;;
    s390x)
        word=b64
        companion=s390
        events='Ecall	init_module (b64)	UID_MIN	1	2147483670	128	0	1
Ecall	finit_module (b64)	UID_MIN	1	2147483670	344	0	1
Ecall	delete_module (b64)	UID_MIN	1	2147483670	129	0	1
Ecall	create_module (b64)	UID_MIN	1	2147483670	127	0	1
Ecall	query_module (b64)	UID_MIN	1	2147483670	167	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        rules='-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        b32_events='Ecall	init_module (b32)	UID_MIN	1	22	128	0	1
Ecall	finit_module (b32)	UID_MIN	1	22	344	0	1
Ecall	delete_module (b32)	UID_MIN	1	22	129	0	1
Ecall	create_module (b32)	UID_MIN	1	22	127	0	1
Ecall	query_module (b32)	UID_MIN	1	22	167	0	1'
        b32_rules='-a always,exit -F arch=b32 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        ;;
    i386 | i486 | i586 | i686)
        word=b32
        companion=
        events='Ecall	init_module (b32)	UID_MIN	1	1073741827	128	0	1
Ecall	finit_module (b32)	UID_MIN	1	1073741827	350	0	1
Ecall	delete_module (b32)	UID_MIN	1	1073741827	129	0	1
Ecall	create_module (b32)	UID_MIN	1	1073741827	127	0	1
Ecall	query_module (b32)	UID_MIN	1	1073741827	167	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        rules='-a always,exit -F arch=b32 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        ;;
    armv6l | armv7l)
        word=b32
        companion=
        events='Ecall	init_module (b32)	UID_MIN	1	1073741864	128	0	1
Ecall	finit_module (b32)	UID_MIN	1	1073741864	379	0	1
Ecall	delete_module (b32)	UID_MIN	1	1073741864	129	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        rules='-a always,exit -F arch=b32 -S init_module,finit_module,delete_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        ;;
    esac
}

# A plan as one line of JSON, or why there is none.
script_json() {
    local plan
    if plan=$("$1_plan" "$asked_action" "${@:2}"); then
        printf '%s\n' "${plan//\%/\\u0025}"
    else
        printf '%s\n' "${plan//\%/}" >&2
        return 1
    fi
}

# Mends one control, or says how: FUNCTIONS CONTROL VALUE...
script_mend() {
    case $asked_format-$asked_dry_run-$asked_action in
    json-*) (script_json "$@") ;;
    text-yes-*) ("$1_show" "${@:2}" "$asked_action") ;;
    text--fix) ("$1_fix" "${@:2}") ;;
    text--undo) ("$1_undo" "${@:2}") ;;
    esac || script_failed=1
}

script_failed=0
if [ "$asked_action" = fix ]; then
    script_mend auditscap audit_kernel_modules "$audit_uid_min" "$audit_key_policy" "$audit_b32" "$audit_exclusions" "$audit_filters"
else
    # What was done last is undone first, so that a lock is gone before anything is loaded.
    script_mend auditscap audit_kernel_modules "$audit_uid_min" "$audit_key_policy" "$audit_b32" "$audit_exclusions" "$audit_filters"
fi
exit "$script_failed"
