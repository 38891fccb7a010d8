// A small seeded generator for decisions that must come out again: splitmix64 (Steele, Lea, Flood:
// "Fast splittable pseudorandom number generators", 2014). Not for cryptography.
#ifndef BT_BASE_RANDOM_H
#define BT_BASE_RANDOM_H

#include <stdint.h>

struct bt_random {
    uint64_t state;
};

// The next 64 random bits.
static inline uint64_t bt_random_next(struct bt_random *r)
{
    uint64_t z = r->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

// A number from 0 to n - 1 (n > 0), each equally likely: multiply and reject the uneven rest
// (Lemire: "Fast random integer generation in an interval", 2019).
static inline uint64_t bt_random_below(struct bt_random *r, uint64_t n)
{
    for (;;) {
        unsigned __int128 m = (unsigned __int128)bt_random_next(r) * n;
        if ((uint64_t)m >= n || (uint64_t)m >= -n % n)
            return (uint64_t)(m >> 64);
    }
}

#endif
