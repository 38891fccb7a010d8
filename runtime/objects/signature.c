/*
 * Signature texts: "(self, iterable, /, *, key=None, reverse=False)". Parsed at first use, never at
 * start-up, and kept in a table of the interpreter, keyed by the address of the text (they are
 * literals).
 *
 * A parameter named self, cls or type that comes first is positional only whether or not a "/" says
 * so. Defaults are literals: None, True, False, ints, floats, strings in single quotes, (), and ?
 * for "not given" (BT_UNSET).
 */
#include "runtime/objects/signature.h"

#include <stdlib.h>

#include "base/mem.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

struct entry {
    const char *text; // NULL: free
    struct bt_signature *sig;
};
struct bt_signatures {
    struct entry *entries; // open addressing
    size_t n, size;
};

// ---- the table ----

struct bt_signatures *bt_signatures_new(void)
{
    return bt_alloc_zero(sizeof(struct bt_signatures));
}

void bt_signatures_free(struct bt_signatures *signatures)
{
    if (signatures == NULL)
        return;
    for (size_t i = 0; i < signatures->size; i++)
        bt_free(signatures->entries[i].sig);
    bt_free(signatures->entries);
    bt_free(signatures);
}

void bt_signatures_trace(const struct bt_signatures *signatures, struct bt_tracer *tracer)
{
    for (size_t i = 0; i < signatures->size; i++) {
        const struct bt_signature *sig = signatures->entries[i].sig;
        if (sig != NULL) {
            bt_mark_values(tracer, sig->names, sig->n);
            bt_mark_values(tracer, sig->defaults, sig->n);
        }
    }
}

static struct entry *find(const struct bt_signatures *table, const char *text)
{
    size_t i =
        (size_t)(((uint64_t)(uintptr_t)text * 0x9E3779B97F4A7C15u) >> 32) & (table->size - 1);
    while (table->entries[i].text != NULL && table->entries[i].text != text)
        i = (i + 1) & (table->size - 1);
    return &table->entries[i];
}

static bool reserve(struct bt_signatures *table)
{
    if ((table->n + 1) * 4 <= table->size * 3)
        return true;
    struct bt_signatures bigger = {.n = table->n, .size = table->size == 0 ? 128 : table->size * 2};
    bigger.entries = bt_alloc_zero(bigger.size * sizeof *bigger.entries);
    if (bigger.entries == NULL)
        return false;
    for (size_t i = 0; i < table->size; i++) {
        if (table->entries[i].text != NULL)
            *find(&bigger, table->entries[i].text) = table->entries[i];
    }
    bt_free(table->entries);
    *table = bigger;
    return true;
}

// ---- parsing ----

struct parser {
    struct bt_thread *th;
    const char *text, *at;
    struct bt_signature sig;
    bt_value names[BT_SIG_MAX], defaults[BT_SIG_MAX];
    bool after_star;
};

static bool malformed(struct parser *p)
{
    return bt_fail(p->th, BT_EXC_SYSTEM_ERROR, "malformed signature text: %s", p->text);
}

static void skip_space(struct parser *p)
{
    while (*p->at == ' ')
        p->at++;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool take(struct parser *p, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(p->at, word, n) != 0 || (is_word(word[0]) && is_word(p->at[n])))
        return false;
    p->at += n;
    return true;
}

static bool parse_number(struct parser *p, bt_value *out)
{
    char *int_end, *float_end;
    long long i = strtoll(p->at, &int_end, 0);
    double d = strtod(p->at, &float_end);
    if (int_end == p->at && float_end == p->at)
        return malformed(p);
    *out = float_end > int_end ? bt_from_double(d) : bt_int_from_i64(p->th, i);
    p->at = float_end > int_end ? float_end : int_end;
    return !bt_is_error(*out);
}

