/*
 * Characters by their Unicode names, for \N{...}.
 */
#ifndef BT_LEXER_CHAR_NAME_H
#define BT_LEXER_CHAR_NAME_H

#include <stddef.h>
#include <stdint.h>

/* The character of a name or alias, in any case; BT_UTF8_BAD when there is none. */
uint32_t bt_char_name_lookup(const char *name, size_t len);

#endif
