/*
 * "Did you mean": the name among those in reach that is nearest to the one that was not found, by
 * an edit distance that counts a changed, added or dropped letter as 2 and a change of case as 1;
 * and whether a name is a standard module that was not imported.
 *
 * Called by traceback_print.c when an AttributeError, NameError or ImportError is printed. Whatever
 * goes wrong here means no suggestion.
 */
#include "base/buf.h"
#include "runtime/objects/dict.h"
#include "runtime/objects/error.h"
#include "runtime/objects/function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/seq.h"
#include "runtime/objects/str.h"
#include "runtime/objects/traceback_print.h"
#include "runtime/objects/type.h"

#define MAX_NAMES    750
#define MAX_NAME_LEN 40
#define MOVE_COST    2
#define CASE_COST    1

// ---- the distance ----

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t substitution_cost(char a, char b)
{
    if (a == b)
        return 0;
    return lower(a) == lower(b) ? CASE_COST : MOVE_COST;
}

// Edit distance of two byte strings of at most MAX_NAME_LEN; anything above `max` may come out as
// max + 1.
static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len, size_t max)
{
    size_t row[MAX_NAME_LEN];
    while (a_len && b_len && a[0] == b[0])
        a++, b++, a_len--, b_len--;
    while (a_len && b_len && a[a_len - 1] == b[b_len - 1])
        a_len--, b_len--;
    if (!a_len || !b_len)
        return (a_len + b_len) * MOVE_COST;
    if (a_len > MAX_NAME_LEN || b_len > MAX_NAME_LEN)
        return max + 1;
    size_t difference = a_len > b_len ? a_len - b_len : b_len - a_len;
    if (difference * MOVE_COST > max)
        return max + 1;
    for (size_t i = 0; i < a_len; i++)
        row[i] = (i + 1) * MOVE_COST; // from the empty prefix of b
    size_t result = 0;
    for (size_t j = 0; j < b_len; j++) {
        size_t diagonal = j * MOVE_COST, left = (j + 1) * MOVE_COST, least = SIZE_MAX;
        for (size_t i = 0; i < a_len; i++) {
            size_t change = diagonal + substitution_cost(b[j], a[i]);
            size_t move = (row[i] < left ? row[i] : left) + MOVE_COST;
            diagonal = row[i];
            row[i] = left = result = change < move ? change : move;
            least = result < least ? result : least;
        }
        if (least > max)
            return max + 1;
    }
    return result;
}

struct best {
    const struct bt_str *wrong;
    bt_value name; // BT_UNSET: none yet
    size_t cost;
};

static void consider(struct best *best, bt_value v)
{
    if (!bt_is_str(v))
        return;
    const struct bt_str *name = bt_as_str(v), *wrong = best->wrong;
    if (name->len == wrong->len && !memcmp(name->data, wrong->data, name->len))
        return; // what is missing and still there is no help
    size_t max = (name->len + wrong->len + 3) * MOVE_COST / 6;
    if (!bt_is_unset(best->name) && max > best->cost - 1)
        max = best->cost - 1;
    size_t cost = distance(wrong->data, wrong->len, name->data, name->len, max);
    if (cost > max || (!bt_is_unset(best->name) && cost >= best->cost))
        return;
    best->name = v;
    best->cost = cost;
}

bt_value bt_suggest_among(const bt_value *names, size_t n, bt_value wrong)
{
    struct best best = {.wrong = bt_as_str(wrong), .name = BT_UNSET};
    if (n >= MAX_NAMES || best.wrong->len > MAX_NAME_LEN)
        return BT_UNSET;
    for (size_t i = 0; i < n; i++)
        consider(&best, names[i]);
    return best.name;
}

// ---- the names in reach ----

static bool add_keys(struct bt_thread *th, bt_value names, struct bt_dict *dict)
{
    size_t pos = 0;
    bt_value key, value;
    while (dict && bt_dict_next(dict, &pos, &key, &value)) {
        if (!bt_list_append(th, names, key))
            return false;
    }
    return true;
}

