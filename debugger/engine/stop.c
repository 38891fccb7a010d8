// What a stop says: where each thread is. Nothing here runs Python code.
#include <stdio.h>
#include <string.h>

#include "bytecode/disasm.h"
#include "debugger/engine/query.h"
#include "debugger/engine/say.h"
#include "runtime/objects/source_cache.h"
#include "runtime/objects/str.h"

bool bt_stop_is_library(const struct bt_code *code)
{
    return strncmp(bt_as_str(code->filename)->data, "<frozen ", 8) == 0;
}

const char *bt_stop_thread_name(const struct bt_vthread *th, char room[32])
{
    if (bt_is_str(th->name) && bt_as_str(th->name)->len > 0)
        return bt_as_str(th->name)->data;
    if (th == th->vm->main)
        return "MainThread";
    snprintf(room, 32, "thread %u", th->number);
    return room;
}

// A str as JSON; what is no UTF-8 (lone surrogates) becomes "?".
static json_t *text_of(bt_value str)
{
    json_t *text = json_stringn(bt_as_str(str)->data, bt_as_str(str)->len);
    return text ? text : json_string("?");
}

json_t *bt_stop_source_line(struct bt_engine *e, const struct bt_code *code, uint32_t line)
{
    size_t len;
    const char *text = bt_source_cache_line(&e->vm->i, bt_as_str(code->filename)->data, line, &len);
    if (!text)
        return json_null();
    while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r' || text[len - 1] == ' '))
        len--;
    while (len > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        len--;
    }
    json_t *v = json_stringn(text, len);
    return v ? v : json_null();
}

json_t *bt_stop_frame(struct bt_engine *e, const struct bt_frame *frame, uint32_t level)
{
    const struct bt_code *code = frame->code;
    uint32_t word = bt_frame_word(frame), line = bt_frame_line(frame);
    struct bt_buf out;
    bt_buf_init(&out);
    bt_disassemble_instruction(&out, code->unit, word);
    json_t *v =
        json_pack("{s:I, s:o, s:o, s:I, s:o, s:b, s:I, s:I, s:o}", "level", (json_int_t)level,
                  "function", text_of(code->qualname), "file", text_of(code->filename), "line",
                  (json_int_t)line, "text", bt_stop_source_line(e, code, line), "library",
                  bt_stop_is_library(code), "code", (json_int_t)(uintptr_t)code, "word",
                  (json_int_t)word, "instruction", json_stringn(out.data ? out.data : "", out.len));
    bt_buf_free(&out);
    if (v)
        (void)json_object_set_new(v, "address", json_integer((json_int_t)(uintptr_t)frame->pc));
    return v;
}

struct bt_frame *bt_stop_frame_at(const struct bt_vthread *th, uint32_t level)
{
    struct bt_frame *f = th->frame;
    while (f && level > 0) {
        f = f->prev;
        level--;
    }
    return f;
}

json_t *bt_stop_new(struct bt_engine *e, struct bt_vthread *th, const char *reason,
                    const char *text)
{
    struct bt_position at = bt_engine_position(e);
    json_t *stop = json_pack("{s:s, s:s, s:I, s:I}", "reason", reason, "text", text, "clock",
                             (json_int_t)at.clock, "events", (json_int_t)at.events);
    e->current = th ? th->number : 0;
    if (!th) {
        (void)json_object_set_new(stop, "frame", json_null());
        (void)json_object_set_new(stop, "next", json_null());
        return stop;
    }
    // one that waits is shown where the script waits, not inside the library
    bool waits = th->reason != BT_WAIT_NONE && th->state != BT_THREAD_READY;
    uint32_t level = waits && !e->library ? bt_query_script_level(th) : 0;
    struct bt_buf name;
    bt_buf_init(&name);
    bt_say_thread(&name, th);
    (void)json_object_set_new(stop, "thread", json_integer(th->number));
    (void)json_object_set_new(stop, "name", bt_say_json(&name));
    (void)json_object_set_new(stop, "depth", json_integer(th->t.py_depth));
    (void)json_object_set_new(stop, "instr", json_integer((json_int_t)bt_thread_instructions(th)));
    struct bt_frame *frame = bt_stop_frame_at(th, level);
    (void)json_object_set_new(stop, "frame", frame ? bt_stop_frame(e, frame, level) : json_null());
    (void)json_object_set_new(stop, "next", bt_describe_next(e, th));
    return stop;
}

// "w1 waits for lock 'a', held by w2 (f.py:7)"
static void put_wait(struct bt_buf *out, const struct bt_vthread *th)
{
    bt_say_thread(out, th);
    bt_buf_putc(out, ' ');
    if (!bt_say_wait(out, th))
        bt_buf_puts(out, "waits");
}

// A thread that waits for itself in the end; NULL: there is none.
static const struct bt_vthread *find_cycle(const struct bt_vm *vm)
{
    for (const struct bt_vthread *start = vm->threads; start; start = start->next) {
        const struct bt_vthread *th = bt_say_waits_for(start);
        for (size_t steps = 0; th && th != start && steps <= vm->n_threads; steps++)
            th = bt_say_waits_for(th);
        if (th == start)
            return start;
    }
    return NULL;
}

json_t *bt_stop_deadlock(struct bt_engine *e, struct bt_vthread *th)
{
    struct bt_buf text;
    bt_buf_init(&text);
    bt_buf_puts(&text, "deadlock: ");
    const struct bt_vthread *start = find_cycle(e->vm), *at = start;
    if (!start)
        put_wait(&text, th);
    while (at) {
        put_wait(&text, at);
        at = bt_say_waits_for(at);
        if (at == start)
            break;
        bt_buf_puts(&text, "; ");
    }
    json_t *stop = bt_stop_new(e, th, "deadlock", "");
    (void)json_object_set_new(stop, "text", bt_say_json(&text));
    return stop;
}

json_t *bt_stop_exception(struct bt_engine *e, struct bt_vthread *th, bt_value exception)
{
    json_t *shown = bt_query_value(e, th, exception, true);
    if (!shown)
        shown = json_pack("{s:s, s:s}", "type", bt_type_of(&th->t, exception)->name, "text", "");
    (void)json_object_set_new(shown, "thread", json_integer(th->number));
    return shown;
}
