# Own file: the one that a fix may change, and in it the block between the marks of the control.
#
#     own                a copy of it, NUL and 255 as 255 and 254; empty where there is none
#     own_name           its name in origins
#     control            the id of the control
#     know_own()         fills own_line[1..n_own], block_from and block_to (the lines of the marks, 0
#                        where there is no block), and for each line n within, as block_kind[n]:
#                        rule (block_form[n], and block_within[n, g]: it is no more than rule g),
#                        refused (auditctl takes no such line), other (kept as it is)
# A mark without its end is a block of one line: nothing is ever lost for a mark.

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

# Looks like a rule, even one that auditctl does not take.
function is_rule_text(text) {
    return text ~ /^[^A-Za-z0-9#]*-[ \t"]*[aAw]/
}

function origin_of(n) { return own_name ":" n }

# Does a line that is no part of the block bear the key of the control?
function bears_own_key(text,    rest, at) {
    rest = text
    while (at = index(rest, own_key)) {
        if ((at == 1 || substr(rest, at - 1, 1) !~ /[A-Za-z0-9_.-]/) &&
            substr(rest, at + length(own_key), 1) !~ /[A-Za-z0-9_.-]/) return is_rule_text(text)
        rest = substr(rest, at + 1)
    }
    return 0
}
