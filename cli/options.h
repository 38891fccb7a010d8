// The command line: one table (options.def), parsed into one struct.
#ifndef BT_CLI_OPTIONS_H
#define BT_CLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/lab.h"

enum bt_run_kind {
    BT_RUN_PROMPT,
    BT_RUN_FILE,
    BT_RUN_CODE,
    BT_RUN_MODULE,
    BT_RUN_STDIN,
    BT_RUN_COMMAND
};

#define BT_MAX_CHECKS 64

struct bt_options {
    struct bt_vm_config config;
    struct bt_lab_options lab;
    enum bt_run_kind kind;
    const char *what; // file name, code, module name or subcommand
    char **args;      // what follows it
    int n_args;
    bool safe_path, seed_given, substrate_given;
    const char *warnings[16]; // -W arguments
    int n_warnings;
    const char *checks[BT_MAX_CHECKS]; // --check expressions
    int n_checks;
    const char *metric;         // --metric expression, or NULL
    int64_t int_max_str_digits; // -1: as it is
    bool debug_on_error;        // -X debug-on-error
    int debug_wire;             // to the debugger's session, or -1
    bool done;                  // --help or --version has been served
};

// Parse argv and the environment. true: go on (or `done`). false: a usage error has been reported;
// exit with 2.
bool bt_options_parse(struct bt_options *out, int argc, char **argv);
void bt_options_print_help(void);
// How many words an option takes that begins with `word`: 1, or 2 with an argument in the next one.
// 0: there is no such option.
int bt_options_words(const char *word);

struct bt_command {
    const char *name;
    int (*run)(int argc, char **argv); // argv[0] is its name; returns the exit status
    const char *usage, *help;
};
// The subcommand of that name, or NULL.
const struct bt_command *bt_command_find(const char *name);

#endif
