// Instructions, registers and source lines, for `dis', `regs', `list'. See query.h.
#include <string.h>

#include "base/mem.h"
#include "bytecode/disasm.h"
#include "bytecode/liveness.h"
#include "debugger/engine/codes.h"
#include "debugger/engine/query.h"
#include "debugger/engine/say.h"
#include "lab/put.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/source_cache.h"
#include "runtime/objects/str.h"

#define VALUE_COLUMNS 120u
#define LINES_MAX     100000 // that one answer has

static json_t *text_of(bt_value str)
{
    struct bt_buf text;
    bt_buf_init(&text);
    bt_buf_write(&text, bt_as_str(str)->data, bt_as_str(str)->len);
    return bt_say_json(&text);
}

// ---- which code ----

static uint32_t next_word(const struct bt_code *code, uint32_t word)
{
    return word + bt_op_info[code->unit->insns[word].op].words;
}

// The code that a request is about, and the word of it that is current (UINT32_MAX: none).
static struct bt_code *code_of(struct bt_engine *e, struct bt_vthread *th, const json_t *request,
                               uint32_t *word, json_t **error)
{
    const json_t *id = json_object_get(request, "code");
    const char *function = json_string_value(json_object_get(request, "function"));
    struct bt_vthread *who = th;
    struct bt_frame *frame = NULL;
    json_t *no_frame = NULL;
    if (!bt_query_frame(e, th, request, &who, &frame, &no_frame))
        frame = NULL;
    *word = UINT32_MAX;
    struct bt_code *code = NULL;
    if (json_is_integer(id)) {
        code = bt_codes_by_id(e, (uintptr_t)json_integer_value(id));
        const json_t *at = json_object_get(request, "word");
        if (json_is_integer(at) && json_integer_value(at) >= 0)
            *word = (uint32_t)json_integer_value(at);
        if (!code)
            *error = bt_engine_error("there is no code of that number");
    } else if (function) {
        code = bt_codes_by_name(e, th, frame, function, error);
        if (code && frame && frame->code == code)
            *word = bt_frame_word(frame);
    } else if (frame) {
        code = frame->code;
        *word = bt_frame_word(frame);
    } else {
        *error = no_frame;
        return NULL;
    }
    json_decref(no_frame);
    return code;
}

// ---- instructions ----

static json_t *line_of(struct bt_engine *e, struct bt_code *code, uint32_t word, uint32_t current)
{
    struct bt_buf text;
    uint32_t line = bt_code_line(code, word), label = bt_disassemble_label(code->unit, word);
    bt_buf_init(&text);
    bt_disassemble_instruction(&text, code->unit, word);
    json_t *v =
        json_pack("{s:I, s:I, s:I, s:o, s:I, s:o, s:b}", "code", (json_int_t)(uintptr_t)code,
                  "word", (json_int_t)word, "address", (json_int_t)(uintptr_t)(code->insns + word),
                  "text", bt_say_json(&text), "line", (json_int_t)line, "file",
                  text_of(code->filename), "current", word == current);
    if (label)
        (void)json_object_set_new(v, "label", json_sprintf("L%u", label));
    uint32_t before = 0;
    for (uint32_t w = 0; w < word; w = next_word(code, w))
        before = bt_code_line(code, w);
    if (line != before && line > 0)
        (void)json_object_set_new(v, "source", bt_stop_source_line(e, code, line));
    return v;
}

static json_int_t number(const json_t *request, const char *name, json_int_t otherwise)
{
    const json_t *v = json_object_get(request, name);
    return json_is_integer(v) && json_integer_value(v) >= 0 ? json_integer_value(v) : otherwise;
}

