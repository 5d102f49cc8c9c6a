#!/bin/sh
# What all checks of audit rules share. A check script sets facet, own_key, run_paths (programs) and
# watches (rules whose paths are to be looked up), has a function required that sets what its rule
# requires, and reads this file.
# shellcheck disable=SC2154

LC_ALL=C
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
unset QUOTING_STYLE POSIXLY_CORRECT
tab='	'
newline='
'
blanks=" $tab$newline"

pass=${XCCDF_RESULT_PASS:-101}
fail=${XCCDF_RESULT_FAIL:-102}
error=${XCCDF_RESULT_ERROR:-103}
not_applicable=${XCCDF_RESULT_NOT_APPLICABLE:-105}
not_checked=${XCCDF_RESULT_NOT_CHECKED:-106}

# Ends with the result $1 and says $2. Result files are XML: only printable ASCII may reach them.
verdict() {
    printf '%s\n' "$2" | tr -cd '\n -~' | head -c 20000
    exit "$1"
}

# Ends without an answer, with the result $1, and says why. Where there is another check, it decides.
not_asked() {
    verdict "$1" "not asked: $2"
}

# Does this run look at a system other than the running one? oscap keeps that in its environment.
offline() {
    grep -qz '^OSCAP_PROBE_ROOT=.' "/proc/$PPID/environ" 2>/dev/null
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

offline && not_asked "$not_applicable" "offline scan: this script sees the running system alone"
[ "$(id -u)" = 0 ] || not_asked "$not_checked" "only root may read audit rules"
running() { case $facet in loaded | locked_loaded | in_step) : ;; *) return 1 ;; esac }
running && contained &&
    not_asked "$not_applicable" "$contained_why: this system has no audit rules of its own"
for tool in awk cat ls readlink stat tr; do
    command -v "$tool" >/dev/null 2>&1 ||
        verdict "$error" "$tool is not installed: the rules cannot be read"
done
read_values "${XCCDF_VALUE_audit_uid_min:-login.defs}" "${XCCDF_VALUE_audit_key_policy:-any}" \
    "${XCCDF_VALUE_audit_b32:-optional}" "${XCCDF_VALUE_audit_exclusions:-none}" \
    "${XCCDF_VALUE_audit_filters:-broader}" || verdict "$error" "$wrong_value"
login_defs=
[ -f /etc/login.defs ] && [ -r /etc/login.defs ] && login_defs=/etc/login.defs
key=
[ -z "$exact_key" ] || key=$own_key

machine=$(uname -m)
required "$machine" || verdict "$error" "no table of system calls for the architecture $machine"
[ "$b32" = optional ] || events=$events${events:+${b32_events:+$newline}}$b32_events
# shellcheck disable=SC2016 # the placeholder is literal
case $events in
*'${PROGRAM}'*)
    run_paths=$(privileged_programs) ||
        verdict "$error" "a set-user-id or set-group-id program has a name that no audit rule can bear: ${run_paths##*"$newline"}"
    [ -n "$run_paths" ] ||
        verdict "$pass" "this system has no set-user-id or set-group-id program: there is nothing to record"
    events=$(for_each_program "$events" "$run_paths" '')
    ;;
esac
[ -n "$events" ] || { [ "$facet" != configured ] && [ "$facet" != loaded ]; } ||
    verdict "$pass" "this machine has none of the system calls: there is nothing to record"

command -v auditctl >/dev/null 2>&1 ||
    verdict "$fail" "auditctl is not installed (package auditd): no audit rule is loaded"
rules=
if running; then
    state=$(timeout 20 auditctl -s 2>&1)
    status=$?
    case $status-$state in
    0-*) ;;
    *'support not in kernel'*) verdict "$fail" "the kernel does not audit: $state" ;;
    124-*) verdict "$error" "auditctl -s gave no answer in 20 seconds" ;;
    *) verdict "$error" "auditctl -s failed: $state" ;;
    esac
    rules=$(timeout 20 auditctl -l 2>/dev/null) ||
        verdict "$error" "auditctl -l failed, or gave no answer in 20 seconds"
    enabled=
    while read -r name value; do
        [ "$name" = enabled ] && enabled=$value
    done <<EOF_STATE
$state
EOF_STATE
fi

# Ends with the result $1 and says $2, which is printable ASCII already.
answer() {
    printf '%s\n' "$2"
    exit "$1"
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

# Prints S where the file that augenrules makes is not what it would make now.
stale() {
    case $(boot_mode) in augenrules*) ;; *) return 0 ;; esac
    case $(cd / && augenrules --check 2>/dev/null) in *'should be updated'*) echo S ;; esac
}