static bool add_tuple(struct bt_thread *th, bt_value names, bt_value tuple)
{
    for (size_t i = 0; bt_is_tuple(tuple) && i < bt_as_tuple(tuple)->len; i++) {
        if (!bt_list_append(th, names, bt_as_tuple(tuple)->items[i]))
            return false;
    }
    return true;
}

// The builtins that code with these globals sees.
static struct bt_dict *builtins_of(struct bt_thread *th, struct bt_dict *globals)
{
    bt_value builtins = globals ? bt_dict_get_str(th, globals, BT_NAME(th, builtins)) : BT_UNSET;
    if (bt_is_dict(builtins))
        return bt_as_dict(builtins);
    if (bt_is_exact(th, builtins, BT_T_MODULE))
        return ((struct bt_module *)bt_obj(builtins))->dict;
    return NULL;
}

// The entry where the exception was raised, or NULL.
static struct bt_traceback *innermost(bt_value exception)
{
    struct bt_traceback *tb = NULL;
    for (bt_value at = bt_as_exception(exception)->traceback; bt_is_obj(at); at = tb->next)
        tb = (struct bt_traceback *)bt_obj(at);
    return tb;
}

// Locals, globals and builtins of the place where a NameError was raised.
static bool names_of_frame(struct bt_thread *th, bt_value exception, bt_value names)
{
    struct bt_traceback *tb = innermost(exception);
    if (!tb)
        return true;
    return add_tuple(th, names, tb->code->varnames) && add_tuple(th, names, tb->code->freevars) &&
           add_keys(th, names, tb->globals) && add_keys(th, names, builtins_of(th, tb->globals));
}

// dir(obj) in order, without _names unless such a one was asked for.
static bool names_of_object(struct bt_thread *th, bt_value obj, bool underscored, bt_value names)
{
    BT_ROOTS(th, r, 1);
    bool ok = false;
    r[0] = bt_call_special(th, obj, BT_NAME(th, dir), NULL, 0);
    if (bt_is_error(r[0]) || bt_is_unset(r[0]))
        goto done;
    r[0] = bt_to_list(th, r[0]);
    if (bt_is_error(r[0]) || !bt_list_sort(th, r[0], BT_NONE, false))
        goto done;
    for (size_t i = 0; i < bt_as_list(r[0])->len; i++) {
        bt_value name = bt_as_list(r[0])->items[i];
        if (!bt_is_str(name) || (!underscored && bt_as_str(name)->data[0] == '_'))
            continue;
        if (!bt_list_append(th, names, name))
            goto done;
    }
    ok = true;
done:
    BT_UNROOT(th, r);
    return ok;
}

// The module that an ImportError is about, imported already; BT_UNSET if it cannot be had.
static bt_value module_of(struct bt_thread *th, bt_value exception)
{
    struct bt_traceback *tb = innermost(exception);
    struct bt_dict *builtins = tb ? builtins_of(th, tb->globals) : NULL;
    bt_value import = builtins ? bt_dict_get_str(th, builtins, BT_NAME(th, import)) : BT_UNSET;
    bt_value name = bt_as_exception(exception)->extra[BT_X_IMPORT_NAME];
    if (bt_is_unset(import) || !bt_is_str(name))
        return BT_UNSET;
    // with something to import from it, __import__("a.b") gives b
    BT_ROOTS(th, args, 4);
    args[0] = name;
    args[1] = args[2] = BT_NONE;
    args[3] = bt_tuple_new(th, &name, 1);
    bt_value module = bt_is_error(args[3]) ? BT_ERROR : bt_call_n(th, import, args, 4);
    BT_UNROOT(th, args);
    return module;
}

// ---- what to say ----

// Was a name used alone in a method whose self has it? Then it is self.name that was meant.
static bool is_attribute_of_self(struct bt_thread *th, bt_value exception, bt_value wrong)
{
    bt_value self = bt_as_exception(exception)->extra[BT_X_NAME_SELF];
    if (!bt_is_a(th, exception, BT_EXC_NAME_ERROR) || bt_is_unset(self) || bt_is_error(self))
        return false;
    bt_value v = bt_getattr_opt(th, self, wrong);
    bt_exc_clear(th);
    return !bt_is_error(v) && !bt_is_unset(v);
}

