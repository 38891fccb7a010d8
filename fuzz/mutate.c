/*
 * A main for the fuzz targets where the compiler has no libFuzzer: runs each file given, then
 * variations of them made with a seeded generator.
 *
 *     fuzz_parser [-n VARIATIONS] [-s SEED] FILE...
 *
 * A crash leaves the input in the file `fuzz-input`.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LARGEST = 1 << 16 };

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static size_t read_file(const char *path, uint8_t *out)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(EXIT_FAILURE);
    }
    size_t n = fread(out, 1, LARGEST, file);
    fclose(file);
    return n;
}

static void run(const uint8_t *data, size_t size)
{
    FILE *file = fopen("fuzz-input", "wb");
    if (file != NULL) {
        fwrite(data, 1, size, file);
        fclose(file);
    }
    LLVMFuzzerTestOneInput(data, size);
}

/* Changes, removes, doubles or moves a few bytes. */
static size_t vary(uint8_t *data, size_t size, uint64_t *state)
{
    static const char pieces[] = "()[]{}'\"\\:=,.;#@!*/ \n\t\nf\"f'{x:}rb0x1_e+\xC3\xA9\xFF";
    unsigned changes = 1 + (unsigned)(next_random(state) % 6);
    while (changes-- != 0 && size > 4) {
        size_t at = (size_t)(next_random(state) % size);
        size_t n = 1 + (size_t)(next_random(state) % 12);
        switch (next_random(state) % 4) {
        case 0: data[at] = (uint8_t)pieces[next_random(state) % (sizeof pieces - 1)]; break;
        case 1:
            n = n < size - at ? n : size - at;
            memmove(data + at, data + at + n, size - at - n);
            size -= n;
            break;
        case 2:
            if (size + n <= LARGEST && at + n <= size) {
                memmove(data + at + n, data + at, size - at);
                size += n;
            }
            break;
        default:
            n = n < size - at ? n : size - at;
            memmove(data + (size_t)(next_random(state) % (size - n + 1)), data + at, n);
            break;
        }
    }
    return size;
}

int main(int argc, char **argv)
{
    static uint8_t original[LARGEST];
    static uint8_t data[LARGEST];
    uint64_t state = 88172645463325252u;
    long variations = 1000;
    int first = 1;
    while (first + 1 < argc && argv[first][0] == '-') {
        if (argv[first][1] == 'n') {
            variations = strtol(argv[first + 1], NULL, 10);
        } else {
            state ^= strtoull(argv[first + 1], NULL, 10) * 0x9E3779B97F4A7C15u;
        }
        first += 2;
    }
    for (int i = first; i < argc; i++) {
        size_t size = read_file(argv[i], original);
        run(original, size);
        for (long n = 0; n < variations; n++) {
            memcpy(data, original, size);
            run(data, vary(data, size, &state));
        }
    }
    remove("fuzz-input");
    return EXIT_SUCCESS;
}
