// What the script prints, given to the host: sys.stdout and sys.stderr over config.write. Nothing
// is kept back, so flush has nothing to do.
#include "embed/embed.h"
#include "runtime/modules/module.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/heap.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

struct host_stream {
    struct bt_object base;
    const struct bt_embed *embed;
    enum baton_stream which;
};

static bt_value stream_write(struct bt_thread *th, const bt_value *args)
{
    const struct host_stream *s = (const struct host_stream *)bt_obj(args[0]);
    if (!bt_is_str(args[1]))
        return bt_type_error(th, "write() argument must be str, not %T", args[1]);
    const struct bt_str *text = bt_as_str(args[1]);
    const char *data = text->data;
    size_t len = text->len;
    if (!bt_str_is_ascii(text)) { // lone surrogates are no UTF-8
        bt_value bytes = bt_str_encode(th, args[1], "utf-8", "backslashreplace");
        if (bt_is_error(bytes) || !bt_bytes_view(th, bytes, &data, &len))
            return BT_ERROR;
    }
    s->embed->config.write(s->embed->config.user, s->which, data, len);
    return bt_from_small((int64_t)bt_str_chars(text));
}

static bt_value stream_flush(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    (void)args;
    return BT_NONE;
}

static bt_value stream_no(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    (void)args;
    return BT_FALSE;
}

static bt_value stream_yes(struct bt_thread *th, const bt_value *args)
{
    (void)th;
    (void)args;
    return BT_TRUE;
}

static bt_value get_encoding(struct bt_thread *th, bt_value self)
{
    (void)self;
    return bt_str_from(th, "utf-8");
}

static bt_value get_errors(struct bt_thread *th, bt_value self)
{
    (void)self;
    return bt_str_from(th, "backslashreplace");
}

static bt_value get_name(struct bt_thread *th, bt_value self)
{
    const struct host_stream *s = (const struct host_stream *)bt_obj(self);
    return bt_str_from(th, s->which == BATON_STDOUT ? "<stdout>" : "<stderr>");
}

static bt_value get_closed(struct bt_thread *th, bt_value self)
{
    (void)th;
    (void)self;
    return BT_FALSE;
}

static const struct bt_fn_spec stream_methods[] = {
    {"write", stream_write, "(self, text, /)", "Give text to the host.", NULL, 0},
    {"flush", stream_flush, "(self, /)", "Nothing is kept back.", NULL, 0},
    {"isatty", stream_no, "(self, /)", "False.", NULL, 0},
    {"readable", stream_no, "(self, /)", "False.", NULL, 0},
    {"seekable", stream_no, "(self, /)", "False.", NULL, 0},
    {"writable", stream_yes, "(self, /)", "True.", NULL, 0},
    {NULL, NULL, NULL, NULL, NULL, 0},
};

static const struct bt_getset_spec stream_getsets[] = {
    {"encoding", get_encoding, NULL, NULL},
    {"errors", get_errors, NULL, NULL},
    {"name", get_name, NULL, NULL},
    {"closed", get_closed, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct bt_type_spec stream_spec = {
    .name = "HostStream",
    .module = "baton",
    .flags = BT_TYPE_ABSTRACT,
    .size = sizeof(struct host_stream),
    .methods = stream_methods,
    .getsets = stream_getsets,
};

static bool add(struct bt_embed *embed, enum baton_stream which, const char *name,
                const char *dunder)
{
    struct bt_thread *th = embed->main.th;
    struct host_stream *s = bt_new_object_zero(th, embed->stream_type, sizeof *s);
    if (!s)
        return false;
    s->embed = embed;
    s->which = which;
    struct bt_dict *sys = bt_as_dict(embed->vm->sys_dict);
    return bt_module_add(th, sys, name, bt_from_obj(s)) &&
           bt_module_add(th, sys, dunder, bt_from_obj(s));
}

bool bt_embed_streams(struct bt_embed *embed)
{
    if (!embed->config.write)
        return true;
    embed->stream_type = bt_type_from_spec(embed->main.th, &stream_spec, NULL);
    return embed->stream_type && add(embed, BATON_STDOUT, "stdout", "__stdout__") &&
           add(embed, BATON_STDERR, "stderr", "__stderr__");
}
