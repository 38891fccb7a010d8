// baton dap: the Debug Adapter Protocol on standard input and output, or on a port.
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "cli/dap_launch.h"
#include "cli/debug.h"
#include "debugger/dap/dap.h"

static const char usage[] =
    "usage: baton dap            debug for an editor: the Debug Adapter Protocol on stdin and stdout\n"
    "       baton dap --port N   the same for one client after another on 127.0.0.1, port N;\n"
    "                            0: a free port, which is said on stderr\n";

static int serve(int in, int out, int listener)
{
    struct bt_dap_launcher launcher;
    bt_dap_launcher_init(&launcher, in, out, listener);
    const struct bt_dap_options options = {.in = in,
                                           .out = out,
                                           .launch = bt_dap_launcher_launch,
                                           .release = bt_dap_launcher_release,
                                           .ctx = &launcher};
    return bt_dap_serve(&options);
}

// The protocol's streams get numbers of their own: nothing else that is printed or read may come
// between its bytes.
static int serve_streams(void)
{
    int in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 10);
    int out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10);
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (in < 0 || out < 0 || null < 0) {
        fprintf(stderr, "baton: dap: no standard streams: %s\n", strerror(errno));
        return 1;
    }
    (void)dup2(null, STDIN_FILENO);
    (void)dup2(STDERR_FILENO, STDOUT_FILENO);
    close(null);
    int status = serve(in, out, -1);
    close(in);
    close(out);
    return status;
}

static int listen_on(in_port_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    socklen_t len = sizeof address;
    const int yes = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK); // nobody else's business
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 1) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &len) != 0) {
        fprintf(stderr, "baton: dap: port %u: %s\n", port, strerror(errno));
        if (fd >= 0)
            close(fd);
        return -1;
    }
    fprintf(stderr, "baton: dap: listening on 127.0.0.1:%u\n", ntohs(address.sin_port));
    return fd;
}

static int serve_port(in_port_t port)
{
    int listener = listen_on(port);
    if (listener < 0)
        return 1;
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (null >= 0)
        (void)dup2(null, STDIN_FILENO);
    for (;;) {
        int client = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (client < 0 && (errno == EINTR || errno == ECONNABORTED))
            continue;
        if (client < 0) {
            fprintf(stderr, "baton: dap: %s\n", strerror(errno));
            close(listener);
            return 1;
        }
        (void)serve(client, client, listener);
        close(client);
    }
}

int bt_cli_dap(int argc, char **argv)
{
    const char *port = NULL;
    if (argc == 2 && (strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "--help") == 0)) {
        fputs(usage, stdout);
        return 0;
    }
    if (argc == 3 && strcmp(argv[1], "--port") == 0)
        port = argv[2];
    else if (argc == 2 && strncmp(argv[1], "--port=", 7) == 0)
        port = argv[1] + 7;
    else if (argc > 1) {
        fprintf(stderr, "baton: dap takes --port N and nothing else: a client's launch request "
                        "names the script\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN); // a client that is gone is found out by write()
    if (!port)
        return serve_streams();
    char *end;
    errno = 0;
    unsigned long n = strtoul(port, &end, 10);
    if (errno || *end || port[0] < '0' || port[0] > '9' || n > 65535) {
        fprintf(stderr, "baton: dap: --port needs a number from 0 to 65535, not `%s'\n", port);
        return 2;
    }
    return serve_port((in_port_t)n);
}
