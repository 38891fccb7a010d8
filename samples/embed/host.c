/*
 * A C program with a Python inside: it gives the script a function, runs it, and calls back a
 * function that the script defines.
 *
 *     cc host.c $(pkg-config --cflags --libs baton) -o host && ./host
 *     twice 21 is 42
 *     the script says HELLO
 */
#include <baton.h>
#include <stdio.h>

static struct baton_value *twice(struct baton *b, struct baton_value *const *args, size_t n,
                                 void *data)
{
    (void)n;
    (void)data;
    int64_t i;
    return baton_as_int(b, args[0], &i) ? baton_int(b, 2 * i) : NULL;
}

static const struct baton_function functions[] = {
    {"twice", twice, "(number, /)", "The number, two times.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static const char script[] = "import host\n"
                             "print('twice 21 is', host.twice(21))\n"
                             "def shout(text):\n"
                             "    return text.upper()\n";

int main(void)
{
    struct baton *b = baton_new(NULL);
    if (!b)
        return 1;
    int status = 1;
    if (baton_add_module(b, "host", NULL, functions) &&
        baton_run_text(b, "script", script, SIZE_MAX) == BATON_OK) {
        struct baton_value *arg = baton_str(b, "hello", SIZE_MAX);
        struct baton_value *shout = baton_get_global(b, NULL, "shout");
        const char *text = baton_as_text(b, baton_call(b, shout, &arg, 1), NULL);
        if (text) {
            printf("the script says %s\n", text);
            status = 0;
        }
    }
    fputs(baton_error_text(b), stderr);
    baton_free(b);
    return status;
}
