// See translate.h.
#include "runtime/modules/translate.h"

#include "base/source.h"
#include "compiler/compiler.h"
#include "parser/driver.h"

static bool show(const struct bt_warning *w, bt_warn_fn *warn, void *ctx)
{
    for (; w; w = w->next)
        if (!warn(ctx, w->message, w->span))
            return false;
    return true;
}

bool bt_translate(const struct bt_source *source, const struct bt_translate_options *options,
                  bt_warn_fn *warn, void *ctx, struct bt_image **out, struct bt_diag *err)
{
    static const enum bt_parse_mode modes[] = {BT_PARSE_FILE, BT_PARSE_EVAL, BT_PARSE_SINGLE};
    struct bt_compile_options how = {.optimize = options->optimize,
                                     .own_namespace = options->own_namespace,
                                     .future = options->future};
    struct bt_arena arena;
    struct bt_module *tree;
    struct bt_warning *warnings = NULL;
    bt_arena_init(&arena);
    bool ok = bt_parse(&arena, source, modes[options->mode], &tree, err) &&
              bt_compile(tree, source, &how, out, &warnings, err);
    if (ok && !(show(tree->warnings, warn, ctx) && show(warnings, warn, ctx))) {
        bt_image_unref(*out);
        ok = false;
    }
    bt_arena_free(&arena);
    return ok;
}
