/*
 * What an interpreter has before it has types, and the values that C code refers to by name.
 *
 * Order: bt_state_open; bt_types_init, which calls bt_state_init_names in its midst; at the end
 * bt_state_close.
 */
#include "runtime/objects/state.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/method_cache.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/shape.h"
#include "runtime/objects/signature.h"
#include "runtime/objects/source_cache.h"
#include "runtime/objects/str.h"
#include "runtime/objects/strtab.h"

bool bt_state_open(struct bt_interp *interp)
{
    interp->heap = bt_heap_new(interp);
    interp->strtab = bt_strtab_new();
    interp->shapes = bt_shapes_new(interp);
    interp->signatures = bt_signatures_new();
    interp->method_cache = bt_alloc_zero(sizeof *interp->method_cache);
    if (interp->heap == NULL || interp->strtab == NULL || interp->shapes == NULL ||
        interp->signatures == NULL || interp->method_cache == NULL) {
        bt_state_close(interp);
        return false;
    }
    interp->int_max_str_digits = 4300;
    return true;
}

void bt_state_close(struct bt_interp *interp)
{
    bt_heap_free(interp->heap);
    bt_strtab_free(interp->strtab);
    bt_shapes_free(interp->shapes);
    bt_signatures_free(interp->signatures);
    bt_free(interp->method_cache);
    bt_source_cache_free(interp);
    interp->heap = NULL;
    interp->strtab = NULL;
    interp->shapes = NULL;
    interp->signatures = NULL;
    interp->method_cache = NULL;
}

static bool init_chars(struct bt_thread *th)
{
    for (uint32_t c = 0; c < 256; c++) {
        char text[BT_UTF8_MAX];
        bt_value v = bt_intern(th, text, bt_utf8_encode(c, text));
        if (bt_is_error(v))
            return false;
        th->interp->chars[c] = v;
    }
    return true;
}

// The empty values are made by hand: the usual functions give back what is made here.
static bool init_empty(struct bt_thread *th)
{
    struct bt_interp *interp = th->interp;
    interp->empty_str = BT_NAME(th, _empty);
    struct bt_tuple *tuple = bt_new_object_zero(th, bt_type(th, BT_T_TUPLE), sizeof *tuple);
    struct bt_bytes *bytes = bt_new_object_zero(th, bt_type(th, BT_T_BYTES), sizeof *bytes + 1);
    if (tuple == NULL || bytes == NULL)
        return false;
    interp->empty_tuple = bt_from_obj(tuple);
    interp->empty_bytes = bt_from_obj(bytes);
    interp->empty_frozenset = bt_set_new(th, true);
    if (bt_is_error(interp->empty_frozenset))
        return false;
    interp->method_reprs = bt_list_new(th, NULL, 0);
    return !bt_is_error(interp->method_reprs);
}

bool bt_state_init_names(struct bt_thread *th)
{
    static const char *const texts[BT_NAME_COUNT] = {
#define BT_STR(id, text) [BT_N_##id] = text,
#include "runtime/objects/names.def"
#undef BT_STR
    };
    for (size_t i = 0; i < BT_NAME_COUNT; i++) {
        th->interp->names[i] = bt_intern(th, texts[i], strlen(texts[i]));
        if (bt_is_error(th->interp->names[i]))
            return false;
    }
    return init_chars(th) && init_empty(th);
}