# shellcheck disable=SC2016 # the program is awk
output=$(
    # shellcheck disable=SC3045 # dash, bash, ksh and busybox have it
    ulimit -t 60
    {
        printf '%s\n' "K$key" "${tolerant:-M}" "${exact:-M}"
        calls
        printf '%s\n' "$events"
        [ -z "$run_paths" ] || printf '%s\n' "$run_paths" | while IFS= read -r path; do runs_of "$path"; done
        boot_lines "$rules" "$watches" L | looked_up
        running && echo "Q$enabled"
        [ "$facet" != in_step ] || stale
        echo Z
    } 2>/dev/null | awk -v facet="$facet" -v machine="$machine" \
        -v uid_min="$uid_min" -v login_defs="$login_defs" '
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

# Generated by generator/kinds/audit_rules/awk_tables.py from the tables of generator/audit.

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

# Loading: what "auditctl -R" (audit 3.0.9) makes of a text in a kernel whose lists are empty.

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

# Words: a line is split at blanks alone, as auditctl splits it.

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

# The first reason counts.
function refuse(code) { refuse_with(phrase[code]) }

function refuse_with(text) {
 if (refused) return
 refused = 1
 message = text
}

# Settings and other commands that are no rule.

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

# The rule that a line is building up, from its first option to the whole.

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

# System calls: the lists of names and numbers behind -S.

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

# Fields: what stands behind -F and -C.

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

# Lists: what the kernel holds and how a line changes it.

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

# Its fields as the line says them.
function rule_texts(    text, i) {
 text = rule_path == "" ? "" : "\n-w " said_path "\n-p " said_perms
 for (i = 1; i <= n_kept; i++) text = text "\n" kept_text[i]
 if (rule_key != "") text = text "\nkey"
 return substr(text, 2)
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

# A watch on a folder is a dir rule; slashes at its end go, but "//" stays.
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

# Places: what a path of a rule stands for on the disk, as the kernel looks it up.

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

# Does a kernel that holds these lists of rules record a required event, whoever causes it?

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

# Events that differ in nothing that a rule asks for have one answer: the calls of one rule mostly.
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

# Verdicts: collected, lost or undecided, with the words of evidence.

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

# Of rules that may change places, `first` is the one that comes first as they are.
function lose_bad(o, first,    r, what) {
 r = open_row[o]
 if (r_action[r] == "never" && first && first != o)
  return lose_event("never", r_origin[r] " says never, and may come first once the file is replaced" only_words(o))
 if (r_action[r] == "never") return lose_event("never", r_origin[r] " says never and matches first" only_words(o))
 if (is_keyed(r)) return lose_event("filters", r_origin[r] " matches first and has other filters" only_words(o))
 what = key != "" && row_bears_keys[r] ? "another key" : "no key"
 return lose_event("key", r_origin[r] " matches first and gives " what only_words(o))
}

# Rows: what is true of the rules in force for all events.

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

# Readings of an ambiguous listing, each judged in turn.

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

# The rules of the exit list that are asked are exit_rule[1 .. n_exit]. Each reading asks only those
# that may match in one of them.
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

# Scenes: the ways in which an event can happen, each asked in turn.

# Returns a text that is the same for events which no rule can tell apart.
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

# What is fixed of a call.
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

# Tells which rules of the exit list run at a call; two calls of which it says the same are one call
# to them. The call itself where that gets too long.
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

# The origins of the rules that collect, in the order of the task list and the exit list; of many
# the first. Where one line made several rules it counts as often as the first scene that it
# collects had rules of it.
function collectors(    k, done) {
 split("", done)
 n_named = 0
 the_names = ""
 for (k = 1; k <= list_size["task"]; k++) add_collector(r_origin[list_rule["task", k]], done)
 for (k = 1; k <= n_exit; k++) add_collector(r_origin[exit_rule[k]], done)
 if (n_named > MAX_NAMED) the_names = the_names " and " n_named - MAX_NAMED " more"
 return the_names
}

# The rules that leave a part out where that is tolerated, in the order of the lists.
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

# Blame a rule that matches the event when it happens in another way: another arch or call.
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

# Accesses to what lies at a path: which calls make them, in ways that rules tell apart.

# Why no rule could name what an access event is about: empty where one can.
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

# Does a folder lie there, not a link to one?
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

# The calls of a letter, those that rules tell apart: the number of each, and 1 where it opens.
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

# What perm takes a call for: scene_does by its number, scene_may by its flags.
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

# The question: one event in one scene, asked of the lists.

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

# Blame a rule where no good one is asked; the rules from `from` on are behind one that always matches.
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

# Finds rules that record, but only where a flag is set that none but such rules ask: where it is not
# set, they record nothing, and all other rules do what they do where it is. So the event is lost there
# if it is lost anywhere. Rules for files of their own would double the number of cells each.
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

# Is it tolerated that an open rule leaves a part out? Then that is kept in mind.
function excuse(o) {
 if (!tolerant || !has_tests(o)) return 0
 if (!(r_origin[open_row[o]] in excused)) excused[r_origin[open_row[o]]] = only_words(o)
 return 1
}

# The kernel looks rules up by inode when it is through with all others. One without a key that stands
# before them leaves a call the key that another has given already.
function leaves_key(r) {
 return !scene_named && !exact_filters && r_action[r] != "never" && (!row_bears_keys[r] || is_good(r))
}

# The open rule that records what is in the cell; 0 where it is lost, by the open rule to_blame if that
# says so.
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

# Judge the task list; 0 where it leaves the event to the exit list.
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

# Leave out what no event can be: odd results, and a run done by another program.
function possible_cell(    result, program) {
 if (scene_other != "" && scene_other in dim_of && number_in_cell(scene_other) == scene_other_number) return 0
 if (!("exit" in dim_of) || !scene_plain) return 1
 result = number_in_cell("exit")
 if (result > 0 && result < FAILED) return 0
 if (!("exe" in dim_of) || !scene_run || result >= FAILED) return 1
 program = scene_path in exe_class ? exe_class[scene_path] : 0
 return number_in_cell("exe") == program
}

# Open rules: what is left of a rule once all that is fixed of an event has been looked at; o has

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

# Has a rule of the exit list just the filters that a rule for the event alone would have?
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

# Which filter of such a rule a condition is; empty for any other.
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

# Which of the numbers that the event fixes a condition names.
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

# Open the rules of the filesystem list that may hide a file; there one condition that holds is enough.
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

# The tests of an open rule as written, each once; with `failing` those that fail in the cell.
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

# Meanings of one condition: 0 (never true), 1 (always true), 2: a test of what the event leaves open.

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

# Tests: one comparison of an open number with a constant; the last one read is in new_*, those of

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

# Whether the new test is never true (0), always true (1), or both can be (2).
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

# The grid: dimension d has the tests dim_test[d, 1 .. dim_tests[d]] and, one for each of its

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

# Finds the classes of every dimension and the columns of the tests. Returns 0 where there are too
# many cells, or the tests (so many of them) would be tried in them too often.
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

# A shell sort, ascending; dim_place[d, c] is where the columns have the class.
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

# The last dimension changes fastest.
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

# As holds_in_cell(), also for a test that the grid does not have: of the least number, if no other
# test is of it.
function would_hold(t,    name, number) {
 name = test_op[t] ~ /&/ ? test_name[t] " bits" : test_name[t]
 number = name in dim_of ? number_in_cell(name) : test_low[t]
 if (test_op[t] ~ /&/) return compare_bits(test_op[t], number, test_value[t])
 return compare_numbers(test_op[t], number, test_value[t])
}

function holds_in_cell(t) {
 return substr(test_column[t], cell_place[test_dim[t]], 1) == "1"
}

# Classes of numbers that no test of order or equality tells apart, and the columns of such tests.

# The numbers at which the answer of a test may change; each stands for those up to the next.
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

# A test of order divides the ascending classes in two, one of equality cuts a piece out.
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

# How many classes of d have a number below this one.
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

# Classes of numbers that no test of bits tells apart, and the columns of such tests.

# Bits that are in the same masks make a group: none of them, one, or all can be set; of a single bit
# none or all. In a column, classes lie in blocks: those with none of the bits of the last group, then
# those with one, then those with all; within a block the same for the group before it, and so on.
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

# The masks of the tests of d, each once; no more than tell whether there are too many.
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

# Adds a block: the first classes of d once more, with these bits.
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

# In a class with none of the bits of a mask & does not hold; &= holds in one with all.
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

# Printable words: evidence has no byte that is not ASCII and printable.

# Put ? in the place of every character that is not printable ASCII; a sequence of UTF-8 is one.
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

# The number of a byte from 128 on, 0 for others.
function byte_at(text, at,    one) {
 if (!bytes_known) {
  for (one = 128; one < 256; one++) byte_number[sprintf("%c", one)] = one
  bytes_known = 1
 }
 one = substr(text, at, 1)
 return one in byte_number ? byte_number[one] : 0
}

# Listing: the lines of "auditctl -l" back to rows of rules. The twin of generator/audit/listing.py.

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

# Facts: what the shell found out about a system, a line at a time, the first letter saying what the

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

# State: is the configuration locked, and does the kernel hold what a boot would put in force?

function say_locked_configured() {
 print locked_words()
 if (enabled == 2) print "pass the rule files lock the audit configuration at boot"
 else print "fail the rule files do not lock the audit configuration"
}

function locked_words() {
 if (enabled == 2) return printable_ascii("locked: " enabled_origin " says -e 2")
 if (stop_origin != "") return printable_ascii("not locked: loading stops at " stop_words())
 if (enabled_origin == "") return "not locked: no line says -e 2"
 return printable_ascii("not locked: " enabled_origin " says -e " enabled)
}

function say_locked_loaded() {
 if (kernel_enabled !~ /^[012]$/) {
  print "error auditctl -s does not say whether auditing is on"
  return
 }
 if (trouble == "") print locked_words()
 if (kernel_enabled == 2) {
  print "pass the kernel refuses changes of the audit configuration (enabled 2)"
  return
 }
 print "fail the kernel takes changes of the audit configuration (enabled " kernel_enabled ")" \
  (trouble == "" && enabled == 2 ? ": reboot required, the rule files are right" : "")
}

function say_spared_configured() {
 print spared_words()
 if (spared_origin != "") print "pass a boot loads the rules regardless of errors"
 else print "fail a boot stops loading the rules at the first error"
}

function spared_words() {
 if (spared_origin != "") return printable_ascii("loading goes on past errors: " spared_origin)
 if (stop_origin != "") return printable_ascii("loading stops at " stop_words())
 return printable_ascii("no line says -c in front of all rules" (goes_on ? ", one does behind the first of them" : ""))
}

# Rule by rule, list by list, in order. What the kernel lists ambiguously is read as the files have it.
function say_in_step(    n, wanted_switch, wanted_origin) {
 MOST_DIFFERENCES = 8
 if (trouble != "") { print printable_ascii("error " trouble); return }
 if (!n_listed || kernel_enabled !~ /^[012]$/) {
  print "error auditctl -l or -s gave no answer"
  return
 }
 wanted_switch = enabled
 wanted_origin = enabled_origin
 know_loaded()
 keep_sequence(boot_at, boot_origin_at)
 for (n in boot_at) in_boot[boot_at[n]] = boot_origin_at[n]
 listing_begin(machine)
 for (n = 1; n <= n_listed; n++) listing_line(listed[n])
 if (unreadable != "") {
  print printable_ascii("error auditctl -l prints a line that cannot be read: " unreadable)
  return
 }
 listing_settle()
 read_as_files()
 keep_sequence(kernel_at, kernel_origin_at)
 for (n in kernel_at) in_kernel[kernel_at[n]] = kernel_origin_at[n]
 if (is_unmerged) differ("audit.rules is not what augenrules would make of the rule files")
 tell_missing("the kernel lacks ", boot_at, boot_origin_at, in_kernel)
 tell_missing("only the kernel has ", kernel_at, kernel_origin_at, in_boot)
 if (!n_differences) tell_order()
 if (wanted_origin != "" && wanted_switch != kernel_enabled)
  differ(wanted_origin " says -e " wanted_switch ", the kernel says enabled " kernel_enabled)
 if (n_differences > MOST_DIFFERENCES) print "and " n_differences - MOST_DIFFERENCES " more"
 if (!n_differences) print "pass the kernel holds what the rule files say"
 else print "fail the kernel does not hold what the rule files say" \
  (kernel_enabled == 2 ? ": reboot required (enabled 2)" : "")
}

function differ(words) {
 if (++n_differences <= MOST_DIFFERENCES) print printable_ascii(words)
}

# The forms of all rules by list and place, and what to call them.
function keep_sequence(form_at, origin_at,    r, size) {
 for (r = 1; r <= n_rules; r++) {
  size[r_list[r]]++
  form_at[r_list[r] " " size[r_list[r]]] = row_form(r)
  origin_at[r_list[r] " " size[r_list[r]]] = r_origin[r]
 }
}

function read_as_files(    r, row, count, i) {
 for (r = 1; r <= n_rules; r++) {
  if (!(r in r_others) || (row_form(r) in in_boot)) continue
  count = split(r_others[r], row, " ")
  for (i = 1; i <= count; i++) if (row_form(row[i]) in in_boot) { copy_row(row[i], r); break }
 }
}

# In the order of the lists and of their rules.
function tell_missing(words, form_at, origin_at, others,    l, n, name) {
 split("user task exit exclude filesystem", name, " ")
 for (l = 1; l <= 5; l++)
  for (n = 1; (name[l] " " n) in form_at; n++)
   if (!(form_at[name[l] " " n] in others)) differ(words origin_at[name[l] " " n])
}

function tell_order(    l, n, name, at) {
 split("user task exit exclude filesystem", name, " ")
 for (l = 1; l <= 5; l++)
  for (n = 1; (name[l] " " n) in kernel_at; n++) {
   at = name[l] " " n
   if (kernel_at[at] == boot_at[at]) continue
   differ(kernel_origin_at[at] " is " in_boot[kernel_at[at]] ", in another place")
   return
  }
}

# Check: does this system record the required events? Reads the facts and prints the evidence, a

END {
 if (!complete) trouble = "the rules could not be read to their end"
 if (trouble != "" && (facet ~ /configured$/ || !complete)) {
  print printable_ascii("error " trouble)
  exit
 }
 if (!begun) load_begin(machine)
 load_end()
 if (nothing_origin != "") { stop_origin = nothing_origin; stop_message = nothing_message }
 know_machine()
 if (facet == "locked_configured") say_locked_configured()
 else if (facet == "locked_loaded") say_locked_loaded()
 else if (facet == "in_step") say_in_step()
 else if (facet == "spared_configured") say_spared_configured()
 else if (facet == "configured") say_configured()
 else say_loaded()
}

function take_line(text, origin) {
 if (!begun++) load_begin(machine)
 load_line(text, origin)
}

function print_evidence(    e) {
 for (e = 1; e <= n_events; e++) print evidence_line(e)
}

function say_configured(    verdict) {
 verdict = judge_all()
 print_evidence()
 print verdict " " in_words(verdict, "the rule files record", "the rule files do not record")
}

function in_words(verdict, does, does_not) {
 if (verdict == "notapplicable") return "none of the folders that the rules name is on this system"
 if (verdict == "error") does = "could not decide whether " does
 return (verdict == "fail" ? does_not : does) " every required event (UID_MIN " uid_min ")"
}

function say_loaded(    in_files, verdict, n) {
 if (!n_listed) {
  print "error auditctl -l gave no answer"
  return
 }
 if (kernel_enabled !~ /^[012]$/) {
  print "error auditctl -s does not say whether auditing is on"
  return
 }
 in_files = trouble != "" ? "error" : nothing_origin == "" ? judge_all() : "fail"
 if (trouble != "") n_rules = 0
 know_loaded()
 stop_origin = stop_message = enabled_origin = ""
 enabled = kernel_enabled
 listing_begin(machine)
 for (n = 1; n <= n_listed; n++) listing_line(listed[n])
 if (unreadable != "") {
  print printable_ascii("error auditctl -l prints a line that cannot be read: " unreadable)
  return
 }
 listing_settle()
 verdict = judge_all()
 print_evidence()
 print verdict " " loaded_words(verdict, in_files)
}

function loaded_words(verdict, in_files,    words) {
 if (verdict == "notapplicable") return in_words(verdict)
 if (kernel_enabled == 0) return "auditing is switched off (enabled 0): nothing is recorded"
 if (verdict == "fail" && kernel_enabled == 2) {
  if (in_files == "pass")
   return "reboot required to load the rules (enabled 2): the rule files are right"
  words = "the rules are locked until a reboot (enabled 2), "
  return words (in_files == "error" ? "what the rule files hold is not known" : \
   "and the rule files lack them")
 }
 words = in_words(verdict, "the kernel records", "the kernel does not record")
 if (verdict != "fail" || in_files != "pass") return words
 return words "; the rule files do, once they are loaded"
}

' 2>&1
)
status=$?
summary=${output##*"$newline"}
evidence=
[ "$summary" = "$output" ] || evidence=${output%"$newline"*}$newline
case $status-$summary in
"0-pass "*) answer "$pass" "$evidence${summary#* }" ;;
"0-notapplicable "*) answer "$not_applicable" "$evidence${summary#* }" ;;
"0-fail "*) answer "$fail" "$evidence${summary#* }" ;;
"0-error "*) answer "$error" "$evidence${summary#* }" ;;
137-* | 152-*) verdict "$error" "could not decide: the rules take more than 60 seconds to judge" ;;
*) verdict "$error" "the rules cannot be judged: awk ended with $status: $output" ;;
esac
