/*
 * mkimage OUT ROOT MODULE.py ...
 *
 * Compiles the standard modules (paths relative to ROOT) and writes them to OUT as C source: each
 * image as const data, and the table bt_lib_modules of runtime/lib/lib.h. Run by the build; it
 * links the front end and nothing of the VM.
 */
#include "base/buf.h"
#include "compiler/compiler.h"
#include "parser/driver.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct printer {
    struct bt_buf out;
    unsigned n; // names given so far
};

static void put_string(struct bt_buf *out, const char *text, size_t len)
{
    bt_buf_putc(out, '"');
    for (size_t i = 0; i < len; i++) {
        unsigned char ch = (unsigned char)text[i];
        if (ch == '"' || ch == '\\')
            bt_buf_printf(out, "\\%c", ch);
        else if (ch == '\n')
            bt_buf_puts(out, i + 1 < len ? "\\n\"\n\"" : "\\n");
        else if (ch < ' ' || ch >= 0x7f || ch == '?') // no trigraphs
            bt_buf_printf(out, "\\%03o", ch);
        else
            bt_buf_putc(out, (char)ch);
    }
    bt_buf_putc(out, '"');
}

static void put_text(struct bt_buf *out, struct bt_text text)
{
    bt_buf_putc(out, '{');
    put_string(out, text.text, text.len);
    bt_buf_printf(out, ", %zu}", text.len);
}

// An array of names; its number.
static unsigned put_texts(struct printer *p, const struct bt_text *texts, uint32_t n)
{
    unsigned id = p->n++;
    if (n == 0)
        return id;
    bt_buf_printf(&p->out, "static const struct bt_text a%u[] = {", id);
    for (uint32_t i = 0; i < n; i++) {
        put_text(&p->out, texts[i]);
        bt_buf_puts(&p->out, ", ");
    }
    bt_buf_puts(&p->out, "};\n");
    return id;
}

static void put_array_ref(struct bt_buf *out, const char *field, unsigned id, uint32_t n)
{
    if (n > 0)
        bt_buf_printf(out, "    .%s = a%u, .n_%s = %u,\n", field, id, field, n);
}

static unsigned put_unit(struct printer *p, const struct bt_unit *unit);

static void put_double(struct bt_buf *out, double d)
{
    if (isfinite(d))
        bt_buf_printf(out, ".u.d = %a", d);
    else if (isnan(d))
        bt_buf_puts(out, ".u.d = __builtin_nan(\"\")");
    else
        bt_buf_printf(out, ".u.d = %s__builtin_inf()", d < 0 ? "-" : "");
}

static unsigned put_consts(struct printer *p, const struct bt_image_const *consts, uint32_t n);

// What an item of an array of constants points to, printed before the array; its number.
static unsigned put_inner(struct printer *p, const struct bt_image_const *k)
{
    if (k->kind == BT_K_TUPLE || k->kind == BT_K_FROZENSET)
        return put_consts(p, k->u.items, k->n);
    if (k->kind == BT_K_CODE)
        return put_unit(p, k->u.unit);
    return 0;
}

static void put_const(struct bt_buf *out, const struct bt_image_const *k, unsigned inner)
{
    bt_buf_printf(out, "    {.kind = %d, .n = %u, ", (int)k->kind, k->n);
    switch (k->kind) {
    case BT_K_INT:
        bt_buf_printf(out, ".u.i = %s%lld", k->u.i == INT64_MIN ? "-1 - " : "",
                      (long long)(k->u.i == INT64_MIN ? INT64_MAX : k->u.i));
        break;
    case BT_K_FLOAT:
    case BT_K_COMPLEX: put_double(out, k->u.d); break;
    case BT_K_BIGINT:
    case BT_K_STR:
    case BT_K_BYTES:
        bt_buf_puts(out, ".u.s = ");
        put_text(out, (struct bt_text){k->u.s.text, k->u.s.len});
        break;
    case BT_K_TUPLE:
    case BT_K_FROZENSET:
        if (k->n > 0)
            bt_buf_printf(out, ".u.items = a%u", inner);
        break;
    case BT_K_CODE: bt_buf_printf(out, ".u.unit = &a%u", inner); break;
    case BT_K_NONE:
    case BT_K_FALSE:
    case BT_K_TRUE:
    case BT_K_ELLIPSIS: break;
    }
    bt_buf_puts(out, "},\n");
}

