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
