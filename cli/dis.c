// baton dis: see dis.h. Nothing is run: text to image to listing.
#include "cli/dis.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/source.h"
#include "bytecode/disasm.h"
#include "bytecode/image.h"
#include "runtime/modules/translate.h"

static bool read_all(FILE *f, struct bt_buf *buf)
{
    char block[8192];
    size_t n;
    while ((n = fread(block, 1, sizeof block, f)) > 0)
        bt_buf_write(buf, block, n);
    return !ferror(f) && !buf->failed;
}

static bool no_warning(void *ctx, const char *message, struct bt_span span)
{
    fprintf(stderr, "%s:%u: SyntaxWarning: %s\n", (const char *)ctx, span.line, message);
    return true;
}

static int show_error(struct bt_diag *diag)
{
    struct bt_buf out;
    bt_buf_init(&out);
    bt_diag_render(diag, &out);
    fwrite(out.data, 1, out.len, stderr);
    bt_buf_free(&out);
    bt_diag_free(diag);
    return 1;
}

static int list(const char *name, const struct bt_buf *text, int optimize)
{
    struct bt_diag diag;
    struct bt_source source;
    struct bt_image *image;
    bt_diag_init(&diag);
    if (!bt_source_from_bytes(&source, name, text->data ? text->data : "", text->len, &diag))
        return show_error(&diag);
    struct bt_translate_options options = {.mode = BT_COMPILE_EXEC, .optimize = optimize};
    if (!bt_translate(&source, &options, no_warning, (void *)(uintptr_t)name, &image, &diag)) {
        bt_source_free(&source);
        return show_error(&diag);
    }
    struct bt_buf out;
    bt_buf_init(&out);
    bt_disassemble(&out, image, &source);
    bool ok = !out.failed && fwrite(out.data, 1, out.len, stdout) == out.len && fflush(stdout) == 0;
    bt_buf_free(&out);
    bt_image_unref(image);
    bt_source_free(&source);
    if (!ok)
        fprintf(stderr, "baton dis: cannot write: %s\n", strerror(errno));
    return ok ? 0 : 1;
}

int bt_cli_dis(int argc, char **argv)
{
    int optimize = 0, i = 1;
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        if (strcmp(argv[i], "-O") == 0) {
            optimize++;
        } else if (strcmp(argv[i], "-OO") == 0) {
            optimize += 2;
        } else if (strcmp(argv[i], "-h") == 0 || strcmp(argv[i], "--help") == 0) {
            puts(
                "usage: baton dis [-O] FILE\nShow the bytecode of a script (- for standard input).");
            return 0;
        } else {
            fprintf(stderr, "baton dis: unknown option %s\n", argv[i]);
            return 2;
        }
    }
    if (i + 1 != argc) {
        fputs("usage: baton dis [-O] FILE\n", stderr);
        return 2;
    }
    const char *name = argv[i];
    FILE *f = strcmp(name, "-") == 0 ? stdin : fopen(name, "rb");
    struct bt_buf text;
    bt_buf_init(&text);
    if (!f || !read_all(f, &text)) {
        fprintf(stderr, "baton dis: cannot read %s: %s\n", name, strerror(errno));
        bt_buf_free(&text);
        return 2;
    }
    if (f != stdin)
        fclose(f);
    int status = list(f == stdin ? "<stdin>" : name, &text, optimize);
    bt_buf_free(&text);
    return status;
}
