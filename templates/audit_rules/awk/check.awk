# Check: does this system record the required events? Reads the facts and prints the evidence, a
# line for each event, then "pass", "notapplicable", "fail" or "error" and the verdict in words.
#
#     facet        configured: what the rule files put in force at boot; loaded: what the kernel holds;
#                  locked_configured, locked_loaded, in_step, spared_configured: see state.awk

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
