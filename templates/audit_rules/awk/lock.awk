# Lock: how a fix has "-e 2" said last or "-c" first, and what a fix does that brings the kernel in
# step with the files. Prints what edit.awk and outcome.awk print.
#
#     task        locked: the control asks for -e 2; spared: for -c in front of all rules; in_step: for
#                 a kernel that holds what files say

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

# Our line stands first in its file; whether all rules stand behind it, the files in front decide.
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

# What goes on past errors is a boot: nothing is loaded for it.
function tell_spared() {
    if (changes) load_new()
    else load_now(0)
    tell("files", spared_origin == "" ? "fail" : "pass")
    tell("kernel", "none")
    tell("load", "none")
}

# It is the next boot that locks: until then more can be put right.
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

# The rows of the kernel against those of the files, which enabled_before is the switch of.
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
