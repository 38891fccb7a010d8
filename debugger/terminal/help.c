// help: from the table of commands, and examples of those that need some.
#include <string.h>

#include "debugger/terminal/private.h"

static const struct {
    const char *name, *text;
} examples[] = {
    {"stepi", "si         one instruction of this thread; the others stand still\n"
              "si 5       five of them\n"
              "si w2      give the lock to w2 and execute one instruction of it\n"
              "si 5 all   five of this thread; the others may run meanwhile"},
    {"step", "s          to the next line of this thread; the others stand still\n"
             "s 3        three times\n"
             "s all      the others may run meanwhile\n"
             "The standard library is passed over, unless `set library on'."},
    {"next", "n          to the next line of this function; calls are not stopped in\n"
             "n all      the other threads may run meanwhile"},
    {"until", "until      at the end of a loop: out of it\n"
              "until 20   to line 20 of this function, or its end"},
    {"continue", "c          to the next breakpoint, exception or deadlock, or the end\n"
                 "c 3        to the third stop"},
    {"goto", "goto 12        to event 12 of the schedule, as stops and `schedule' count them\n"
             "goto @5210     to where all threads together have executed 5210 instructions\n"
             "goto start     to the beginning of the run\n"
             "goto end       to the furthest point that has been reached"},
    {"sched", "sched          say the policy and the switch interval\n"
              "sched 10       switch every 10 instructions\n"
              "sched 1..100   at random, after 1 to 100 instructions\n"
              "sched inf      only where a thread waits\n"
              "sched random   choose the next thread by chance"},
    {"schedule", "schedule               the last 20 switches\n"
                 "schedule 50            the last 50\n"
                 "schedule save FILE     all of them into a file; then, without the debugger:\n"
                 "                       baton --policy replay:FILE SCRIPT"},
    {"break", "b 14                   line 14 of the file looked at\n"
              "b bank.py:14           of another\n"
              "b deposit              where a function begins; also Account.deposit\n"
              "b *deposit+3           the instruction with number 3, as `dis' counts\n"
              "b 14 if total > 100    only then\n"
              "b 14 thread w1         only that thread\n"
              "b 14 after 5           ignore it 5 times\n"
              "b gil                  the lock changes hands\n"
              "b lock forks[2]        a lock is taken; also: acquire, contend, release, any\n"
              "b race counter         a second thread touches it, with no lock in common\n"
              "b deadlock             threads wait for each other\n"
              "b raise ValueError     an exception is raised; `b raise': any"},
    {"watch", "watch total            stop when a variable gets another value\n"
              "watch box.value        an attribute\n"
              "watch items[0]         an item\n"
              "watch total if total < 0 thread w1"},
    {"log", "log 14 \"i is {i}, total {total!r}\"\n"
            "log deposit \"in {amount}\" if amount > 100"},
    {"commands", "commands 2     lines follow, up to `end':\n"
                 "  silent       (first: do not show the stop)\n"
                 "  p total\n"
                 "  c\n"
                 "end\n"
                 "A command that moves the program ends the list."},
    {"condition", "condition 2 total > 100\n"
                  "condition 2             always again"},
    {"backtrace", "bt         of this thread\n"
                  "bt 3       the innermost three\n"
                  "bt all     of all threads"},
    {"list", "l          around the place looked at; again: go on\n"
             "l 40       around line 40\n"
             "l 10,20    those\n"
             "l deposit  around a function"},
    {"print",
     "p total            a value\n"
     "p items[0].name\n"
     "p total = 5        a statement changes the program; in the past it begins a new future\n"
     "!total = 5         the same"},
    {"dis", "dis            around this instruction\n"
            "dis 40         more of it\n"
            "dis deposit    of a function"},
    {"who", "who total      the thread and line that wrote it last\n"
            "who box.value"},
    {"set", "set library on     steps, bt and up show the standard library, too\n"
            "set confirm off    quit without asking\n"
            "set total = 5      assign to a variable"},
};

static const char *examples_of(const char *name)
{
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        if (strcmp(examples[i].name, name) == 0)
            return examples[i].text;
    return NULL;
}

static void overview(struct bt_buf *out)
{
    for (int g = 0; g < BT_N_GROUPS; g++) {
        const struct bt_command *c;
        bt_buf_printf(out, "%s%s\n", g ? "\n" : "", bt_commands_title((enum bt_command_group)g));
        for (size_t i = 0; (c = bt_commands_at(i)) != NULL; i++) {
            char names[64];
            if (c->group != (enum bt_command_group)g)
                continue;
            snprintf(names, sizeof names, "%s%s%s", c->name, *c->shorts ? ", " : "", c->shorts);
            for (char *p = names + strlen(c->name) + 2; *c->shorts && *p; p++)
                if (*p == ' ') {
                    memmove(p + 1, p, strlen(p) + 1);
                    *p++ = ',';
                }
            bt_buf_printf(out, "  %-23s %s\n", names, c->help);
        }
    }
    bt_buf_puts(out,
                "\n`help COMMAND' says more. A command may be cut short where it stays unique; an "
                "empty line\nrepeats a step. A THREAD is a number of `threads' or a name.\n");
}

bool bt_help(struct bt_buf *out, const char *word)
{
    struct bt_buf several;
    if (!word) {
        overview(out);
        return true;
    }
    bt_buf_init(&several);
    const struct bt_command *c = bt_commands_find(word, strlen(word), &several);
    if (!c && several.len > 0)
        bt_buf_printf(out, "`%s' is ambiguous: %s\n", word, several.data);
    else if (!c)
        bt_buf_printf(out, "there is no command `%s' (help lists them)\n", word);
    bt_buf_free(&several);
    if (!c)
        return false;
    const char *more = examples_of(c->name);
    bt_buf_printf(out, "%s%s%s\n  %s\n", c->name, *c->arguments ? " " : "", c->arguments, c->help);
    if (*c->shorts)
        bt_buf_printf(out, "  short: %s\n", c->shorts);
    while (more && *more) {
        size_t n = strcspn(more, "\n");
        bt_buf_printf(out, "%s    %.*s\n", more == examples_of(c->name) ? "\n" : "", (int)n, more);
        more += n + (more[n] == '\n');
    }
    return true;
}
