// What a client's launch request says, as the options of a session.
#ifndef BT_CLI_DAP_LAUNCH_H
#define BT_CLI_DAP_LAUNCH_H

#include <jansson.h>

#include "debugger/session/session.h"

struct bt_dap_launcher {
    int protocol[3]; // descriptors that no program may inherit; -1: none
    char error[512];
};

// listener: of the port, or -1.
void bt_dap_launcher_init(struct bt_dap_launcher *l, int in, int out, int listener);
// For struct bt_dap_options; ctx: the launcher.
struct bt_session_options *bt_dap_launcher_launch(void *ctx, const json_t *args,
                                                  const char **error);
void bt_dap_launcher_release(void *ctx, struct bt_session_options *options);

#endif
