/*
 * The hash of byte strings, SipHash-1-3: str, bytes and the tables of the front end. The same seed
 * gives the same hashes on every machine.
 */
#ifndef BT_BASE_HASH_H
#define BT_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* 64 bits over `len` bytes; `seed` 0 is the fixed default. */
uint64_t bt_hash_bytes(const void *bytes, size_t len, uint64_t seed);

/* A well mixed 64-bit hash of one number. */
uint64_t bt_hash_u64(uint64_t number);

#endif
