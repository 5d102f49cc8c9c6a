# Fields: what stands behind -F and -C.
# The twin of generator/audit/read_field.py.

# Splits at the first operator of this order that is there, not at the leftmost one.
function split_field(text,    place_of_op) {
    if (place_of_op = index(text, "!=")) field_op = "!="
    else if (place_of_op = index(text, ">=")) field_op = ">="
    else if (place_of_op = index(text, "<=")) field_op = "<="
    else if (place_of_op = index(text, "&=")) field_op = "&="
    else if (place_of_op = index(text, "=")) field_op = "="
    else if (place_of_op = index(text, ">")) field_op = ">"
    else if (place_of_op = index(text, "<")) field_op = "<"
    else if (place_of_op = index(text, "&")) field_op = "&"
    field_name = place_of_op ? canonical(substr(text, 1, place_of_op - 1)) : ""
    field_text = place_of_op ? substr(text, place_of_op + length(field_op)) : ""
    if (field_name == "" || field_text == "") refuse("missing-value")
}

function canonical(name) {
    name = tolower(name)
    return name == "loginuid" ? "auid" : name
}

function take_field(text,    value) {
    if (substr(text, 1, 4) == "key=") { take_key(substr(text, 5), 1); return }
    if (rule_list == "") { refuse("field-before-list"); return }
    split_field(text)
    if (refused) return
    if (!(field_name in field_kind)) { refuse("unknown-field"); return }
    if (!is_in(rule_list, field_lists[field_name])) { refuse("field-not-in-list"); return }
    if (!is_in(field_op, field_ops[field_name])) { refuse("bad-operator"); return }
    value = kernel_value(field_kind[field_name], field_text)
    if (refused) return
    if (field_name == "arch" && calls_seen) { refuse("arch-after-syscall"); return }
    n_written++
    if (field_name ~ /^(path|dir|perm|exe|fstype)/) key_may_follow = 1
    if (field_name == "path" || field_name == "dir" || field_name == "inode") n_places++
    else if (field_name == "exe") n_programs++
    else if (field_name == "key") n_key_fields++
    keep(field_name, field_op, value, text)
    if (field_name == "perm") take_permissions(tolower(field_text))
}

function is_in(one, list) { return index("," list ",", "," one ",") }

function take_comparison(text,    other) {
    if (rule_list == "") { refuse("field-before-list"); return }
    split_field(text)
    if (refused) return
    other = canonical(field_text)
    if (rule_list != "exit") refuse("field-not-in-list")
    else if (!(field_name in is_comparable) || !(other in is_comparable)) refuse("bad-comparison")
    else if (field_op != "=" && field_op != "!=") refuse("bad-operator")
    else if (!((field_name "," other) in pair_number)) refuse("bad-comparison")
    if (refused) return
    n_written++
    keep("field_compare", field_op, pair_number[field_name "," other], text)
}