static unsigned put_consts(struct printer *p, const struct bt_image_const *consts, uint32_t n)
{
    unsigned *inner = bt_alloc_array(n + 1, sizeof *inner);
    if (inner == NULL) {
        p->out.failed = true;
        return 0;
    }
    for (uint32_t i = 0; i < n; i++)
        inner[i] = put_inner(p, &consts[i]);
    unsigned id = p->n++;
    if (n > 0) {
        bt_buf_printf(&p->out, "static const struct bt_image_const a%u[] = {\n", id);
        for (uint32_t i = 0; i < n; i++)
            put_const(&p->out, &consts[i], inner[i]);
        bt_buf_puts(&p->out, "};\n");
    }
    bt_free(inner);
    return id;
}

static unsigned put_insns(struct printer *p, const struct bt_unit *unit)
{
    unsigned id = p->n++;
    bt_buf_printf(&p->out, "static const struct bt_insn a%u[] = {", id);
    for (uint32_t i = 0; i < unit->n_insns; i++) {
        const struct bt_insn *w = &unit->insns[i];
        bt_buf_printf(&p->out, "%s{%u, %u, %u, %u, %u},", i % 8 == 0 ? "\n    " : " ", w->op,
                      w->len, w->a, w->b, w->c);
    }
    bt_buf_puts(&p->out, "\n};\n");
    return id;
}

static unsigned put_handlers(struct printer *p, const struct bt_unit *unit)
{
    unsigned id = p->n++;
    if (unit->n_handlers == 0)
        return id;
    bt_buf_printf(&p->out, "static const struct bt_image_handler a%u[] = {", id);
    for (uint32_t i = 0; i < unit->n_handlers; i++)
        bt_buf_printf(&p->out, "{%u, %u, %u}, ", unit->handlers[i].start, unit->handlers[i].end,
                      unit->handlers[i].handler);
    bt_buf_puts(&p->out, "};\n");
    return id;
}

static unsigned put_positions(struct printer *p, const struct bt_unit *unit)
{
    unsigned id = p->n++;
    bt_buf_printf(&p->out, "static const uint8_t a%u[] = {", id);
    for (uint32_t i = 0; i < unit->positions_len; i++)
        bt_buf_printf(&p->out, "%s%u,", i % 24 == 0 ? "\n    " : "", unit->positions[i]);
    bt_buf_puts(&p->out, "\n};\n");
    return id;
}

static unsigned put_unit(struct printer *p, const struct bt_unit *unit)
{
    unsigned consts = put_consts(p, unit->consts, unit->n_consts);
    unsigned insns = put_insns(p, unit), handlers = put_handlers(p, unit);
    unsigned positions = put_positions(p, unit);
    unsigned names = put_texts(p, unit->names, unit->n_names);
    unsigned varnames = put_texts(p, unit->varnames, unit->n_locals);
    unsigned cellvars = put_texts(p, unit->cellvars, unit->n_cellvars);
    unsigned freevars = put_texts(p, unit->freevars, unit->n_freevars);
    unsigned id = p->n++;
    struct bt_buf *out = &p->out;
    bt_buf_printf(out, "static const struct bt_unit a%u = {\n    .name = ", id);
    put_text(out, unit->name);
    bt_buf_puts(out, ", .qualname = ");
    put_text(out, unit->qualname);
    bt_buf_printf(out, ",\n    .insns = a%u, .n_insns = %u, .n_regs = %u, .n_locals = %u,\n", insns,
                  unit->n_insns, unit->n_regs, unit->n_locals);
    bt_buf_printf(out, "    .n_posonly = %u, .n_pos = %u, .n_kwonly = %u,\n", unit->n_posonly,
                  unit->n_pos, unit->n_kwonly);
    bt_buf_printf(out, "    .flags = %u, .first_line = %u,\n", unit->flags, unit->first_line);
    put_array_ref(out, "consts", consts, unit->n_consts);
    put_array_ref(out, "names", names, unit->n_names);
    if (unit->n_locals > 0)
        bt_buf_printf(out, "    .varnames = a%u,\n", varnames);
    put_array_ref(out, "cellvars", cellvars, unit->n_cellvars);
    put_array_ref(out, "freevars", freevars, unit->n_freevars);
    put_array_ref(out, "handlers", handlers, unit->n_handlers);
    bt_buf_printf(out, "    .positions = a%u, .positions_len = %u,\n};\n", positions,
                  unit->positions_len);
    return id;
}

/* ---- modules ---- */

struct entry {
    char name[128]; // dotted
    bool is_package;
    unsigned image, source;
    size_t source_len;
};

static bool read_file(const char *path, struct bt_buf *out)
{
    char block[4096];
    size_t n;
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        perror(path);
        return false;
    }
    while ((n = fread(block, 1, sizeof block, f)) > 0)
        bt_buf_write(out, block, n);
    bool ok = !ferror(f) && !out->failed;
    fclose(f);
    return ok;
}

