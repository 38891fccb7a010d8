/*
 * mkimage OUT ROOT MODULE.py ...
 *
 * Compiles the standard modules (paths relative to ROOT) and writes them to OUT as C source: each
 * image as const data, and the table bt_lib_modules of runtime/lib/lib.h. Run by the build; it
 * links the front end and nothing of the VM.
 */
#include "base/buf.h"
#include "bytecode/pack.h"
#include "compiler/compiler.h"
#include "parser/driver.h"

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

/* ---- modules ---- */

struct entry {
    char name[128]; // dotted
    bool is_package;
    unsigned image, source;
    size_t image_len, source_len;
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

// The image as bytes.
static void put_image(struct printer *p, const struct bt_image *image, struct entry *e)
{
    struct bt_buf packed;
    bt_buf_init(&packed);
    bt_image_pack(&packed, image);
    p->out.failed = p->out.failed || packed.failed;
    e->image = p->n++;
    e->image_len = packed.len;
    bt_buf_printf(&p->out, "static const _Alignas(8) uint8_t a%u[] = {", e->image);
    for (size_t i = 0; i < packed.len; i++)
        bt_buf_printf(&p->out, "%s%u,", i % 24 == 0 ? "\n    " : "", (uint8_t)packed.data[i]);
    bt_buf_puts(&p->out, "\n};\n");
    bt_buf_free(&packed);
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
        bt_buf_printf(&p->out, "    {\"%s\", a%u, %zu, a%u, %zu, %s},\n", entries[i].name,
                      entries[i].image, entries[i].image_len, entries[i].source,
                      entries[i].source_len, entries[i].is_package ? "true" : "false");
    bt_buf_printf(&p->out,
                  "    {NULL, NULL, 0, NULL, 0, false},\n};\n"
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
