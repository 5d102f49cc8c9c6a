# Plan: what a fix does on this system, decided from what its rules mean. Reads the facts, and beside
# them
#     GRULE       a rule of the control
#     NORIGIN     TAB and a line to load, once the file is changed; none where it stays as it is
#     ORULE       a rule that the block had before the file was changed
#
#     step        edit: how the own file changes (edit.awk); judge: what follows (outcome.awk)
#     action      fix, undo
#     task        rules; locked, spared, in_step: see lock.awk
#     mode        augenrules, auditctl
#     changes     1: the own file changes, and the lines of N are what it makes
#     asks_kernel 1: there is a listing and a status
#     own_key     the key of the control
# For own, own_name and control see own_file.awk.

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

# Loads what is there now, but for the lines of left_out; `on`: past every line that fails.
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