// "a/b/__init__.py" is the package a.b, "a/b.py" the module a.b.
static void name_module(const char *path, struct entry *e)
{
    size_t len = strlen(path);
    if (len > 3 && strcmp(path + len - 3, ".py") == 0)
        len -= 3;
    e->is_package = len > 9 && strncmp(path + len - 9, "/__init__", 9) == 0;
    if (e->is_package)
        len -= 9;
    snprintf(e->name, sizeof e->name, "%.*s", (int)len, path);
    for (char *c = e->name; *c != '\0'; c++) {
        if (*c == '/')
            *c = '.';
    }
}

static void put_image(struct printer *p, const struct bt_image *image, struct entry *e)
{
    unsigned top = put_unit(p, image->top);
    e->image = p->n++;
    bt_buf_printf(&p->out, "static const struct bt_image a%u = {\n    .filename = ", e->image);
    put_text(&p->out, image->filename);
    bt_buf_printf(&p->out, ", .top = &a%u,\n};\n", top);
}

static bool compile_module(struct printer *p, const struct bt_source *source, struct entry *e)
{
    struct bt_arena arena;
    struct bt_diag err;
    struct bt_module *tree;
    struct bt_image *image = NULL;
    struct bt_warning *warnings = NULL;
    const struct bt_compile_options options = {0};
    bt_arena_init(&arena);
    bt_diag_init(&err);
    bool ok = bt_parse(&arena, source, BT_PARSE_FILE, &tree, &err) &&
              bt_compile(tree, source, &options, &image, &warnings, &err);
    if (ok) {
        put_image(p, image, e);
    } else {
        struct bt_buf text;
        bt_buf_init(&text);
        bt_diag_render(&err, &text);
        fputs(text.data == NULL ? "out of memory\n" : text.data, stderr);
        bt_buf_free(&text);
    }
    bt_image_unref(image);
    bt_diag_free(&err);
    bt_arena_free(&arena);
    return ok;
}

static bool put_module(struct printer *p, const char *root, const char *path, struct entry *e)
{
    char full[4096], shown[160];
    struct bt_buf text;
    struct bt_source source;
    struct bt_diag err;
    bt_buf_init(&text);
    bt_diag_init(&err);
    name_module(path, e);
    snprintf(full, sizeof full, "%s/%s", root, path);
    snprintf(shown, sizeof shown, "<frozen %s>", e->name);
    bool ok =
        read_file(full, &text) &&
        bt_source_from_bytes(&source, shown, text.data == NULL ? "" : text.data, text.len, &err);
    if (ok) {
        e->source = p->n++;
        e->source_len = source.len;
        bt_buf_printf(&p->out, "\n/* %s */\nstatic const char a%u[] =\n", e->name, e->source);
        put_string(&p->out, source.text, source.len);
        bt_buf_puts(&p->out, ";\n");
        ok = compile_module(p, &source, e);
        bt_source_free(&source);
    }
    if (!ok)
        fprintf(stderr, "mkimage: %s\n", full);
    bt_diag_free(&err);
    bt_buf_free(&text);
    return ok;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static void put_table(struct printer *p, struct entry *entries, size_t n)
{
    qsort(entries, n, sizeof *entries, by_name);
    bt_buf_puts(&p->out, "\nconst struct bt_lib_module bt_lib_modules[] = {\n");
    for (size_t i = 0; i < n; i++)
        bt_buf_printf(&p->out, "    {\"%s\", &a%u, a%u, %zu, %s},\n", entries[i].name,
                      entries[i].image, entries[i].source, entries[i].source_len,
                      entries[i].is_package ? "true" : "false");
    bt_buf_printf(&p->out,
                  "    {NULL, NULL, NULL, 0, false},\n};\n"
                  "const size_t bt_lib_module_count = %zu;\n",
                  n);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: mkimage OUT ROOT MODULE.py ...\n", stderr);
        return 2;
    }
    size_t n = (size_t)argc - 3;
    struct printer p = {0};
    struct entry *entries = calloc(n + 1, sizeof *entries);
    bool ok = entries != NULL;
    bt_buf_puts(&p.out, "// Made by mkimage of the modules in runtime/lib.\n"
                        "#include \"runtime/lib/lib.h\"\n");
    for (size_t i = 0; ok && i < n; i++)
        ok = put_module(&p, argv[2], argv[i + 3], &entries[i]);
    if (ok) {
        put_table(&p, entries, n);
        FILE *f = p.out.failed ? NULL : fopen(argv[1], "wb");
        ok = f != NULL && fwrite(p.out.data, 1, p.out.len, f) == p.out.len;
        if (f != NULL && fclose(f) != 0)
            ok = false;
        if (!ok) {
            perror(argv[1]);
            remove(argv[1]);
        }
    }
    free(entries);
    bt_buf_free(&p.out);
    return ok ? 0 : 1;
}
