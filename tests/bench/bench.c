/* bench PACK FILE.docx [REPORTS [ROUNDS]]: the whole audit of copies of one docx, interleaved with
 * the same without any pack and with the floor, as medians of paired ratios.
 *
 * Each round audits REPORTS copies (read, align, every rule, JSON thrown away; the engine is loaded
 * once before), audits them without a pack (read and JSON only), and then runs the floor as often
 * over the same bytes. What the rules cost is the difference of the first two. Machines are noisy:
 * the ratios of a round's parts are what counts, and their medians are printed. */
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

/* Seconds a report. `expected`: the worst end that is none of the machine's. */
static double time_audit(hecha *engine, const char *const *paths, size_t count, hecha_exit expected)
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
    if (hecha_check(engine, paths, count, &output, &status, &err) != 0 || status > expected) {
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

typedef struct times {
    double *audit, *reading, *floors; /* seconds a report, a value each round */
    double *of_floor;                 /* the audit : the floor */
    double *of_reading;               /* what the rules add : the reading */
} times;

static double *numbers(size_t count)
{
    double *made = malloc(count * sizeof(*made));
    if (made == NULL)
        exit(1);
    return made;
}

static void measure(times *t, size_t rounds, hecha *engine, hecha *reader, const char **paths,
                    size_t count)
{
    const hecha_exit without_rules = HECHA_EXIT_BROKEN_RULE; /* nothing was checked */
    time_audit(engine, paths, count < 10 ? count : 10, HECHA_EXIT_FINDINGS);
    time_audit(reader, paths, count < 10 ? count : 10, without_rules);
    for (size_t i = 0; i < rounds; i++) {
        t->audit[i] = time_audit(engine, paths, count, HECHA_EXIT_FINDINGS);
        t->reading[i] = time_audit(reader, paths, count, without_rules);
        t->floors[i] = time_floor(paths[0], count);
        t->of_floor[i] = t->audit[i] / t->floors[i];
        t->of_reading[i] = (t->audit[i] - t->reading[i]) / t->reading[i];
    }
}

static void print(const times *t, size_t rounds, const char *path)
{
    struct rusage usage;
    double audit = median(t->audit, rounds);
    getrusage(RUSAGE_SELF, &usage);
    printf("%s: audit %.0f us (%.0f reports/s), floor %.0f us, ratio %.2f", path, audit * 1e6,
           1 / audit, median(t->floors, rounds) * 1e6, median(t->of_floor, rounds));
    printf(" (min %.2f, max %.2f); without rules %.0f us, rules %.2f times that; peak %ld KiB\n",
           t->of_floor[0], t->of_floor[rounds - 1], median(t->reading, rounds) * 1e6,
           median(t->of_reading, rounds), usage.ru_maxrss);
}

static void run(hecha *engine, hecha *reader, const char *path, size_t count, size_t rounds)
{
    const char **paths = malloc(count * sizeof(*paths));
    times t = {numbers(rounds), numbers(rounds), numbers(rounds), numbers(rounds), numbers(rounds)};
    if (paths == NULL)
        exit(1);
    for (size_t i = 0; i < count; i++)
        paths[i] = path;
    measure(&t, rounds, engine, reader, paths, count);
    print(&t, rounds, path);
    free(paths);
    free(t.audit);
    free(t.reading);
    free(t.floors);
    free(t.of_floor);
    free(t.of_reading);
}

int main(int argc, char **argv)
{
    hecha *engine = NULL, *reader = NULL;
    hecha_err err;
    memset(&err, 0, sizeof(err));
    if (argc < 3) {
        fprintf(stderr, "usage: bench PACK FILE.docx [REPORTS [ROUNDS]]\n");
        return 2;
    }
    if (hecha_new(HECHA_LANG_ZH, &engine, &err) != 0 ||
        hecha_add_pack(engine, argv[1], &err) != 0 ||
        hecha_new(HECHA_LANG_ZH, &reader, &err) != 0) {
        fprintf(stderr, "bench: %s\n", err.text);
        return 1;
    }
    run(engine, reader, argv[2], argc > 3 ? (size_t)atol(argv[3]) : 200,
        argc > 4 ? (size_t)atol(argv[4]) : 11);
    hecha_free(reader);
    hecha_free(engine);
    return 0;
}
