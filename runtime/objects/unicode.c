/*
 * Properties and case mappings of characters, as Python defines them: utf8proc's general category
 * and simple case mapping, and tables of where Python's answer is another (unicode_tables.h).
 * Called by the str methods; pure functions.
 */
#include <utf8proc.h>

#include "runtime/objects/str_impl.h"

struct range {
    uint32_t first, last;
};
struct mapping {
    enum bt_uni_case kind;
    uint32_t c;
    uint32_t n;
    uint32_t out[3];
};

#include "runtime/objects/unicode_tables.h"

// Bytes from 0x80 on are leads of what may be white space (0xC2, 0xE1, 0xE2, 0xE3) or end a line.
#define BOTH_SPACES (BT_ASCII_STR_SPACE | BT_ASCII_BYTES_SPACE)
const uint8_t bt_ascii_kinds[256] = {
    ['\t'] = BOTH_SPACES,
    ['\n'] = BOTH_SPACES | BT_ASCII_STR_LINE | BT_ASCII_BYTES_LINE,
    ['\v' ... '\f'] = BOTH_SPACES | BT_ASCII_STR_LINE,
    ['\r'] = BOTH_SPACES | BT_ASCII_STR_LINE | BT_ASCII_BYTES_LINE,
    [0x1C ... 0x1E] = BT_ASCII_STR_SPACE | BT_ASCII_STR_LINE,
    [0x1F] = BT_ASCII_STR_SPACE,
    [' '] = BOTH_SPACES | BT_ASCII_PRINT,
    ['!' ... '/'] = BT_ASCII_PRINT,
    ['0' ... '9'] = BT_ASCII_DIGIT | BT_ASCII_PRINT,
    [':' ... '@'] = BT_ASCII_PRINT,
    ['A' ... 'Z'] = BT_ASCII_UPPER | BT_ASCII_PRINT,
    ['[' ... '`'] = BT_ASCII_PRINT,
    ['a' ... 'z'] = BT_ASCII_LOWER | BT_ASCII_PRINT,
    ['{' ... '~'] = BT_ASCII_PRINT,
    [0xC2] = BT_ASCII_STR_SPACE | BT_ASCII_STR_LINE,
    [0xE1] = BT_ASCII_STR_SPACE,
    [0xE2] = BT_ASCII_STR_SPACE | BT_ASCII_STR_LINE,
    [0xE3] = BT_ASCII_STR_SPACE,
};
// The answer for an ASCII character is in the table.
#define ASCII(c, what)                                                 \
    do {                                                               \
        if ((c) < 0x80)                                                \
            return (bt_ascii_kinds[(unsigned char)(c)] & (what)) != 0; \
    } while (0)

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define IN(table, c) in_ranges((table), COUNT(table), (c))

static bool in_ranges(const struct range *table, size_t n, uint32_t c)
{
    size_t low = 0;
    while (n != 0) { // the answer is in table[low..low+n)
        size_t half = n / 2;
        if (c > table[low + half].last) {
            low += half + 1;
            n -= half + 1;
        } else if (c < table[low + half].first) {
            n = half;
        } else {
            return true;
        }
    }
    return false;
}

static utf8proc_category_t category(uint32_t c)
{
    // in Unicode 15.1, but not in every utf8proc: one block of ideographs, five ways of describing
    // them
    if (c >= 0x2EBF0 && c <= 0x2EE5D)
        return UTF8PROC_CATEGORY_LO;
    if ((c >= 0x2FFC && c <= 0x2FFF) || c == 0x31EF)
        return UTF8PROC_CATEGORY_SO;
    return utf8proc_category((utf8proc_int32_t)c);
}

#define BIT(name) (1u << UTF8PROC_CATEGORY_##name)

static bool has_category(uint32_t c, uint32_t set)
{
    return (1u << category(c) & set) != 0;
}