// The instructions around the current one, or of a whole function.
json_t *bt_query_disassemble(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    uint32_t current;
    json_t *error = NULL;
    struct bt_code *code = code_of(e, th, request, &current, &error);
    if (!code)
        return error;
    json_int_t before = number(request, "before", 8), after = number(request, "after", 8), at = -1;
    json_int_t n = 0;
    for (uint32_t w = 0; w < code->n_insns; w = next_word(code, w), n++)
        if (w == current)
            at = n;
    bool whole = at < 0 || json_is_string(json_object_get(request, "function"));
    json_t *lines = json_array();
    n = 0;
    for (uint32_t w = 0; w < code->n_insns && n < LINES_MAX; w = next_word(code, w), n++)
        if (whole || (n >= at - before && n <= at + after))
            (void)json_array_append_new(lines, line_of(e, code, w, current));
    // where an outer frame stands is a call that is being made
    return json_pack("{s:b, s:o, s:o, s:I, s:o}", "ok", 1, "function", text_of(code->qualname),
                     "file", text_of(code->filename), "code", (json_int_t)(uintptr_t)code, "lines",
                     lines);
}

// A line for an address where there is no instruction.
static json_t *placeholder(uintptr_t address)
{
    return json_pack("{s:I, s:s, s:b}", "address", (json_int_t)address, "text", "??", "invalid", 1);
}

// For editors: exactly `count` instructions, the first is `offset` instructions from the address.
json_t *bt_query_instructions(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    uintptr_t address = (uintptr_t)json_integer_value(json_object_get(request, "address"));
    json_int_t offset = json_integer_value(json_object_get(request, "offset"));
    json_int_t count = number(request, "count", 0), index = 0, n = 0;
    uint32_t word = 0, current = th->frame ? bt_frame_word(th->frame) : UINT32_MAX;
    struct bt_code *code = bt_codes_by_address(e, address, &word);
    json_t *lines = json_array();
    count = count < LINES_MAX ? count : LINES_MAX;
    if (!code) { // nothing is known there: one word each
        for (json_int_t i = 0; i < count; i++)
            (void)json_array_append_new(
                lines, placeholder(address + (uintptr_t)(offset + i) * sizeof(struct bt_insn)));
        return json_pack("{s:b, s:o}", "ok", 1, "lines", lines);
    }
    for (uint32_t w = 0; w < code->n_insns; w = next_word(code, w), n++)
        if (w <= word)
            index = n;
    if (!th->frame || th->frame->code != code)
        current = UINT32_MAX;
    json_int_t first = index + offset;
    for (json_int_t i = first; i < first + count && i < 0; i++)
        (void)json_array_append_new(
            lines, placeholder((uintptr_t)code->insns + (uintptr_t)i * sizeof(struct bt_insn)));
    n = 0;
    for (uint32_t w = 0; w < code->n_insns; w = next_word(code, w), n++)
        if (n >= first && n < first + count) {
            json_t *line = line_of(e, code, w, current);
            (void)json_object_set_new(line, "function", text_of(code->qualname));
            (void)json_array_append_new(lines, line);
        }
    for (json_int_t i = first > n ? first : n; i < first + count; i++)
        (void)json_array_append_new(lines,
                                    placeholder((uintptr_t)(code->insns + code->n_insns) +
                                                (uintptr_t)(i - n) * sizeof(struct bt_insn)));
    return json_pack("{s:b, s:o}", "ok", 1, "lines", lines);
}

// ---- registers ----

// So many registers of the frame are its own: the callee's lie over the rest.
static uint32_t own_registers(const struct bt_vthread *th, const struct bt_frame *frame)
{
    uint32_t n = frame->code->n_regs;
    for (const struct bt_frame *f = th->frame; f && f != frame; f = f->prev)
        if (f->prev == frame && f->regs >= frame->regs && f->regs < frame->regs + n)
            n = (uint32_t)(f->regs - frame->regs);
    return n;
}

static bool is_cell(const struct bt_code *code, bt_value name)
{
    const struct bt_tuple *cells = bt_as_tuple(code->cellvars);
    for (size_t i = 0; i < cells->len; i++)
        if (bt_same(cells->items[i], name))
            return true;
    return false;
}

