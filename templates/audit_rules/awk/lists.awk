# Lists: what the kernel holds and how a line changes it.
# The twin of generator/audit/normal.py and of the kernel in loading.py.
#
# Rules lie in slots; a rule of -A goes before the lowest one. Several rules of one form, which
# only -A makes, are linked from the first to the last.

# What the kernel keeps of it; rules with one form are one rule to it.
function rule_form(    form, i) {
    form = rule_list "\n" rule_action "\n"
    if (rule_list != "exit" || rule_path != "" || !has_calls) form = form "all"
    else form = form call_set(rule_table, rule_calls)
    if (rule_path != "")
        form = form "\n" (is_watched_dir ? "dir" : "path") "\n=\n" rule_path "\nperm\n=\n" \
            (rule_perms == "" ? 15 : rule_perms)
    for (i = 1; i <= n_kept; i++)
        form = form "\n" kept_name[i] "\n" kept_op[i] "\n" kept_value[i]
    return rule_key == "" ? form : form "\nkey\n=\n" rule_key
}

# Its fields as the line says them.
function rule_texts(    text, i) {
    text = rule_path == "" ? "" : "\n-w " said_path "\n-p " said_perms
    for (i = 1; i <= n_kept; i++) text = text "\n" kept_text[i]
    if (rule_key != "") text = text "\nkey"
    return substr(text, 2)
}

# Adds or removes the rule, or says why the kernel does not.
function change_lists(    form, first, i) {
    if (rule_path != "") settle_watch()
    if (missing_account != "") { refuse(missing_account); return }
    if (is_locked()) return
    for (i = 1; i <= n_kept; i++) if (kept_name[i] == "exe") refuse_where(watch_error(kept_value[i]))
    if (refused) return
    form = rule_form()
    if (rule_option == "-d" || rule_option == "-W") { remove_rule(form); return }
    first = rule_option == "-A"
    if (!first && (form in slot_of)) {
        if (!refused) twin_origin = origin_at[slot_of[form]]
        refuse("exists")
        return
    }
    if (rule_path != "")
        refuse_where(is_watched_dir ? tree_error(rule_path) : watch_error(rule_path))
    for (i = 1; i <= n_kept; i++)
        if (kept_name[i] == "path") refuse_where(watch_error(kept_value[i]))
        else if (kept_name[i] == "dir") refuse_where(tree_error(kept_value[i]))
    if (!refused) add_rule(form, first)
}

function refuse_where(error) { if (error != "") refuse(error) }

# A watch on a folder is a dir rule; slashes at its end go, but "//" stays.
function settle_watch() {
    if (length(rule_path) > 2 && rule_path ~ /\/$/) {
        sub(/\/+$/, "", rule_path)
        if (rule_path == "") rule_path = "/"
    }
    is_watched_dir = rule_path ~ /^\/+$/ || place(plain_path(rule_path)) == "dir"
}

function add_rule(form, first,    slot) {
    slot = first ? --lowest_slot : n_slots++
    form_at[slot] = form
    origin_at[slot] = line_origin
    texts_at[slot] = rule_texts()
    said_at[slot] = rule_list == "exit" ? said_calls : ""
    if (form in slot_of) same_form[slot] = slot_of[form]
    slot_of[form] = slot
}

function remove_rule(form,    slot) {
    if (!(form in slot_of)) { refuse("missing"); return }
    slot = slot_of[form]
    deleted_at[form] = line_origin
    if (slot in same_form) slot_of[form] = same_form[slot]
    else delete slot_of[form]
    delete same_form[slot]
    delete form_at[slot]
    delete origin_at[slot]
    delete texts_at[slot]
    delete said_at[slot]
}

# Deletes the rules whose first key field has the key in it; all of them where it is empty.
# The one thing here that looks through all rules: many -D -k cost lines times rules.
function delete_all(key,    slot) {
    for (slot = lowest_slot; slot < n_slots; slot++)
        if ((slot in form_at) && (key == "" || bears(form_at[slot], key))) {
            if (is_locked()) return
            remove_rule(form_at[slot])
        }
    if (key == "") lowest_slot = n_slots = 0
}

function bears(form, key,    part, count, i) {
    if (!index(form, key)) return 0
    count = split(form, part, "\n")
    for (i = 4; i <= count; i += 3) if (part[i] == "key") return index(part[i + 2], key)
    return 0
}
