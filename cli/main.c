// The program.
#include "base/mem.h"
#include <stdio.h>
#include <string.h>

#include "cli/debug.h"
#include "cli/options.h"
#include "cli/run.h"

int main(int argc, char **argv)
{
    struct bt_options options;
    bt_mem_tune();
    if (!bt_options_parse(&options, argc, argv))
        return 2;
    if (options.done)
        return fflush(stdout) == 0 ? 0 : 120;
    if (options.kind == BT_RUN_COMMAND) {
        // its own options and arguments begin with its name
        return bt_command_find(options.what)->run(options.n_args + 1, options.args - 1);
    }
    return options.debug_on_error ? bt_cli_debug_on_error(&options) : bt_cli_run(&options);
}
