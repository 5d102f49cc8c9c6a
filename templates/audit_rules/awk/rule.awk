# The rule that a line is building up, from its first option to the whole.
# The twin of generator/audit/draft.py and read_action.py.

function begin_rule() {
    rule_list = rule_action = rule_path = rule_perms = rule_calls = rule_key = ""
    said_path = said_calls = rule_table = rule_option = missing_account = ""
    said_perms = "rwxa"
    calls_seen = key_may_follow = n_written = n_kept = first_perm = 0
    has_calls = n_places = n_programs = n_key_fields = 0
}

function take_action(name, value,    comma, left, right) {
    if (rule_list != "") { refuse("list-twice"); return }
    comma = index(value, ",")
    left = substr(value, 1, comma - 1)
    right = substr(value, comma + 1)
    if (comma && (left in is_action) && (right in is_list)) {
        rule_action = left
        rule_list = right
    } else if (comma && (left in is_list) && (right in is_action)) {
        rule_action = right
        rule_list = left
    } else { refuse("unknown-action"); return }
    rule_option = name
    if (rule_list == "task" && calls_seen) refuse("syscall-not-in-list")
}

function take_path(name, value) {
    if (rule_list != "") { refuse("list-twice"); return }
    rule_list = "exit"
    rule_action = "always"
    rule_option = name
    rule_path = said_path = value
    calls_seen = key_may_follow = 1
    if (!is_good_path(value, 0)) refuse("bad-path")
}

function is_good_path(text, exact) {
    return substr(text, 1, 1) == "/" && !(exact && text ~ /\/$/) && length(text) <= MAX_PATH
}

function take_perms(value,    bits) {
    if (rule_path == "" && !n_written) { refuse("perm-before-path"); return }
    bits = perm_bits(value)
    if (bits == "") { refuse("bad-permission"); return }
    key_may_follow = 1
    if (rule_path != "") { rule_perms = bits; said_perms = value; return }
    n_written++
    if (!first_perm) { keep("perm", "=", bits, "perm=" value); return }
    kept_value[first_perm] = bits
    kept_text[first_perm] = "perm=" value
}

function keep(name, op, value, text) {
    n_kept++
    kept_name[n_kept] = name
    kept_op[n_kept] = op
    kept_value[n_kept] = value
    kept_text[n_kept] = text
    if (name == "perm" && !first_perm) first_perm = n_kept
}

function take_key(value, from_field) {
    if (from_field && rule_list == "") refuse("field-before-list")
    else if (!from_field && !(key_may_follow && rule_list != "")) refuse("key-before-syscall")
    rule_key = rule_key (rule_key == "" ? "" : "\001") value
    if (length(rule_key) > MAX_KEY) refuse("key-too-long")
}

function finish_rule(    fields) {
    if (rule_list == "") {
        if (has_calls || rule_key != "" || n_written) refuse("no-list")
        return
    }
    check_key()
    if (refused) return
    fields = n_written + (rule_path == "" ? 0 : 2) + (rule_key == "" ? 0 : 1)
    if (fields > MAX_FIELDS) refuse("too-many-fields")
    else if (n_places > (rule_path == "") || n_programs > 1 || n_key_fields > (rule_key == ""))
        refuse("field-twice")
    else {
        if (!met_rule++) first_rule_origin = line_origin
        change_lists()
    }
}

function check_key() {
    if (rule_key == "") return
    if (rule_key ~ /!=|>=|<=|&=/) refuse("bad-operator")
    else if (rule_list == "exclude") refuse("field-not-in-list")
    else if (!key_may_follow) refuse("key-before-syscall")
}
