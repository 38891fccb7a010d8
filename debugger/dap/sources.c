// Files, and the instructions made of them.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "debugger/dap/private.h"

// ---- sources ----

// The number of a source that is no file ("<string>"); 0: nobody has its text (any more), as that of
// "<frozen threading>", of which there are only the instructions.
static json_int_t source_number(struct bt_dap *d, const char *name)
{
    for (size_t i = 0; i < json_array_size(d->sources); i++)
        if (strcmp(json_string_value(json_array_get(d->sources, i)), name) == 0)
            return (json_int_t)i + 1;
    if (d->hearing)
        return 0;
    json_t *text =
        bt_dap_ask(d, "source", json_pack("{s:s, s:i, s:i}", "file", name, "start", 1, "count", 1));
    json_decref(text);
    if (!text || json_array_append_new(d->sources, json_string(name)) != 0)
        return 0;
    return (json_int_t)json_array_size(d->sources);
}

json_t *bt_dap_source(struct bt_dap *d, const char *file)
{
    if (file[0] == '<') {
        bool library = strncmp(file, "<frozen ", 8) == 0;
        json_int_t number = library ? 0 : source_number(d, file);
        json_t *source = json_pack("{s:s, s:s*, s:s*}", "name", file, "presentationHint",
                                   number ? NULL : "deemphasize", "origin",
                                   library ? "the standard library" : NULL);
        if (source && number)
            (void)json_object_set_new(source, "sourceReference", json_integer(number));
        return source;
    }
    const char *slash = strrchr(file, '/');
    return json_pack("{s:s, s:s}", "name", slash ? slash + 1 : file, "path", file);
}

const char *bt_dap_source_file(struct bt_dap *d, const json_t *source)
{
    const char *path = bt_dap_text(source, "path");
    json_int_t number = bt_dap_number(source, "sourceReference", 0);
    if (number > 0)
        return json_string_value(json_array_get(d->sources, (size_t)number - 1));
    return path && *path ? path : NULL;
}

json_t *bt_dap_source_request(struct bt_dap *d, const json_t *args)
{
    const json_t *source = json_object_get(args, "source");
    const char *file = bt_dap_source_file(d, source);
    if (!file && bt_dap_number(args, "sourceReference", 0) > 0)
        file = bt_dap_source_file(d, args);
    if (!file)
        return bt_dap_error(d, "there is no such source");
    json_t *result = bt_dap_ask(d, "source", json_pack("{s:s, s:i}", "file", file, "start", 1));
    if (!result)
        return NULL;
    struct bt_buf text;
    bt_buf_init(&text);
    json_t *line;
    size_t i;
    json_array_foreach (json_object_get(result, "lines"), i, line) {
        const char *its =
            json_is_object(line) ? bt_dap_text(line, "text") : json_string_value(line);
        bt_buf_puts(&text, its ? its : "");
        bt_buf_putc(&text, '\n');
    }
    json_decref(result);
    json_t *body = text.failed ? NULL
                               : json_pack("{s:s, s:s}", "content", text.data ? text.data : "",
                                           "mimeType", "text/x-python");
    bt_buf_free(&text);
    return body;
}

// The files that are loaded: an array of names, a new reference.
static json_t *files(struct bt_dap *d)
{
    json_t *result = bt_dap_ask(d, "sources", NULL), *names = json_array(), *item;
    size_t i;
    json_array_foreach (json_object_get(result, "sources"), i, item) {
        json_t *name = json_is_object(item) ? json_object_get(item, "file") : item;
        if (json_is_string(name))
            (void)json_array_append(names, name);
    }
    json_decref(result);
    return names;
}

json_t *bt_dap_loaded_sources(struct bt_dap *d, const json_t *args)
{
    (void)args;
    json_t *list = json_array(), *names = d->ended ? json_array() : files(d), *name;
    size_t i;
    json_array_foreach (names, i, name)
        (void)json_array_append_new(list, bt_dap_source(d, json_string_value(name)));
    json_decref(names);
    return json_pack("{s:o}", "sources", list);
}

void bt_dap_sources_again(struct bt_dap *d)
{
    json_t *names = files(d), *name;
    size_t i;
    json_array_foreach (names, i, name) {
        const char *file = json_string_value(name);
        if (json_object_get(d->loaded, file))
            continue;
        (void)json_object_set_new(d->loaded, file, json_true());
        bt_dap_event(d, "loadedSource",
                     json_pack("{s:s, s:o*}", "reason", "new", "source", bt_dap_source(d, file)));
    }
    json_decref(names);
}

// ---- instructions ----

json_t *bt_dap_address(json_int_t address)
{
    return json_sprintf("0x%llx", (unsigned long long)address);
}

json_int_t bt_dap_address_of(const char *text)
{
    char *end;
    if (!text || !*text)
        return 0;
    unsigned long long address = strtoull(text, &end, 0);
    return *end || address > INT64_MAX ? 0 : (json_int_t)address;
}

static json_t *instruction(struct bt_dap *d, const json_t *line, const char **last_file)
{
    const char *text = bt_dap_text(line, "text"), *file = bt_dap_text(line, "file");
    json_int_t number = bt_dap_number(line, "line", 0);
    json_t *i =
        json_pack("{s:o*, s:s}", "address", bt_dap_address(bt_dap_number(line, "address", 0)),
                  "instruction", text ? text : "");
    if (!i)
        return NULL;
    if (!json_is_integer(json_object_get(line, "code")))
        (void)json_object_set_new(i, "presentationHint", json_string("invalid"));
    const char *function = bt_dap_text(line, "function");
    if (function && bt_dap_number(line, "word", -1) == 0)
        (void)json_object_set_new(i, "symbol", json_string(function));
    if (number > 0)
        (void)json_object_set_new(i, "line", json_integer(bt_dap_line_out(d, number)));
    // The place stands where it changes.
    if (file && (!*last_file || strcmp(*last_file, file) != 0))
        (void)json_object_set_new(i, "location", bt_dap_source(d, file));
    if (file)
        *last_file = file;
    return i;
}

json_t *bt_dap_disassemble(struct bt_dap *d, const json_t *args)
{
    json_int_t address = bt_dap_address_of(bt_dap_text(args, "memoryReference"));
    json_int_t count = bt_dap_number(args, "instructionCount", 0);
    if (address == 0)
        return bt_dap_error(d, "disassemble needs a memoryReference");
    if (count < 0 || count > 100000)
        return bt_dap_error(d, "instructionCount must be from 0 to 100000");
    json_t *result = bt_dap_ask(
        d, "instructions",
        json_pack("{s:I, s:I, s:I}", "address", address + bt_dap_number(args, "offset", 0),
                  "offset", bt_dap_number(args, "instructionOffset", 0), "count", count));
    if (!result)
        return NULL;
    json_t *list = json_array(), *line;
    const char *last_file = NULL;
    size_t i;
    json_array_foreach (json_object_get(result, "lines"), i, line)
        (void)json_array_append_new(list, instruction(d, line, &last_file));
    json_decref(result);
    return json_pack("{s:o}", "instructions", list);
}