static json_t *register_of(struct bt_vthread *th, const struct bt_frame *frame, uint32_t reg)
{
    const struct bt_code *code = frame->code;
    struct bt_buf name, text;
    bt_value v = frame->regs[reg];
    bool local = reg < code->n_locals;
    bool cell = local && reg < bt_as_tuple(code->varnames)->len &&
                is_cell(code, bt_as_tuple(code->varnames)->items[reg]);
    if (bt_is_exact(&th->t, v, BT_T_CELL))
        v = ((const struct bt_cell *)bt_obj(v))->value;
    bt_buf_init(&name);
    bt_buf_init(&text);
    bt_disassemble_register(&name, code->unit, reg);
    bt_say_value(&text, th->vm, v, VALUE_COLUMNS);
    return json_pack("{s:I, s:o, s:o, s:s, s:s, s:b}", "register", (json_int_t)reg, "name",
                     bt_say_json(&name), "text", bt_say_json(&text), "type",
                     bt_is_unset(v) ? "" : bt_type_of(&th->t, v)->name, "kind",
                     cell    ? "cell"
                     : local ? "local"
                             : "temporary",
                     "set", local);
}

json_t *bt_query_registers(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    struct bt_vthread *who;
    struct bt_frame *frame;
    json_t *error = NULL;
    if (!bt_query_frame(e, th, request, &who, &frame, &error))
        return error;
    const struct bt_code *code = frame->code;
    uint64_t *live = bt_alloc_zero(((size_t)code->n_insns + 1) * sizeof *live);
    if (!live || !bt_liveness(code->unit, live)) {
        bt_free(live);
        return bt_engine_error("no memory");
    }
    uint64_t now = live[bt_frame_word(frame)];
    bt_free(live);
    json_t *registers = json_array();
    uint32_t n = own_registers(who, frame);
    for (uint32_t r = 0; r < n; r++) {
        uint32_t t = r - code->n_locals; // temporaries: those that hold something
        if (r >= code->n_locals &&
            (t >= BT_LIVENESS_MAX || !(now >> t & 1) || bt_is_unset(frame->regs[r])))
            continue;
        (void)json_array_append_new(registers, register_of(who, frame, r));
    }
    return json_pack("{s:b, s:o}", "ok", 1, "registers", registers);
}

// ---- source ----

// Lines of a source: "file" or "function" or the frame's; from "first" to "last", or around "line".
json_t *bt_query_list(struct bt_engine *e, struct bt_vthread *th, const json_t *request)
{
    uint32_t word;
    json_t *error = NULL;
    struct bt_code *code = code_of(e, th, request, &word, &error);
    if (!code)
        return error;
    const char *file = json_string_value(json_object_get(request, "file"));
    bool own = !file || strcmp(file, bt_as_str(code->filename)->data) == 0;
    uint32_t current = own && word != UINT32_MAX ? bt_code_line(code, word) : 0;
    json_int_t around = json_is_string(json_object_get(request, "function"))
                            ? (json_int_t)code->first_line + 4
                            : (json_int_t)current;
    around = number(request, "line", around);
    json_int_t first = number(request, "first", around > 5 ? around - 5 : 1);
    json_int_t last = number(request, "last", first + 10);
    if (!file)
        file = bt_as_str(code->filename)->data;
    json_t *lines = json_array();
    first = first > 0 ? first : 1;
    last = last < first + LINES_MAX ? last : first + LINES_MAX;
    for (json_int_t n = first; n <= last && n < UINT32_MAX; n++) {
        size_t len;
        const char *text = bt_source_cache_line(&e->vm->i, file, (uint32_t)n, &len);
        if (!text)
            break;
        struct bt_buf line;
        bt_buf_init(&line);
        bt_buf_write(&line, text, len > 0 && text[len - 1] == '\r' ? len - 1 : len);
        (void)json_array_append_new(lines, json_pack("{s:I, s:o, s:b}", "line", n, "text",
                                                     bt_say_json(&line), "current", n == current));
    }
    if (json_array_size(lines) == 0) {
        json_decref(lines);
        const char *name = bt_put_basename(file);
        uint32_t n = 0;
        while (bt_source_cache_line(&e->vm->i, file, n + 1, &(size_t){0}))
            n++;
        return n == 0 ? bt_engine_error("there is no source text of %.300s", name)
                      : bt_engine_error("%.300s has %u lines", name, n);
    }
    json_t *name = json_string(file);
    return json_pack("{s:b, s:o, s:o}", "ok", 1, "file", name ? name : json_string("?"), "lines",
                     lines);
}
