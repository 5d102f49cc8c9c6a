# Obstacles: what keeps an event from being recorded and is not for a fix to decide, with its place
# and what to do about it.

function tell_file_obstacles(    e) {
    if (stopped && files_verdict == "pass") tell("note", words_on_stop())
    else if (stopped) tell_obstacle(words_on_stop())
    for (e = 1; e <= n_events; e++) {
        if (e_verdict[e] == "collected" || e_verdict[e] == "absent") continue
        if (e_verdict[e] == "undecided") tell_obstacle(e_label[e] ": " e_words[e])
        else if (e_cause[e] == "none" || e_cause[e] == "part") tell_lacking(e)
        else tell_obstacle(e_words[e] ": " advice(e_cause[e], index(e_words[e], " may come first ")))
    }
}

function words_on_stop(    words) {
    words = "correct that line or take it out"
    if (stop_message == phrase["exists"]) words = "it is there already (" twin_origin "): take one of the two out"
    return "loading stops at " stop_words() ": " words
}

# The rule is missing though the file has it: what is behind a stop is told there.
function tell_lacking(e,    g) {
    if (stopped) return
    for (g = 1; g <= n_wanted; g++)
        if (gives[g, e] && (wanted_form[g] in deleted_at)) {
            tell_obstacle(deleted_at[wanted_form[g]] " takes the rule away again: take that line out, or narrow it")
            return
        }
    tell_obstacle(e_label[e] ": " e_words[e])
}

# Moving a rule is of no use where its place may change.
function advice(cause, moves) {
    if (cause == "off") return "take that line out"
    if (cause == "key") return "give that rule a key, or move it behind the rules of this control"
    if (cause == "filters") return "give that rule the filters of this control, or move it behind its rules"
    if (cause == "never" && !moves) return "take that rule out, narrow it, or move it behind the rules of this control"
    return "take that rule out, or narrow it"
}

function tell_kernel_obstacles(    e) {
    for (e = 1; e <= n_events; e++)
        if (e_verdict[e] == "lost" || e_verdict[e] == "undecided")
            tell_obstacle(e_label[e] ": " e_words[e] ": only the running kernel has it so, auditctl -d takes a rule away")
}

function tell_obstacle(words) {
    if ((words in is_told) || n_told >= 20) return
    is_told[words] = 1
    n_told++
    tell("obstacle", words)
}