bool bt_uni_is_space(uint32_t c)
{
    ASCII(c, BT_ASCII_STR_SPACE);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool bt_uni_is_alpha(uint32_t c)
{
    ASCII(c, BT_ASCII_ALPHA);
    return has_category(c, BIT(LU) | BIT(LL) | BIT(LT) | BIT(LM) | BIT(LO));
}

bool bt_uni_is_decimal(uint32_t c)
{
    ASCII(c, BT_ASCII_DIGIT);
    return has_category(c, BIT(ND));
}

bool bt_uni_is_digit(uint32_t c)
{
    return bt_uni_is_decimal(c) || IN(digit, c);
}

bool bt_uni_is_numeric(uint32_t c)
{
    ASCII(c, BT_ASCII_DIGIT);
    return has_category(c, BIT(ND) | BIT(NL) | BIT(NO)) || IN(numeric, c);
}

bool bt_uni_is_lower(uint32_t c)
{
    ASCII(c, BT_ASCII_LOWER);
    return has_category(c, BIT(LL)) || IN(other_lower, c);
}

bool bt_uni_is_upper(uint32_t c)
{
    ASCII(c, BT_ASCII_UPPER);
    return has_category(c, BIT(LU)) || IN(other_upper, c);
}

bool bt_uni_is_title(uint32_t c)
{
    return has_category(c, BIT(LT));
}

bool bt_uni_is_cased(uint32_t c)
{
    ASCII(c, BT_ASCII_ALPHA);
    return has_category(c, BIT(LU) | BIT(LL) | BIT(LT)) || IN(other_lower, c) || IN(other_upper, c);
}

bool bt_uni_is_case_ignorable(uint32_t c)
{
    return has_category(c, BIT(MN) | BIT(ME) | BIT(CF) | BIT(LM) | BIT(SK)) || IN(ignorable, c);
}

bool bt_uni_is_printable(uint32_t c)
{
    ASCII(c, BT_ASCII_PRINT);
    return !has_category(c, BIT(CC) | BIT(CF) | BIT(CS) | BIT(CO) | BIT(CN) | BIT(ZL) | BIT(ZP) |
                                BIT(ZS));
}

bool bt_uni_is_id_start(uint32_t c)
{
    if (c < 0x80)
        return (bt_ascii_kinds[c] & BT_ASCII_ALPHA) != 0 || c == '_';
    bool by_category = has_category(c, BIT(LU) | BIT(LL) | BIT(LT) | BIT(LM) | BIT(LO) | BIT(NL));
    return c == '_' || by_category != IN(odd_start, c);
}

bool bt_uni_is_id_continue(uint32_t c)
{
    if (c < 0x80)
        return (bt_ascii_kinds[c] & (BT_ASCII_ALPHA | BT_ASCII_DIGIT)) != 0 || c == '_';
    bool by_category = has_category(c, BIT(LU) | BIT(LL) | BIT(LT) | BIT(LM) | BIT(LO) | BIT(NL) |
                                           BIT(MN) | BIT(MC) | BIT(ND) | BIT(PC));
    return by_category != IN(odd_continue, c);
}

int bt_uni_decimal_value(uint32_t c)
{
    if (c < 0x80)
        return c >= '0' && c <= '9' ? (int)c - '0' : -1;
    size_t low = 0;
    size_t high = COUNT(zeros);
    while (high - low > 1) { // zeros[low] <= c, if any is
        size_t middle = low + (high - low) / 2;
        if (zeros[middle] <= c)
            low = middle;
        else
            high = middle;
    }
    return c >= zeros[low] && c - zeros[low] < 10 ? (int)(c - zeros[low]) : -1;
}

// Does the mapping come before that of c to this case?
static inline bool is_before(const struct mapping *m, enum bt_uni_case kind, uint32_t c)
{
    return m->kind != kind ? m->kind < kind : m->c < c;
}

static const struct mapping *find_mapping(enum bt_uni_case kind, uint32_t c)
{
    const struct mapping *low = mappings;
    for (size_t n = COUNT(mappings); n > 1;) { // it is among low[0..n), if anywhere
        size_t half = n / 2;
        low += is_before(low + half - 1, kind, c) ? half : 0;
        n -= half;
    }
    return low->kind == kind && low->c == c ? low : NULL;
}

size_t bt_uni_map(enum bt_uni_case to, uint32_t c, uint32_t out[3])
{
    if (c < 0x80) {
        bool turn = to == BT_CASE_LOWER || to == BT_CASE_FOLD
                        ? (bt_ascii_kinds[c] & BT_ASCII_UPPER) != 0
                        : (bt_ascii_kinds[c] & BT_ASCII_LOWER) != 0;
        out[0] = turn ? c ^ 0x20 : c;
        return 1;
    }
    if (bt_uni_turn(to, c, out))
        return 1;
    if ((c >= 0x2E80 && c < 0xA640) || c >= 0x1EA00) { // ideographs, emoji: without case
        out[0] = c;
        return 1;
    }
    const struct mapping *m = find_mapping(to, c);
    if (m != NULL) {
        memcpy(out, m->out, sizeof m->out);
        return m->n;
    }
    utf8proc_int32_t i = (utf8proc_int32_t)c;
    switch (to) {
    case BT_CASE_LOWER:
    case BT_CASE_FOLD: i = utf8proc_tolower(i); break;
    case BT_CASE_UPPER: i = utf8proc_toupper(i); break;
    case BT_CASE_TITLE: i = utf8proc_totitle(i); break;
    }
    out[0] = (uint32_t)i;
    return 1;
}
