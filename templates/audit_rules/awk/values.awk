# Values: the number the kernel keeps, unsigned, 32 bits; or text.
# The twin of generator/audit/values.py and read_value.py.

function kernel_value(kind, text,    value) {
    if (kind == "user" || kind == "group") return account(kind, text)
    if (kind == "text") return text
    if (kind == "arch") {
        value = arch_named(text)
        if (value == "") refuse("bad-arch")
        else rule_table = table_of(value)
        return arch_elf[value]
    }
    if (kind == "path" || kind == "directory") {
        if (!is_good_path(text, kind == "path")) refuse("bad-path")
        return text
    }
    value = known_value(kind, text)
    if (value == "") refuse(kind in wrong ? wrong[kind] : "bad-number")
    return value
}

function known_value(kind, text) {
    if (kind == "perm") return perm_bits(text)
    if (kind == "file_type") return tolower(text) in file_type ? file_type[tolower(text)] : ""
    if (kind == "family") {
        text = c_number(text)
        return text + 0 <= MAX_FAMILY ? text + 0 "" : ""
    }
    if (kind == "session" && text == "unset") return "4294967295"
    if (text ~ /^[0-9]/) return c_number(text)
    if (kind == "signed" || kind == "session" || kind == "errno")
        if (text ~ /^-[0-9]/) return c_number(text)
    if (kind == "session") return "0"
    if (kind == "errno") return errno_value(toupper(text))
    if (kind == "message_type") return message_value(text)
    if (kind == "file_system") return tolower(text) in file_system ? file_system[tolower(text)] : ""
    return ""
}

function errno_value(name,    sign) {
    sign = sub(/^-/, "", name)
    if (!(name in errno_number)) return ""
    return sign ? decimal(4294967296 - errno_number[name]) : errno_number[name]
}

function message_value(text) {
    if (text ~ /^UNKNOWN\[[0-9]/ && index(text, "]")) {
        text = substr(text, 9, 7)
        sub(/[^0-9].*$/, "", text)
        return text + 0 ? text + 0 "" : ""
    }
    return toupper(text) in message_type ? message_type[toupper(text)] : ""
}

function perm_bits(text,    has, i, bits) {
    text = tolower(text)
    if (length(text) > 4) return ""
    bits = 0
    for (i = length(text); i > 0; i--) {
        if (!(substr(text, i, 1) in perm_bit)) return ""
        if (!(substr(text, i, 1) in has)) bits += perm_bit[substr(text, i, 1)]
        has[substr(text, i, 1)] = 1
    }
    return bits ""
}

# Users and groups: a number, or a name that stays one until the rule is whole.
function account(kind, text,    value) {
    if (text ~ /^[0-9]/ || (kind == "user" && text ~ /^-[0-9]/)) value = c_number(text)
    else if (kind == "user" && text == "unset") value = "4294967295"
    else if (text == "root") value = "0"
    else return account_named(kind, text)
    if (value == "4294967295") {
        if (field_name != "auid") refuse(kind == "user" ? "bad-user" : "bad-group")
        else if (field_op != "=" && field_op != "!=") refuse("bad-operator")
    }
    return value
}

function account_named(kind, name,    code) {
    code = kind == "user" ? "bad-user" : "bad-group"
    if (name !~ /^[A-Za-z_][A-Za-z0-9_.-]*[$]?$/ || tolower(name) == "unset") refuse(code)
    else if (kind == "user" && (name in user_id)) return user_id[name]
    else if (kind == "group" && (name in group_id)) return group_id[name]
    else if (missing_account == "") missing_account = code
    return name
}

function arch_named(text,    name, digits) {
    name = tolower(text)
    if (name == "b64") return arch_word[own_arch] == "b64" ? own_arch : ""
    if (name == "b32") return arch_word[own_arch] == "b32" ? own_arch : other_arch
    if (name ~ /^[0-9]/) digits = c_number(text)
    else if (name in arch_of_word) return arch_of_word[name]
    else if (match(name, /^[0-9a-f]+/)) digits = hexadecimal(substr(name, 1, RLENGTH))
    return digits in arch_of_elf ? arch_of_elf[digits] : ""
}

function hexadecimal(digits) { return length(digits) > 8 ? "" : c_number("0x" digits) }

# A number is written out whole by every awk only so.
function decimal(number) { return sprintf("%.0f", number) }

# The number at the head of a text as strtoul(3) with base 0 reads it, cut to 32 bits;
# one too large for 64 bits is the largest; "" where there is none.
function c_number(text,    sign, digits, base) {
    if (text ~ /^(0|[1-9][0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[0-9]?[0-9]?)$/) return text
    sign = substr(text, 1, 1)
    if (sign == "-" || sign == "+") text = substr(text, 2)
    if (match(text, /^0[xX][0-9a-fA-F]+/)) {
        base = 16
        digits = tolower(substr(text, 3, RLENGTH - 2))
    } else if (match(text, /^0[0-7]*/)) { base = 8; digits = substr(text, 1, RLENGTH) }
    else if (match(text, /^[1-9][0-9]*/)) { base = 10; digits = substr(text, 1, RLENGTH) }
    else return ""
    digits = low_bits(digits, base)
    return decimal(sign == "-" && digits ? 4294967296 - digits : digits)
}

function low_bits(digits, base,    count, i, value) {
    sub(/^0+/, "", digits)
    count = length(digits)
    if (base == 16 && count > 16) return 4294967295
    if (base == 10 && is_too_large(digits)) return 4294967295
    if (base == 8 && (count > 22 || (count == 22 && digits !~ /^1/))) return 4294967295
    value = 0
    for (i = 1; i <= count; i++) {
        value = value * base + index("0123456789abcdef", substr(digits, i, 1)) - 1
        value -= int(value / 4294967296) * 4294967296
    }
    return value
}
