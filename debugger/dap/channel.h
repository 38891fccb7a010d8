/*
 * Messages of the Debug Adapter Protocol over two descriptors: a header with Content-Length, an
 * empty line, that many bytes of JSON. What is no message is passed over; nothing here knows what
 * messages say.
 */
#ifndef BT_DAP_CHANNEL_H
#define BT_DAP_CHANNEL_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"

struct bt_channel {
    int in, out;
    struct bt_buf buf; // what has come and was not taken
    size_t skip;       // bytes of a message that is too large, still to come
    bool closed;       // the client is gone
};

void bt_channel_init(struct bt_channel *c, int in, int out);
void bt_channel_free(struct bt_channel *c); // leaves the descriptors open
// Take in what has come: waits for something if `wait`. false: nothing came, or the client is gone.
bool bt_channel_fill(struct bt_channel *c, bool wait);
// A whole message that has been taken in, an object, a new reference; NULL: there is none (yet).
json_t *bt_channel_next(struct bt_channel *c);
// Send a message; NULL (no memory for it) is not sent.
void bt_channel_send(struct bt_channel *c, const json_t *message);

#endif
