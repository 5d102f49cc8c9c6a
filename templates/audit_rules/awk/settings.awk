# Settings and other commands that are no rule.
# The twin of generator/audit/commands.py.

function is_locked() {
    if (enabled != "2") return 0
    refuse("locked")
    return 1
}

function take_enabled(value) {
    if (value !~ /^[012]$/) refuse_with("Enable must be 0, 1, or 2")
    else is_locked()
    if (refused) return
    enabled = value
    enabled_origin = line_origin
}

function take_failure(value) {
    if (value !~ /^[012]$/) refuse_with("Failure must be 0, 1, or 2")
    else is_locked()
}

function take_number(what, value) {
    if (value !~ /^[0-9]/ || value ~ /[^\001-\177]/ || is_too_large(value))
        refuse_with(what " must be a numeric value")
    else if (what == "Backlog_wait_time" && c_number(value) + 0 > MAX_WAIT)
        refuse("field-twice")
    else is_locked()
}

# Numbers that strtoul cannot hold.
function is_too_large(digits) {
    if (digits !~ /^[1-9][0-9]*$/) return 0
    if (length(digits) != 20) return length(digits) > 20
    return "x" digits > "x18446744073709551615"
}

function take_delete_all(    key) {
    key = ""
    if (said_words != 1 && said_words != 3) {
        refuse_with("Wrong number of options for Delete all request")
        return
    }
    if (said_words > 1) {
        if (words_read >= n_words) { refuse("crash"); return }
        if (word[words_read + 1] != "-k") { refuse_with("Only the -k option is allowed"); return }
        key = word[3]
        n_words = 1
    }
    over = "reading"
    delete_all(key)
}

# -l and -s print and change nothing.
function take_question(name,    behind) {
    behind = words_read < n_words ? word[words_read + 1] : ""
    if (!(said_words == 1 || (said_words == 2 && behind == "-i") ||
          (said_words == 3 && name == "-l" && behind == "-k"))) {
        refuse_with("Wrong number of options for list request")
        return
    }
    n_words = 1
    over = "reading"
}

function take_message() {
    over = "line"
    if (said_words > 2)
        refuse_with("The -m option must be only the only option and takes 1 parameter")
}

function take_join(value,    comma, mount, subtree, error) {
    comma = index(value, ",")
    mount = substr(value, 1, comma - 1)
    subtree = substr(value, comma + 1)
    if (calls_seen || !comma || subtree == "" || index(subtree, ",")) {
        refuse_with("Error parsing equivalent parts")
        return
    }
    over = "line"
    if (is_locked()) return
    error = join_error(mount)
    if (error == "") error = join_error(subtree)
    if (error != "") refuse(error)
}
