# Tests: one comparison of an open number with a constant; the last one read is in new_*, those of
# open rules are in test_*[t].
# The twin of Test in generator/audit/cells.py.

function new_test(name, low, high, cut, op, value) {
    new_name = name
    new_low = low
    new_high = high
    new_cut = cut
    new_op = op
    new_value = value
    return 2
}

function flag_test(name, value) {
    return new_test(name, 0, 1, "", "=", value)
}

function add_test(text) {
    test_name[++n_tests] = new_name
    test_low[n_tests] = new_low
    test_high[n_tests] = new_high
    test_cut[n_tests] = new_cut
    test_op[n_tests] = new_op
    test_value[n_tests] = new_value
    test_text[n_tests] = text
}

# Whether the new test is never true (0), always true (1), or both can be (2).
function settle_test(    least, most) {
    if (new_op ~ /&/) {
        if (new_low == new_high) return compare_bits(new_op, new_low, new_value)
        return new_value > 0 ? 2 : new_op == "&="
    }
    if (new_low > new_high) return 2
    if (new_op == "=" || new_op == "!=") {
        if (new_value < new_low || new_value > new_high) return new_op == "!="
        return new_low < new_high ? 2 : new_op == "="
    }
    least = compare_numbers(new_op, new_low, new_value)
    most = compare_numbers(new_op, new_high, new_value)
    return least == most ? least : 2
}

function compare_bits(op, number, mask,    some, whole) {
    some = 0
    for (whole = 1; mask > 0; mask = int(mask / 2)) {
        if (mask % 2) {
            if (number % 2) some = 1
            else whole = 0
        }
        number = int(number / 2)
    }
    return op == "&=" ? whole : some
}

function compare_numbers(op, left, right) {
    if (op == "=") return left == right
    if (op == "!=") return left != right
    if (op == ">=") return left >= right
    if (op == "<=") return left <= right
    if (op == ">") return left > right
    return left < right
}
