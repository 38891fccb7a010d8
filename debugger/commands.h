// The table of commands as data: debugger/commands.def, and finding a command by what was typed.
#ifndef BT_COMMANDS_H
#define BT_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

// The flags of commands.def.
#define BT_COMMAND_REPEAT 1u
#define BT_COMMAND_MOVES  2u
#define BT_COMMAND_BACK   4u
#define BT_COMMAND_EXPR   8u

enum bt_command_group {
#define BT_GROUP(id, title) BT_GROUP_##id,
#include "debugger/commands.def"
    BT_N_GROUPS
};

struct bt_command {
    const char *name;
    const char *shorts;    // short names between spaces
    const char *arguments; // as shown to people
    unsigned flags;        // BT_COMMAND_*
    enum bt_command_group group;
    const char *help; // a line
};

// Command number i in the order of the table; NULL: there are no more.
const struct bt_command *bt_commands_at(size_t i);
// "Forward": the title of a group.
const char *bt_commands_title(enum bt_command_group group);
// The command of that name, short name or unique beginning of a name (`word' has `len' bytes).
// NULL: there is none, or several begin so: `several' (may be NULL) then gets their names, "step,
// stepi".
const struct bt_command *bt_commands_find(const char *word, size_t len, struct bt_buf *several);

#endif
