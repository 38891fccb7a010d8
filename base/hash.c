/*
 * SipHash-1-3 (Aumasson and Bernstein): one round per word, three at the end. See hash.h.
 */
#include "base/hash.h"

#include <string.h>

struct state {
    uint64_t a, b, c, d;
};

static inline uint64_t rotate(uint64_t x, unsigned n)
{
    return x << n | x >> (64 - n);
}

static inline void sip_round(struct state *s)
{
    s->a += s->b;
    s->c += s->d;
    s->b = rotate(s->b, 13) ^ s->a;
    s->d = rotate(s->d, 16) ^ s->c;
    s->a = rotate(s->a, 32);
    s->c += s->b;
    s->a += s->d;
    s->b = rotate(s->b, 17) ^ s->c;
    s->d = rotate(s->d, 21) ^ s->a;
    s->c = rotate(s->c, 32);
}

/* Eight bytes as a little-endian number, on any machine. */
static inline uint64_t read_word(const unsigned char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Up to seven bytes. */
static inline uint64_t read_tail(const unsigned char *bytes, size_t len)
{
    uint64_t word = 0;
    if ((len & 4) != 0) {
        word = bytes[0] | (uint64_t)bytes[1] << 8 | (uint64_t)bytes[2] << 16 |
               (uint64_t)bytes[3] << 24;
    }
    for (size_t i = len & 4; i < len; i++) {
        word |= (uint64_t)bytes[i] << 8 * i;
    }
    return word;
}

uint64_t bt_hash_u64(uint64_t number)
{
    number ^= number >> 32;
    number *= UINT64_C(0xD6E8FEB86659FD93);
    number ^= number >> 32;
    number *= UINT64_C(0xD6E8FEB86659FD93);
    return number ^ number >> 32;
}

uint64_t bt_hash_bytes(const void *bytes, size_t len, uint64_t seed)
{
    const unsigned char *p = bytes;
    uint64_t key0 = seed;
    uint64_t key1 = bt_hash_u64(seed + UINT64_C(0x9E3779B97F4A7C15));
    struct state s = {
        key0 ^ UINT64_C(0x736F6D6570736575),
        key1 ^ UINT64_C(0x646F72616E646F6D),
        key0 ^ UINT64_C(0x6C7967656E657261),
        key1 ^ UINT64_C(0x7465646279746573),
    };
    size_t left = len;
    for (; left >= 8; p += 8, left -= 8) {
        uint64_t word = read_word(p);
        s.d ^= word;
        sip_round(&s);
        s.a ^= word;
    }
    uint64_t tail = (uint64_t)len << 56 | read_tail(p, left);
    s.d ^= tail;
    sip_round(&s);
    s.a ^= tail;
    s.c ^= 0xFF;
    sip_round(&s);
    sip_round(&s);
    sip_round(&s);
    return s.a ^ s.b ^ s.c ^ s.d;
}
