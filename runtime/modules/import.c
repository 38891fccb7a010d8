// The import system: see import.h.
#include "runtime/modules/import.h"

#include "vm/blocking.h"
#include "vm/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "bytecode/pack.h"
#include "runtime/lib/lib.h"
#include "runtime/modules/compile.h"
#include "runtime/modules/module.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "vm/sync.h"

#define BT_MODULE(name, spec) extern const struct bt_module_spec spec;
#include "runtime/modules/modules.def"
#undef BT_MODULE

static const struct bt_module_spec *const native_modules[] = {
#define BT_MODULE(name, spec) &spec,
#include "runtime/modules/modules.def"
#undef BT_MODULE
};

static struct bt_dict *modules(struct bt_thread *th)
{
    return bt_as_dict(bt_vm(th)->modules);
}

// ---- files ----

char *bt_read_file(struct bt_thread *th, const char *path, size_t *len)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
        close(fd);
        fd = -1;
        errno = EISDIR;
    }
    if (fd < 0) {
        int err = errno;
        bt_input_source(th, path, NULL, 0);
        bt_value name = bt_str_decode(th, path, strlen(path), "utf-8", "surrogateescape");
        if (!bt_is_error(name))
            (void)bt_raise_errno(th, err, name);
        return NULL;
    }
    size_t cap = st.st_size > 0 ? (size_t)st.st_size + 1 : 4096, n = 0;
    char *data = bt_alloc(cap);
    while (data) {
        ssize_t got = read(fd, data + n, cap - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        n += (size_t)got;
        if (n == cap) {
            char *more = bt_realloc(data, cap * 2);
            if (!more)
                bt_free(data);
            data = more;
            cap *= 2;
        }
    }
    close(fd);
    if (!data)
        (void)bt_raise_no_memory(th);
    else
        bt_input_source(th, path, data, n);
    *len = n;
    return data;
}

static bool is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bt_value bt_run_source(struct bt_thread *th, const char *filename, const char *text, size_t len,
                       bool file_bytes, struct bt_dict *globals)
{
    struct bt_compile_request request = {
        .name = filename,
        .text = text,
        .len = len,
        .file_bytes = file_bytes,
        .how = {.mode = BT_COMPILE_EXEC, .optimize = bt_vm(th)->config.optimize},
    };
    BT_ROOTS(th, r, 2);
    r[0] = bt_from_obj(globals);
    r[1] = bt_compile_text(th, &request);
    bt_value v = bt_is_error(r[1])
                     ? BT_ERROR
                     : bt_run_code(th, (struct bt_code *)bt_obj(r[1]), globals, BT_UNSET, BT_UNSET);
    // A Ctrl-C during its last instruction still belongs to it.
    if (!bt_is_error(v) && !bt_safepoint(th))
        v = BT_ERROR;
    BT_UNROOT(th, r);
    return v;
}

// ---- finding ----

enum found {
    NOT_FOUND,
    FOUND_NATIVE,
    FOUND_IMAGE,
    FOUND_FILE,
    FOUND_PACKAGE,
    FOUND_NAMESPACE,
    FOUND_ERROR
};

struct place {
    enum found kind;
    const struct bt_module_spec *native;
    const struct bt_lib_module *image;
    char path[4096];   // of the file (__init__.py for a package)
    char folder[4096]; // of the package
};

