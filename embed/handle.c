// Views, handles and the exception between host and interpreter: see embed.h.
#include "embed/embed.h"

#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

// ---- views ----

void bt_embed_open(struct baton *b, struct bt_embed *embed, struct bt_thread *th)
{
    *b = (struct baton){.embed = embed, .th = th, .error = BT_UNSET};
    bt_buf_init(&b->error_text);
    if (b == &embed->main)
        return;
    b->prev = &embed->main;
    b->next = embed->main.next;
    if (b->next)
        b->next->prev = b;
    embed->main.next = b;
}

void bt_embed_close(struct baton *b)
{
    while (b->handles)
        baton_release(b, b->handles);
    bt_buf_free(&b->error_text);
    b->error = BT_UNSET;
    if (b->prev)
        b->prev->next = b->next;
    if (b->next)
        b->next->prev = b->prev;
}

void bt_embed_trace(struct bt_embed *embed, struct bt_tracer *tracer)
{
    for (const struct baton *b = &embed->main; b; b = b->next) {
        bt_mark(tracer, b->error);
        for (const struct baton_value *v = b->handles; v; v = v->next)
            bt_mark(tracer, v->v);
    }
    // NOLINTNEXTLINE(clang-analyzer-core.*): there is one while it is traced
    bt_mark_object(tracer, (struct bt_object *)embed->function_type);
    bt_mark_object(tracer, (struct bt_object *)embed->stream_type);
}

// ---- handles ----

// In the list of view `in`; an exception goes to b.
static struct baton_value *new_handle(struct baton *b, struct baton *in, bt_value v)
{
    struct baton_value *handle = bt_alloc(sizeof *handle);
    if (!handle) {
        (void)bt_embed_check(b, bt_fail(b->th, BT_EXC_MEMORY_ERROR, ""));
        return NULL;
    }
    *handle = (struct baton_value){.v = v, .next = in->handles, .link = &in->handles};
    if (handle->next)
        handle->next->link = &handle->next;
    in->handles = handle;
    return handle;
}

struct baton_value *bt_embed_give(struct baton *b, bt_value v)
{
    return bt_embed_check(b, !bt_is_error(v)) ? new_handle(b, b, v) : NULL;
}

struct baton_value *baton_keep(struct baton *b, const struct baton_value *v)
{
    return bt_embed_given(b, v) ? new_handle(b, &b->embed->main, v->v) : NULL;
}

void baton_release(struct baton *b, struct baton_value *v)
{
    (void)b;
    if (!v || v->borrowed)
        return;
    *v->link = v->next;
    if (v->next)
        v->next->link = v->link;
    bt_free(v);
}

bool bt_embed_given(struct baton *b, const struct baton_value *v)
{
    if (v)
        return true;
    if (bt_is_unset(b->error))
        (void)bt_embed_check(
            b, bt_fail(b->th, BT_EXC_SYSTEM_ERROR, "a NULL handle where a value was expected"));
    return false;
}

bt_value bt_embed_name(struct baton *b, const char *name)
{
    bt_value v = bt_str_decode(b->th, name, strlen(name), "utf-8", "strict");
    return bt_is_error(v) ? v : bt_intern_str(b->th, v);
}

// ---- exceptions ----

bool bt_embed_check(struct baton *b, bool ok)
{
    // none is set while the interpreter stops and the thread only unwinds
    if (!ok && bt_exc_is_set(b->th))
        b->error = bt_exc_take(b->th);
    return ok;
}

struct baton_value *baton_error(struct baton *b)
{
    return bt_is_unset(b->error) ? NULL : new_handle(b, b, b->error);
}

const char *baton_error_text(struct baton *b)
{
    bt_buf_clear(&b->error_text);
    if (bt_is_unset(b->error))
        return "";
    struct bt_buf out;
    bt_buf_init(&out);
    BT_ROOTS(b->th, r, 1);
    r[0] = b->error;
    if (!bt_exception_print(b->th, &out, r[0]))
        bt_exc_clear(b->th); // what it has come to is still worth something
    BT_UNROOT(b->th, r);
    bt_buf_free(&b->error_text);
    b->error_text = out;
    return out.data ? out.data : "MemoryError\n";
}

// The built-in exception class of that name; BT_ERROR with the exception on the thread.
static bt_value exception_class(struct baton *b, const char *name)
{
    struct bt_thread *th = b->th;
    bt_value key = bt_embed_name(b, name);
    if (bt_is_error(key))
        return key;
    bt_value v = bt_getitem(th, bt_vm(th)->builtins, key);
    if (bt_is_error(v)) {
        bt_exc_clear(th);
    } else if (bt_is_type(v)) {
        const struct bt_type *base = bt_type(th, BT_EXC_BASE_EXCEPTION);
        if (bt_is_subtype((const struct bt_type *)bt_obj(v), base))
            return v;
    }
    return bt_raise(th, BT_EXC_SYSTEM_ERROR, "'%s' is no built-in exception", name);
}

bool baton_error_is(struct baton *b, const char *class_name)
{
    if (bt_is_unset(b->error))
        return false;
    bt_value cls = exception_class(b, class_name);
    if (bt_is_error(cls)) {
        bt_exc_clear(b->th);
        return false;
    }
    return bt_is_subtype(bt_type_of(b->th, b->error), (const struct bt_type *)bt_obj(cls));
}

void baton_clear_error(struct baton *b)
{
    b->error = BT_UNSET;
}

struct baton_value *baton_raise(struct baton *b, const char *class_name, const char *message)
{
    struct bt_thread *th = b->th;
    BT_ROOTS(th, r, 2);
    r[0] = exception_class(b, class_name);
    if (!bt_is_error(r[0]))
        r[1] = bt_str_decode(th, message, strlen(message), "utf-8", "replace");
    if (!bt_is_error(r[0]) && !bt_is_error(r[1])) {
        r[1] = bt_call1(th, r[0], r[1]);
        if (!bt_is_error(r[1]))
            (void)bt_raise_value(th, r[1]);
    }
    BT_UNROOT(th, r);
    (void)bt_embed_check(b, false);
    return NULL;
}
