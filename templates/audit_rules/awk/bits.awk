# Classes of numbers that no test of bits tells apart, and the columns of such tests.
# The twin of numbers_of() in generator/audit/cells.py.

# Bits that are in the same masks make a group: none of them, one, or all can be set; of a single bit
# none or all. In a column, classes lie in blocks: those with none of the bits of the last group, then
# those with one, then those with all; within a block the same for the group before it, and so on.
function find_patterns(d,    bit, at, k, within, lowest, whole, count, masks) {
    dim_size[d] = MAX_CELLS + 1
    count = different_masks(d, masks)
    if (count > MAX_MASKS) return
    dim_groups[d] = 0
    bit = 1
    for (at = 0; at < 32; at++) {
        within = ""
        for (k = 1; k <= count; k++) within = within int(masks[k] / bit) % 2
        if (within ~ /1/) {
            if (!(within in lowest)) {
                lowest[within] = bit
                whole[within] = 0
                group_within[d, ++dim_groups[d]] = within
            }
            whole[within] += bit
        }
        bit *= 2
    }
    if (dim_groups[d] > MAX_GROUPS) return
    dim_size[d] = 1
    dim_number[d, 1] = 0
    for (k = 1; k <= dim_groups[d]; k++) {
        within = group_within[d, k]
        group_blocks[d, k] = whole[within] > lowest[within] ? 3 : 2
        if (group_blocks[d, k] == 3) add_block(d, lowest[within], dim_size[d])
        add_block(d, whole[within], dim_size[d] / (group_blocks[d, k] - 1))
    }
}

# The masks of the tests of d, each once; no more than tell whether there are too many.
function different_masks(d, masks,    k, t, count, number, found) {
    count = 0
    for (k = 1; k <= dim_tests[d] && count <= MAX_MASKS; k++) {
        t = dim_test[d, k]
        number = sprintf("%.0f", test_value[t])
        if (!(number in found)) { found[number] = ++count; masks[count] = test_value[t] }
        test_mask[t] = found[number]
    }
    return count
}

# Adds a block: the first classes of d once more, with these bits.
function add_block(d, bits, count,    k) {
    for (k = 1; k <= count; k++) dim_number[d, ++dim_size[d]] = dim_number[d, k] + bits
}

function try_bits(d,    k, t, kind, known) {
    for (k = 1; k <= dim_tests[d]; k++) {
        t = dim_test[d, k]
        kind = test_op[t] test_mask[t]
        if (!(kind in known)) known[kind] = bits_column(d, t)
        test_column[t] = known[kind]
    }
}

# In a class with none of the bits of a mask & does not hold; &= holds in one with all.
function bits_column(d, t,    k, text, none, one, whole) {
    text = test_op[t] == "&=" ? "1" : "0"
    for (k = 1; k <= dim_groups[d]; k++) {
        none = one = whole = text
        if (substr(group_within[d, k], test_mask[t], 1) == "1") {
            if (test_op[t] == "&=") none = one = row_of(0, length(text))
            else one = whole = row_of(1, length(text))
        }
        text = none (group_blocks[d, k] == 3 ? one : "") whole
    }
    return text
}
