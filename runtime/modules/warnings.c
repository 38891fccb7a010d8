// See warnings.h.
#include "runtime/modules/warnings.h"

#include "runtime/modules/import.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"

enum { MESSAGE, CATEGORY, FILENAME, LINE_NUMBER, MODULE, REGISTRY, SOURCE, LINE, N_ARGS };

// The arguments of warnings._warn, in r[0..N_ARGS).
static bool call_warn(struct bt_thread *th, const bt_value *r)
{
    BT_ROOTS(th, f, 2);
    bool ok = false;
    f[0] = bt_import_name(th, "warnings");
    bt_value name = bt_is_error(f[0]) ? BT_ERROR : bt_intern(th, "_warn", 5);
    if (!bt_is_error(name))
        f[1] = bt_getattr(th, f[0], name);
    if (bt_is_error(name) || bt_is_error(f[1])) {
        bt_exc_clear(th); // no warnings where there is no module for them
        ok = true;
    } else {
        ok = !bt_is_error(bt_call_n(th, f[1], r, N_ARGS));
    }
    BT_UNROOT(th, f);
    return ok;
}

// globals["__warningregistry__"], made if it is not there.
static bt_value registry_of(struct bt_thread *th, struct bt_dict *globals)
{
    bt_value name = bt_intern(th, "__warningregistry__", 19);
    if (bt_is_error(name))
        return BT_ERROR;
    bt_value found = bt_dict_get_str(th, globals, name);
    if (bt_is_dict(found))
        return found;
    bt_value made = bt_dict_new(th);
    return !bt_is_error(made) && bt_dict_set(th, globals, name, made) ? made : BT_ERROR;
}

bool bt_warn(struct bt_thread *th, int category, const char *message)
{
    struct bt_frame *frame = bt_current_frame(th);
    if (!frame)
        return bt_warn_about(th, category, message, "sys", 1, NULL, 0);
    BT_ROOTS(th, r, N_ARGS);
    struct bt_dict *globals = frame->func->globals;
    r[CATEGORY] = bt_from_obj(bt_type(th, category));
    r[FILENAME] = frame->code->filename;
    r[LINE_NUMBER] = bt_from_small(bt_frame_line(frame));
    r[SOURCE] = r[LINE] = BT_NONE;
    r[MODULE] = bt_dict_get_str(th, globals, BT_NAME(th, name));
    if (!bt_is_str(r[MODULE]))
        r[MODULE] = BT_NONE;
    r[MESSAGE] = bt_str_from(th, message);
    r[REGISTRY] = bt_is_error(r[MESSAGE]) ? BT_ERROR : registry_of(th, globals);
    bool ok = !bt_is_error(r[REGISTRY]) && call_warn(th, r);
    BT_UNROOT(th, r);
    return ok;
}

bool bt_warn_about(struct bt_thread *th, int category, const char *message, const char *filename,
                   uint32_t line, const char *text, size_t len)
{
    BT_ROOTS(th, r, N_ARGS);
    r[CATEGORY] = bt_from_obj(bt_type(th, category));
    r[LINE_NUMBER] = bt_from_small(line);
    r[MODULE] = r[REGISTRY] = r[SOURCE] = r[LINE] = BT_NONE;
    r[MESSAGE] = bt_str_from(th, message);
    if (!bt_is_error(r[MESSAGE]))
        r[FILENAME] = bt_str_from(th, filename);
    bool ok = !bt_is_error(r[MESSAGE]) && !bt_is_error(r[FILENAME]);
    if (ok && text) {
        r[LINE] = bt_str_new(th, text, len);
        ok = !bt_is_error(r[LINE]);
    }
    ok = ok && call_warn(th, r);
    BT_UNROOT(th, r);
    return ok;
}
