# State: is the configuration locked, and does the kernel hold what a boot would put in force?
# Prints the evidence, then the verdict and its words, as check.awk does.
#
#     is_unmerged  1 where augenrules would write another audit.rules than there is

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
