# Classes of numbers that no test of order or equality tells apart, and the columns of such tests.
# The twin of numbers_of() in generator/audit/cells.py.

# The numbers at which the answer of a test may change; each stands for those up to the next.
function find_numbers(d,    k, t, op, found, cut, count) {
    t = dim_test[d, 1]
    split("", found)
    dim_size[d] = 0
    add_class(d, t, test_low[t], found)
    for (count = split(test_cut[t], cut, " "); count > 0; count--) add_class(d, t, cut[count] + 0, found)
    for (k = 1; k <= dim_tests[d]; k++) {
        op = test_op[dim_test[d, k]]
        if (op != "<=" && op != ">") add_class(d, t, test_value[dim_test[d, k]], found)
        if (op != ">=" && op != "<") add_class(d, t, test_value[dim_test[d, k]] + 1, found)
    }
}

function add_class(d, t, number, found) {
    if (number < test_low[t] || number > test_high[t] || sprintf("%.0f", number) in found) return
    found[sprintf("%.0f", number)] = 1
    dim_number[d, ++dim_size[d]] = number
}

# A test of order divides the ascending classes in two, one of equality cuts a piece out.
function try_numbers(d,    k, t, op, below, upto, size) {
    size = dim_size[d]
    for (k = 1; k <= dim_tests[d]; k++) {
        t = dim_test[d, k]
        op = test_op[t]
        below = classes_below(d, test_value[t])
        upto = classes_below(d, test_value[t] + 1)
        if (op == "=") test_column[t] = row_of(0, below) row_of(1, upto - below) row_of(0, size - upto)
        else if (op == "!=") test_column[t] = row_of(1, below) row_of(0, upto - below) row_of(1, size - upto)
        else if (op == ">=") test_column[t] = row_of(0, below) row_of(1, size - below)
        else if (op == "<") test_column[t] = row_of(1, below) row_of(0, size - below)
        else if (op == ">") test_column[t] = row_of(0, upto) row_of(1, size - upto)
        else test_column[t] = row_of(1, upto) row_of(0, size - upto)
    }
}

# How many classes of d have a number below this one.
function classes_below(d, number,    low, high, middle) {
    low = 0
    high = dim_size[d]
    while (low < high) {
        middle = int((low + high + 1) / 2)
        if (dim_number[d, middle] < number) low = middle
        else high = middle - 1
    }
    return low
}

function row_of(digit, count) {
    while (length(digit_row[digit]) < count) digit_row[digit] = digit_row[digit] digit_row[digit] digit
    return substr(digit_row[digit], 1, count)
}
