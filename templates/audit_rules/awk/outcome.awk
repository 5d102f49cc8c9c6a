# Outcome: what a boot puts in force once the own file is changed, and what the kernel then lacks.
#
# Prints, parted by a TAB:
#     unsafe WORDS       the change would lose a rule that is in force now
#     files VERDICT      pass, fail, error
#     kernel VERDICT     pass, fail, error, locked; none where no kernel was asked
#     load HOW           none, reload, single: rule by rule
#     add RULE, delete RULE
#     enable             auditing is off, and nothing says that it should be
#     former RULE        a rule of the block that the file has no more, once it is changed
#     note WORDS, obstacle WORDS

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

# The rules of the block as it is, beside those that it had: they belong to the fix.
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

# Where nothing is asked for, nothing is left to mend.
function fine(verdict) { return verdict == "notapplicable" ? "pass" : verdict }

function keep_rows(forms,    r) {
    for (r = 1; r <= n_rules; r++) forms[row_form(r)] = r_origin[r]
}

# A rule that goes must be one of the block: each other one stays in force. What is taken back ends
# as it was before, though.
function tell_losses(    form) {
    for (form in now_form) {
        if ((form in new_form) || (form in is_own)) continue
        tell(action == "fix" ? "unsafe" : "note", now_form[form] " would be in force no more")
        return
    }
    if (action == "fix" && stopped && !now_stops) tell("unsafe", stop_origin " would stop loading: " stop_message)
}

# --- the kernel

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

# What the kernel holds against what a boot would put there.
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

# Are those that the kernel lacks the first, which -A puts there, or the last? A load that was cut off
# leaves that.
function is_cut(    r, runs, was, has) {
    for (r = 1; r <= new_rows; r++) {
        has = new_order[r] in in_kernel
        if (has && !was) runs++
        was = has
    }
    return runs < 2
}

# The reading of a listed rule that a boot would give, else the first.
function matching_form(r,    row, count, i) {
    if (r in r_others) {
        count = split(r_others[r], row, " ")
        for (i = 1; i <= count; i++) if (row_form(row[i]) in new_form) return row_form(row[i])
    }
    return row_form(r)
}

# Do the files empty the lists before their first rule? Else what is loaded refuses itself.
function flushes(    n, count, text) {
    count = changes ? n_new : n_now
    for (n = 1; n <= count; n++) {
        text = changes ? new_text[n] : now_text[n]
        if (text ~ /^ *-D *$/) return 1
        if (text ~ /^ *-[aAw]/) return 0
    }
    return 0
}

# The kernel gets what a boot would give it: loading is of use where that collects more.
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

# Rule by rule: what lacks is added, then what was ours goes.
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

# The command that takes a rule away.
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

# The line of the listing that a row was read from.
function listed_text(r,    n, at) {
    at = substr(r_origin[r], length("kernel rule ") + 1) + 0
    for (n = 1; n <= n_listed; n++) if (listed[n] != "No rules" && !--at) return listed[n]
    return r_origin[r]
}

# What an undo takes out of the kernel: the rules of the block, where a boot would not put them there.
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