static bool is_stdlib_module(const char *name)
{
    size_t low = 0, high = bt_stdlib_module_names_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, bt_stdlib_module_names[middle]);
        if (!order)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

// Collect the names for this exception; false = an exception, or nothing to look in.
static bool collect(struct bt_thread *th, bt_value exception, const struct bt_str *wrong,
                    bt_value names)
{
    bool underscored = wrong->data[0] == '_';
    if (bt_is_a(th, exception, BT_EXC_NAME_ERROR))
        return names_of_frame(th, exception, names);
    if (bt_is_a(th, exception, BT_EXC_IMPORT_ERROR)) {
        bt_value module = module_of(th, exception);
        if (bt_is_error(module) || bt_is_unset(module))
            return false;
        BT_ROOTS(th, r, 1);
        r[0] = module;
        bool ok = names_of_object(th, module, underscored, names);
        BT_UNROOT(th, r);
        return ok;
    }
    bt_value obj = bt_as_exception(exception)->extra[BT_X_ATTRIBUTE_OBJ];
    return names_of_object(th, bt_is_unset(obj) ? BT_NONE : obj, underscored, names);
}

static bt_value wrong_name(struct bt_thread *th, bt_value exception)
{
    const bt_value *x = bt_as_exception(exception)->extra;
    if (bt_is_a(th, exception, BT_EXC_ATTRIBUTE_ERROR))
        return x[BT_X_ATTRIBUTE_NAME];
    if (bt_is_a(th, exception, BT_EXC_NAME_ERROR))
        return x[BT_X_NAME_NAME];
    if (bt_is_a(th, exception, BT_EXC_IMPORT_ERROR))
        return x[BT_X_IMPORT_NAME_FROM];
    return BT_UNSET;
}

void bt_suggest(struct bt_thread *th, struct bt_buf *out, bt_value exception)
{
    bt_value wrong = wrong_name(th, exception);
    if (!bt_is_str(wrong) || bt_as_str(wrong)->len == 0)
        return;
    BT_ROOTS(th, r, 3);
    struct best best = {.wrong = bt_as_str(wrong), .name = BT_UNSET};
    r[0] = exception;
    r[1] = wrong;
    r[2] = bt_list_new(th, NULL, 0);
    bool of_self = is_attribute_of_self(th, exception, wrong);
    if (!of_self && !bt_is_error(r[2]) && collect(th, exception, best.wrong, r[2])) {
        struct bt_list *names = bt_as_list(r[2]);
        bool few = names->len < MAX_NAMES && best.wrong->len <= MAX_NAME_LEN;
        for (size_t i = 0; few && i < names->len; i++)
            consider(&best, names->items[i]);
    }
    bt_exc_clear(th);
    bool found = of_self || !bt_is_unset(best.name);
    if (of_self)
        bt_buf_printf(out, ". Did you mean: 'self.%s'?", best.wrong->data);
    else if (found)
        bt_buf_printf(out, ". Did you mean: '%s'?", bt_as_str(best.name)->data);
    if (bt_is_a(th, exception, BT_EXC_NAME_ERROR) && is_stdlib_module(best.wrong->data))
        bt_buf_printf(
            out, found ? " Or did you forget to import '%s'?" : ". Did you forget to import '%s'?",
            best.wrong->data);
    BT_UNROOT(th, r);
}

