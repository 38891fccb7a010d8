/*
 * _random: the Mersenne Twister MT19937 (Matsumoto and Nishimura), seeded as CPython seeds it, so
 * that the same seed gives the same numbers; and SHA-512, with which the seed of a text is made.
 * random.py is built on it.
 */
#include "runtime/modules/module.h"
#include "runtime/objects/error.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/int.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/str.h"
#include "vm/input.h"

#define N 624
#define M 397

extern const struct bt_module_spec bt_random_module;

struct random_object {
    struct bt_object base;
    uint32_t next; // index into words; N: they are used up
    uint32_t words[N];
};

static struct random_object *self_of(bt_value v)
{
    return (struct random_object *)bt_obj(v);
}

// ---- the generator ----

static void refill(uint32_t *w)
{
    static const uint32_t matrix[2] = {0, 0x9908b0df};
    for (int i = 0; i < N; i++) {
        uint32_t y = (w[i] & 0x80000000u) | (w[(i + 1) % N] & 0x7fffffffu);
        w[i] = w[(i + M) % N] ^ (y >> 1) ^ matrix[y & 1];
    }
}

static uint32_t next_word(struct random_object *r)
{
    if (r->next >= N) {
        refill(r->words);
        r->next = 0;
    }
    uint32_t y = r->words[r->next++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
}

static void seed_by_word(struct random_object *r, uint32_t seed)
{
    r->words[0] = seed;
    for (uint32_t i = 1; i < N; i++)
        r->words[i] = 1812433253u * (r->words[i - 1] ^ (r->words[i - 1] >> 30)) + i;
    r->next = N;
}

static void seed_by_words(struct random_object *r, const uint32_t *key, size_t n)
{
    uint32_t *w = r->words;
    size_t i = 1, j = 0;
    seed_by_word(r, 19650218u);
    for (size_t k = n > N ? n : N; k > 0; k--) {
        w[i] = (w[i] ^ ((w[i - 1] ^ (w[i - 1] >> 30)) * 1664525u)) + key[j] + (uint32_t)j;
        if (++i >= N) {
            w[0] = w[N - 1];
            i = 1;
        }
        if (++j >= n)
            j = 0;
    }
    for (size_t k = N - 1; k > 0; k--) {
        w[i] = (w[i] ^ ((w[i - 1] ^ (w[i - 1] >> 30)) * 1566083941u)) - (uint32_t)i;
        if (++i >= N) {
            w[0] = w[N - 1];
            i = 1;
        }
    }
    w[0] = 0x80000000u;
}

// ---- seeding ----

static bool seed_by_entropy(struct bt_thread *th, struct random_object *r)
{
    uint32_t key[N];
    if (!bt_input_random(th, key, sizeof key))
        return false;
    seed_by_words(r, key, N);
    return true;
}

// By the absolute value of a whole number, in 32-bit words from the lowest. [py]
static bool seed_by_int(struct bt_thread *th, bt_value self, bt_value v)
{
    BT_ROOTS(th, r, 1);
    size_t n = (size_t)((bt_int_bit_length(v) + 31) / 32);
    n = n ? n : 1;
    bt_value args[3] = {bt_int_from_u64(th, 4 * n), BT_UNSET, BT_UNSET};
    v = bt_int_plain(v);
    r[0] = bt_int_is_negative(v) ? bt_unary(th, BT_NEG, v) : v;
    bt_value name = bt_intern(th, "to_bytes", 8);
    args[1] = bt_intern(th, "little", 6);
    bool ok = !bt_is_error(r[0]) && !bt_is_error(name) && !bt_is_error(args[1]);
    if (ok) {
        r[0] = bt_call_method(th, r[0], name, args, 2);
        ok = !bt_is_error(r[0]);
    }
    uint32_t *key = ok ? bt_mem_alloc(th, 4 * n) : NULL;
    if (key) {
        const unsigned char *bytes = (const unsigned char *)((struct bt_bytes *)bt_obj(r[0]))->data;
        for (size_t i = 0; i < n; i++)
            key[i] = (uint32_t)bytes[4 * i] | (uint32_t)bytes[4 * i + 1] << 8 |
                     (uint32_t)bytes[4 * i + 2] << 16 | (uint32_t)bytes[4 * i + 3] << 24;
        seed_by_words(self_of(self), key, n);
        bt_mem_free(th->interp, key, 4 * n);
    }
    BT_UNROOT(th, r);
    return key != NULL;
}

static bool seed(struct bt_thread *th, bt_value self, bt_value v)
{
    if (bt_is_unset(v) || bt_is_none(v))
        return seed_by_entropy(th, self_of(self));
    if (bt_is_int(v))
        return seed_by_int(th, self, v);
    int64_t hash;
    if (!bt_hash(th, v, &hash))
        return false;
    bt_value number = bt_int_from_u64(th, (uint64_t)hash);
    return !bt_is_error(number) && seed_by_int(th, self, number);
}

// (self, n=?, /)
static bt_value random_seed(struct bt_thread *th, const bt_value *args)
{
    return seed(th, args[0], args[1]) ? BT_NONE : BT_ERROR;
}

static bt_value random_new(struct bt_thread *th, struct bt_type *type, const struct bt_args *args)
{
    struct random_object *r = bt_instance_new(th, type);
    if (!r)
        return BT_ERROR;
    BT_ROOTS(th, root, 1);
    root[0] = bt_from_obj(r);
    bool ok = seed(th, root[0], args->npos > 0 ? args->v[0] : BT_UNSET);
    BT_UNROOT(th, root);
    return ok ? bt_from_obj(r) : BT_ERROR;
}

// ---- numbers ----

static bt_value random_random(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    struct random_object *r = self_of(args[0]);
    uint32_t high = next_word(r) >> 5, low = next_word(r) >> 6;
    return bt_from_double((high * 67108864.0 + low) * (1.0 / 9007199254740992.0));
}

static bt_value random_getrandbits(struct bt_thread *th, const bt_value *args)
{
    int64_t k;
    if (!bt_as_int64(th, args[1], &k))
        return BT_ERROR;
    if (k < 0)
        return bt_value_error(th, "number of bits must be non-negative");
    struct random_object *r = self_of(args[0]);
    if (k == 0)
        return bt_from_small(0);
    if (k <= 32)
        return bt_from_small(next_word(r) >> (32 - k));
    size_t n = (size_t)((k - 1) / 32 + 1);
    bt_value bytes = bt_bytes_new(th, NULL, 4 * n);
    if (bt_is_error(bytes))
        return BT_ERROR;
    unsigned char *to = (unsigned char *)((struct bt_bytes *)bt_obj(bytes))->data;
    for (size_t i = 0; i < n; i++, k -= 32) {
        uint32_t word = next_word(r);
        if (k < 32)
            word >>= 32 - k;
        for (unsigned b = 0; b < 4; b++)
            *to++ = (unsigned char)(word >> (8 * b));
    }
    BT_ROOTS(th, root, 1);
    root[0] = bytes;
    bt_value call[2] = {bytes, bt_intern(th, "little", 6)};
    bt_value name = bt_intern(th, "from_bytes", 10);
    bt_value v = bt_is_error(call[1]) || bt_is_error(name)
                     ? BT_ERROR
                     : bt_call_method(th, bt_from_obj(bt_type(th, BT_T_INT)), name, call, 2);
    BT_UNROOT(th, root);
    return v;
}

static bt_value random_getstate(struct bt_thread *th, const bt_value *args)
{
    struct random_object *r = self_of(args[0]);
    bt_value state = bt_tuple_new(th, NULL, N + 1);
    if (bt_is_error(state))
        return BT_ERROR;
    for (size_t i = 0; i < N; i++)
        bt_as_tuple(state)->items[i] = bt_from_small(r->words[i]);
    bt_as_tuple(state)->items[N] = bt_from_small(r->next);
    return state;
}

static bt_value random_setstate(struct bt_thread *th, const bt_value *args)
{
    if (!bt_is_tuple(args[1]))
        return bt_type_error(th, "state vector must be a tuple");
    if (bt_as_tuple(args[1])->len != N + 1)
        return bt_value_error(th, "state vector is the wrong size");
    uint32_t words[N];
    int64_t v = 0;
    for (size_t i = 0; i <= N; i++) {
        if (!bt_as_int64(th, bt_as_tuple(args[1])->items[i], &v))
            return BT_ERROR;
        if (i < N)
            words[i] = (uint32_t)v;
    }
    if (v < 0 || v > N)
        return bt_value_error(th, "invalid state");
    memcpy(self_of(args[0])->words, words, sizeof words);
    self_of(args[0])->next = (uint32_t)v;
    return BT_NONE;
}

// ---- SHA-512 ----

static uint64_t rotate(uint64_t x, unsigned n)
{
    return x >> n | x << (64 - n);
}

static void sha512_block(uint64_t h[8], const unsigned char *p)
{
    static const uint64_t k[80] = {
#include "runtime/modules/sha512.def"
    };
    uint64_t w[80], s[8];
    for (int i = 0; i < 16; i++) {
        w[i] = 0;
        for (int b = 0; b < 8; b++)
            w[i] = w[i] << 8 | p[8 * i + b];
    }
    for (int i = 16; i < 80; i++) {
        uint64_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (rotate(a, 1) ^ rotate(a, 8) ^ a >> 7) + w[i - 7] +
               (rotate(b, 19) ^ rotate(b, 61) ^ b >> 6);
    }
    memcpy(s, h, sizeof s);
    for (int i = 0; i < 80; i++) {
        uint64_t e = s[4], a = s[0];
        uint64_t t1 = s[7] + (rotate(e, 14) ^ rotate(e, 18) ^ rotate(e, 41)) +
                      ((e & s[5]) ^ (~e & s[6])) + k[i] + w[i];
        uint64_t t2 = (rotate(a, 28) ^ rotate(a, 34) ^ rotate(a, 39)) +
                      ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof s[0]);
        s[4] += t1;
        s[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++)
        h[i] += s[i];
}

// (data, /): the digest as bytes
static bt_value random_sha512(struct bt_thread *th, const bt_value *args)
{
    uint64_t h[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
                     0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
                     0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
    const char *data;
    size_t len;
    if (!bt_bytes_view(th, args[0], &data, &len))
        return BT_ERROR;
    size_t at = 0;
    for (; len - at >= 128; at += 128)
        sha512_block(h, (const unsigned char *)data + at);
    unsigned char tail[256] = {0};
    size_t left = len - at, end = left < 112 ? 128 : 256;
    memcpy(tail, data + at, left);
    tail[left] = 0x80;
    for (int i = 0; i < 8; i++)
        tail[end - 1 - (size_t)i] = (unsigned char)((uint64_t)len * 8 >> (8 * i));
    for (size_t i = 0; i < end; i += 128)
        sha512_block(h, tail + i);
    char digest[64];
    for (int i = 0; i < 64; i++)
        digest[i] = (char)(h[i / 8] >> (56 - 8 * (i % 8)));
    return bt_bytes_new(th, digest, sizeof digest);
}

// (n, /): random bytes from the system
static bt_value random_entropy(struct bt_thread *th, const bt_value *args)
{
    int64_t n;
    if (!bt_as_int64(th, args[0], &n))
        return BT_ERROR;
    if (n < 0)
        return bt_value_error(th, "negative argument not allowed");
    bt_value bytes = bt_bytes_new(th, NULL, (size_t)n);
    if (bt_is_error(bytes) ||
        !bt_input_random(th, ((struct bt_bytes *)bt_obj(bytes))->data, (size_t)n))
        return BT_ERROR;
    return bytes;
}

static const struct bt_fn_spec methods[] = {
    {"seed", random_seed, "(self, n=?, /)", "Begin anew from a seed.", NULL, 0},
    {"random", random_random, "(self, /)", "A float from 0 up to, but not including, 1.", NULL, 0},
    {"getrandbits", random_getrandbits, "(self, k, /)", "An int of k random bits.", NULL, 0},
    {"getstate", random_getstate, "(self, /)", "The state as a tuple.", NULL, 0},
    {"setstate", random_setstate, "(self, state, /)", "Go back to a state.", NULL, 0},
    {0},
};

static const struct bt_type_spec random_spec = {
    .name = "Random",
    .module = "_random",
    .doc = "A Mersenne Twister.",
    .flags = BT_TYPE_BASE,
    .size = sizeof(struct random_object),
    .slots = {.new_ = random_new},
    .methods = methods,
};

static bool init(struct bt_thread *th, struct bt_dict *dict)
{
    return bt_module_add_type(th, dict, &random_spec, NULL);
}

static const struct bt_fn_spec functions[] = {
    {"sha512", random_sha512, "(data, /)", "The SHA-512 digest of some bytes.", NULL, 0},
    {"entropy", random_entropy, "(n, /)", "n random bytes from the system.", NULL, 0},
    {0},
};

const struct bt_module_spec bt_random_module = {
    .name = "_random",
    .doc = "The generator beneath the random module.",
    .functions = functions,
    .init = init,
};