static bool parse_default(struct parser *p, bt_value *out)
{
    static const struct {
        const char *word;
        bt_value value;
    } words[] = {
        {"None", {BT_TAG_IMM | 0}},     {"False", {BT_TAG_IMM | 2}}, {"True", {BT_TAG_IMM | 3}},
        {"Ellipsis", {BT_TAG_IMM | 4}}, {"?", {BT_TAG_IMM | 6}},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (take(p, words[i].word)) {
            *out = words[i].value;
            return true;
        }
    }
    if (take(p, "()")) {
        *out = p->th->interp->empty_tuple;
        return true;
    }
    if (take(p, "b''")) {
        *out = p->th->interp->empty_bytes;
        return true;
    }
    if (*p->at == '\'') {
        const char *start = ++p->at;
        while (*p->at != '\'' && *p->at != '\0')
            p->at++;
        *out = bt_str_new(p->th, start, (size_t)(p->at - start));
        if (*p->at == '\'')
            p->at++;
        return !bt_is_error(*out);
    }
    return parse_number(p, out);
}

// *args or **kw, or the bare star.
static bool parse_star(struct parser *p, bool *named)
{
    p->at++;
    if (*p->at == '*') {
        p->at++;
        p->sig.var_kw = true;
    } else if (is_word(*p->at)) {
        p->sig.var_args = true;
        p->after_star = true;
    } else {
        p->after_star = true;
        *named = false;
    }
    return true;
}

// The names that the first parameter of a method has.
static bool is_bound_name(const char *name, size_t len)
{
    return (len == 4 && (memcmp(name, "self", 4) == 0 || memcmp(name, "type", 4) == 0)) ||
           (len == 3 && memcmp(name, "cls", 3) == 0);
}

static bool parse_parameter(struct parser *p)
{
    bool named = true, starred = *p->at == '*';
    if (*p->at == '/') {
        p->at++;
        p->sig.n_posonly = p->sig.n_pos;
        return true;
    }
    if (starred && !parse_star(p, &named))
        return false;
    if (!named)
        return true;
    const char *start = p->at;
    while (is_word(*p->at))
        p->at++;
    size_t len = (size_t)(p->at - start), n = p->sig.n;
    if (len == 0 || n == BT_SIG_MAX)
        return malformed(p);
    p->names[n] = bt_intern(p->th, start, len);
    if (bt_is_error(p->names[n]))
        return false;
    if (n == 0 && !starred)
        p->sig.bound_first = is_bound_name(start, len);
    p->sig.n++;
    p->defaults[n] = BT_ERROR;
    if (starred)
        return true;
    if (*p->at == '=') {
        p->at++;
        if (!parse_default(p, &p->defaults[n]))
            return false;
    }
    if (p->after_star) {
        p->sig.n_kwonly++;
    } else {
        p->sig.n_pos++;
        p->sig.n_required += bt_is_error(p->defaults[n]);
    }
    return true;
}

static bool parse(struct parser *p)
{
    if (*p->at++ != '(')
        return malformed(p);
    skip_space(p);
    while (*p->at != ')') {
        if (!parse_parameter(p))
            return false;
        skip_space(p);
        if (*p->at == ',')
            p->at++;
        else if (*p->at != ')')
            return malformed(p);
        skip_space(p);
    }
    if (p->sig.bound_first && p->sig.n_posonly == 0)
        p->sig.n_posonly = 1;
    p->sig.positional = p->sig.n == p->sig.n_pos;
    p->sig.plain = p->sig.positional && p->sig.n == p->sig.n_required;
    return true;
}

// One block: the struct, then names, then defaults.
static struct bt_signature *keep(const struct parser *p)
{
    size_t n = p->sig.n;
    struct bt_signature *sig = bt_alloc(sizeof *sig + 2 * n * sizeof(bt_value));
    if (sig == NULL)
        return NULL;
    *sig = p->sig;
    sig->names = (bt_value *)(void *)(sig + 1);
    sig->defaults = sig->names + n;
    if (n > 0) {
        memcpy(sig->names, p->names, n * sizeof(bt_value));
        memcpy(sig->defaults, p->defaults, n * sizeof(bt_value));
    }
    return sig;
}

const struct bt_signature *bt_signature(struct bt_thread *th, const char *text)
{
    struct bt_signatures *table = th->interp->signatures;
    if (table->size != 0) {
        struct entry *known = find(table, text);
        if (known->text != NULL)
            return known->sig;
    }
    struct parser p = {.th = th, .text = text, .at = text};
    if (!parse(&p))
        return NULL;
    struct bt_signature *sig = reserve(table) ? keep(&p) : NULL;
    if (sig == NULL) {
        (void)bt_raise_no_memory(th);
        return NULL;
    }
    *find(table, text) = (struct entry){text, sig};
    table->n++;
    return sig;
}
