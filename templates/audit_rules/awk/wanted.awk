# Wanted: the rules of the control, each by itself, and what is no more than one of them.
#
#     know_wanted()      fills for each rule g of wanted[1..n_wanted]:
#                        wanted_form[g], wanted_here[g] (1 where this machine takes it), else
#                        wanted_error[g] and wanted_absent[g] (1 where it refuses it for a folder
#                        that is missing: nothing is asked for then), and
#                        gives[g, e]: alone in the kernel it collects event e
#     no_more_than(g)          does row 1 record nothing but what rule g records?

function know_wanted(    g, e) {
    for (g = 1; g <= n_wanted; g++) {
        load_alone(wanted[g])
        if (n_rules != 1) {
            wanted_error[g] = stop_message
            wanted_absent[g] = is_absent()
            continue
        }
        wanted_here[g] = 1
        wanted_form[g] = row_form(1)
        keep_wanted(g)
        new_lists()
        for (e = 1; e <= n_events; e++) gives[g, e] = judge_event(e) == "collected"
    }
}

# Is the last rule one for accesses, and refused for where its path leads?
function is_absent(    perms) {
    perms = rule_path != "" ? rule_perms : first_perm ? kept_value[first_perm] : ""
    if ((perms "") == "1") return 0
    return stop_message == phrase["missing"] || stop_message == phrase["no-folder"] || \
        stop_message == phrase["too-many-links"] || stop_message == phrase["not-a-name"]
}

# Loads one line into empty lists.
function load_alone(text) {
    load_begin(machine)
    load_line(text, "")
    load_end()
}

function keep_wanted(g,    i) {
    w_list[g] = r_list[1]
    w_action[g] = r_action[1]
    w_calls[g] = r_calls[1]
    w_fields[g] = r_fields[1]
    for (i = 1; i <= r_fields[1]; i++) {
        w_name[g, i] = f_name[1, i]
        w_op[g, i] = f_op[1, i]
        w_value[g, i] = f_value[1, i]
    }
}

# Whatever key the row has: it belongs to the fix.
function no_more_than(g,    i, k) {
    if (!wanted_here[g] || r_list[1] != w_list[g] || r_action[1] != w_action[g]) return 0
    if (!calls_within(r_calls[1], w_calls[g])) return 0
    for (i = 1; i <= w_fields[g]; i++) {
        if (w_name[g, i] == "key") continue
        for (k = 1; k <= r_fields[1]; k++)
            if (f_name[1, k] == w_name[g, i] &&
                implies(w_name[g, i], f_op[1, k], f_value[1, k], w_op[g, i], w_value[g, i])) break
        if (k > r_fields[1]) return 0
    }
    return 1
}

function calls_within(some, all,    number, count, i) {
    if (some == all || all == "all") return 1
    if (some == "all") return 0
    count = split(some, number, ",")
    for (i = 1; i <= count; i++)
        if (number[i] != "" && !index(all, "," number[i] ",")) return 0
    return 1
}

# Is the second test of a field true wherever the first one is? No where it is not plain that it is.
function implies(name, op, value, other_op, other_value) {
    if (op == other_op && (value "") == (other_value "")) return 1
    if (name == "field_compare") return 0
    if (name == "perm") return compare_bits("&=", other_value, value)
    if (value !~ /^[0-9]+$/ || other_value !~ /^[0-9]+$/) return 0
    value += 0
    other_value += 0
    if (other_op == ">=") {
        if (op == ">") return value + 1 >= other_value
        return (op == "=" || op == ">=") && value >= other_value
    }
    if (other_op != "!=") return 0
    if (op == "<") return value <= other_value
    return (op == "=" && value != other_value) || (op == "<=" && value < other_value)
}
