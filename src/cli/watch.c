#include "cli/watch.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "cli/interrupt.h"
#include "cli/packs.h"
#include "cli/say.h"

#define DEEPEST 16
#define LONGEST 4096
#define PAUSE_MS 300

static uint64_t mix(uint64_t hash, uint64_t number)
{
    return (hash ^ number) * UINT64_C(1099511628211);
}

/* Of one file; the sum of all does not depend on the order in which a folder lists them. */
static uint64_t stamp_of(const char *path, const struct stat *info)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (const char *at = path; *at != '\0'; at++)
        hash = mix(hash, (unsigned char)*at);
    hash = mix(hash, (uint64_t)info->st_size);
    hash = mix(hash, (uint64_t)info->st_mtim.tv_sec);
    return mix(hash, (uint64_t)info->st_mtim.tv_nsec);
}

/* Editors write beside a file and rename: hidden files are theirs. */
static uint64_t stamp_below(const char *path, int depth)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return 0;
    if (!S_ISDIR(info.st_mode))
        return stamp_of(path, &info);
    DIR *folder = depth < DEEPEST ? opendir(path) : NULL;
    uint64_t sum = 1;
    struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        char name[LONGEST];
        int length = snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.' && length > 0 && (size_t)length < sizeof(name))
            sum += stamp_below(name, depth + 1);
    }
    if (folder != NULL)
        closedir(folder);
    return sum;
}

uint64_t cli_watch_stamp(const char *path)
{
    return stamp_below(path, 0);
}

static uint64_t stamp_list(const cli_list *list)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < list->count; i++)
        sum += cli_watch_stamp(list->items[i]);
    return sum;
}

static uint64_t stamp_all(const cli_options *options)
{
    uint64_t sum = stamp_list(&options->operands) + stamp_list(&options->packs) +
                   stamp_list(&options->rule_files) + stamp_list(&options->overlays);
    if (options->roster != NULL)
        sum += cli_watch_stamp(options->roster);
    return sum + cli_packs_stamp(cli_watch_stamp);
}

static void wait_a_moment(void)
{
    const struct timespec pause = {0, PAUSE_MS * 1000000L};
    nanosleep(&pause, NULL);
}

hecha_exit cli_watch(const cli_options *options, hecha_exit (*run)(const cli_options *options))
{
    hecha_exit status = HECHA_EXIT_CLEAN;
    cli_interrupt_catch();
    while (!cli_interrupted(NULL)) {
        uint64_t before = stamp_all(options);
        status = run(options);
        fflush(stdout);
        if (!cli_interrupted(NULL))
            cli_say(stderr, options->ui, CLI_WATCHING, NULL);
        while (!cli_interrupted(NULL) && stamp_all(options) == before)
            wait_a_moment();
    }
    return status;
}