const char *const bt_stdlib_module_names[] = {
    // clang-format off
    "__future__", "_abc", "_aix_support", "_android_support", "_ast", "_asyncio", "_bisect",
    "_blake2", "_bz2", "_codecs", "_codecs_cn", "_codecs_hk", "_codecs_iso2022", "_codecs_jp",
    "_codecs_kr", "_codecs_tw", "_collections", "_collections_abc", "_colorize", "_compat_pickle",
    "_compression", "_contextvars", "_csv", "_ctypes", "_curses", "_curses_panel", "_datetime",
    "_dbm", "_decimal", "_elementtree", "_frozen_importlib", "_frozen_importlib_external",
    "_functools", "_gdbm", "_hashlib", "_heapq", "_imp", "_interpchannels", "_interpqueues",
    "_interpreters", "_io", "_ios_support", "_json", "_locale", "_lsprof", "_lzma", "_markupbase",
    "_md5", "_multibytecodec", "_multiprocessing", "_opcode", "_opcode_metadata", "_operator",
    "_osx_support", "_overlapped", "_pickle", "_posixshmem", "_posixsubprocess", "_py_abc",
    "_pydatetime", "_pydecimal", "_pyio", "_pylong", "_pyrepl", "_queue", "_random", "_scproxy",
    "_sha1", "_sha2", "_sha3", "_signal", "_sitebuiltins", "_socket", "_sqlite3", "_sre", "_ssl",
    "_stat", "_statistics", "_string", "_strptime", "_struct", "_suggestions", "_symtable",
    "_sysconfig", "_thread", "_threading_local", "_tkinter", "_tokenize", "_tracemalloc",
    "_typing", "_uuid", "_warnings", "_weakref", "_weakrefset", "_winapi", "_wmi", "_zoneinfo",
    "abc", "antigravity", "argparse", "array", "ast", "asyncio", "atexit", "base64", "bdb",
    "binascii", "bisect", "builtins", "bz2", "cProfile", "calendar", "cmath", "cmd", "code",
    "codecs", "codeop", "collections", "colorsys", "compileall", "concurrent", "configparser",
    "contextlib", "contextvars", "copy", "copyreg", "csv", "ctypes", "curses", "dataclasses",
    "datetime", "dbm", "decimal", "difflib", "dis", "doctest", "email", "encodings", "ensurepip",
    "enum", "errno", "faulthandler", "fcntl", "filecmp", "fileinput", "fnmatch", "fractions",
    "ftplib", "functools", "gc", "genericpath", "getopt", "getpass", "gettext", "glob",
    "graphlib", "grp", "gzip", "hashlib", "heapq", "hmac", "html", "http", "idlelib", "imaplib",
    "importlib", "inspect", "io", "ipaddress", "itertools", "json", "keyword", "linecache",
    "locale", "logging", "lzma", "mailbox", "marshal", "math", "mimetypes", "mmap",
    "modulefinder", "msvcrt", "multiprocessing", "netrc", "nt", "ntpath", "nturl2path", "numbers",
    "opcode", "operator", "optparse", "os", "pathlib", "pdb", "pickle", "pickletools", "pkgutil",
    "platform", "plistlib", "poplib", "posix", "posixpath", "pprint", "profile", "pstats", "pty",
    "pwd", "py_compile", "pyclbr", "pydoc", "pydoc_data", "pyexpat", "queue", "quopri", "random",
    "re", "readline", "reprlib", "resource", "rlcompleter", "runpy", "sched", "secrets", "select",
    "selectors", "shelve", "shlex", "shutil", "signal", "site", "smtplib", "socket",
    "socketserver", "sqlite3", "sre_compile", "sre_constants", "sre_parse", "ssl", "stat",
    "statistics", "string", "stringprep", "struct", "subprocess", "symtable", "sys", "sysconfig",
    "syslog", "tabnanny", "tarfile", "tempfile", "termios", "textwrap", "this", "threading",
    "time", "timeit", "tkinter", "token", "tokenize", "tomllib", "trace", "traceback",
    "tracemalloc", "tty", "turtle", "turtledemo", "types", "typing", "unicodedata", "unittest",
    "urllib", "uuid", "venv", "warnings", "wave", "weakref", "webbrowser", "winreg", "winsound",
    "wsgiref", "xml", "xmlrpc", "zipapp", "zipfile", "zipimport", "zlib", "zoneinfo",
    // clang-format on
};
const size_t bt_stdlib_module_names_count =
    sizeof bt_stdlib_module_names / sizeof bt_stdlib_module_names[0];
