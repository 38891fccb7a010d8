// Lists of switches: see switches.h.
#include "lab/switches.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "lab/places.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/str.h"
#include "vm/interp.h"

static const char *const reasons[] = {"turn", "yield", "cut", "block", "outside", "end"};

const char *bt_switch_reason(const char *word)
{
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (strcmp(word, reasons[i]) == 0)
            return reasons[i];
    return NULL;
}

bool bt_switches_add(struct bt_switches *switches, size_t *cap, const struct bt_switch *one)
{
    if (switches->n == *cap) {
        size_t more = *cap ? *cap * 2 : 256;
        struct bt_switch *list = bt_realloc_array(switches->list, more, sizeof *list);
        if (!list)
            return false;
        switches->list = list;
        *cap = more;
    }
    switches->list[switches->n++] = *one;
    return true;
}

// ---- the watch ----

// Why this event gives the lock up; NULL: it does not.
static const char *reason_of(const struct bt_event *e)
{
    if (e->kind == BT_EV_SWITCH)
        return e->reason == BT_ENTER_YIELD ? "yield" : e->reason == BT_ENTER_CUT ? "cut" : "turn";
    return e->kind == BT_EV_BLOCK     ? "block"
           : e->kind == BT_EV_OUTSIDE ? "outside"
           : e->kind == BT_EV_END     ? "end"
                                      : NULL;
}

static void hear(struct bt_event_sink *sink, const struct bt_event *e)
{
    struct bt_switch_watch *w = (struct bt_switch_watch *)sink;
    const char *why = reason_of(e);
    if (why) {
        w->given = (struct bt_switch){
            .instr = e->instr, .thread = e->th->number, .ends_turn = strcmp(why, "turn") == 0};
        w->why = why;
        w->code = e->code;
        w->word = e->word;
    } else if (e->kind == BT_EV_RUN && w->given.thread != 0) {
        w->given.next = e->th->number;
        w->put(w, &w->given, w->why);
        w->given.thread = 0;
        w->code = NULL;
    }
}

static void sweep(struct bt_event_sink *sink)
{
    struct bt_switch_watch *w = (struct bt_switch_watch *)sink;
    if (w->code && !bt_is_marked(&w->code->base))
        w->code = NULL;
}

void bt_switch_watch_init(struct bt_switch_watch *w)
{
    *w = (struct bt_switch_watch){.sink = {.event = hear, .sweep = sweep}};
}

// ---- writing a file ----

struct bt_switch_export {
    struct bt_switch_watch watch; // first
    struct bt_vm *vm;
    const char *path;
    FILE *file;
};

void bt_switches_put_head(struct bt_buf *out)
{
    bt_buf_puts(out, BT_SWITCHES_FORMAT
                "\n"
                "# switch THREAD INSTRUCTIONS NEXT WHY: THREAD, when it has executed so many "
                "instructions,\n# hands over to NEXT.  Run by --policy replay:FILE.\n");
}

void bt_switches_put(struct bt_buf *out, const struct bt_switch *s, const char *why,
                     const struct bt_place *place)
{
    bt_buf_printf(out, "switch %" PRIu32 " %" PRIu64 " %" PRIu32 " %s", s->thread, s->instr,
                  s->next, why);
    if (place->line > 0)
        bt_buf_printf(out, "  # %s:%" PRIu32 " in %s", place->file, place->line, place->function);
    bt_buf_putc(out, '\n');
}

static void export_one(struct bt_switch_watch *w, const struct bt_switch *s, const char *why)
{
    const struct bt_switch_export *e = (const struct bt_switch_export *)w;
    if (!e->file)
        return;
    struct bt_place place = {0};
    if (w->code)
        place =
            (struct bt_place){bt_as_str(w->code->filename)->data,
                              bt_as_str(w->code->qualname)->data, bt_code_line(w->code, w->word)};
    char room[512];
    struct bt_buf line;
    bt_buf_init_in(&line, room, sizeof room);
    bt_switches_put(&line, s, why, &place);
    if (fwrite(line.data, 1, line.len, e->file) != line.len)
        line.failed = true; // the file remembers that
    bt_buf_free(&line);
}

struct bt_switch_export *bt_switch_export_new(struct bt_vm *vm, const char *path)
{
    struct bt_switch_export *e = bt_alloc_zero(sizeof *e);
    if (e)
        e->file = fopen(path, "we");
    if (!e || !e->file) {
        fprintf(stderr, "baton: can't write the list of switches '%s': %s\n", path,
                strerror(e ? errno : ENOMEM));
        bt_free(e);
        return NULL;
    }
    bt_switch_watch_init(&e->watch);
    e->watch.put = export_one;
    e->vm = vm;
    e->path = path;
    struct bt_buf head;
    bt_buf_init(&head);
    bt_switches_put_head(&head);
    fputs(head.failed ? BT_SWITCHES_FORMAT "\n" : head.data, e->file);
    bt_buf_free(&head);
    bt_event_watch(vm, &e->watch.sink);
    return e;
}

bool bt_switch_export_finish(struct bt_switch_export *e)
{
    if (!e->file)
        return true;
    bool failed = ferror(e->file) != 0;
    failed = fclose(e->file) != 0 || failed;
    e->file = NULL;
    if (failed)
        fprintf(stderr, "baton: can't write the list of switches '%s': %s\n", e->path,
                strerror(errno));
    return !failed;
}

void bt_switch_export_free(struct bt_switch_export *e)
{
    if (!e)
        return;
    bt_event_unwatch(e->vm, &e->watch.sink);
    if (e->file)
        (void)fclose(e->file);
    bt_free(e);
}

// ---- reading one ----

static const char *parse(char *line, struct bt_switch *s)
{
    char why[16], more[2];
    line[strcspn(line, "#\n")] = '\0';
    int n = sscanf(line, " switch %" SCNu32 " %" SCNu64 " %" SCNu32 " %15s %1s", &s->thread,
                   &s->instr, &s->next, why, more);
    if (n != 4)
        return "it should be: switch THREAD INSTRUCTIONS NEXT WHY";
    const char *reason = bt_switch_reason(why);
    s->ends_turn = reason == reasons[0];
    return reason ? NULL : "WHY is turn, yield, cut, block, outside or end";
}

bool bt_switches_load(struct bt_switches *switches, const char *path)
{
    char line[4096];
    size_t cap = 0, number = 1;
    const char *wrong = NULL;
    *switches = (struct bt_switches){0};
    FILE *file = fopen(path, "re");
    if (!file) {
        fprintf(stderr, "baton: can't read the list of switches '%s': %s\n", path, strerror(errno));
        return false;
    }
    if (!fgets(line, sizeof line, file) || strcmp(line, BT_SWITCHES_FORMAT "\n") != 0)
        wrong = "this is no list of switches (it begins \"" BT_SWITCHES_FORMAT "\")";
    while (!wrong && fgets(line, sizeof line, file)) {
        struct bt_switch one;
        number++;
        if (line[strspn(line, " \t\n")] == '\0' || line[strspn(line, " \t")] == '#')
            continue;
        wrong = parse(line, &one);
        if (!wrong && !bt_switches_add(switches, &cap, &one))
            wrong = "not enough memory";
    }
    if (!wrong && ferror(file))
        wrong = strerror(errno);
    (void)fclose(file);
    if (!wrong)
        return true;
    fprintf(stderr, "baton: %s:%zu: %s\n", path, number, wrong);
    bt_free(switches->list);
    *switches = (struct bt_switches){0};
    return false;
}
