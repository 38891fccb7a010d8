// What the terminal at a descriptor can show.
#ifndef BT_BASE_TERMINAL_H
#define BT_BASE_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

// Columns of the terminal; `otherwise` when the descriptor is none or does not say.
size_t bt_terminal_columns(int fd, size_t otherwise);
// May colours be written there? On a terminal that is not dumb, unless NO_COLOR is set.
bool bt_terminal_colour(int fd);
// Is the locale's encoding UTF-8, by LC_ALL, LC_CTYPE, LANG?
bool bt_locale_is_utf8(void);

#endif
