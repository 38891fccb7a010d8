// The Debug Adapter Protocol, for editors: `baton dap'.
#ifndef BT_DAP_H
#define BT_DAP_H

#include "debugger/session/session.h"

struct bt_dap_launch;

struct bt_dap_options {
    int in, out; // the protocol's descriptors
    // A program to debug has been named by the client's launch request: make the session's options
    // (BT_MUST be released by release). args: the request's "arguments". NULL: *error says why not,
    // in a sentence (static or valid until the next call).
    struct bt_session_options *(*launch)(void *ctx, const json_t *args, const char **error);
    void (*release)(void *ctx, struct bt_session_options *options);
    void *ctx;
};

// Serve one client until it disconnects. Returns the exit status of `baton dap'.
int bt_dap_serve(const struct bt_dap_options *options);

#endif
