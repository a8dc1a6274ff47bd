/* bench PACK FILE.docx [REPORTS [ROUNDS]]: the whole audit of copies of one docx in one process,
 * interleaved with the floor, as medians of paired ratios.
 *
 * Each round audits REPORTS copies (read, align, every rule, JSON thrown away; the engine is loaded
 * once before) and then runs the floor as often over the same bytes. Machines are noisy: the ratio
 * of a round's two halves is what counts, and their median is printed. */
#include <hecha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "floor.h"

static double now(void)
{
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    return (double)moment.tv_sec + (double)moment.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(double *numbers, size_t count)
{
    qsort(numbers, count, sizeof(*numbers), by_size);
    return numbers[count / 2];
}

static int discard(void *context, const char *bytes, size_t length)
{
    (void)bytes;
    *(size_t *)context += length;
    return 0;
}

static double time_audit(hecha *engine, const char *const *paths, size_t count)
{
    hecha_output output;
    hecha_exit status;
    hecha_err err;
    size_t written = 0;
    memset(&output, 0, sizeof(output));
    memset(&err, 0, sizeof(err));
    output.format = HECHA_FORMAT_JSON;
    output.writer.write = discard;
    output.writer.context = &written;
    double start = now();
    if (hecha_check(engine, paths, count, &output, &status, &err) != 0 || status > 1) {
        fprintf(stderr, "bench: the audit failed: %s\n", err.text);
        exit(1);
    }
    return (now() - start) / (double)count;
}

static double time_floor(const char *path, size_t count)
{
    double start = now();
    for (size_t i = 0; i < count; i++) {
        size_t size = 0;
        void *bytes = bench_load(path, &size);
        if (bytes == NULL || bench_floor(bytes, size) != 0) {
            fprintf(stderr, "bench: %s is no docx\n", path);
            exit(1);
        }
        free(bytes);
    }
    return (now() - start) / (double)count;
}

static void run(hecha *engine, const char *path, size_t count, size_t rounds)
{
    const char **paths = malloc(count * sizeof(*paths));
    double *audit = malloc(rounds * sizeof(double)), *floors = malloc(rounds * sizeof(double)),
           *ratios = malloc(rounds * sizeof(double));
    struct rusage usage;
    if (paths == NULL || audit == NULL || floors == NULL || ratios == NULL)
        exit(1);
    for (size_t i = 0; i < count; i++)
        paths[i] = path;
    time_audit(engine, paths, count < 10 ? count : 10);
    for (size_t i = 0; i < rounds; i++) {
        audit[i] = time_audit(engine, paths, count);
        floors[i] = time_floor(path, count);
        ratios[i] = audit[i] / floors[i];
    }
    double a = median(audit, rounds), f = median(floors, rounds), r = median(ratios, rounds);
    getrusage(RUSAGE_SELF, &usage);
    printf("%s: audit %.0f us (%.0f reports/s), floor %.0f us, ratio %.2f (min %.2f, max %.2f); "
           "peak %ld KiB\n",
           path, a * 1e6, 1 / a, f * 1e6, r, ratios[0], ratios[rounds - 1], usage.ru_maxrss);
    free(paths);
    free(audit);
    free(floors);
    free(ratios);
}

int main(int argc, char **argv)
{
    hecha *engine = NULL;
    hecha_err err;
    memset(&err, 0, sizeof(err));
    if (argc < 3) {
        fprintf(stderr, "usage: bench PACK FILE.docx [REPORTS [ROUNDS]]\n");
        return 2;
    }
    if (hecha_new(HECHA_LANG_ZH, &engine, &err) != 0 || hecha_add_pack(engine, argv[1], &err) != 0) {
        fprintf(stderr, "bench: %s\n", err.text);
        return 1;
    }
    run(engine, argv[2], argc > 3 ? (size_t)atol(argv[3]) : 200, argc > 4 ? (size_t)atol(argv[4]) : 11);
    hecha_free(engine);
    return 0;
}
