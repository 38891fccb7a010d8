/* See entropy.h. */
#include "base/entropy.h"

#include <errno.h>
#include <sys/random.h>

bool bt_entropy(void *bytes, size_t len)
{
    char *p = bytes;
    while (len > 0) {
        ssize_t n = getrandom(p, len, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        p += n;
        len -= (size_t)n;
    }
    return true;
}