static const char *last_part(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

static bool find_in_folder(const char *folder, const char *name, struct place *place)
{
    const char *sep = folder[0] == '\0' ? "" : folder[strlen(folder) - 1] == '/' ? "" : "/";
    int n = snprintf(place->folder, sizeof place->folder, "%s%s%s", folder, sep, name);
    if (n < 0 || (size_t)n >= sizeof place->folder - 16)
        return false;
    snprintf(place->path, sizeof place->path, "%.4000s/__init__.py", place->folder);
    if (is_file(place->path)) {
        place->kind = FOUND_PACKAGE;
        return true;
    }
    snprintf(place->path, sizeof place->path, "%.4000s.py", place->folder);
    if (is_file(place->path)) {
        place->kind = FOUND_FILE;
        return true;
    }
    struct stat st;
    if (place->kind == NOT_FOUND && stat(place->folder, &st) == 0 && S_ISDIR(st.st_mode))
        place->kind = FOUND_NAMESPACE; // unless something better is found further on
    return false;
}

static void find_in_path(bt_value path, const char *name, struct place *place)
{
    char namespace_folder[4096] = "";
    struct bt_list *list = bt_is_list(path) ? bt_as_list(path) : NULL;
    for (size_t i = 0; list && i < list->len; i++) {
        char folder[4096];
        if (!bt_is_str(list->items[i]) || bt_as_str(list->items[i])->len >= sizeof folder)
            continue;
        size_t len = bt_as_str(list->items[i])->len;
        memcpy(folder, bt_as_str(list->items[i])->data, len);
        folder[len] = '\0';
        if (find_in_folder(folder, name, place))
            return;
        if (place->kind == FOUND_NAMESPACE && !namespace_folder[0])
            snprintf(namespace_folder, sizeof namespace_folder, "%s", place->folder);
    }
    if (place->kind == FOUND_NAMESPACE)
        snprintf(place->folder, sizeof place->folder, "%s", namespace_folder);
}

// The same through the input gate: what a search finds is an answer of the outside.
static void find_file(struct bt_thread *th, bt_value path, const char *name, struct place *place)
{
    struct bt_answer a = {0};
    if (!bt_input_replaying(th)) {
        find_in_path(path, name, place);
        a.value = place->kind;
        a.data = place->kind == FOUND_FILE ? place->path : place->folder;
        a.len = strlen(a.data);
        if (place->kind == NOT_FOUND)
            a.len = 0;
        bt_input_keep(th, "find", &a);
        return;
    }
    (void)bt_input_taken(th, "find", &a);
    place->kind = a.value == FOUND_FILE || a.value == FOUND_PACKAGE || a.value == FOUND_NAMESPACE
                      ? (enum found)a.value
                      : NOT_FOUND;
    int len = a.len < 4000 ? (int)a.len : 4000;
    snprintf(place->path, sizeof place->path, "%.*s%s", len, (const char *)a.data,
             place->kind == FOUND_PACKAGE ? "/__init__.py" : "");
    snprintf(place->folder, sizeof place->folder, "%.*s", len, (const char *)a.data);
}

static const struct bt_lib_module *find_image(const char *name)
{
    for (size_t i = 0; i < bt_lib_module_count; i++)
        if (strcmp(bt_lib_modules[i].name, name) == 0)
            return &bt_lib_modules[i];
    return NULL;
}

// `path`: the parent package's __path__, or sys.path for a top-level name.
static void find(struct bt_thread *th, const char *name, bt_value path, struct place *place)
{
    place->kind = NOT_FOUND;
    for (size_t i = 0; i < sizeof native_modules / sizeof native_modules[0]; i++) {
        if (strcmp(native_modules[i]->name, name) == 0) {
            place->kind = FOUND_NATIVE;
            place->native = native_modules[i];
            return;
        }
    }
    find_file(th, path, last_part(name), place);
    if (place->kind == NOT_FOUND || place->kind == FOUND_NAMESPACE) {
        place->image = find_image(name);
        if (place->image)
            place->kind = FOUND_IMAGE;
    }
}

// ---- loading ----

static bool set_str(struct bt_thread *th, struct bt_dict *dict, bt_value name, const char *text)
{
    bt_value v = bt_str_decode(th, text, strlen(text), "utf-8", "surrogateescape");
    return !bt_is_error(v) && bt_dict_set(th, dict, name, v);
}

static bool set_path(struct bt_thread *th, struct bt_dict *dict, const char *folder)
{
    bt_value v = bt_str_decode(th, folder, strlen(folder), "utf-8", "surrogateescape");
    if (bt_is_error(v))
        return false;
    bt_value list = bt_list_new(th, &v, 1);
    return !bt_is_error(list) && bt_dict_set(th, dict, BT_NAME(th, path), list);
}

static bool set_basics(struct bt_thread *th, struct bt_dict *dict, const char *name, bool package)
{
    const char *dot = strrchr(name, '.');
    bt_value parent = package ? bt_str_from(th, name)
                      : dot   ? bt_str_new(th, name, (size_t)(dot - name))
                              : th->interp->empty_str;
    return !bt_is_error(parent) && bt_dict_set(th, dict, BT_NAME(th, package), parent) &&
           bt_dict_set(th, dict, BT_NAME(th, loader), BT_NONE) &&
           bt_dict_set(th, dict, BT_NAME(th, spec), BT_NONE) &&
           bt_dict_set(th, dict, BT_NAME(th, builtins), bt_vm(th)->builtins);
}

static bool run_file(struct bt_thread *th, const char *path, struct bt_dict *dict)
{
    size_t len;
    char *text = bt_read_file(th, path, &len);
    if (!text)
        return false;
    bt_value v = bt_run_source(th, path, text, len, true, dict);
    bt_free(text);
    return !bt_is_error(v);
}

// The code of a standard module.
static bt_value load_image(struct bt_thread *th, const struct bt_lib_module *module)
{
    struct bt_image *image = bt_image_unpack(module->image, module->image_len);
    if (!image)
        return bt_raise_no_memory(th);
    bt_value code = bt_code_load(th, image);
    bt_image_unref(image);
    return code;
}

static bool run_image(struct bt_thread *th, const struct bt_lib_module *module,
                      struct bt_dict *dict)
{
    BT_ROOTS(th, r, 1);
    r[0] = load_image(th, module);
    bool ok = !bt_is_error(r[0]) && !bt_is_error(bt_run_code(th, (struct bt_code *)bt_obj(r[0]),
                                                             dict, BT_UNSET, BT_UNSET));
    BT_UNROOT(th, r);
    return ok;
}

static bool run_module(struct bt_thread *th, const char *name, const struct place *place,
                       struct bt_dict *dict)
{
    bool package = place->kind == FOUND_PACKAGE || place->kind == FOUND_NAMESPACE ||
                   (place->kind == FOUND_IMAGE && place->image->is_package);
    if (!set_basics(th, dict, name, package))
        return false;
    switch (place->kind) {
    case FOUND_PACKAGE:
        return set_str(th, dict, BT_NAME(th, file), place->path) &&
               set_path(th, dict, place->folder) && run_file(th, place->path, dict);
    case FOUND_FILE:
        return set_str(th, dict, BT_NAME(th, file), place->path) && run_file(th, place->path, dict);
    case FOUND_NAMESPACE: return set_path(th, dict, place->folder);
    case FOUND_IMAGE:
        if (package) {
            bt_value list = bt_list_new(th, NULL, 0);
            if (bt_is_error(list) || !bt_dict_set(th, dict, BT_NAME(th, path), list))
                return false;
        }
        return run_image(th, place->image, dict);
    case NOT_FOUND:
    case FOUND_NATIVE:
    case FOUND_ERROR: break;
    }
    return false;
}

// sys.modules holds the module while it runs, so that modules that import each other find it; if it
// fails it goes.
static bt_value load(struct bt_thread *th, bt_value name, const struct place *place)
{
    if (place->kind == FOUND_NATIVE) {
        bt_value module = bt_module_from_spec(th, place->native);
        if (bt_is_error(module) || !bt_dict_set(th, modules(th), name, module))
            return BT_ERROR;
        return module;
    }
    BT_ROOTS(th, r, 3);
    r[0] = name;
    r[1] = bt_module_new(th, name);
    bt_value result = BT_ERROR;
    if (!bt_is_error(r[1]) && bt_dict_set(th, modules(th), name, r[1])) {
        struct bt_dict *dict = ((struct bt_module *)bt_obj(r[1]))->dict;
        if (run_module(th, bt_as_str(name)->data, place, dict)) {
            // what the module has put in its place counts
            result = bt_dict_get_str(th, modules(th), name);
            if (bt_is_unset(result))
                result = bt_raise_with(th, BT_EXC_KEY_ERROR, name);
        } else {
            r[2] = bt_exc_take(th);
            bool found;
            if (!bt_dict_delete(th, modules(th), name, &found))
                bt_exc_clear(th);
            bt_exc_put(th, r[2]);
        }
    }
    BT_UNROOT(th, r);
    return result;
}

// ---- one thread at a time ----

// The lock of a module that is being imported, kept in import_state under its name while it is.
static bt_value import_lock(struct bt_thread *th, bt_value name)
{
    struct bt_vm *vm = bt_vm(th);
    if (bt_is_unset(vm->import_state)) {
        bt_value dict = bt_dict_new(th);
        if (bt_is_error(dict))
            return dict;
        vm->import_state = dict;
    }
    bt_value lock;
    if (!bt_dict_get(th, bt_as_dict(vm->import_state), name, &lock))
        return BT_ERROR;
    if (!bt_is_unset(lock))
        return lock;
    if (bt_is_unset(vm->module_roots[BT_ROOT_RLOCK_TYPE])) {
        struct bt_type *type = bt_type_from_spec(th, &bt_rlock_spec, NULL);
        if (!type)
            return BT_ERROR;
        vm->module_roots[BT_ROOT_RLOCK_TYPE] = bt_from_obj(type);
    }
    lock = bt_lock_new(th, (struct bt_type *)bt_obj(vm->module_roots[BT_ROOT_RLOCK_TYPE]), true);
    if (bt_is_error(lock))
        return lock;
    ((struct bt_lock *)bt_obj(lock))->internal = true;
    return bt_dict_set(th, bt_as_dict(vm->import_state), name, lock) ? lock : BT_ERROR;
}

// Would waiting for this lock close a circle of threads that wait for each other's imports?
static bool would_deadlock(struct bt_thread *th, const struct bt_lock *lock)
{
    const struct bt_vthread *self = bt_vthread(th);
    for (int steps = 0; lock->locked && lock->owner && steps < 100; steps++) {
        const struct bt_vthread *owner = lock->owner;
        if (owner == self)
            return true;
        if (owner->reason != BT_WAIT_LOCK || !bt_is_obj(owner->wait_object))
            return false;
        lock = (const struct bt_lock *)bt_obj(owner->wait_object);
    }
    return false;
}

static bt_value not_found(struct bt_thread *th, bt_value name, bt_value parent)
{
    bt_value error;
    if (bt_is_unset(parent))
        error = bt_raise(th, BT_EXC_MODULE_NOT_FOUND_ERROR, "No module named %R", name);
    else
        error = bt_raise(th, BT_EXC_MODULE_NOT_FOUND_ERROR,
                         "No module named %R; %R is not a package", name, parent);
    bt_import_error_fields(th, name, BT_NONE, BT_NONE);
    return error;
}

// A name that is not in sys.modules: find it, load it, and bind it in its parent.
static bt_value find_and_load(struct bt_thread *th, bt_value name, bt_value parent_module)
{
    bt_value path;
    if (bt_is_unset(parent_module)) {
        bt_value sys = bt_vm(th)->sys_dict; // not there yet while builtins and sys are imported
        path =
            bt_is_unset(sys) ? BT_NONE : bt_dict_get_str(th, bt_as_dict(sys), BT_NAME(th, _path));
    } else {
        path = bt_getattr_opt(th, parent_module, BT_NAME(th, path));
        if (bt_is_error(path))
            return path;
        if (bt_is_unset(path)) {
            bt_value parent_name = bt_getattr(th, parent_module, BT_NAME(th, name));
            return bt_is_error(parent_name) ? parent_name : not_found(th, name, parent_name);
        }
    }
    struct place *place = bt_alloc(sizeof *place);
    if (!place)
        return bt_raise_no_memory(th);
    find(th, bt_as_str(name)->data, path, place);
    bt_value module =
        place->kind == NOT_FOUND ? not_found(th, name, BT_UNSET) : load(th, name, place);
    bt_free(place);
    if (bt_is_error(module) || bt_is_unset(parent_module))
        return module;
    BT_ROOTS(th, r, 1);
    r[0] = module;
    const char *last = last_part(bt_as_str(name)->data);
    bt_value attr = bt_intern(th, last, strlen(last));
    if (bt_is_error(attr) || !bt_setattr(th, parent_module, attr, module))
        r[0] = BT_ERROR;
    module = r[0];
    BT_UNROOT(th, r);
    return module;
}

static bt_value import_locked(struct bt_thread *th, bt_value name, bt_value parent_module)
{
    BT_ROOTS(th, r, 3);
    r[0] = name;
    r[1] = parent_module;
    r[2] = import_lock(th, name);
    bt_value module = BT_ERROR;
    bool got = false;
    if (!bt_is_error(r[2]) &&
        (would_deadlock(th, (struct bt_lock *)bt_obj(r[2])) ||
         bt_lock_acquire(th, (struct bt_lock *)bt_obj(r[2]), BT_NO_DEADLINE, &got))) {
        bt_value found =
            bt_dict_get_str(th, modules(th), name); // another thread may have been first
        module = bt_is_unset(found) ? find_and_load(th, name, parent_module) : found;
        BT_ROOTS(th, keep, 1);
        if (bt_is_error(module))
            keep[0] = bt_exc_take(th);
        bool gone;
        if ((got && !bt_lock_release(th, (struct bt_lock *)bt_obj(r[2]))) ||
            !bt_dict_delete(th, bt_as_dict(bt_vm(th)->import_state), name, &gone))
            module = BT_ERROR;
        if (!bt_is_unset(keep[0]))
            bt_exc_put(th, keep[0]);
        BT_UNROOT(th, keep);
    }
    BT_UNROOT(th, r);
    return module;
}

static bool being_imported_elsewhere(struct bt_thread *th, bt_value name)
{
    bt_value state = bt_vm(th)->import_state;
    if (bt_is_unset(state) || bt_dict_len(bt_as_dict(state)) == 0)
        return false;
    bt_value lock = bt_dict_get_str(th, bt_as_dict(state), name);
    return !bt_is_unset(lock) && ((struct bt_lock *)bt_obj(lock))->locked &&
           ((struct bt_lock *)bt_obj(lock))->owner != bt_vthread(th);
}

bt_value bt_import_module(struct bt_thread *th, bt_value name)
{
    bt_value found = bt_dict_get_str(th, modules(th), name);
    if (!bt_is_unset(found) && !being_imported_elsewhere(th, name)) {
        if (bt_is_none(found)) {
            bt_value error = bt_raise(th, BT_EXC_MODULE_NOT_FOUND_ERROR,
                                      "import of %S halted; None in sys.modules", name);
            bt_import_error_fields(th, name, BT_NONE, BT_NONE);
            return error;
        }
        return found;
    }
    if (!bt_str_settle(th, name))
        return BT_ERROR;
    const char *text = bt_as_str(name)->data, *dot = strrchr(text, '.');
    BT_ROOTS(th, r, 2);
    r[0] = name;
    bt_value module = BT_ERROR;
    if (dot) {
        bt_value parent = bt_str_new(th, text, (size_t)(dot - text));
        r[1] = bt_is_error(parent) ? parent : bt_import_module(th, parent);
    }
    if (!bt_is_error(r[1]))
        module = import_locked(th, name, r[1]);
    BT_UNROOT(th, r);
    return module;
}

bt_value bt_import_name(struct bt_thread *th, const char *name)
{
    bt_value str = bt_intern(th, name, strlen(name));
    return bt_is_error(str) ? str : bt_import_module(th, str);
}

// ---- __import__ ----

// The absolute name of a relative import: `level` dots from the importing package.
static bt_value absolute_name(struct bt_thread *th, bt_value name, bt_value globals, int64_t level)
{
    bt_value package = bt_is_dict(globals)
                           ? bt_dict_get_str(th, bt_as_dict(globals), BT_NAME(th, package))
                           : BT_UNSET;
    if (!bt_is_str(package) && bt_is_dict(globals)) {
        bt_value module_name = bt_dict_get_str(th, bt_as_dict(globals), BT_NAME(th, name));
        if (bt_is_str(module_name)) {
            package = module_name;
            if (bt_is_unset(bt_dict_get_str(th, bt_as_dict(globals), BT_NAME(th, path)))) {
                if (!bt_str_settle(th, package))
                    return BT_ERROR;
                const char *text = bt_as_str(package)->data, *dot = strrchr(text, '.');
                package = dot ? bt_str_new(th, text, (size_t)(dot - text)) : th->interp->empty_str;
            }
        }
    }
    if (!bt_is_str(package) || bt_as_str(package)->len == 0)
        return bt_raise(th, BT_EXC_IMPORT_ERROR,
                        "attempted relative import with no known parent package");
    const char *text = bt_as_str(package)->data;
    size_t len = bt_as_str(package)->len;
    for (int64_t i = 1; i < level; i++) {
        while (len > 0 && text[len - 1] != '.')
            len--;
        if (len == 0)
            return bt_raise(th, BT_EXC_IMPORT_ERROR,
                            "attempted relative import beyond top-level package");
        len--;
    }
    bt_value base = bt_str_new(th, text, len);
    if (bt_is_error(base) || bt_as_str(name)->len == 0)
        return bt_is_error(base) ? base : bt_intern_str(th, base);
    bt_value full = bt_str_format(th, "%S.%S", base, name);
    return bt_is_error(full) ? full : bt_intern_str(th, full);
}

// from module import names: submodules among them are imported too.
static bool import_submodules(struct bt_thread *th, bt_value module, bt_value fromlist)
{
    bt_value path = bt_getattr_opt(th, module, BT_NAME(th, path));
    if (bt_is_error(path) || bt_is_unset(path))
        return !bt_is_error(path);
    BT_ROOTS(th, r, 4);
    r[0] = module;
    r[1] = bt_to_tuple(th, fromlist);
    bool ok = !bt_is_error(r[1]);
    for (size_t i = 0; ok && i < bt_as_tuple(r[1])->len; i++) {
        bt_value item = bt_as_tuple(r[1])->items[i];
        if (!bt_is_str(item)) {
            ok = bt_fail(th, BT_EXC_TYPE_ERROR, "Item in ``from list'' must be str, not %T", item);
            break;
        }
        if (bt_str_is(item, "*")) {
            r[3] = bt_getattr_opt(th, module, BT_NAME(th, all));
            ok = !bt_is_error(r[3]) && (bt_is_unset(r[3]) || import_submodules(th, module, r[3]));
            continue;
        }
        bt_value attr = bt_getattr_opt(th, module, item);
        ok = !bt_is_error(attr);
        if (!ok || !bt_is_unset(attr))
            continue;
        bt_value name = bt_getattr(th, module, BT_NAME(th, name));
        bt_value full = bt_is_error(name) ? name : bt_str_format(th, "%S.%S", name, item);
        r[2] = bt_is_error(full) ? full : bt_intern_str(th, full);
        ok = !bt_is_error(r[2]);
        if (ok && bt_is_error(bt_import_module(th, r[2]))) {
            // that there is no such submodule is for the from to say
            ok = bt_exc_is(th, BT_EXC_MODULE_NOT_FOUND_ERROR);
            if (ok)
                bt_exc_clear(th);
        }
    }
    BT_UNROOT(th, r);
    return ok;
}

static bt_value import_function(struct bt_thread *th, const bt_value *args)
{
    bt_value name = args[0], globals = args[1], fromlist = args[3];
    int64_t level;
    if (!bt_is_str(name))
        return bt_type_error(th, "module name must be a string");
    if (!bt_as_int64(th, args[4], &level))
        return BT_ERROR;
    if (level < 0)
        return bt_value_error(th, "level must be >= 0");
    if (level == 0 && bt_as_str(name)->len == 0)
        return bt_value_error(th, "Empty module name");
    BT_ROOTS(th, r, 2);
    r[0] = level > 0 ? absolute_name(th, name, globals, level) : bt_intern_str(th, name);
    bt_value result = BT_ERROR;
    bool from = false;
    if (!bt_is_error(r[0]))
        r[1] = bt_import_module(th, r[0]);
    if (!bt_is_error(r[0]) && !bt_is_error(r[1]) &&
        (bt_is_none(fromlist) || bt_truth(th, fromlist, &from))) {
        const char *text = bt_as_str(r[0])->data, *dot = strchr(text, '.');
        if (from) {
            result = import_submodules(th, r[1], fromlist) ? r[1] : BT_ERROR;
        } else if (level > 0 || !dot) {
            result = r[1];
        } else { // import a.b.c binds a
            bt_value top = bt_intern(th, text, (size_t)(dot - text));
            result = bt_is_error(top) ? top : bt_import_module(th, top);
        }
    }
    BT_UNROOT(th, r);
    return result;
}

bool bt_find_main_module(struct bt_thread *th, bt_value name, bt_value *code, bt_value *file,
                         bt_value *package)
{
    (void)code;
    const char *text = bt_as_str(name)->data, *dot = strrchr(text, '.');
    bt_value path = bt_dict_get_str(th, bt_as_dict(bt_vm(th)->sys_dict), BT_NAME(th, _path));
    *package = th->interp->empty_str;
    if (dot) {
        bt_value parent_name = bt_intern(th, text, (size_t)(dot - text));
        bt_value parent =
            bt_is_error(parent_name) ? parent_name : bt_import_module(th, parent_name);
        if (bt_is_error(parent))
            return false;
        path = bt_getattr(th, parent, BT_NAME(th, path));
        if (bt_is_error(path))
            return false;
        *package = parent_name;
    }
    struct place *place = bt_alloc(sizeof *place);
    if (!place)
        return !bt_is_error(bt_raise_no_memory(th));
    find(th, text, path, place);
    bool ok = true;
    *file = BT_UNSET;
    *code = BT_UNSET;
    if (place->kind == FOUND_PACKAGE) {
        BT_ROOTS(th, r, 1);
        r[0] = bt_str_format(th, "%S.__main__", name);
        bt_free(place);
        ok = !bt_is_error(r[0]) && bt_find_main_module(th, r[0], code, file, package);
        BT_UNROOT(th, r);
        return ok;
    }
    if (place->kind == FOUND_FILE) {
        *file = bt_str_decode(th, place->path, strlen(place->path), "utf-8", "surrogateescape");
        ok = !bt_is_error(*file);
    } else if (place->kind == FOUND_IMAGE && !place->image->is_package) {
        *code = load_image(th, place->image);
        ok = !bt_is_error(*code);
    } else {
        ok = !bt_is_error(not_found(th, name, BT_UNSET));
    }
    bt_free(place);
    return ok;
}

const struct bt_fn_spec bt_import_functions[] = {
    {"__import__", import_function, "(name, globals=None, locals=None, fromlist=(), level=0)",
     "Import a module; what the import statement calls.", NULL, 0},
    {NULL, NULL, NULL, NULL, NULL, 0},
};
