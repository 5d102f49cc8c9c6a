# Edit: how a fix changes its own file so that a boot puts the missing rules in force.
#
# Prints nothing where the file stays as it is; else
#     - FROM TO          these lines go (TO is less than FROM where none does)
#     + TEXT             and these stand in their place, in order
#     # N                line N becomes a comment: it bears our key and stops what comes behind it
#     = N                such a comment becomes a line again
#     x                  nothing would be left in the file
#     ! WORDS            the file stays as it is, and why

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

# What the block has of the rules is looked at apart from what other lines bring.
function leave_out_own(    n, g, is_ours) {
    for (n = block_from + 1; n < block_to; n++) {
        is_ours = block_kind[n] == "refused"
        for (g = 1; g <= n_wanted; g++)
            if (block_kind[n] == "rule" && block_within[n, g]) is_ours = 1
        if (is_ours) left_out[origin_of(n)] = 1
    }
}

# What is in force without the block, or would be but for lines that stop loading; which rules lack.
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

# Lines of the block that stay: one for each rule as it should be, and what is none of ours.
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

# A block without rules stays: it parts files of which the first lacks its last newline.
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

# Behind everything; where lines count one by one, before the one that locks the rules.
function place_of_block(    n) {
    for (n = 1; n <= n_own && mode == "auditctl"; n++)
        if (own_line[n] ~ /^ *-e *2/) return n
    return n_own + 1
}

# A file that is but a block may be one that a fix has made.
function edit_undo(    n) {
    for (n = 1; n <= n_own; n++)
        if (index(own_line[n], mark_off) == 1 && (n < block_from || n > block_to)) print "= " n
    if (block_from) print "- " block_from " " block_to
    if (block_from == 2 && own_line[1] == "" && own_line[3] == own_remark && block_to == n_own) print "x"
}
