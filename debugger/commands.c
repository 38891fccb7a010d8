// The table of commands: see commands.h.
#include "debugger/commands.h"

#include <string.h>

#define REPEAT BT_COMMAND_REPEAT
#define MOVES  BT_COMMAND_MOVES
#define BACK   BT_COMMAND_BACK
#define EXPR   BT_COMMAND_EXPR

static const struct bt_command table[] = {
#define BT_COMMAND(name, shorts, arguments, flags, group, help) \
    {name, shorts, arguments, flags, BT_GROUP_##group, help},
#include "debugger/commands.def"
};
#define N (sizeof table / sizeof table[0])

const struct bt_command *bt_commands_at(size_t i)
{
    return i < N ? &table[i] : NULL;
}

const char *bt_commands_title(enum bt_command_group group)
{
    static const char *const titles[] = {
#define BT_GROUP(id, title) title,
#include "debugger/commands.def"
    };
    return titles[group];
}

// Is the word one of those between spaces?
static bool among(const char *words, const char *word, size_t len)
{
    while (*words) {
        size_t n = strcspn(words, " ");
        if (n == len && memcmp(words, word, len) == 0)
            return true;
        words += n + (words[n] == ' ');
    }
    return false;
}

const struct bt_command *bt_commands_find(const char *word, size_t len, struct bt_buf *several)
{
    const struct bt_command *found = NULL;
    size_t n = 0;
    for (size_t i = 0; i < N; i++)
        if (among(table[i].name, word, len) || among(table[i].shorts, word, len))
            return &table[i];
    for (size_t i = 0; i < N && len > 0; i++) {
        if (strncmp(table[i].name, word, len) != 0)
            continue;
        if (several)
            bt_buf_printf(several, "%s%s", n ? ", " : "", table[i].name);
        found = &table[i];
        n++;
    }
    if (n == 1 && several)
        bt_buf_clear(several);
    return n == 1 ? found : NULL;
}
