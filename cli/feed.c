// See feed.h.
#include "cli/feed.h"

#include "base/mem.h"
#include "parser/driver.h"

struct bt_cli_feed {
    struct bt_feed *feed;
};

struct bt_cli_feed *bt_cli_feed_new(void)
{
    struct bt_cli_feed *f = bt_alloc(sizeof *f);
    if (!f)
        return NULL;
    f->feed = bt_feed_new("<stdin>");
    if (!f->feed) {
        bt_free(f);
        return NULL;
    }
    return f;
}

void bt_cli_feed_free(struct bt_cli_feed *f)
{
    bt_feed_free(f->feed);
    bt_free(f);
}

void bt_cli_feed_reset(struct bt_cli_feed *f)
{
    bt_feed_reset(f->feed);
}

bool bt_cli_feed_line(struct bt_cli_feed *f, const char *line, size_t len)
{
    struct bt_arena arena;
    struct bt_diag diag;
    struct bt_module *module;
    bt_arena_init(&arena);
    bt_diag_init(&diag);
    bool complete = bt_feed_line(f->feed, line, len, &arena, &module, &diag) != BT_FEED_MORE;
    bt_diag_free(&diag);
    bt_arena_free(&arena);
    return complete;
}
