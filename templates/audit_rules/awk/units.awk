# Units: how this system loads its rules, by what systemd runs for auditd.
# The twin of generator/audit/units.py; a program of its own.
#
# Arguments: before the files of each unit that is there unit=NAME; then its own file, unless it is
# masked, and its drop-ins in order; script=1 and augenrules itself. Prints "auditctl PATH", "none
# UNIT", or "augenrules" with "plain" where that expands no names (version 4) and "cuts" where it cuts
# a CR off each line.

BEGIN {
    n_kinds = split("ExecStartPre ExecStart ExecStartPost", run_kind, " ")
    for (k = 1; k <= n_kinds; k++) is_run_kind[run_kind[k]] = 1
    # An apostrophe is written as \047: this text stands in single quotes.
    before = "(^|[ \t/\"\047=@:+!-])"
    runs_augenrules = before "augenrules[ \t\"\047].*--load"
    runs_auditctl = before "auditctl[\"\047]?[ \t]+(.*[ \t])?-R[ \t\"\047]*[^ \t\"\047;]+"
}

script {
    if (index($0, "/\"${rules}\"")) facts = facts " plain"
    if (index($0, "sub(/\\r$/")) facts = facts " cuts"
    next
}

FNR == 1 { take_joined(); section = "" }

{
    line = trimmed($0)
    if (line ~ /^[#;]/) next
    joined = goes_on ? joined " " line : line
    goes_on = line ~ /\\$/
    if (goes_on) sub(/\\$/, "", joined)
    else take_joined()
}

END {
    take_joined()
    if (unit != "" && !(unit in is_unit)) n_units++
    for (u = 1; u <= n_units; u++) for (k = 1; k <= n_kinds; k++)
        for (n = 1; n <= n_commands[unit_name[u], run_kind[k]]; n++)
            command[++n_all] = command_of[unit_name[u], run_kind[k], n]
    for (n = 1; n <= n_all; n++) if (match(command[n], runs_augenrules)) tell("augenrules" facts)
    for (n = 1; n <= n_all; n++) if (match(command[n], runs_auditctl)) {
        path = substr(command[n], RSTART, RLENGTH)
        sub("^.*[ \t]-R[ \t\"\047]*", "", path)
        tell("auditctl " path)
    }
    tell(unit == "" ? "augenrules" facts : "none " unit)
}

# The first word counts: the others come too late.
function tell(text) {
    if (!told) print text
    told = 1
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
