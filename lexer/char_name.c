/*
 * Characters by name. See char_name.h.
 *
 * Of the names only hashes are kept: of 33,000 entries with 43 bits each, one that is no name is
 * taken for one in less than one case of 10^8. Names made by rule (Hangul syllables, ideographs
 * with their number) are not in the table.
 */
#include "lexer/char_name.h"

#include "base/hash.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

enum { LONGEST = 128, CHARACTER_BITS = 21 };

static const uint64_t entries[] = {
#include "lexer/unicode_names.inc"
};

/* FNV-1a, mixed: tools/unicode_names.py has the same. */
static uint64_t hash_name(const char *name, size_t len)
{
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < len; i++) {
        h = (h ^ (unsigned char)name[i]) * UINT64_C(0x100000001B3);
    }
    return bt_hash_u64(h);
}

static uint32_t in_table(const char *name, size_t len)
{
    uint64_t wanted = hash_name(name, len) >> CHARACTER_BITS;
    size_t low = 0;
    size_t high = sizeof entries / sizeof entries[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (entries[middle] >> CHARACTER_BITS < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == sizeof entries / sizeof entries[0] || entries[low] >> CHARACTER_BITS != wanted) {
        return BT_UTF8_BAD;
    }
    return (uint32_t)(entries[low] & ((1u << CHARACTER_BITS) - 1));
}

/* ---- names with the character's number ---- */

static const struct {
    const char *prefix;
    uint32_t first, last;
} numbered[] = {
    {"CJK UNIFIED IDEOGRAPH-", 0x3400, 0x4DBF},
    {"CJK UNIFIED IDEOGRAPH-", 0x4E00, 0x9FFF},
    {"CJK COMPATIBILITY IDEOGRAPH-", 0xF900, 0xFA6D},
    {"CJK COMPATIBILITY IDEOGRAPH-", 0xFA70, 0xFAD9},
    {"TANGUT IDEOGRAPH-", 0x17000, 0x187F7},
    {"KHITAN SMALL SCRIPT CHARACTER-", 0x18B00, 0x18CD5},
    {"TANGUT IDEOGRAPH-", 0x18D00, 0x18D08},
    {"NUSHU CHARACTER-", 0x1B170, 0x1B2FB},
    {"CJK UNIFIED IDEOGRAPH-", 0x20000, 0x2A6DF},
    {"CJK UNIFIED IDEOGRAPH-", 0x2A700, 0x2B739},
    {"CJK UNIFIED IDEOGRAPH-", 0x2B740, 0x2B81D},
    {"CJK UNIFIED IDEOGRAPH-", 0x2B820, 0x2CEA1},
    {"CJK UNIFIED IDEOGRAPH-", 0x2CEB0, 0x2EBE0},
    {"CJK UNIFIED IDEOGRAPH-", 0x2EBF0, 0x2EE5D},
    {"CJK COMPATIBILITY IDEOGRAPH-", 0x2F800, 0x2FA1D},
    {"CJK UNIFIED IDEOGRAPH-", 0x30000, 0x3134A},
    {"CJK UNIFIED IDEOGRAPH-", 0x31350, 0x323AF},
};

/* Four or five upper-case hexadecimal digits. */
static uint32_t parse_number(const char *digits, size_t len)
{
    uint32_t value = 0;
    for (size_t i = 0; i < len; i++) {
        const char *all = "0123456789ABCDEF";
        const char *digit = strchr(all, digits[i]);
        if (digit == NULL) {
            return BT_UTF8_BAD;
        }
        value = value << 4 | (uint32_t)(digit - all);
    }
    return len == 4 || len == 5 ? value : BT_UTF8_BAD;
}

static uint32_t with_number(const char *name, size_t len)
{
    for (size_t i = 0; i < sizeof numbered / sizeof numbered[0]; i++) {
        size_t n = strlen(numbered[i].prefix);
        if (len > n && memcmp(name, numbered[i].prefix, n) == 0) {
            uint32_t c = parse_number(name + n, len - n);
            if (c >= numbered[i].first && c <= numbered[i].last) {
                return c;
            }
        }
    }
    return BT_UTF8_BAD;
}

/* ---- Hangul syllables: a lead, a vowel, and perhaps a tail ---- */

static const char *const leads[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                    "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
static const char *const vowels[] = {"A",   "AE", "YA", "YAE", "EO", "E",  "YEO",
                                     "YE",  "O",  "WA", "WAE", "OE", "YO", "U",
                                     "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
static const char *const tails[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                    "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                    "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
enum { N_LEADS = 19, N_VOWELS = 21, N_TAILS = 28, FIRST_SYLLABLE = 0xAC00 };

/* The longest part that `*text` begins with, which it is moved past; -1 when there is none. */
static int take_part(const char *const *parts, int n, const char **text, const char *end)
{
    int best = -1;
    size_t best_len = 0;
    for (int i = 0; i < n; i++) {
        size_t len = strlen(parts[i]);
        if ((best < 0 || len > best_len) && len <= (size_t)(end - *text) &&
            memcmp(*text, parts[i], len) == 0) {
            best = i;
            best_len = len;
        }
    }
    *text += best_len;
    return best;
}

static uint32_t syllable(const char *name, size_t len)
{
    const char *prefix = "HANGUL SYLLABLE ";
    size_t n = strlen(prefix);
    if (len <= n || memcmp(name, prefix, n) != 0) {
        return BT_UTF8_BAD;
    }
    const char *text = name + n;
    const char *end = name + len;
    int lead = take_part(leads, N_LEADS, &text, end);
    int vowel = take_part(vowels, N_VOWELS, &text, end);
    int tail = take_part(tails, N_TAILS, &text, end);
    if (lead < 0 || vowel < 0 || tail < 0 || text != end) {
        return BT_UTF8_BAD;
    }
    return (uint32_t)(FIRST_SYLLABLE + (lead * N_VOWELS + vowel) * N_TAILS + tail);
}

uint32_t bt_char_name_lookup(const char *name, size_t len)
{
    char upper[LONGEST];
    if (len > sizeof upper) {
        return BT_UTF8_BAD;
    }
    for (size_t i = 0; i < len; i++) {
        char c = name[i];
        upper[i] = c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
    }
    uint32_t c = in_table(upper, len);
    if (c == BT_UTF8_BAD) {
        c = with_number(upper, len);
    }
    return c != BT_UTF8_BAD ? c : syllable(upper, len);
}
