# The grid: dimension d has the tests dim_test[d, 1 .. dim_tests[d]] and, one for each of its
# classes, the numbers dim_number[d, 1 .. dim_size[d]]; the cell at hand is class cell_at[d] of each.
# A test t is of dimension test_dim[t]; its column test_column[t] has for each class of it 1 where the
# test holds, else 0: for the class at hand at cell_place[d].
# The twin of generator/audit/cells.py.

function start_grid() {
    n_dims = 0
    grid_exact = 1
    split("", dim_of)
}

function add_to_grid(from, to,    o, t, of_bits, name, d) {
    for (o = from; o <= to; o++)
        for (t = open_first[o]; t <= open_last[o] && !is_idle[o]; t++) {
            of_bits = test_op[t] ~ /&/
            name = of_bits ? test_name[t] " bits" : test_name[t]
            if (!(name in dim_of)) {
                dim_of[name] = ++n_dims
                dim_bits[n_dims] = of_bits
                dim_tests[n_dims] = 0
                if ((of_bits ? test_name[t] : name " bits") in dim_of) grid_exact = 0
            }
            d = dim_of[name]
            dim_test[d, ++dim_tests[d]] = t
            test_dim[t] = d
        }
}

# Finds the classes of every dimension and the columns of the tests. Returns 0 where there are too
# many cells, or the tests (so many of them) would be tried in them too often.
function cut_grid(tests,    d) {
    grid_size = 1
    for (d = 1; d <= n_dims; d++) {
        if (dim_bits[d]) find_patterns(d)
        else find_numbers(d)
        grid_size *= dim_size[d]
        if (grid_size > 1000000000) grid_size = 1000000000
    }
    if (grid_size > MAX_CELLS) return 0
    n_tries += grid_size * tests
    if (n_tries > MAX_TRIES) return 0
    for (d = 1; d <= n_dims && grid_size; d++) {
        sort_classes(d)
        if (dim_bits[d]) try_bits(d)
        else try_numbers(d)
    }
    return 1
}

# A shell sort, ascending; dim_place[d, c] is where the columns have the class.
function sort_classes(d,    gap, i, j, number, from, size) {
    size = dim_size[d]
    for (i = 1; i <= size; i++) dim_place[d, i] = i
    for (gap = int(size / 2); gap > 0; gap = int(gap / 2))
        for (i = gap + 1; i <= size; i++) {
            number = dim_number[d, i]
            from = dim_place[d, i]
            for (j = i; j > gap && dim_number[d, j - gap] > number; j -= gap) {
                dim_number[d, j] = dim_number[d, j - gap]
                if (dim_bits[d]) dim_place[d, j] = dim_place[d, j - gap]
            }
            dim_number[d, j] = number
            if (dim_bits[d]) dim_place[d, j] = from
        }
}

function first_cell(    d) {
    for (d = 1; d <= n_dims; d++) go_to_class(d, 1)
    return grid_size > 0
}

# The last dimension changes fastest.
function next_cell(    d) {
    for (d = n_dims; d > 0; d--) {
        if (cell_at[d] < dim_size[d]) { go_to_class(d, cell_at[d] + 1); return 1 }
        go_to_class(d, 1)
    }
    return 0
}

function go_to_class(d, c) {
    cell_at[d] = c
    cell_place[d] = dim_place[d, c]
}

function number_in_cell(name) {
    return dim_number[dim_of[name], cell_at[dim_of[name]]]
}

# As holds_in_cell(), also for a test that the grid does not have: of the least number, if no other
# test is of it.
function would_hold(t,    name, number) {
    name = test_op[t] ~ /&/ ? test_name[t] " bits" : test_name[t]
    number = name in dim_of ? number_in_cell(name) : test_low[t]
    if (test_op[t] ~ /&/) return compare_bits(test_op[t], number, test_value[t])
    return compare_numbers(test_op[t], number, test_value[t])
}

function holds_in_cell(t) {
    return substr(test_column[t], cell_place[test_dim[t]], 1) == "1"
}
