// Is a typed statement complete? The parser's answer; a file of its own, because the tree's names
// and those of the objects are not made to be seen together.
#ifndef BT_CLI_FEED_H
#define BT_CLI_FEED_H

#include <stdbool.h>
#include <stddef.h>

struct bt_cli_feed;

struct bt_cli_feed *bt_cli_feed_new(void); // NULL: no memory
void bt_cli_feed_free(struct bt_cli_feed *feed);
// Forget the lines so far.
void bt_cli_feed_reset(struct bt_cli_feed *feed);
// One more line, with its newline. true: the statement is complete (or wrong, which compiling it
// will say).
bool bt_cli_feed_line(struct bt_cli_feed *feed, const char *line, size_t len);

#endif
