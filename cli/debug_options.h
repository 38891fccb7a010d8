// The command line of `baton debug': its own options, and those of a run.
#ifndef BT_CLI_DEBUG_OPTIONS_H
#define BT_CLI_DEBUG_OPTIONS_H

#include "cli/options.h"
#include "debugger/terminal/terminal.h"

struct bt_debug_options {
    struct bt_options run;               // the script, and how to run it
    struct bt_terminal_options terminal; // its arrays are this struct's
    const char *replay;                  // the recording to look at instead of a script, or NULL
    const char *input;                   // the script's standard input, a file, or NULL
    // this struct's
    const char **commands;
    bool *is_file;
    char **words; // what is left for bt_options_parse
    int n_words;
};

// Read it; argv[0] is "debug". -1: go on; else it has been said what there was to say, and this is
// the exit status. To be freed either way.
int bt_debug_options_parse(struct bt_debug_options *o, int argc, char **argv);
void bt_debug_options_free(struct bt_debug_options *o);
// Can the options of a run be debugged? NULL, or why not, in a sentence.
const char *bt_debug_options_refuse(struct bt_options *run);

#endif
